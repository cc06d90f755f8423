"""Tests of reading listings out of files of strangers, as the child process does; and of what is wrong with such files."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from kith.directory.drafts import Draft, Fault, as_json, from_json
from kith.directory.reading import found_in
from kith.imports.uploads import BadFile, Upload

_PAGE = """<!doctype html><html><head><script type="application/ld+json">
{"@context": "https://schema.org", "@graph": [
 {"@type": "Organization", "name": "Leipzig Data Circle", "url": "https://data.example/", "description": "We talk data.",
  "address": {"@type": "PostalAddress", "addressLocality": "Leipzig", "addressCountry": "DE"}},
 {"@type": "BusinessEvent", "name": "Plots evening", "startDate": "2026-12-01T19:00:00+01:00",
  "organizer": {"@type": "Organization", "name": "Leipzig Data Circle"},
  "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
  "location": {"@type": "Place", "name": "Library", "address": "Library, Leipzig"}},
 {"@type": "Event", "name": "Spring fair", "startDate": "2027-03-03"},
 {"@type": "Event", "name": "Some day"}]}
</script></head><body><p>Hello.</p></body></html>"""

_CALENDAR = """BEGIN:VCALENDAR\r\nVERSION:2.0\r\nX-WR-CALNAME:Early Birds\r\nBEGIN:VEVENT\r\nUID:1@birds.example\r
DTSTART;TZID=Europe/Berlin:20260203T070000\r\nDTEND;TZID=Europe/Berlin:20260203T080000\r\nSUMMARY:Breakfast\r
LOCATION:Cafe Grundmann\\, Leipzig\r\nRRULE:FREQ=WEEKLY;BYDAY=TU\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"""


@pytest.fixture
def read(tmp_path):
    """Reads a text as a file of this name: the kind of file, the drafts, the faults."""

    def reading(name: str, text: str) -> tuple[str, list[Draft], list[Fault]]:
        path: Path = tmp_path / "file"
        path.write_bytes(text.encode())
        kind, *things = found_in(Upload(name, path, {"today": "2026-11-23"}))
        return (
            str(kind),
            [each for each in things if isinstance(each, Draft)],
            [each for each in things if isinstance(each, Fault)],
        )

    return reading


def test_careers_of_a_table_are_never_parted_at_commas(read):
    rows = 'name,careers\nOne,"Managers, All Other"\nTwo,"Managers, All Other; nurse"\nThree,"nurse, baker"\n'

    _kind, drafts, faults = read("groups.csv", rows)

    assert [draft.values["occupations"] for draft in drafts] == [["11-9199.00"], ["11-9199.00", "29-1141.00"]]
    assert [fault.line for fault in faults] == [4]


def test_a_table_is_read_row_by_row(read):
    kind, [draft], faults = read(
        "groups.csv",
        "Name;Type;Website;City;Free;Members;Careers;Interests;Season;Next meeting\n"
        "Night owls;Meetup;owls.example;Leipzig;yes;about 1,200;nurse | data scientist;chess, runs;retired;2026-12-01 19:00\n",
    )

    assert (kind, faults, draft.name, draft.line) == ("table", [], "Night owls", 2)
    assert draft.values["kind"] == "user_group"
    assert draft.values["url"] == "https://owls.example"
    assert draft.values["is_free"] is True
    assert draft.values["size"] == 1200
    assert draft.values["occupations"] == ["29-1141.00", "15-2051.00"]
    assert draft.values["interests"] == ["chess", "runs"]
    assert draft.values["seasons"] == ["retired"]
    assert draft.dates[0].start == datetime(2026, 12, 1, 19, tzinfo=UTC)
    assert draft.dates[0].zone == ""


@pytest.mark.parametrize(
    ("cells", "why"),
    [
        ("A,cabal,,,", "no kind that Kith knows"),
        ("A,,not an address,,", "is not a web address"),
        ("A,,javascript:alert(1),,", "is not a web address"),
        ("A,,,wizard of nothing,", "no occupation that Kith knows"),
        ("A,,,,next Tuesday", "is not a day that Kith reads"),
        (",club,,,", "has no name"),
        ("A,club,,,,x", "This row has 6 columns where the first has 5"),
    ],
)
def test_a_row_that_cannot_be_used_says_its_line_and_why(read, cells, why):
    _kind, drafts, [fault] = read(
        "groups.csv",
        f"name,kind,url,careers,next\nGood,club,,,\n{cells}\n",
    )

    assert [draft.name for draft in drafts] == ["Good"]
    assert fault.line == 3
    assert why in fault.reason


def test_a_table_without_a_name_column_says_so_with_file_and_line(read):
    with pytest.raises(BadFile, match=r"groups\.csv, line 1: .*has a column “name”"):
        read("groups.csv", "when,why\n1,2\n")


def test_groups_and_their_meetings_are_read_from_a_saved_page(read):
    kind, drafts, [fault] = read("page.html", _PAGE)
    circle, fair = drafts

    assert kind == "page"
    assert (circle.name, circle.values["kind"], circle.values["place"]) == (
        "Leipzig Data Circle",
        "community",
        "Leipzig, DE",
    )
    assert circle.values["format"] == "in_person"
    assert [(each.title, each.start) for each in circle.dates] == [
        ("Plots evening", datetime(2026, 12, 1, 18, tzinfo=UTC))
    ]
    assert (fair.name, fair.dates[0].is_whole_day) == ("Spring fair", True)
    assert "Some day" in fault.reason


def test_a_page_of_nobody_says_so(read):
    with pytest.raises(BadFile, match=r"page\.html: This page tells of no group"):
        read("page.html", "<!doctype html><html><body><p>Hello</p></body></html>")


def test_a_page_nested_without_end_is_refused(read):
    with pytest.raises(BadFile, match="nested deeper"):
        read("page.html", "<!doctype html><html><body>" + "<div>" * 500)


def test_a_calendar_is_one_listing_with_its_next_days(read):
    kind, [draft], faults = read("birds.ics", _CALENDAR)

    assert (kind, draft.name, faults) == ("feed", "Early Birds", [])
    assert draft.values["place"] == "Cafe Grundmann, Leipzig"
    assert draft.dates[0].start == datetime(2026, 11, 24, 6, tzinfo=UTC)
    assert {each.start.hour for each in draft.dates} == {5, 6}  # seven o'clock there, summer and winter
    assert draft.dates[0].zone == "Europe/Berlin"
    assert 50 <= len(draft.dates) <= 54


def test_a_calendar_of_the_past_says_so(read):
    with pytest.raises(BadFile, match="no meeting in the year to come"):
        read("old.ics", _CALENDAR.replace("FREQ=WEEKLY;BYDAY=TU", "FREQ=WEEKLY;COUNT=2"))


def test_a_calendar_that_repeats_without_end_is_not_followed(read):
    with pytest.raises(BadFile, match="no meeting in the year to come"):
        read("bomb.ics", _CALENDAR.replace("FREQ=WEEKLY;BYDAY=TU", "FREQ=SECONDLY"))


def test_a_draft_comes_back_from_json_as_it_was(read):
    _kind, [draft], _faults = read("birds.ics", _CALENDAR)

    assert from_json(as_json(draft)) == draft
