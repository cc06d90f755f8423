"""Who a record speaks of."""

import pytest

from kith.imports.matching import Index, names_agree, names_may_agree

ANA, OTHER_ANA, NEW = 1, 2, -1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ana ruiz", "ana ruiz"),
        ("ana ruiz", "ana maria ruiz lopez"),
        ("a. ruiz", "ana ruiz"),
        ("ana", "ana ruiz"),
        ("dr. ana ruiz", "ana ruiz"),
        ("ruiz, ana", "ana ruiz"),
        ("alexander meyer", "alex meyer"),
        ("michael stone", "micheal stone"),
    ],
)
def test_names_that_may_be_one_persons_agree(one, other):
    assert names_agree(one, other)
    assert names_agree(other, one)


@pytest.mark.parametrize(("one", "other"), [("bo li", "eva li"), ("ana ruiz", "ana lopez"), ("mum", "maria rossi")])
def test_names_of_two_people_do_not_agree(one, other):
    assert not names_agree(one, other)


def test_an_address_asks_less_of_names_than_a_number_as_people_marry():
    assert names_may_agree("ana ruiz", "ana lopez")
    assert not names_may_agree("bo li", "eva li")
    assert names_may_agree("ana@acme.example", "maria rossi")


def index():
    made = Index()
    for person, name, key in [(ANA, "Ana Ruiz", "email:a@x.example"), (OTHER_ANA, "Ana Ruiz", "linkedin:ana-2")]:
        made.add_name(person, name)
        made.add_key(person, key)
    return made


def test_a_profile_address_decides_whatever_the_name():
    assert index().by_keys(["linkedin:ana-2"], "Somebody Else") == OTHER_ANA


def test_a_shared_address_does_not_decide_against_the_name():
    assert index().by_keys(["email:a@x.example"], "Bo Li") is None
    assert index().by_keys(["email:a@x.example"], "Ana R.") == ANA


def test_of_two_with_one_number_the_one_of_the_very_name_is_meant():
    made = index()
    made.add_key(OTHER_ANA, "phone:+491")
    made.add_name(OTHER_ANA, "Anna Ruiz")
    made.add_key(ANA, "phone:+491")

    assert made.by_keys(["phone:+491"], "Anna Ruiz") == OTHER_ANA


def test_namesakes_at_one_organisation_are_claimed_one_by_one():
    made = index()
    made.add_employer(ANA, "acme")
    made.add_employer(OTHER_ANA, "acme")

    first = made.by_name_and_employer("ana ruiz", ["acme"])
    made.claim(first)
    second = made.by_name_and_employer("Ana Ruiz", ["acme"])
    made.claim(second)

    assert {first, second} == {ANA, OTHER_ANA}
    assert made.by_name_and_employer("Ana Ruiz", ["acme"]) is None


def test_a_name_means_those_of_the_import_before_those_of_the_book():
    made = index()
    made.add_name(NEW, "Ana Ruiz")

    assert made.by_name("ana ruiz") == [NEW]
    assert made.by_name("nobody") == []


def test_a_name_alone_with_several_bearers_gives_all_of_them():
    assert index().by_name("Ana Ruiz") == [ANA, OTHER_ANA]
