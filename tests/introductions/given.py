"""Introductions to begin with, and a Kith that can write letters."""

from __future__ import annotations

import json
from typing import Any

from django.core import serializers

from kith.accounts.models import User
from kith.interactions.models import Interaction
from kith.introductions import actions
from kith.introductions.models import IntroducerRule, Introduction, Reply, Step
from kith.outbox.models import Letter
from kith.people.models import Person
from tests import make
from tests.make import NOW


def ana(owner: User) -> Person:
    """Somebody who may introduce the user."""
    return make.person(owner, "Ana Ruiz", given="Ana", points=[make.email("ana@ruiz.example")])


def bo(owner: User) -> Person:
    """Somebody whom the user wants to meet."""
    return make.person(owner, "Bo Li", given="Bo", points=[make.email("bo@li.example")])


def asked_for(owner: User, **more: Any) -> Introduction:
    """A draft: ana is to introduce the user to bo."""
    given = {"introducer": ana(owner), "other": bo(owner), "purpose": "To learn how grids are planned.", **more}
    return actions.draft(owner, at=NOW, **given)


def of_two(owner: User) -> Introduction:
    """A draft: the user is to introduce ana and bo."""
    return actions.make(owner, party=ana(owner), other=bo(owner), purpose="You both climb.", at=NOW)


def can_write(settings: Any) -> None:
    """Have Kith send letters, and know its own address."""
    settings.MAIL, settings.URL = "smtp://127.0.0.1:1", "https://kith.example"
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


def trace(introduction: Introduction) -> str:
    """All that a move could have changed, as text."""
    rows: list[Any] = [Introduction.objects.get(pk=introduction.pk)]
    for model in (Step, IntroducerRule, Reply, Letter, Interaction, Person):
        rows += model.objects.order_by("pk")
    return json.dumps(json.loads(serializers.serialize("json", rows)), sort_keys=True)


def introducer_of(introduction: Introduction) -> Person:
    """Whom it is to go through."""
    assert introduction.introducer is not None
    return introduction.introducer


def other_of(introduction: Introduction) -> Person:
    """Whom it is to."""
    assert introduction.other is not None
    return introduction.other
