"""Adding a person, editing one, and two people (or windows) editing at once."""

from __future__ import annotations

import html
import json
import re

import pytest
from django.test import Client
from django.utils import timezone

from kith.book import conflicts
from kith.people import actions
from kith.people.models import ContactPoint, Person
from tests import make

ROWS = ("points", "positions", "occasions")


@pytest.fixture
def ana(ada):
    return make.person(
        ada,
        "Ana Ruiz",
        notes="Two kids.",
        points=[make.email("ana@acme.example"), {"kind": "phone", "value": "+34 612 345 678"}],
        positions=[make.job("Acme", "CTO", started="2022-03")],
        labels=["pycon"],
    )


def typed(client: Client, page: str) -> dict[str, str]:
    """What a browser would send from the form of this page, were nothing changed."""
    text = client.get(page).content.decode()
    return _fields(text[text.index('<form class="form person-form"') :].split("</form>")[0])


def _fields(form: str) -> dict[str, str]:
    form = re.sub(r"(?s)<template>.*?</template>|<noscript>.*?</noscript>", "", form)
    sent = {}
    for tag in re.findall(r"<input[^>]*>", form):
        told = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        is_box = told.get("type") in ("checkbox", "radio")
        if not is_box or re.search(r"\schecked\b", tag):
            sent[told.get("name", "")] = html.unescape(told.get("value", "on" if is_box else ""))
    for name, inner in re.findall(r'(?s)<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', form):
        chosen = re.search(r'value="([^"]*)" selected', inner) or re.search(r'value="([^"]*)"', inner)
        sent[name] = chosen[1] if chosen else ""
    for name, inner in re.findall(r'(?s)<textarea[^>]*name="([^"]+)"[^>]*>\n?(.*?)</textarea>', form):
        sent[name] = html.unescape(inner)
    sent.pop("", None)
    sent.pop("csrfmiddlewaretoken", None)
    return sent


def chosen_on(page: str) -> dict[str, str]:
    """What a browser would send from the page of two versions, were nothing changed."""
    return _fields(page[page.index('name="resolving"') - 200 :].split("</form>")[0])


def with_room(sent: dict[str, str]) -> dict[str, str]:
    """The same with one row more of each kind, as the buttons add them."""
    kinds = {"points": "email", "positions": "work", "occasions": "birthday"}
    more: dict[str, str] = {}
    for rows, kind in kinds.items():
        place = int(sent[f"{rows}-TOTAL_FORMS"])
        more |= {f"{rows}-TOTAL_FORMS": str(place + 1), f"{rows}-{place}-kind": kind}
    return sent | more


def edit_page(person: Person) -> str:
    return f"/people/{person.pk}/edit/"


def values(person: Person, kind: str = "points") -> list[str]:
    return sorted(str(row) for row in getattr(person, kind).all())


def test_somebody_is_added_in_one_breath(client_of, ada):
    answer = client_of(ada).post(
        "/people/add/",
        {"name": "Bo Li", "title": "Engineer", "organisation": "Acme", "email": "bo@acme.example", "notes": "Sings."},
    )

    bo = Person.objects.get()
    assert answer["Location"] == f"/people/{bo.pk}/"
    assert (bo.name, bo.notes, bo.points.get().value) == ("Bo Li", "Sings.", "bo@acme.example")
    assert str(bo.positions.get().organisation) == "Acme"


def test_one_more_can_be_added_at_once(client_of, ada):
    assert client_of(ada).post("/people/add/", {"name": "Bo", "another": "1"})["Location"] == "/people/add/"


def test_a_name_can_come_with_the_address(client_of, ada):
    assert 'value="Bo &amp; Co"' in client_of(ada).get("/people/add/", {"name": "Bo & Co"}).content.decode()


def test_whatever_is_wrong_stands_at_its_field_and_nothing_is_lost(client_of, ada):
    answer = client_of(ada).post("/people/add/", {"name": "", "email": "not an address", "notes": "Sings."})

    text = answer.content.decode()
    assert answer.status_code == 422
    assert "This field is required." in text
    assert "Enter a valid email address." in text
    assert "Sings." in text
    assert not Person.objects.exists()


def test_the_quick_form_in_a_dialog_is_only_the_form(client_of, ada):
    text = client_of(ada).get("/people/add/", headers={"HX-Request": "true"}).content.decode()

    assert "<html" not in text
    assert "<form" in text


def test_what_was_typed_quickly_goes_along_to_all_fields(client_of, ada):
    sent = {
        "carry": "1",
        "name": "Bo Li",
        "organisation": "Acme",
        "email": "bo@acme.example",
        "phone": "123",
        "labels": "x, y",
    }

    text = client_of(ada).post("/people/add/whole/", sent).content.decode()

    fields = _fields(text[text.index('<form class="form person-form"') :].split("</form>")[0])
    assert (fields["name"], fields["labels"]) == ("Bo Li", "x, y")
    assert (fields["points-0-kind"], fields["points-0-value"]) == ("email", "bo@acme.example")
    assert (fields["points-1-kind"], fields["points-1-value"]) == ("phone", "123")
    assert fields["positions-0-organisation"] == "Acme"
    assert not Person.objects.exists()


def test_somebody_is_added_with_everything(client_of, ada):
    client = client_of(ada)
    sent = with_room(typed(client, "/people/add/whole/")) | {
        "name": "Bo Li",
        "points-0-kind": "phone",
        "points-0-value": "+49 30 1234567",
        "occasions-0-day": "29",
        "occasions-0-month": "2",
        "interests": 'choirs, "Paris, Texas"',
    }

    client.post("/people/add/whole/", sent)

    bo = Person.objects.get()
    assert bo.interests == ["choirs", "Paris, Texas"]
    assert (bo.points.get().kind, bo.occasions.get().day) == ("phone", 29)


def test_a_whole_person_without_a_name_is_not_added(client_of, ada):
    client = client_of(ada)

    assert client.post("/people/add/whole/", typed(client, "/people/add/whole/")).status_code == 422


def test_saving_without_a_change_changes_nothing(client_of, ada, ana):
    client = client_of(ada)
    before = Person.objects.values().get(), list(ContactPoint.objects.order_by("pk").values())

    answer = client.post(edit_page(ana), typed(client, edit_page(ana)))

    assert answer["Location"] == f"/people/{ana.pk}/"
    after = Person.objects.values().get(), list(ContactPoint.objects.order_by("pk").values())
    changing = {"version", "edited_at"}
    assert {k: v for k, v in after[0].items() if k not in changing} == {
        k: v for k, v in before[0].items() if k not in changing
    }
    assert after[1] == before[1]


def test_rows_are_changed_added_and_removed(client_of, ada, ana):
    client = client_of(ada)
    sent = with_room(typed(client, edit_page(ana)))

    client.post(
        edit_page(ana),
        sent | {"points-0-value": "ana@new.example", "points-1-DELETE": "on", "points-2-value": "second@new.example"},
    )

    assert values(ana) == ["ana@new.example", "second@new.example"]


def test_a_row_that_cannot_be_kept_is_explained_and_nothing_is_lost(client_of, ada, ana):
    client = client_of(ada)
    sent = with_room(typed(client, edit_page(ana))) | {
        "occasions-0-day": "31",
        "occasions-0-month": "2",
        "notes": "Just typed.",
    }

    answer = client.post(edit_page(ana), sent)

    text = answer.content.decode()
    assert answer.status_code == 422
    assert "There is no such day." in text
    assert "Just typed." in text


def test_more_rows_come_without_scripts_and_nothing_is_saved_or_lost(client_of, ada, ana):
    client = client_of(ada)
    sent = typed(client, edit_page(ana)) | {"notes": "Just typed.", "more_rows": "1"}

    answer = client.post(edit_page(ana), sent)

    text = answer.content.decode()
    assert answer.status_code == 200
    assert 'name="points-4-value"' in text
    assert "Just typed." in text
    ana.refresh_from_db()
    assert ana.notes == "Two kids."


@pytest.mark.parametrize("total", ["", "x", "99999999", "-1"])
def test_a_count_of_rows_that_is_none_breaks_nothing(client_of, ada, ana, total):
    client = client_of(ada)
    sent = typed(client, edit_page(ana)) | {"points-TOTAL_FORMS": total}

    assert client.post(edit_page(ana), sent | {"more_rows": "1"}).status_code == 200
    assert client.post(edit_page(ana), sent).status_code in (302, 422)
    assert client.post("/people/add/whole/", sent | {"more_rows": "1"}).status_code == 200


# Two at once.


def edited(person: Person, **fields) -> Person:
    """The person as somebody else saved them meanwhile."""
    present = Person.objects.get(pk=person.pk)
    lists = {key: fields.pop(key) for key in (*ROWS, "labels") if key in fields}
    return actions.edit_person(present, version=present.version, at=timezone.now(), fields=fields, **lists)


def test_the_second_saver_is_shown_both_versions(client_of, ada, ana):
    client = client_of(ada)
    mine = typed(client, edit_page(ana)) | {"notes": "Three kids, by me."}
    edited(ana, notes="Four kids, by somebody.")

    answer = client.post(edit_page(ana), mine)

    text = answer.content.decode()
    assert answer.status_code == 409
    assert "Three kids, by me." in text
    assert "Four kids, by somebody." in text
    assert [d.key for d in answer.context["differences"]] == ["notes"]
    ana.refresh_from_db()
    assert ana.notes == "Four kids, by somebody."


@pytest.mark.parametrize(("choice", "notes"), [("mine", "Mine."), ("now", "Theirs.")])
def test_the_side_that_is_chosen_is_saved(client_of, ada, ana, choice, notes):
    client = client_of(ada)
    mine = typed(client, edit_page(ana)) | {"notes": "Mine.", "nickname": "Anita"}
    edited(ana, notes="Theirs.")
    page = client.post(edit_page(ana), mine).content.decode()

    answer = client.post(edit_page(ana), chosen_on(page) | {"choice-notes": choice})

    ana.refresh_from_db()
    assert answer.status_code == 302
    assert (ana.notes, ana.nickname) == (notes, "Anita")


def test_mine_is_chosen_where_i_changed_something_and_theirs_where_only_they_did(client_of, ada, ana):
    client = client_of(ada)
    mine = typed(client, edit_page(ana)) | {"notes": "Mine."}
    edited(ana, notes="Theirs.", nickname="Anita", points=[*ana.points.all(), make.email("new@acme.example")])

    page = client.post(edit_page(ana), mine)
    client.post(edit_page(ana), chosen_on(page.content.decode()))

    ana.refresh_from_db()
    assert (ana.notes, ana.nickname) == ("Mine.", "Anita")
    assert values(ana) == ["+34 612 345 678", "ana@acme.example", "new@acme.example"]


def test_what_was_typed_into_new_rows_goes_along(client_of, ada, ana):
    client = client_of(ada)
    mine = with_room(typed(client, edit_page(ana))) | {"points-2-value": "mine@acme.example"}
    edited(ana, points=[*ana.points.all(), make.email("theirs@acme.example")])

    page = client.post(edit_page(ana), mine).content.decode()
    client.post(edit_page(ana), chosen_on(page))

    assert {"mine@acme.example", "theirs@acme.example"} < set(values(ana))


def test_a_row_that_both_changed_is_chosen_like_a_field(client_of, ada, ana):
    client, row = client_of(ada), ana.points.get(kind="email")
    mine = typed(client, edit_page(ana)) | {"points-0-value": "mine@acme.example"}
    row.value = "theirs@acme.example"
    edited(ana, points=[row, ana.points.get(kind="phone")])

    page = client.post(edit_page(ana), mine)
    [difference] = page.context["differences"]
    assert (difference.mine, difference.now) == ("E-mail, mine@acme.example", "E-mail, theirs@acme.example")

    client.post(edit_page(ana), chosen_on(page.content.decode()) | {difference.field: "now"})
    assert values(ana) == ["+34 612 345 678", "theirs@acme.example"]


def test_a_row_that_i_removed_and_they_changed_can_be_kept(client_of, ada, ana):
    client, row = client_of(ada), ana.points.get(kind="email")
    mine = typed(client, edit_page(ana)) | {"points-0-DELETE": "on"}
    row.value = "theirs@acme.example"
    edited(ana, points=[row, ana.points.get(kind="phone")])

    page = client.post(edit_page(ana), mine)
    [difference] = page.context["differences"]
    assert (difference.mine, difference.choice) == (None, "mine")

    client.post(edit_page(ana), chosen_on(page.content.decode()) | {difference.field: "now"})
    assert "theirs@acme.example" in values(ana)


def test_a_row_that_they_removed_stays_gone_unless_i_changed_it(client_of, ada, ana):
    client = client_of(ada)
    mine = typed(client, edit_page(ana)) | {"points-1-value": "+34 600 000 000", "notes": "Mine."}
    edited(ana, points=[])

    page = client.post(edit_page(ana), mine)
    choices = {d.mine: d.choice for d in page.context["differences"] if d.key.startswith("points")}
    client.post(edit_page(ana), chosen_on(page.content.decode()))

    assert choices == {"E-mail, ana@acme.example": "now", "Phone, +34 600 000 000": "mine"}
    assert values(ana) == ["+34 600 000 000"]


def test_a_new_row_can_be_left_out_on_second_thoughts(client_of, ada, ana):
    client = client_of(ada)
    mine = with_room(typed(client, edit_page(ana))) | {"points-2-value": "mine@acme.example"}
    edited(ana, nickname="Anita")

    page = client.post(edit_page(ana), mine).content.decode()
    client.post(edit_page(ana), chosen_on(page) | {"choice-points:new:2": "now"})

    assert "mine@acme.example" not in values(ana)


def test_a_third_saver_meets_the_second_conflict_with_nothing_lost(client_of, ada, ana):
    client = client_of(ada)
    mine = typed(client, edit_page(ana)) | {"notes": "Mine."}
    edited(ana, notes="Theirs.")
    page = client.post(edit_page(ana), mine).content.decode()
    edited(ana, notes="Theirs, later.")

    again = client.post(edit_page(ana), chosen_on(page))

    [difference] = again.context["differences"]
    assert again.status_code == 409
    assert (difference.mine, difference.now, difference.choice) == ("Mine.", "Theirs, later.", "mine")


def test_a_change_that_the_form_does_not_show_is_no_conflict(client_of, ada, ana):
    client = client_of(ada)
    mine = typed(client, edit_page(ana)) | {"notes": "Mine."}
    Person.objects.filter(pk=ana.pk).update(version=ana.version + 1, photo="new.jpg")

    assert client.post(edit_page(ana), mine).status_code == 302

    ana.refresh_from_db()
    assert (ana.notes, ana.photo) == ("Mine.", "new.jpg")


def test_two_who_wrote_the_same_have_nothing_to_choose(client_of, ada, ana):
    client = client_of(ada)
    mine = typed(client, edit_page(ana)) | {"notes": "The same."}
    edited(ana, notes="The same.")

    assert client.post(edit_page(ana), mine).status_code == 302


def test_a_form_that_came_back_with_an_error_still_knows_what_it_showed_first(client_of, ada, ana):
    client = client_of(ada)
    first = typed(client, edit_page(ana))
    text = client.post(edit_page(ana), first | {"name": ""}).content.decode()

    fields = _fields(text[text.index('<form class="form person-form"') :].split("</form>")[0])

    assert json.loads(fields["seen"]) == json.loads(first["seen"])


@pytest.mark.parametrize("seen", ["", "[]", "{", '{"notes": 3}', "null"])
def test_a_spoilt_memory_of_what_was_shown_only_costs_a_question(client_of, ada, ana, seen):
    client = client_of(ada)
    mine = typed(client, edit_page(ana)) | {"notes": "Mine.", "seen": seen}
    edited(ana, nickname="Anita")

    answer = client.post(edit_page(ana), mine)

    assert answer.status_code == 409
    assert {d.key for d in answer.context["differences"]} == {"notes", "nickname"}


def test_an_invalid_choice_of_sides_comes_back_as_a_form(client_of, ada, ana):
    client = client_of(ada)
    sent = typed(client, edit_page(ana)) | {"name": "", "resolving": "1", "choice-notes": "now"}

    assert client.post(edit_page(ana), sent).status_code == 422


def test_unknown_choices_are_ignored(client_of, ada, ana):
    client = client_of(ada)
    sent = typed(client, edit_page(ana)) | {
        "resolving": "1",
        "choice-owner": "now",
        "choice-points:77": "now",
        "choice-x:y": "now",
    }

    assert client.post(edit_page(ana), sent).status_code == 302


def test_a_carried_field_is_neither_a_choice_nor_the_old_version():
    from django.http import QueryDict

    sent = QueryDict("name=Ana&version=1&seen={}&choice-notes=now&resolving=1&csrfmiddlewaretoken=x&notes=a%0Ab")

    assert conflicts.carried(sent) == [("name", "Ana"), ("notes", "a\nb")]


def test_somebody_in_the_bin_is_not_edited(client_of, ada, ana):
    actions.bin_people([ana], at=timezone.now())

    assert client_of(ada).get(edit_page(ana)).status_code == 404


def test_names_are_offered_while_somebody_types(client_of, ada, ana):
    client = client_of(ada)

    assert 'value="Ana Ruiz"' in client.get("/people/introducers/", {"met_through": "ana"}).content.decode()
    options = client.get("/people/organisation-options/", {"positions-0-organisation": "acm"}).content.decode()
    assert 'value="Acme"' in options
    assert client.get("/people/introducers/").content.decode().strip() == ""


def test_eve_is_offered_no_organisations_of_others(client_of, eve, ana):
    assert "Acme" not in client_of(eve).get("/people/organisation-options/", {"x": "a"}).content.decode()


def test_whatever_strings_there_are_can_be_typed_and_are_shown_as_text(client_of, ada, shared):
    naughty = json.loads((shared / "torture/blns/blns.json").read_text())
    client = client_of(ada)
    for text in naughty[::12]:
        answer = client.post("/people/add/", {"name": text, "notes": text, "met_at": text[:300]}, follow=True)

        assert answer.status_code in (200, 422)
        if answer.status_code == 200 and "<" in text:
            assert text.strip() not in answer.content.decode()
