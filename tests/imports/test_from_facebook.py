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
from kith.interactions.models import Interaction
from kith.people import actions as people
from kith.people.models import Person
from tests import make
from tests.imports import given
from tests.make import NOW

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
        "thread_path": f"inbox/{broken(title)}",
    }


def encrypted(*people: str, name: str, **more: Any) -> dict[str, Any]:
    """A conversation as the download of encrypted ones has it: names as they are, with a number behind."""
    return {
        "participants": list(people),
        "threadName": f"{name}_12",
        "messages": [
            {"senderName": name, "text": "Hi", "timestamp": MAY_1, "isUnsent": False},
            {"senderName": name, "text": "gone", "timestamp": MAY_1, "isUnsent": True},
            {"senderName": "Ada", "text": "Hello", "timestamp": MAY_1, "isUnsent": False},
        ],
        **more,
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
    assert (
        next(each.notes for each in found if isinstance(each, InteractionRecord)) == "Ada: Hello\n\nZoë Müller: Grüße"
    )


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
    assert touches(list(from_facebook.read(upload(encrypted("Ada", "Bo Li", name="Bo Li"))))) == [
        ("message", date(2025, 5, 1), ["Bo Li"], 1, 1, "mutual")
    ]


@pytest.mark.parametrize("folder", ["", "messages/", "your_facebook_activity/messages/"])
def test_the_download_of_encrypted_conversations_is_known_by_what_is_in_it(download, folder):
    zipped = download(
        **{
            f"{folder}Bo Li_12.json": encrypted("Ada", "Bo Li", name="Bo Li"),
            f"{folder}Cy_3.json": encrypted("Ada", "Cy", name="Cy"),
            "media/x.json": {},
        }
    )

    assert readers.reader_for(zipped).NAME == "facebook"
    found = list(from_facebook.read(zipped))

    assert [each.full_name for each in found if isinstance(each, PersonRecord)] == ["Bo Li", "Cy"]
    assert not any(isinstance(each, (Refusal, LeftRecord)) for each in found)


def test_a_zip_of_numbered_files_of_something_else_is_left_to_others(download):
    other = download(**{"data_1.json": {"participants": [], "rows": []}})
    assert not from_facebook.recognises(other)


@pytest.mark.parametrize(
    "document",
    [{"friends": [{"name": "Bo Li", "timestamp": MAY_1 // 1000}]}, {"friends_v2": [{"name": "Bo Li"}]}],
)
def test_friends_of_older_downloads_are_known_as_well(upload, document):
    friends = upload(document, "friends.json")
    assert readers.reader_for(friends).NAME == "facebook"
    assert [each.full_name for each in from_facebook.read(friends) if isinstance(each, PersonRecord)] == ["Bo Li"]


@pytest.mark.parametrize(("zone", "day"), [("UTC", 1), ("Pacific/Auckland", 2), ("America/Los_Angeles", 1)])
def test_days_are_those_of_the_user(upload, zone, day):
    evening = MAY_1 + 10 * 3_600_000  # 20:00 on 1 May in UTC
    talk = upload(thread(message("Ada", evening), message("Zoë Müller", evening + 1)))
    found = list(from_facebook.read(Upload(talk.name, talk.path, {"zone": zone})))
    assert touches(found) == [("message", date(2025, 5, day), ["Zoë Müller"], 1, 1, "mutual")]


def test_a_name_in_the_profile_that_no_conversation_knows_is_not_believed(download):
    profile = {"profile": {"name": "Ada Lovelace"}}
    found = list(
        from_facebook.read(
            download(
                **{
                    "profile_information/profile_information.json": profile,
                    "messages/inbox/a_1/message_1.json": thread(message("Ada", MAY_1)),
                }
            )
        )
    )
    assert touches(found) == [("message", date(2025, 5, 1), ["Zoë Müller"], 1, 0, "outgoing")]


FIRST = thread(message("Ada", MAY_1), message("Zoë Müller", MAY_1 + 1, "Grüße"))
SECOND = thread(message("Zoë Müller", MAY_1 + 2, "Noch etwas"), message("Zoë Müller", MAY_2))
ARCHIVED = {**SECOND, "thread_path": SECOND["thread_path"].replace("inbox/", "archived_threads/")}


@pytest.mark.django_db
@pytest.mark.parametrize("second", [SECOND, ARCHIVED], ids=["inbox", "archived"])
def test_the_files_of_a_conversation_add_up_together_or_one_after_the_other(ada, eve, upload, second):
    one, two = upload(FIRST, "message_1.json").path, upload(second, "message_2.json").path
    given.brought_in(ada, one, two)
    given.brought_in(eve, two)
    given.brought_in(eve, one)
    given.brought_in(eve, one, two)

    told = [(1, 2, "Ada: Hello\n\nZoë Müller: Grüße\n\nZoë Müller: Noch etwas"), (0, 1, "Zoë Müller: Hello")]
    for owner in (ada, eve):
        days = Interaction.objects.filter(owner=owner).order_by("on")
        assert [(day.sent, day.received, day.notes) for day in days] == told


@pytest.mark.django_db
def test_whoever_has_a_role_since_is_not_brought_in_again(ada, upload):
    talk = upload(FIRST)
    given.brought_in(ada, talk.path)
    zoe = Person.objects.visible_to(ada).get()
    people.edit_person(zoe, version=zoe.version, at=NOW, fields={"name": "Zoë M."}, positions=[make.job("Acme")])

    given.brought_in(ada, talk.path)

    assert [each.name for each in Person.objects.visible_to(ada)] == ["Zoë M."]


@pytest.mark.parametrize("wrong", [None, 3, "x", [[]], {"name": "Ada"}, True])
def test_what_is_of_another_kind_than_it_should_be_harms_nobody(upload, wrong):
    row = message("Ada", MAY_1)
    for key in row:
        list(from_facebook.read(upload(thread({**row, key: wrong}, message("Zoë Müller", MAY_2)))))
    document = thread(row)
    for key in ("participants", "title", "thread_path"):
        list(from_facebook.read(upload({**document, key: wrong})))
    for key in ("friends_v2", "profile_v2"):
        list(from_facebook.read(upload({key: wrong})))


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
