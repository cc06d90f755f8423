import gzip
import random
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kith.challenges import actions
from kith.challenges.models import Entry, EntryFile
from kith.challenges.tracks import reading, records
from kith.challenges.tracks.records import Point
from kith.errors import Refused
from kith.imports.uploads import BadFile, Upload
from tests import make
from tests.challenges import files
from tests.make import NOW, TODAY

BOMB = '<!DOCTYPE gpx [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]>'


@pytest.fixture
def read(tmp_path):
    """Read a file as the child process does, in this one."""

    def do(data, name="run.gpx"):
        path = tmp_path / "file"
        path.write_bytes(data)
        return next(reading.read(Upload(name, path, {"names": ["Kilometres", "km"]})))

    return do


@pytest.fixture
def upload(tmp_path):
    def do(data, name="run.gpx"):
        path = tmp_path / name
        path.write_bytes(data)
        return Upload(name, path)

    return do


@pytest.fixture
def club(ada):
    return make.group(ada, "Runners")


@pytest.fixture
def kilometres(club):
    return actions.count(club, kind="kilometres", at=NOW)


def take_in(user, statistic, upload):
    return actions.take_in(user, statistic, upload, today=TODAY, at=NOW)


def test_a_degree_of_latitude_is_as_long_as_on_a_sphere():
    assert records.length([Point(0, 0), Point(1, 0)]) == pytest.approx(111_195, rel=1e-5)
    assert records.length([Point(60, 10), Point(60, 11)]) == pytest.approx(55_597, rel=1e-3)


def test_the_shortest_way_crosses_the_date_line():
    assert records.length([Point(0, 179.5), Point(0, -179.5)]) == pytest.approx(111_195, rel=1e-5)


@given(st.lists(st.tuples(st.floats(-89, 89), st.floats(-180, 180)), min_size=2, max_size=8))
@settings(max_examples=50, deadline=None)
def test_a_way_is_as_long_backwards_and_no_shorter_than_from_end_to_end(places):
    points = [Point(*place) for place in places]
    there = records.length(points)

    assert there == pytest.approx(records.length(points[::-1]), abs=1e-3)
    assert there >= records.length([points[0], points[-1]]) - 1e-3


@pytest.mark.parametrize(
    ("heights", "metres"),
    [
        ([], 0),
        ([5], 0),
        ([0, 10, 20], 20),
        ([20, 10, 0], 0),
        ([0, 2, 0, 2, 0, 2], 0),
        ([0, 50, 20, 60], 90),
        ([100, None, 110], 10),
        ([30, 0, 30], 30),
    ],
)
def test_climb_is_from_valley_to_summit_without_noise(heights, metres):
    assert records.climb(heights) == metres


@given(st.lists(st.floats(0, 3000), max_size=40))
@settings(max_examples=50, deadline=None)
def test_climb_is_no_more_than_all_steps_upwards_and_no_less_than_the_rise(heights):
    found = records.climb(heights)

    assert found <= sum(max(0, after - before) for before, after in pairwise(heights)) + 1e-6
    assert found >= (heights[-1] - heights[0] if heights else 0) - records._STEP


def test_gpx_tells_distance_time_climb_and_begin(read):
    way = [(north, east, 100 + 5 * number) for number, (north, east, _height) in enumerate(files.northwards())]

    [run] = read(files.gpx(way)).activities

    assert run.started == files.START
    assert run.metres == pytest.approx(1112, abs=1)
    assert (run.seconds, run.climb) == (300, 50)


def test_between_two_segments_nothing_is_counted(read):
    near, far = files.northwards(), [(53 + north, east, up) for north, east, up in files.northwards()]

    [run] = read(files.gpx(near, [(north - 52, east, up) for north, east, up in far])).activities

    assert run.metres == pytest.approx(2224, abs=2)


def test_two_tracks_of_a_file_are_two_activities(read):
    one = files.gpx(files.northwards()).decode()
    twice = one.replace("</trk>", "</trk>" + one[one.index("<trk>") : one.index("</trk>") + 6])

    assert len(read(twice.encode()).activities) == 2


def test_tcx_tells_the_sum_of_its_laps_and_measures_where_it_tells_none(read):
    [told] = read(files.tcx(5000, 1500)).activities
    [measured] = read(files.tcx(None, 1500, files.northwards())).activities

    assert (told.metres, told.seconds, told.started) == (5000, 1500, files.START)
    assert measured.metres == pytest.approx(2 * 1112, abs=2)


def test_fit_tells_its_session_and_measures_where_there_is_none(read):
    [told] = read(files.fit(), "run.fit").activities
    [measured] = read(files.fit(metres=None, places=files.northwards()), "run.fit").activities
    [climbed] = read(files.fit(climb=None, places=[(52, 1, 100), (52.001, 1, 140)]), "run.fit").activities

    assert (told.metres, told.seconds, told.climb, told.started) == (8000, 2400, 60, files.START)
    assert measured.metres == pytest.approx(1112, abs=1)
    assert measured.seconds == 100
    assert (climbed.metres, climbed.climb) == (8000, 40)


def test_a_packed_file_is_unpacked(read):
    assert read(gzip.compress(files.fit()), "run.fit.gz").format == "fit"


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("run.pdf", b"%PDF", "none of what Kith reads"),
        ("run.gpx", files.gpx(), "holds no track"),
        ("run.gpx", files.gpx(files.northwards())[:-60], "not whole"),
        ("run.gpx", files.gpx(files.northwards()).replace(b"<gpx", BOMB.encode() + b"<gpx"), "document type"),
        ("run.gpx", files.gpx([(91, 0, 0), (92, 0, 0)]), "no place on Earth"),
        ("run.gpx", files.gpx(files.northwards()).replace(b'lat="52.0"', b'lat="north"'), "no place on Earth"),
        ("run.gpx", b"<gpx>" + b"<a>" * 100 + b"</a>" * 100 + b"</gpx>", "nested"),
        ("run.gpx", files.gpx([(0, 0, 0), (0, 180, 0), (0, 0, 0), (0, 180, 0)]), "longer than anybody"),
        ("run.gpx", files.gpx(files.northwards(2), start=datetime(1, 1, 1, tzinfo=UTC)), "of the year 1,"),
        ("run.gpx", files.gpx(files.northwards(2), start=datetime(9999, 12, 31, 23, tzinfo=UTC)), "of the year 9999"),
        ("run.gpx", files.gpx([(52, 1, 0), (52.001, 1, 1e300)]), "climbs higher"),
        ("run.tcx", files.tcx(seconds=1e300), "longer than anybody"),
        ("run.tcx", files.tcx(places=[(52, 1, -1e300), (52.001, 1, 1e300)]), "climbs higher"),
        ("run.tcx", files.tcx().replace(b"2026-", b"0001-"), "of the year 1,"),
        ("run.fit", files.fit(seconds=4_000_000), "longer than anybody"),
        ("runs.csv", b"date,km\n0001-01-01,5\n", "line 2: \N{LEFT DOUBLE QUOTATION MARK}0001-01-01"),
        ("runs.csv", b"date,km\n2101-01-01,5\n", "no day of this time"),
        ("run.tcx", files.tcx(root="<Courses/>"), "only planned"),
        ("run.fit", files.fit(type_=6), "no activity"),
        ("run.fit", files.fit()[:-1], "damaged"),
        ("run.fit", files.fit()[:60] + b"\xff" + files.fit()[61:], "damaged"),
        ("run.gpx.gz", gzip.compress(b"x" * 100, mtime=0)[:-10], "packing is damaged"),
        ("runs.csv", b"date,shoes\n2026-11-01,red\n", "No column of figures"),
        ("runs.csv", b"date,km\n", "no line with a day"),
        ("runs.csv", b"date,km\n03/04/2026,5\n", "line 2: \N{LEFT DOUBLE QUOTATION MARK}03/04/2026"),
        ("runs.csv", b'date,km\n2026-11-01,"1,234"\n', "two ways"),
        ("runs.csv", b"date,km\n2026-11-01,fast\n", "not a figure"),
        ("runs.csv", b"date,km\n2026-11-01,5,6\n", "This row has 3 columns"),
    ],
)
def test_what_cannot_be_read_is_refused_with_file_and_reason(read, name, data, reason):
    with pytest.raises(BadFile) as refused:
        read(data, name)

    assert reason in str(refused.value)
    assert str(refused.value).startswith(name)


def test_more_points_than_anybody_records_are_refused(read, monkeypatch):
    monkeypatch.setattr(records, "MOST_POINTS", 5)

    for name, data in (
        ("run.gpx", files.gpx(files.northwards())),
        ("run.tcx", files.tcx(None, places=files.northwards())),
        ("run.fit", files.fit(places=files.northwards())),
    ):
        with pytest.raises(BadFile, match="more than 5 points"):
            read(data, name)


def test_a_packed_bomb_is_stopped(read):
    with pytest.raises(BadFile, match="larger than"):
        read(gzip.compress(bytes(reading.MOST_BYTES + 2)), "run.gpx.gz")


@pytest.mark.parametrize("make_file", [files.gpx, files.tcx, files.fit])
def test_damaged_files_are_read_or_refused_as_files_and_fail_in_no_other_way(read, make_file):
    whole = make_file(files.northwards()) if make_file is files.gpx else make_file(places=files.northwards())
    chance = random.Random(8)

    for _ in range(150):
        data = bytearray(whole)
        for _ in range(chance.randint(1, 4)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        end = chance.randint(20, len(data)) if chance.random() < 0.3 else len(data)
        with suppress(BadFile):
            read(bytes(data[:end]))


def test_a_table_is_read_with_days_and_figures_as_people_write_them(read):
    found = read(b"Datum;Schuhe;km\n01.11.2026;rot;5,5\n\n2026-11-03;blau;7\n;;\n", "runs.csv")

    assert [(line.number, str(line.on), line.amount) for line in found.lines] == [
        (2, "2026-11-01", "5.5"),
        (4, "2026-11-03", "7"),
    ]


def test_an_activity_is_of_the_day_in_the_users_zone(ada, kilometres, upload):
    ada.time_zone = "Pacific/Auckland"
    ada.save()

    take_in(ada, kilometres, upload(files.gpx(files.northwards())))

    assert Entry.objects.get().on == files.START.date() + timedelta(days=1)


@pytest.mark.parametrize(("kind", "amount"), [("kilometres", "8.00"), ("minutes", "40.00"), ("climb", "60.00")])
def test_each_statistic_takes_its_own_measure(ada, club, upload, kind, amount):
    statistic = actions.count(club, kind=kind, at=NOW)

    take_in(ada, statistic, upload(files.fit(), "run.fit"))

    entry = Entry.objects.get()
    assert entry.amount == Decimal(amount)
    assert (entry.metres, entry.seconds, entry.climb) == (8000, 2400, 60)


def test_the_same_activity_of_two_programs_is_recognised(ada, kilometres, upload):
    take_in(ada, kilometres, upload(files.fit(), "run.fit"))
    later = files.START + timedelta(seconds=40)

    again = take_in(ada, kilometres, upload(files.gpx(files.northwards(), start=later)))
    other = take_in(ada, kilometres, upload(files.gpx(files.northwards(), start=later + timedelta(hours=2))))

    assert (again.new, again.known, again.file) == (0, 1, None)
    assert (other.new, other.known) == (1, 0)


def test_the_same_table_twice_adds_nothing_and_a_longer_one_what_is_new(ada, kilometres, upload):
    short = b"date,km\n2026-11-01,5\n2026-11-01,5\n"

    assert take_in(ada, kilometres, upload(short, "a.csv")).new == 2
    assert take_in(ada, kilometres, upload(short, "a.csv")).new == 0
    assert take_in(ada, kilometres, upload(short + b"2026-11-02,6\n2026-11-03,0\n", "a.csv")).new == 1


def test_a_file_is_taken_back_with_what_it_brought_and_can_come_again(ada, kilometres, upload):
    actions.enter(ada, kilometres, amount=Decimal(3), on=TODAY, today=TODAY)
    taken = take_in(ada, kilometres, upload(files.fit(), "run.fit"))

    assert actions.take_back(taken.file) == 1
    assert [entry.amount for entry in Entry.objects.all()] == [3]
    assert not EntryFile.objects.exists()
    assert take_in(ada, kilometres, upload(files.fit(), "run.fit")).new == 1


def test_a_file_with_one_wrong_line_brings_nothing(ada, kilometres, upload):
    with pytest.raises(BadFile, match="line 3"):
        take_in(ada, kilometres, upload(b"date,km\n2026-11-01,5\nyesterday,5\n", "a.csv"))

    assert not Entry.objects.exists()


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (files.gpx(files.northwards(), start=None), "tells no time"),
        (files.gpx(files.northwards(), start=files.START + timedelta(days=30)), "still to come"),
        (b"date,km\n2026-11-01,9999999\n", "more than anybody"),
    ],
)
def test_what_cannot_have_been_is_refused(ada, kilometres, upload, data, reason):
    with pytest.raises(BadFile, match=reason):
        take_in(ada, kilometres, upload(data, "run.gpx"))


def test_an_activity_says_nothing_of_pages(ada, club, upload):
    pages = actions.count(club, kind="pages", at=NOW)

    with pytest.raises(BadFile, match="cannot be read from that"):
        take_in(ada, pages, upload(files.fit(), "run.fit"))
    assert take_in(ada, pages, upload(b"date,pages\n2026-11-01,12\n", "a.csv")).new == 1


def test_nothing_is_taken_in_for_what_the_group_counts_no_more(ada, kilometres, upload):
    actions.stop(kilometres, at=NOW)

    with pytest.raises(Refused):
        take_in(ada, kilometres, upload(files.fit(), "run.fit"))


def test_the_name_of_a_file_is_not_kept(ada, kilometres, upload):
    take_in(ada, kilometres, upload(files.gpx(files.northwards()), "Walk with Cara.gpx"))

    kept = [*Entry.objects.values(), *EntryFile.objects.values()]
    assert "Cara" not in repr(kept)
