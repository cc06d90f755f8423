"""A button that is pressed twice at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, connections

from kith.errors import Refused
from kith.exchange import actions
from kith.exchange.models import Help
from tests import make
from tests.exchange.cast import ask, to


@pytest.mark.django_db(transaction=True)
def test_help_that_is_offered_twice_at_once_is_offered_once():
    ada, ben = make.user("ada"), make.user("ben")
    group = make.group(ada, "Runners", ben)
    for number in range(25):
        wish, start = ask(ada, f"a decorator {number}", **to(group)), Barrier(2)

        def offer(words: str, wish=wish, start=start) -> str:
            start.wait()
            try:
                return actions.offer_help(wish, ben, words=words, at=make.NOW).state
            except Refused:
                return "refused"
            finally:
                connections[connection.alias].close()

        with ThreadPoolExecutor(2) as both:
            answers = sorted(both.map(offer, ("I can", "I can, gladly")))

        assert answers == ["offered", "refused"]
        assert Help.objects.filter(ask=wish, helper=ben).count() == 1
