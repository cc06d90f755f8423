"""The machine code of the searches: there once it has been made."""

from kith import pairing


def test_the_searches_are_ready_once_they_have_been_warmed_up():
    pairing.warm_up()

    assert pairing.is_warm()
