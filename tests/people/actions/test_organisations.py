"""Organisations: found by name, kept once."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest
from django.core.exceptions import ValidationError

from kith.accounts.models import User
from kith.people import actions, queries
from kith.people.models import Organisation
from tests import make


def found(owner: User, name: str, batch: UUID | None = None) -> Organisation:
    """The organisation of a name that is not blank."""
    organisation = actions.find_or_add_organisation(owner, name, batch)
    assert organisation is not None
    return organisation


def test_an_organisation_is_found_in_whatever_case_and_accents(ada, eve):
    batch = uuid4()
    first = found(ada, " Société  Générale ", batch)

    assert found(ada, "SOCIETE GENERALE") == first
    assert found(eve, "Societe Generale") != first
    assert (first.name, first.batch) == ("Société  Générale", batch)


@pytest.mark.parametrize("name", ["", "  "])
def test_a_blank_name_is_no_organisation(ada, name):
    assert actions.find_or_add_organisation(ada, name) is None


def test_a_name_that_folds_to_nothing_is_a_name(ada):
    assert found(ada, "\u0301").key == "\u0301"


def test_many_are_found_and_added_in_few_queries(ada, django_assert_max_num_queries):
    acme = found(ada, "Acme")
    names = ["ACME", "Base", "base", "", *(f"Firm {n}" for n in range(1000))]

    with django_assert_max_num_queries(30):
        by_name = actions.find_or_add_organisations(ada, names)

    assert by_name["ACME"] == acme
    assert by_name["Base"] == by_name["base"]
    assert by_name["Base"].name == "Base"
    assert "" not in by_name
    assert Organisation.objects.count() == 1002


def test_a_renamed_organisation_is_found_by_its_new_name(ada):
    ana = make.person(ada, "Ana", positions=[make.job("Acme")])
    acme = Organisation.objects.get()

    actions.edit_organisation(
        acme, fields={"name": "Zenith", "url": "https://zenith.example", "followed_on": make.TODAY}
    )

    assert list(queries.find_people(ada, "zenith")) == [ana]
    assert not queries.find_people(ada, "acme").exists()
    assert found(ada, "zenith") == acme


def test_two_organisations_cannot_have_one_name(ada):
    acme = found(ada, "Acme")
    found(ada, "Base")

    with pytest.raises(ValidationError, match="already"):
        actions.edit_organisation(acme, fields={"name": "BASE"})


def test_an_organisation_needs_a_name(ada):
    acme = found(ada, "Acme")

    with pytest.raises(ValidationError, match="needs a name"):
        actions.edit_organisation(acme, fields={"name": " "})
    with pytest.raises(TypeError, match="key"):
        actions.edit_organisation(acme, fields={"key": "x"})
