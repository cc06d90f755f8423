"""CSV tables as programs really write them."""

import io
import json

import pytest

from kith.imports.records import Refusal
from kith.imports.tables import MAX_REFUSALS, Row, Table, read_table
from kith.imports.uploads import BadFile

MARKS = frozenset({"name", "city"})


def table_of(content: bytes) -> Table:
    return read_table("people.csv", io.BytesIO(content), MARKS)


def read(content: bytes) -> tuple[list[Row], list[Refusal]]:
    table = table_of(content)
    rows = [(line, cells[:-1]) for line, cells in table.rows()]
    return rows, table.refusals


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_any_usual_encoding_is_read(encoding: str):
    rows, _ = read("Name,City\nZoé,Köln\n".encode(encoding))

    assert rows == [(2, ["Zoé", "Köln"])]


def test_a_single_byte_of_another_encoding_does_not_spoil_the_rest():
    rows, _ = read("Name,City\nZoé,Köln\n".encode() + b"Ren\xe9,Lyon\n")

    assert rows == [(2, ["Zoé", "Köln"]), (3, ["René", "Lyon"])]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_any_line_ending_is_read(newline: str):
    rows, _ = read(newline.join(["Name,City", "Ana,Lyon", "Bo,Rome"]).encode())

    assert rows == [(2, ["Ana", "Lyon"]), (3, ["Bo", "Rome"])]


def test_the_header_is_found_after_words_before_it():
    rows, _ = read(b'Notes:\n"Some, words"\n\nName,City\nAna,Lyon\n')

    assert rows == [(5, ["Ana", "Lyon"])]


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_a_table_saved_again_by_a_spreadsheet_is_read(delimiter: str):
    rows, _ = read(f"Name{delimiter}City\nAna{delimiter}Lyon\n".encode())

    assert rows == [(2, ["Ana", "Lyon"])]


def test_a_file_without_the_header_is_refused():
    with pytest.raises(BadFile, match="names of the columns"):
        table_of(b"No conversations found\n")


def test_columns_are_found_by_any_of_their_names():
    table = table_of(b" NAME ,first_city,City\nAna,Rome,Lyon\n")

    assert table.place("name") == 0
    assert table.place("town", "first city") == 1
    _, cells = next(table.rows())
    assert cells[table.place("country")] == ""


def test_lines_are_counted_as_in_the_file_also_within_quotes():
    rows, _ = read(b'Name,City\n"Ana\nMaria",Lyon\nBo,Rome\n')

    assert [line for line, _ in rows] == [2, 4]


def test_a_row_with_too_few_or_too_many_columns_is_refused_and_the_others_are_read():
    rows, refusals = read(b"Name,City\nAna\nBo,Rome\nCy,Bonn,1,2\n")

    assert rows == [(3, ["Bo", "Rome"])]
    assert [(each.line, each.reason) for each in refusals] == [
        (2, "This row has 1 column where the first has 2."),
        (4, "This row has 4 columns where the first has 2."),
    ]


def test_empty_rows_and_empty_cells_at_the_end_do_no_harm():
    rows, refusals = read(b"Name,City\n\nAna,Lyon,,\n,\n")

    assert rows == [(3, ["Ana", "Lyon"]), (4, ["", ""])]
    assert refusals == []


def test_a_quotation_mark_that_is_never_closed_is_a_refusal_with_its_row():
    content = b'Name,City\nAna,Lyon\nBo,"Rome\n' + b"Cy,Bonn\n" * 30_000

    rows, refusals = read(content)

    assert rows[0] == (2, ["Ana", "Lyon"])
    assert refusals[0].line == 3
    assert refusals[0].reason.startswith("row 3: one field is longer")
    assert rows[-1][1] == ["Cy", "Bonn"]


def test_a_line_that_would_fill_the_memory_is_refused():
    rows, refusals = read(b"Name,City\nAna,Lyon\n" + b"x" * 3_000_000)

    assert "longer than any table has" in refusals[-1].reason
    assert refusals[-1].line == 3
    assert all(cells == ["Ana", "Lyon"] for _, cells in rows)


def test_a_file_of_broken_rows_is_given_up_at_some_point():
    _, refusals = read(b"Name,City\n" + b"x\n" * 5_000)

    assert len(refusals) == MAX_REFUSALS + 1
    assert "cannot be read" in refusals[-1].reason


def test_the_raw_row_is_json_under_the_headers_of_the_file():
    table = table_of('Name,City\n"Zoé ""Z"" Li","Köln\n1"\n'.encode())

    _, cells = next(table.rows())

    assert json.loads(table.raw(cells)) == {"Name": 'Zoé "Z" Li', "City": "Köln\n1"}
