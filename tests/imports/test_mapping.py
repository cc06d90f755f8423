"""Saying what the columns of a table are."""

from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kith.accounts.models import User
from kith.imports import actions, mapping
from kith.imports.models import ColumnMapping, Import
from kith.interactions.models import Interaction
from kith.people.models import Person
from tests.imports.given import book, brought_in, started
from tests.imports.tables_given import xlsx
from tests.make import NOW

ODD = "Wer,Nr,Wo\nAna Ruiz,17,Lyon\nBo Li,18,Rome\n"


def table(tmp_path: Path, content: str = ODD) -> Path:
    path = tmp_path / "odd.csv"
    path.write_text(content)
    return path


def answers(import_: Import, **said: str) -> dict[str, str]:
    """Return what the form sends when it is left as it is, but for these."""
    [columns] = mapping.columns_of(import_)
    fields = {f"sheet1-column{place}": field for place, field in enumerate(columns.fields)}
    return {**fields, "sheet1-header": "on", "sheet1-dates": columns.dates, **said}


def looked_at(import_: Import) -> Import:
    actions.preview(import_.pk, now=NOW)
    import_.refresh_from_db()
    return import_


def test_a_table_that_tells_of_nobody_is_not_read_but_asked_about(ada: User, client_of, tmp_path: Path):
    import_ = started(ada, table(tmp_path))

    page = client_of(ada).get(reverse("imports:import", args=[import_.pk])).content.decode()

    assert import_.state == Import.State.FAILED
    assert "which of these columns hold names" in page
    assert reverse("imports:columns", args=[import_.pk]) in page


def test_the_page_shows_each_column_with_its_first_cells(ada: User, client_of, tmp_path: Path):
    import_ = started(ada, table(tmp_path))

    page = client_of(ada).get(reverse("imports:columns", args=[import_.pk])).content.decode()

    assert page.count("<select") == 4
    for text in ("Wer", "Ana Ruiz", "Lyon", "Read again with these columns"):
        assert text in page


def test_what_is_said_is_read_and_brought_in(ada: User, client_of, tmp_path: Path):
    import_ = started(ada, table(tmp_path))

    sent = client_of(ada).post(
        reverse("imports:columns", args=[import_.pk]),
        answers(import_, **{"sheet1-column0": "full", "sheet1-column2": "city"}),
    )
    looked_at(import_)
    actions.commit(import_.pk, now=NOW)

    assert sent.status_code == 302
    ana = Person.objects.get(owner=ada, name="Ana Ruiz")
    assert ana.points.get().parts[3] == "Lyon"
    assert ana.extra == {"Nr": "17"}


def test_the_same_columns_are_known_the_next_time(ada: User, client_of, tmp_path: Path):
    first = started(ada, table(tmp_path))
    client_of(ada).post(reverse("imports:columns", args=[first.pk]), answers(first, **{"sheet1-column0": "full"}))

    again = started(ada, table(tmp_path, "Wer,Nr,Wo\nCy Fox,19,Bonn\n"))

    assert again.state == Import.State.READY
    assert again.summary["people"] == {"created": 1}


def test_what_one_user_said_is_not_used_for_another(ada: User, eve: User, client_of, tmp_path: Path):
    first = started(ada, table(tmp_path))
    client_of(ada).post(reverse("imports:columns", args=[first.pk]), answers(first, **{"sheet1-column0": "full"}))

    assert started(eve, table(tmp_path)).state == Import.State.FAILED


def test_what_was_looked_at_is_brought_in_also_when_the_columns_are_changed_meanwhile(
    ada: User, client_of, tmp_path: Path
):
    content = "Name,Wo\nAna Ruiz,Lyon\n"
    one, other = started(ada, table(tmp_path, content)), started(ada, table(tmp_path, content))
    client_of(ada).post(reverse("imports:columns", args=[other.pk]), answers(other, **{"sheet1-column1": "city"}))

    actions.commit(one.pk, now=NOW)

    assert Person.objects.get(owner=ada).extra == {"Wo": "Lyon"}


def test_a_first_row_that_is_somebody_can_be_said_to_be(ada: User, client_of, tmp_path: Path):
    import_ = started(ada, table(tmp_path, "Name,Company\nAna Ruiz,Acme\n"))
    said = answers(import_)
    del said["sheet1-header"]

    client_of(ada).post(reverse("imports:columns", args=[import_.pk]), said)

    assert looked_at(import_).summary["people"] == {"created": 2}


def test_each_sheet_of_a_workbook_is_asked_about(ada: User, client_of, tmp_path: Path):
    xlsx(tmp_path / "people.xlsx", [["Name"], ["Ana Ruiz"]], [["Wer"], ["Bo Li"]])
    import_ = started(ada, tmp_path / "people.xlsx")
    said = {"sheet1-column0": "full", "sheet1-header": "on", "sheet1-dates": "dmy"}
    said |= {"sheet2-column0": "full", "sheet2-header": "on", "sheet2-dates": "dmy"}

    client_of(ada).post(reverse("imports:columns", args=[import_.pk]), said)

    assert looked_at(import_).summary["people"] == {"created": 2}


def test_a_field_that_there_is_not_is_refused_at_its_column(ada: User, client_of, tmp_path: Path):
    import_ = started(ada, table(tmp_path))

    answer = client_of(ada).post(
        reverse("imports:columns", args=[import_.pk]), answers(import_, **{"sheet1-column0": "shoe_size"})
    )

    assert answer.status_code == 422
    assert "not one of the available choices" in answer.content.decode()
    assert not ColumnMapping.objects.exists()


@pytest.mark.parametrize("method", ["get", "post"])
def test_columns_of_an_import_that_is_done_cannot_be_changed(ada: User, client_of, tmp_path: Path, method: str):
    import_ = started(ada, table(tmp_path, "Name,Wo\nAna Ruiz,Lyon\n"))
    actions.commit(import_.pk, now=NOW)

    answer = getattr(client_of(ada), method)(reverse("imports:columns", args=[import_.pk]))

    assert answer.status_code == 302
    assert not ColumnMapping.objects.exists()


def test_eve_sees_nothing_of_adas_columns(ada: User, eve: User, client_of, tmp_path: Path):
    import_ = started(ada, table(tmp_path))
    client: Client = client_of(eve)

    assert client.get(reverse("imports:columns", args=[import_.pk])).status_code == 404
    assert client.post(reverse("imports:columns", args=[import_.pk]), {}).status_code == 404


def test_the_same_tables_brought_in_again_add_nothing(ada: User, tmp_path: Path):
    path = table(
        tmp_path,
        "Name,E-mail,Spouse,Met through,Last contact,Birthday\nAna Ruiz,a@x.example,Bo,Cy,2025-12-24,20/06/1980\n",
    )
    brought_in(ada, path)
    before = book(ada)

    for _ in range(4):
        brought_in(ada, path)

    assert book(ada) == before
    assert Interaction.objects.filter(owner=ada).count() == 1


def test_a_longer_and_wider_table_asks_no_more_of_the_database(
    ada: User, client_of, tmp_path: Path, django_assert_num_queries
):
    wide = ",".join(f"C{n}" for n in range(30))
    rows = "".join(",".join(f"{row}-{n}" for n in range(30)) + "\n" for row in range(300))
    small, large = started(ada, table(tmp_path)), started(ada, table(tmp_path, f"{wide}\n{rows}"))
    client = client_of(ada)
    client.get(reverse("imports:list"))
    with CaptureQueriesContext(connection) as few:
        client.get(reverse("imports:columns", args=[small.pk]))

    with django_assert_num_queries(len(few)):
        page = client.get(reverse("imports:columns", args=[large.pk])).content.decode()

    assert page.count("<select") == 31
