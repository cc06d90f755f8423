"""Facebook's download: friends, conversations by day, and its broken letters put right."""

from __future__ import annotations

import json
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kith.imports import from_facebook, readers
from kith.imports.facebook_text import mended_text
from kith.imports.records import InteractionRecord, LeftRecord, PersonRecord, Refusal
from kith.imports.uploads import BadFile, Upload

MAY_1, MAY_2 = 1_746_093_600_000, 1_746_180_000_000


def broken(value: str) -> str:
    """Text as Facebook writes it."""
    return value.encode().decode("latin-1")


def message(sender: str, at: int, content: str = "Hello", **more: Any) -> dict[str, Any]:
    return {"sender_name": broken(sender), "timestamp_ms": at, "content": broken(content), **more}


def thread(*messages: dict[str, Any], people: tuple[str, ...] = ("Zoë Müller", "Ada"), title: str = "Zoë Müller"):
    return {
        "participants": [{"name": broken(name)} for name in people],
        "messages": list(messages),
        "title": broken(title),
        "thread_path": f"inbox/{title}",
    }


@pytest.fixture
def upload(tmp_path: Path):
    def write(document: Any, name: str = "message_1.json") -> Upload:
        path = tmp_path / name
        path.write_text(document if isinstance(document, str) else json.dumps(document))
        return Upload(name, path)

    return write


@pytest.fixture
def download(tmp_path: Path):
    def write(**files: Any) -> Upload:
        path = tmp_path / "facebook.zip"
        with zipfile.ZipFile(path, "w") as archive:
            for name, document in files.items():
                archive.writestr(name, document if isinstance(document, str) else json.dumps(document))
        return Upload("facebook.zip", path)

    return write


def touches(records: list[Any]) -> list[tuple[Any, ...]]:
    found = [each for each in records if isinstance(each, InteractionRecord)]
    return [(t.kind, t.on, [who.name for who in t.people], t.sent, t.received, t.direction) for t in found]


def test_friends_become_people_with_the_day_of_it(upload):
    document = {"friends_v2": [{"name": broken("Zoë Müller"), "timestamp": MAY_1 // 1000}, {"name": ""}]}
    friends = upload(document, "your_friends.json")

    assert readers.reader_for(friends).NAME == "facebook"
    found = list(from_facebook.read(friends))

    assert [each.full_name for each in found if isinstance(each, PersonRecord)] == ["Zoë Müller"]
    assert touches(found) == [("connected", date(2025, 5, 1), ["Zoë Müller"], 0, 0, "mutual")]
    assert [each.reason for each in found if isinstance(each, Refusal)] == ["A friend without a name."]


def test_each_day_of_a_conversation_is_one_touch(upload):
    talk = upload(
        thread(message("Ada", MAY_1), message("Zoë Müller", MAY_1 + 1, "Grüße"), message("Zoë Müller", MAY_2))
    )

    assert readers.reader_for(talk).NAME == "facebook"
    found = list(from_facebook.read(talk))

    assert [each.full_name for each in found if isinstance(each, PersonRecord)] == ["Zoë Müller"]
    assert touches(found) == [
        ("message", date(2025, 5, 1), ["Zoë Müller"], 1, 1, "mutual"),
        ("message", date(2025, 5, 2), ["Zoë Müller"], 0, 1, "incoming"),
    ]
    assert next(each.notes for each in found if isinstance(each, InteractionRecord)) == "Ada: Hello\nZoë Müller: Grüße"


def test_somebody_who_never_answered_is_not_added(upload):
    found = list(from_facebook.read(upload(thread(message("Zoë Müller", MAY_1)))))
    assert [each for each in found if isinstance(each, PersonRecord)] == []


def test_a_friend_with_whom_one_writes_is_one_person(download):
    friends = {"friends_v2": [{"name": broken("Zoë Müller"), "timestamp": MAY_1 // 1000}]}
    talk = thread(message("Ada", MAY_1), message("Zoë Müller", MAY_2))
    files = {"connections/friends/your_friends.json": friends, "messages/inbox/a_1/message_1.json": talk}

    found = list(from_facebook.read(download(**files)))

    assert [each.full_name for each in found if isinstance(each, PersonRecord)] == ["Zoë Müller"]


def test_a_download_says_who_its_owner_is(download):
    found = list(
        from_facebook.read(
            download(
                **{
                    "personal_information/profile_information.json": {"profile_v2": {"name": {"full_name": "Ada"}}},
                    "your_facebook_activity/messages/inbox/a_1/message_1.json": thread(message("Ada", MAY_1)),
                    "your_facebook_activity/messages/inbox/a_1/message_2.json": thread(
                        message("Zoë Müller", MAY_1 + 5)
                    ),
                    "ads_information/advertisers.json": {"custom_audiences": []},
                }
            )
        )
    )
    assert touches(found) == [("message", date(2025, 5, 1), ["Zoë Müller"], 1, 1, "mutual")]


def test_a_download_is_known_by_its_folders(download):
    archive = download(**{"connections/friends/your_friends.json": {"friends_v2": []}})
    assert readers.reader_for(archive).NAME == "facebook"


def test_encrypted_conversations_have_another_shape(upload):
    document = {
        "participants": ["Ada", "Bo Li"],
        "threadName": "Bo Li",
        "title": "Bo Li",
        "messages": [
            {"senderName": "Bo Li", "text": "Hi", "timestamp": MAY_1, "isUnsent": False},
            {"senderName": "Bo Li", "text": "gone", "timestamp": MAY_1, "isUnsent": True},
            {"senderName": "Ada", "text": "Hello", "timestamp": MAY_1, "isUnsent": False},
        ],
    }
    assert touches(list(from_facebook.read(upload(document)))) == [
        ("message", date(2025, 5, 1), ["Bo Li"], 1, 1, "mutual")
    ]


def test_a_crowd_is_left_out(upload):
    crowd = thread(message("Ada", MAY_1), people=tuple(f"P{n}" for n in range(25)) + ("Ada",), title="Party")
    other = from_facebook.read_together([upload(crowd, "a.json"), upload(thread(message("Ada", MAY_1)), "b.json")])
    assert [each.reason for each in other if isinstance(each, LeftRecord)] == ["A conversation of more than 20 people."]


def test_where_nothing_tells_who_the_owner_is_it_says_so(upload):
    document = thread(message("Ada", MAY_1), title="Our talk")
    [refusal] = list(from_facebook.read(upload(document)))
    assert isinstance(refusal, Refusal)
    assert "which of the people in these messages is you" in refusal.reason


@pytest.mark.parametrize("text", ["Zoë", "Łukasz", "日本", "naïve – “quoted”", "plain"])
def test_broken_letters_are_mended_and_right_ones_stay(text):
    assert mended_text(broken(text)) == text
    assert mended_text(text) == text


def test_a_file_that_is_cut_short_is_refused_with_its_line(upload):
    with pytest.raises(BadFile, match="cut short"):
        list(from_facebook.read(upload('{"participants": [],\n"messages": [{"sender_name": ')))
