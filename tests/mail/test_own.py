"""Which addresses are the user's own."""

from kith.mail.own import Sightings, is_own, own_addresses
from tests.mail.letters import ME, letter


def own(*letters, given=()):
    seen = Sightings()
    for each in letters:
        seen.note(each)
    return own_addresses(seen, given)


def test_whoever_wrote_the_sent_letters_is_the_user():
    mine = [letter(ME, "ana@x.example", is_sent=True), letter("alias@post.example", "ana@x.example", is_sent=True)]

    assert own(*mine, letter("ana@x.example", ME)) == {ME, "alias@post.example"}


def test_a_few_letters_of_others_among_the_sent_make_them_not_the_user():
    mine = [letter(ME, "ana@x.example", is_sent=True) for _ in range(50)]

    assert own(*mine, letter("ana@x.example", ME, is_sent=True)) == {ME}


def test_an_alias_that_is_seldom_used_is_known_by_what_arrives_there():
    mine = [letter(ME, "ana@x.example", is_sent=True) for _ in range(50)]
    rare = letter("old@post.example", "ana@x.example", is_sent=True)

    assert own(*mine, rare, letter("ana@x.example", "old@post.example", delivered_to="old@post.example")) == {
        ME,
        "old@post.example",
    }


def test_without_sent_letters_it_is_where_most_were_delivered_to():
    letters = [letter(f"p{n}@x.example", "all@x.example", delivered_to=ME) for n in range(3)]

    assert own(*letters) == {ME}


def test_else_it_is_whom_most_were_addressed_to():
    assert own(letter("a@x.example", ME), letter("b@x.example", ME), letter("c@x.example", "d@x.example")) == {ME}


def test_else_it_is_who_wrote_most():
    assert own(*(letter(ME, f"p{n}@x.example") for n in range(4))) == {ME}


def test_one_letter_to_nobody_does_not_make_its_sender_the_user():
    assert own(letter("shop@x.example")) == frozenset()
    assert own(letter("shop@x.example"), given=[ME]) == {ME}


def test_what_the_user_gave_is_enough_where_it_is_seen():
    assert own(letter("a@x.example", "b@x.example", delivered_to="b@x.example"), given=["A@x.example "]) == {
        "a@x.example"
    }


def test_a_tag_makes_no_other_address():
    assert is_own("me+lists@post.example", {"me@post.example"})
    assert not is_own("you@post.example", {"me@post.example"})
