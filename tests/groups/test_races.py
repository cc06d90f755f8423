"""Two organisers who press a button at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, connections

from kith.accounts.models import User
from kith.errors import Refused
from kith.groups import actions
from kith.groups.models import Group, RoofAsk
from tests import make
from tests.make import NOW


@pytest.mark.django_db(transaction=True)
def test_of_two_groups_that_agree_at_once_to_be_the_roof_of_each_other_one_becomes_it():
    ada, ben = make.user("ada"), make.user("ben")
    for number in range(25):
        one, other, start = make.group(ada, f"One {number}"), make.group(ben, f"Other {number}"), Barrier(2)
        asks = [
            (RoofAsk.objects.create(roof=roof, child=child, from_roof=True, by=by, asked_at=NOW), by)
            for roof, child, by in ((one, other, ada), (other, one, ben))
        ]

        def agree(said: tuple[RoofAsk, User], start=start) -> str:
            ask, by = said
            start.wait()
            try:
                actions.agree_roof(ask, by=by, at=NOW)
                return "agreed"
            except Refused:
                return "refused"
            finally:
                connections[connection.alias].close()

        with ThreadPoolExecutor(2) as both:
            answers = sorted(both.map(agree, asks))

        assert answers == ["agreed", "refused"]
        assert Group.objects.filter(pk__in=[one.pk, other.pk], parent__isnull=False).count() == 1
