"""Letters rolled up by thread, day and counterpart."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from kith.mail.letters import Reason
from kith.mail.rollup import Rollup, Without
from tests.mail.letters import ANA, BEN, ME, letter


def rolled(*letters, own=frozenset({ME}), zone="UTC", lists=()):
    rollup = Rollup(own, ZoneInfo(zone), lists)
    for each in letters:
        rollup.take(each)
    return list(rollup.exchanges()), rollup


def on(day: int, hour: int = 12) -> datetime:
    return datetime(2026, 5, day, hour, tzinfo=UTC)


def test_letters_of_one_day_in_one_thread_with_one_person_are_one_exchange():
    exchanges, _ = rolled(letter(ANA, ME, at=on(4, 15), subject="Lunch, again"), letter(ME, ANA, at=on(4, 12)))

    [exchange] = exchanges
    assert (exchange.sent, exchange.received, exchange.address, exchange.on) == (1, 1, ANA, date(2026, 5, 4))
    assert exchange.first.at == on(4, 12)
    assert exchange.first.subject == "Lunch"


def test_another_day_thread_or_person_is_another_exchange():
    exchanges, _ = rolled(
        letter(ANA, ME), letter(ANA, ME, at=on(5)), letter(ANA, ME, thread="t2"), letter(BEN, ME), letter(ANA, ME, BEN)
    )

    assert len(exchanges) == 4


def test_the_day_is_the_users():
    exchanges, _ = rolled(letter(ANA, ME, at=on(4, 23)), zone="Europe/Berlin")

    assert exchanges[0].on == date(2026, 5, 5)


def test_a_letter_to_several_people_is_an_exchange_with_each():
    exchanges, _ = rolled(letter(ME, ANA, BEN, "me+tag@post.example", "no-reply@x.example"))

    assert [(exchange.address, exchange.sent) for exchange in exchanges] == [(ANA, 1), (BEN, 1)]


def test_of_a_letter_that_came_only_the_sender_counts():
    exchanges, _ = rolled(letter(ANA, ME, BEN))

    assert [(exchange.address, exchange.received) for exchange in exchanges] == [(ANA, 1)]


def test_a_letter_that_lies_in_two_folders_counts_once():
    [exchange], _ = rolled(letter(ANA, ME, id_="x"), letter(ANA, ME, id_="x"))

    assert (exchange.received, len(exchange.letters)) == (1, 1)


def test_what_counts_for_nothing_is_counted_by_its_reason():
    exchanges, rollup = rolled(
        letter(ANA, ME, left_out=Reason.SPAM), letter(ANA, ME, left_out=Reason.LIST), letter(ME, ME), letter(ME)
    )

    assert exchanges == []
    assert rollup.left == {Reason.SPAM: 1, Reason.LIST: 1, Without.MYSELF: 1, Without.NOBODY: 1}


def test_what_the_user_wrote_counts_also_if_it_bears_the_marks_of_a_list():
    exchanges, _ = rolled(letter(ME, ANA, left_out=Reason.LIST), letter(ME, ANA, thread="t2", left_out=Reason.CROWD))

    assert len(exchanges) == 1


def test_what_was_written_to_a_list_is_no_exchange():
    posted = letter(ME, "dev@x.example", ANA)
    came = letter(BEN, "dev@x.example", left_out=Reason.LIST, list_address="dev@x.example")

    exchanges, rollup = rolled(posted, came)

    assert [exchange.address for exchange in exchanges] == [ANA]
    assert rollup.left == {Reason.LIST: 2}
    assert rolled(letter(ME, "dev@x.example"), lists=["dev@x.example"])[0] == []


def test_somebody_goes_by_the_name_in_their_own_letters():
    _, rollup = rolled(letter(ANA, ME, name="Ruiz, Ana"), letter(ME, ANA))

    assert rollup.name_of(ANA) == "Ana Ruiz"
    assert rollup.name_of("cy.young@x.example") == "Cy Young"
