"""Forms of people: they say what is wrong, and lose nothing on the way."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from kith.people import actions
from kith.people.forms import PersonForms, QuickPersonForm
from kith.people.models import Person
from tests import make

LATER = make.NOW + timedelta(hours=1)


@pytest.fixture
def ana(ada) -> Person:
    return make.person(
        ada,
        "Ana Ruiz",
        interests=["climbing", "Paris, Texas"],
        met_through=make.person(ada, "Bo Li"),
        points=[make.email("ana@x.example", is_preferred=True), {"kind": "address", "value": "1 Main Street\nOslo"}],
        positions=[make.job("Acme", "CTO", started="2020-03"), make.job("Base", "Dev", ended="2019")],
        occasions=[{"kind": "birthday", "month": 2, "day": 29, "year": None}],
        labels=["pycon", "tea"],
    )


def saved(forms: PersonForms | QuickPersonForm, at=LATER) -> Any:
    """The person, after a save that went well."""
    person = forms.save(at)
    assert person is not None
    return person


def posted(forms: PersonForms) -> dict[str, str]:
    """What a browser sends when the form is saved as it was shown."""
    data: dict[str, str] = {}
    parts: list[Any] = [forms.person]
    for formset in (forms.points, forms.positions, forms.occasions):
        parts += [formset.management_form, *formset]
    for part in parts:
        for field in part:
            value = field.value()
            if value is not None and value is not False:
                data[field.html_name] = str(value)
    return data


def blank(owner) -> dict[str, str]:
    return posted(PersonForms(owner))


def whole(person: Person) -> dict[str, Any]:
    columns = {"version", "edited_at"}
    return {
        "person": {k: v for k, v in Person.objects.filter(pk=person.pk).values().get().items() if k not in columns},
        "rows": [list(getattr(person, name).order_by("pk").values()) for name in ("points", "positions", "occasions")],
        "labels": list(person.labellings.order_by("pk").values()),
    }


def test_a_form_saved_as_it_was_shown_changes_nothing(ada, ana):
    before = whole(ana)
    data = posted(PersonForms(ada, ana))

    assert saved(PersonForms(ada, ana, data)).version == 2
    assert whole(ana) == before


def test_a_form_keeps_what_is_typed(ada):
    make.person(ada, "Bo Li")
    data = blank(ada) | {
        "name": "Ana Ruiz",
        "labels": 'pycon, "a, b"',
        "interests": "tea, chess",
        "met_through": "bo li",
        "relation": "friend",
        "points-0-kind": "phone",
        "points-0-value": "+49 151 12345678",
        "positions-0-organisation": "Acme",
        "positions-0-title": "CTO",
        "positions-1-organisation": "Base",
        "occasions-0-day": "29",
        "occasions-0-month": "2",
    }

    ana = saved(PersonForms(ada, data=data))

    assert (ana.name, ana.interests, ana.met_through.name, ana.relation) == (
        "Ana Ruiz",
        ["tea", "chess"],
        "Bo Li",
        "friend",
    )
    assert ana.points.get().key == "phone:+4915112345678"
    assert [position.organisation.name for position in ana.positions.order_by("pk")] == ["Acme", "Base"]
    assert (ana.occasions.get().month, ana.occasions.get().day) == (2, 29)
    assert [label.name for label in ana.labels.all()] == ["a, b", "pycon"]


def test_rows_are_removed_by_the_box_or_by_blanking_them(ada, ana):
    data = posted(PersonForms(ada, ana)) | {"points-0-DELETE": "on", "positions-1-organisation": ""}
    data |= {"positions-1-title": "", "positions-1-ended": "", "occasions-0-day": "", "occasions-0-month": ""}

    PersonForms(ada, ana, data).save(LATER)

    assert [point.kind for point in ana.points.all()] == ["address"]
    assert [position.title for position in ana.positions.all()] == ["CTO"]
    assert not ana.occasions.exists()


def test_there_are_blank_rows_to_fill_without_javascript(ada, ana):
    assert len(PersonForms(ada).points.forms) == 2
    assert len(PersonForms(ada, ana).points.forms) == 3


@pytest.mark.parametrize(
    ("part", "typed", "field"),
    [
        ("person", {"name": " "}, "name"),
        ("person", {"name": "a\x00b"}, "name"),
        ("person", {"name": "a\x07b"}, "name"),
        ("person", {"met_on": "soon"}, "met_on"),
        ("person", {"relation": "boss"}, "relation"),
        ("person", {"interests": "i" * 101}, "interests"),
        ("points", {"points-0-value": "a\x07"}, "value"),
        (
            "positions",
            {"positions-0-organisation": "A", "positions-0-started": "2020", "positions-0-ended": "19"},
            "ended",
        ),
        ("positions", {"positions-0-started": "2020"}, "organisation"),
        ("occasions", {"occasions-0-day": "31", "occasions-0-month": "2"}, "day"),
        ("occasions", {"occasions-0-year": "1980"}, "day"),
        ("occasions", {"occasions-0-month": "13"}, "month"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(ada, part, typed, field):
    forms = PersonForms(ada, data=blank(ada) | {"name": "Ana"} | typed)

    assert forms.save(make.NOW) is None

    errors = forms.person.errors if part == "person" else getattr(forms, part).errors[0]
    assert list(errors) == [field]
    assert not Person.objects.exists()


def test_a_label_that_does_not_fit_is_said_too(ada):
    forms = PersonForms(ada, data=blank(ada) | {"name": "Ana", "labels": "x" * 101})

    assert forms.save(make.NOW) is None
    assert list(forms.person.errors) == ["labels"]


def test_an_old_version_conflicts(ada, ana):
    data = posted(PersonForms(ada, ana))
    actions.edit_person(ana, version=1, at=LATER, fields={"notes": "in between"})

    with pytest.raises(actions.EditConflict):
        PersonForms(ada, ana, data).save(LATER)


def test_a_form_without_its_version_conflicts(ada, ana):
    data = posted(PersonForms(ada, ana)) | {"version": ""}

    with pytest.raises(actions.EditConflict):
        PersonForms(ada, ana, data).save(LATER)


def test_a_form_without_its_rows_is_refused_rather_than_losing_them(ada, ana):
    assert PersonForms(ada, ana, {"name": "Ana", "version": "1"}).save(LATER) is None
    assert ana.points.count() == 2


@pytest.mark.parametrize("name", ["Cleo", "Nobody Known", "Ana Ruiz", "Away"])
def test_who_introduced_somebody_is_one_of_the_users_own_people(ada, eve, ana, name):
    make.person(eve, "Cleo")
    actions.bin_people([make.person(ada, "Away")], at=LATER)
    forms = PersonForms(ada, ana, posted(PersonForms(ada, ana)) | {"met_through": name})

    assert forms.save(LATER) is None
    assert "Nobody in your book" in forms.person.errors["met_through"][0]


def test_namesakes_are_told_apart_by_their_organisation(ada):
    first, _second = (make.person(ada, "Bo Li", positions=[make.job(place)]) for place in ("Acme", "Base"))

    doubtful = PersonForms(ada, data=blank(ada) | {"name": "Ana", "met_through": "Bo Li"})
    assert doubtful.save(make.NOW) is None
    assert "Several of your people" in doubtful.person.errors["met_through"][0]
    clear = PersonForms(ada, data=blank(ada) | {"name": "Ana", "met_through": "bo li (Acme)"})
    assert saved(clear).met_through == first


def test_an_introducer_with_brackets_in_the_name_is_found(ada):
    make.person(ada, "Bo (Robert) Li")

    forms = PersonForms(ada, data=blank(ada) | {"name": "Ana", "met_through": "Bo (Robert) Li"})

    assert saved(forms).met_through.name == "Bo (Robert) Li"


def test_an_introducer_who_is_away_stays_when_the_form_is_saved(ada, ana):
    actions.bin_people([introducer for introducer in [ana.met_through] if introducer], at=LATER)

    assert saved(PersonForms(ada, ana, posted(PersonForms(ada, ana)))).met_through.name == "Bo Li"


def test_labels_and_organisations_of_the_book_are_offered(ada, eve, ana):
    make.person(eve, "Cleo", positions=[make.job("Theirs")], labels=["theirs"])
    make.person(ada, "Dora", positions=[make.job("Base")])
    forms = PersonForms(ada)

    assert forms.person.label_names == ["pycon", "tea"]
    assert forms.organisation_names == ["Base", "Acme"]


def test_the_quick_form_adds_somebody_in_one_breath(ada):
    form = QuickPersonForm(
        ada,
        {"name": "Ana Ruiz", "organisation": "Acme", "title": "CTO", "email": "ana@x.example", "labels": "pycon, tea"},
    )

    ana = saved(form)

    assert ana.positions.get().organisation.name == "Acme"
    assert [point.value for point in ana.points.all()] == ["ana@x.example"]
    assert ana.labels.count() == 2


def test_the_quick_form_needs_only_a_name(ada):
    assert saved(QuickPersonForm(ada, {"name": "Ana"})).positions.count() == 0


@pytest.mark.parametrize(
    ("typed", "field"),
    [({"name": ""}, "name"), ({"email": "x"}, "email"), ({"name": "a\x07"}, "name"), ({"phone": "1\x07"}, "__all__")],
)
def test_the_quick_form_says_what_is_wrong(ada, typed, field):
    form = QuickPersonForm(ada, {"name": "Ana"} | typed)

    assert form.save(make.NOW) is None
    assert list(form.errors) == [field]
