"""Tests of bringing listings in: seen first, kept in one step, taken back in one step."""

from __future__ import annotations

import io
import threading
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from kith import fetching
from kith.directory import actions
from kith.directory.actions import bringing
from kith.directory.actions.bringing import new_ones
from kith.directory.calendars import calendar
from kith.directory.models import Bringing, Listing
from kith.errors import Refused
from kith.imports.uploads import BadFile
from tests import make

NOW = make.NOW
_TABLE = "name,web address,place,next meeting\nNight owls,owls.example,Leipzig,2026-12-01 19:00\nEarly birds,,Halle,\n"


def looked(user, text=_TABLE, name="groups.csv") -> Bringing:
    return actions.look_at_file(user, name, io.BytesIO(text.encode()), at=NOW)


def test_nothing_is_in_the_directory_before_it_is_kept(ada):
    bringing = looked(ada)

    assert [draft.name for draft in new_ones(bringing)] == ["Night owls", "Early birds"]
    assert Listing.objects.count() == 0


def test_what_is_kept_has_its_source_and_no_check_unless_the_user_says_so(ada):
    bringing = looked(ada)

    assert actions.keep(bringing, at=NOW, is_checked=False) == 2
    owls = Listing.objects.get(name="Night owls")
    assert (owls.source, owls.found, owls.checked_on, owls.entered_by) == ("groups.csv", "table", None, ada)
    assert owls.dates.get().starts_at == datetime(2026, 12, 1, 19, tzinfo=UTC)


def test_what_the_user_has_checked_has_the_day(ada):
    actions.keep(looked(ada), at=NOW, is_checked=True)

    assert set(Listing.objects.values_list("checked_on", flat=True)) == {make.TODAY}


def test_a_time_without_a_zone_is_one_of_whoever_brings_it_in(db):
    bea = make.user("bea", time_zone="Europe/Berlin")
    actions.keep(looked(bea), at=NOW, is_checked=False)

    day = Listing.objects.get(name="Night owls").dates.get()
    assert day.starts_at == datetime(2026, 12, 1, 18, tzinfo=UTC)
    assert day.local.hour == 19


def test_what_is_there_already_stays_as_it_is(ada):
    actions.enter(ada, at=NOW, fields={"name": "The owls", "url": "https://www.owls.example/"})
    actions.enter(ada, at=NOW, fields={"name": "EARLY BIRDS", "place": "halle"})

    assert list(new_ones(looked(ada))) == []
    assert actions.keep(looked(ada), at=NOW, is_checked=False) == 0


def test_all_of_it_is_taken_back_but_what_somebody_has_changed(ada):
    bringing = looked(ada)
    actions.keep(bringing, at=NOW, is_checked=False)
    actions.change(Listing.objects.get(name="Early birds"), at=NOW, fields={"purpose": "Breakfast."})

    assert actions.undo(bringing) == 1
    assert list(Listing.objects.values_list("name", flat=True)) == ["Early birds"]
    assert bringing.kept == 1


def test_nothing_is_kept_or_taken_back_twice(ada):
    bringing = looked(ada)
    with pytest.raises(Refused):
        actions.undo(bringing)
    actions.keep(bringing, at=NOW, is_checked=False)
    with pytest.raises(Refused):
        actions.keep(bringing, at=NOW, is_checked=False)
    with pytest.raises(Refused):
        actions.throw_away(bringing)
    actions.undo(bringing)
    with pytest.raises(Refused):
        actions.undo(bringing)

    assert Listing.objects.count() == 0


def test_rows_that_cannot_be_used_are_told_with_their_lines(ada):
    bringing = looked(ada, _TABLE + ",,nowhere,\nThird,::,,\n")

    assert [line for line, _reason in bringing.faults] == [4, 5]


def test_a_file_of_which_nothing_can_be_used_is_refused_with_its_line(ada):
    with pytest.raises(BadFile, match=r"groups\.csv, line 2: "):
        looked(ada, "name,url\nOwls,::\n")

    assert Bringing.objects.count() == 0


def test_a_file_that_is_no_table_is_refused(ada):
    with pytest.raises(BadFile, match=r"noise\.bin"):
        actions.look_at_file(ada, "noise.bin", io.BytesIO(bytes(range(256)) * 50), at=NOW)


def test_old_looks_are_forgotten(ada):
    for _number in range(25):
        Bringing.objects.create(user=ada, found="table", source="old.csv", created_at=NOW)

    looked(ada)

    assert Bringing.objects.filter(state="ready").count() == 20


class _Feed(BaseHTTPRequestHandler):
    """Serves one calendar, whatever is asked for."""

    text = ""

    def do_GET(self) -> None:
        body = self.text.encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def feed(settings):
    """The address of a calendar on this machine, with leave to go there."""
    server = HTTPServer(("127.0.0.1", 0), _Feed)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings.INSIDE = (f"127.0.0.1:{server.server_port}",)
    yield f"http://127.0.0.1:{server.server_port}/birds.ics"
    server.shutdown()
    server.server_close()


def _calendar(hour: int) -> str:
    return (
        "BEGIN:VCALENDAR\r\nX-WR-CALNAME:Early Birds\r\nBEGIN:VEVENT\r\nUID:1@birds\r\nSUMMARY:Breakfast\r\n"
        f"DTSTART:20261201T{hour:02}0000Z\r\nDURATION:PT1H\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )


def test_a_calendar_is_read_by_its_address_and_read_again(ada, feed):
    _Feed.text = _calendar(7)
    actions.keep(actions.look_at_address(ada, feed, at=NOW), at=NOW, is_checked=False)
    listing = Listing.objects.get()
    assert (listing.name, listing.feed, listing.source, listing.checked_on) == ("Early Birds", feed, feed, make.TODAY)

    _Feed.text = _calendar(8)
    assert actions.read_again(listing, ada, at=NOW) == 1

    assert [day.starts_at.hour for day in listing.dates.all()] == [8]
    assert Bringing.objects.filter(state="ready").count() == 0


def test_calendars_are_read_again_every_night_and_one_that_fails_keeps_its_days(ada, feed):
    _Feed.text = _calendar(7)
    actions.keep(actions.look_at_address(ada, feed, at=NOW), at=NOW, is_checked=False)
    listing = Listing.objects.get()
    _Feed.text = _calendar(9)
    assert actions.read_all_again(NOW) == 0  # read today already

    assert actions.read_all_again(NOW + timedelta(days=1)) == 1
    _Feed.text = "gone"
    assert actions.read_all_again(NOW + timedelta(days=2)) == 0

    listing.refresh_from_db()
    assert [day.starts_at.hour for day in listing.dates.all()] == [9]
    assert listing.checked_on == make.TODAY + timedelta(days=1)


def test_reading_again_keeps_what_programs_know_a_day_by_and_what_was_taken_out(ada, feed):
    _Feed.text = _calendar(7).replace("DURATION", "RRULE:FREQ=WEEKLY;COUNT=3\r\nDURATION")
    actions.keep(actions.look_at_address(ada, feed, at=NOW), at=NOW, is_checked=False)
    listing = Listing.objects.get()
    first, second, third = listing.dates.all()
    own = actions.add_date(listing, starts_at=NOW, ends_at=NOW + timedelta(hours=1), time_zone="UTC")
    before = calendar(listing, listing.dates.ahead(NOW), now=NOW)

    actions.remove_date(second, at=NOW)
    _Feed.text = _Feed.text.replace("Breakfast", "Brunch")
    assert actions.read_again(listing, ada, at=NOW) == 2

    assert [(day.pk, day.title) for day in listing.dates.ahead(NOW)] == [
        (own.pk, ""),
        (first.pk, "Brunch"),
        (third.pk, "Brunch"),
    ]
    after = calendar(listing, listing.dates.ahead(NOW), now=NOW)
    assert {line for line in after.split() if line.startswith(b"UID")} < set(before.split())


def test_dead_addresses_wait_longer_each_time_and_keep_no_other_waiting(ada, feed, monkeypatch):
    monkeypatch.setattr(bringing, "_A_NIGHT", 2)
    _Feed.text = "gone"
    days = {"checked_on": make.TODAY - timedelta(days=9), "entered_by": ada}
    for name in ("Dead", "Gone"):
        Listing.objects.create(name=name, feed=f"{feed}?{name}", **days)
    Listing.objects.create(name="Early Birds", feed=feed, **days)

    assert actions.read_all_again(NOW) == 0
    _Feed.text = _calendar(7)
    assert actions.read_all_again(NOW + timedelta(hours=1)) == 1

    assert Listing.objects.get(name="Early Birds").dates.count() == 1
    assert {each.again_on for each in Listing.objects.exclude(name="Early Birds")} == {make.TODAY + timedelta(days=2)}
    monkeypatch.setattr(bringing, "_A_NIGHT", 3)
    actions.read_all_again(NOW + timedelta(days=2))
    assert set(Listing.objects.values_list("failures", flat=True)) == {0}


def test_a_day_of_another_time_is_told_with_its_line_and_not_kept(ada):
    bringing = looked(ada, _TABLE + "Old,,Bonn,0001-01-01 00:00\nLate,,Bonn,9999-12-31\n")

    assert [line for line, _reason in bringing.faults] == [4, 5]
    assert actions.keep(bringing, at=NOW, is_checked=False) == 2


def test_an_address_inside_the_house_is_not_fetched(ada, feed, settings):
    settings.INSIDE = ()

    with pytest.raises(fetching.Unreachable, match="inside this network"):
        actions.look_at_address(ada, feed, at=NOW)


def test_a_listing_without_a_calendar_cannot_be_read_again(ada):
    listing = actions.enter(ada, at=NOW, fields={"name": "Owls"})

    with pytest.raises(Refused):
        actions.read_again(listing, ada, at=NOW)
