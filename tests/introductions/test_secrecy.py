"""A no cannot be told from silence: whatever the user looks at, does, or exports is the same, on every day until long after.

Two worlds are lived through that differ in one thing only: what somebody answered by a link, if anything.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from datetime import timedelta
from typing import Any

import pytest
from django.core import serializers
from django.db import transaction
from django.test import Client
from django.urls import reverse

from kith.archive import packing
from kith.errors import Refused
from kith.interactions.models import Interaction
from kith.introductions import actions, links, queries
from kith.introductions.actions import Said
from kith.introductions.models import IntroducerRule, Introduction, Reply, Step
from kith.introductions.moves import NO, Actor, Door
from kith.outbox import actions as outbox
from kith.outbox.models import Letter
from kith.people.models import Person
from tests import make
from tests.introductions import given
from tests.make import NOW

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
DAYS = (0, 1, 6, 14, 45, 110)
_RANDOM = (
    r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}",
    r"<[0-9a-f]{32}@[^>]*>",
    r'name="csrfmiddlewaretoken" value="[^"]*"',
    r'"X-CSRFToken": *"[^"]*"',
    r"&quot;[A-Za-z0-9]{64}&quot;",
    r"\d\d:\d\d:\d\d(\.\d+)?",
    r'"(pk|id|introduction|introducer|party|met_through|other|person|people|one|interaction|actor_id)": \[?[0-9, ]+\]?',
    r"/[a-z-]+/(of/)?\d+/",
    r'-\d+"',
    r"introductions:\d+",
    r"(introducer|party|person|other|introduction|people)=\d+",
    r'name="(introducer_id|other_id|people|person)" value="\d+"',
)


@pytest.fixture(autouse=True)
def letters(settings):
    given.can_write(settings)


def settled(text: str) -> str:
    """Without what is random, and without numbers of rows, which PostgreSQL does not give twice."""
    for pattern in _RANDOM:
        text = re.sub(pattern, "*", text)
    return text


def rows_of(ada) -> str:
    found: list[Any] = []
    for model in (Introduction, Step, IntroducerRule, Letter, Interaction, Person):
        found += model.objects.filter(owner=ada).order_by("pk")
    return json.dumps(json.loads(serializers.serialize("json", found)), sort_keys=True)


def archive_of(ada, now) -> str:
    file = io.BytesIO()
    packing.pack(ada, file, now=now)
    with zipfile.ZipFile(file) as packed:
        return "\n".join(packed.read(name).decode(errors="replace") for name in sorted(packed.namelist()))


def seen(ada, introduction, day: int, time_machine) -> list[str]:
    """All that the user sees on a day, and what comes of trying to ask again."""
    now = NOW + day * DAY
    time_machine.move_to(now)
    outbox.send_due(now)
    actions.expire_due(now)
    client = Client()
    client.force_login(ada)
    introducer = introduction.first
    pages = [
        reverse("introductions:list"),
        reverse("introductions:introduction", args=[introduction.pk]),
        *(f"{reverse('introductions:list')}?part={part}" for part in ("mine", "way", "done")),
        reverse("introductions:make"),
        reverse("today:home"),
        f"{reverse('search:palette')}?q=Bo",
        reverse("introductions:rules", args=[introducer.pk]),
        f"{reverse('introductions:new')}?introducer={introducer.pk}",
        reverse("inbox:home"),
        reverse("book:person", args=[introducer.pk]),
    ]
    told = [client.get(page).content.decode() for page in pages]
    on = ada.today(now)
    told += [
        repr((queries.introducers(ada, on).get(introducer.pk), queries.outcomes(ada), queries.waiting(ada, on))),
        repr([queries.letters_stopped(ada, person) for person in (introduction.first, introduction.other)]),
        attempt(ada, introducer, now),
        rows_of(ada),
        archive_of(ada, now),
    ]
    return [settled(each) for each in told]


def attempt(ada, introducer, now) -> str:
    """What comes of asking the same person for somebody else; taken back at once."""
    said = []
    for move in ("write", "asked"):
        with transaction.atomic():
            again = actions.draft(ada, introducer=introducer, other_name="Cem", at=now)
            try:
                said.append(actions.act(again, actor=Actor.ME, move=move, door=Door.OWN, at=now).state)
            except Refused as error:
                said.append(str(error))
            transaction.set_rollback(True)
    return repr(said)


def lived(ada, kind: str, who: str, answer: str, time_machine) -> list[list[str]]:
    """What the user saw, day by day, in a world in which this was answered on the second day; "" is silence."""
    time_machine.move_to(NOW)
    with transaction.atomic():
        introduction = given.asked_for(ada) if kind == "asked" else given.of_two(ada)
        actions.act(introduction, actor=Actor.ME, move="write", door=Door.OWN, at=NOW)
        outbox.send_due(NOW + timedelta(minutes=1))
        if who == "other":
            yes(introduction, NOW)
        days = [seen(ada, introduction, DAYS[0], time_machine)]
        if answer:
            no(introduction, who, answer, NOW + DAY / 2)
        days += [seen(ada, introduction, day, time_machine) for day in DAYS[1:]]
        assert Reply.objects.filter(answer=answer).exists()
        transaction.set_rollback(True)
    return days


def yes(introduction, at) -> None:
    """The first agrees, and the other side is asked."""
    actions.answer(Reply.objects.get(introduction=introduction), move="agree", at=at, said=Said(words="Gladly."))
    introduction.refresh_from_db()
    if introduction.kind == "made":
        actions.act(introduction, actor=Actor.ME, move="write_other", door=Door.OWN, at=at)
    outbox.send_due(at + timedelta(minutes=1))


def no(introduction, who: str, answer: str, at) -> None:
    """They answer by their own link, on the page itself."""
    reply = Reply.objects.get(introduction=introduction, actor=who)
    address = reverse("introductions:answer", args=[links.token(reply)])
    assert Client().post(address, {"move": answer}).status_code == 302


WAYS = [("asked", "introducer", no) for no in NO] + [("asked", "other", "not_now")]
WAYS += [("made", "party", "not_now"), ("made", "other", "not_now")]


@pytest.mark.slow  # two worlds of six days, with a whole archive each
@pytest.mark.parametrize(("kind", "who", "answer"), WAYS)
def test_what_the_user_sees_is_the_same_whether_somebody_said_no_or_nothing(ada, time_machine, kind, who, answer):
    silent = lived(ada, kind, who, "", time_machine)
    declined = lived(ada, kind, who, answer, time_machine)

    for day, before, after in zip(DAYS, silent, declined, strict=True):
        for place, (one, other) in enumerate(zip(before, after, strict=True)):
            assert one == other, (day, place)


def test_the_look_would_notice_a_yes(ada, time_machine):
    silent = lived(ada, "asked", "introducer", "", time_machine)
    with transaction.atomic():
        introduction = given.asked_for(ada)
        actions.act(introduction, actor=Actor.ME, move="write", door=Door.OWN, at=NOW)
        yes(introduction, NOW)
        agreed = seen(ada, introduction, 1, time_machine)
        transaction.set_rollback(True)

    differing = [place for place, (one, other) in enumerate(zip(silent[1], agreed, strict=True)) if one != other]
    assert {0, 1, 3, len(agreed) - 2, len(agreed) - 1} <= set(differing)


def test_what_was_answered_is_no_part_of_the_book(ada):
    make.everything(ada, text="canary")
    introduction = Introduction.objects.latest("pk")
    Reply.objects.create(introduction=introduction, actor="introducer", secret="s3cret", expires_at=NOW, answer="never")
    archive = archive_of(ada, NOW)
    assert "s3cret" not in archive
