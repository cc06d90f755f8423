"""The benchmark of ties: what it reads, how it splits by time, and what it writes."""

import gzip
import json
import math
import zipfile

import numpy as np
import pytest

from bench import ties


@pytest.fixture
def contacts(tmp_path):
    """A day among 12 people in two circles, who mostly meet within their own."""
    random = np.random.default_rng(5)
    rows = []
    for moment in range(20, 86_400, 120):
        first = random.integers(0, 12)
        other = random.integers(0, 12) if random.random() < 0.1 else 6 * (first // 6) + random.integers(0, 6)
        if first != other:
            rows.append(f"{moment} {first} {other}")
    path = tmp_path / "day.dat"
    path.write_text("\n".join(rows))
    return path


def test_lines_with_a_unix_time_at_the_end_are_messages_with_a_direction(tmp_path):
    path = tmp_path / "mail.txt"
    path.write_text("\n".join(f"7 9 {1_500_000_000 - i}" for i in range(30)))

    events = ties.read(path)

    assert events.directed
    assert events.time[0] == 1_499_999_971
    assert (events.source[0], events.target[0]) == (0, 1)


@pytest.mark.parametrize("ending", ["", ".gz", ".zip"])
def test_lines_that_begin_with_the_time_are_contacts_packed_or_not(tmp_path, ending):
    text = "\n".join(f"{i * 20}\t1336\t1337" for i in range(30)).encode()
    path = tmp_path / f"t.dat{ending}"
    if ending == ".zip":
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("t.dat", text)
    else:
        path.write_bytes(gzip.compress(text) if ending else text)

    events = ties.read(path)

    assert not events.directed
    assert len(events.time) == 30


@pytest.mark.parametrize("text", ["1 2 3\n", "a b c\n" * 30, "5 1 2\n" + "1 1 2\n" * 30, "1 2 3 4\n" * 31])
def test_a_file_that_is_no_list_of_events_is_refused(tmp_path, text):
    path = tmp_path / "x.txt"
    path.write_text(text)

    with pytest.raises(ValueError):
        ties.read(path)


def test_a_file_that_was_asked_for_and_cannot_be_read_is_named(tmp_path):
    with pytest.raises(SystemExit, match=r"none\.dat"):
        ties.main([str(tmp_path / "none.dat")])


def test_a_broken_archive_is_named(tmp_path):
    path = tmp_path / "t.zip"
    path.write_bytes(b"no archive")

    with pytest.raises(SystemExit, match="not a zip file"):
        ties.main([str(path)])


def test_a_cut_knows_nothing_of_what_comes_after_it(contacts):
    events = ties.read(contacts)
    now = np.searchsorted(events.time, events.time[round(0.5 * len(events.time))])
    changed = ties.Events("changed", events.time, events.source.copy(), events.target.copy(), directed=False)
    changed.source[now:], changed.target[now:] = 3, 4

    before, after = ties.cut_at(events, 0.5), ties.cut_at(changed, 0.5)

    assert before.level(0.1).tolist() == after.level(0.1).tolist()
    assert before.last.tolist() == after.last.tolist()
    assert before.label.tolist() != after.label.tolist()


def test_a_cut_ranks_only_ties_that_exist_and_each_from_both_ends(contacts):
    cut = ties.cut_at(ties.read(contacts), 0.2)

    assert (cut.count > 0).all()
    assert len(cut.ego) % 2 == 0


def test_a_tie_in_the_last_window_is_labelled_to_the_very_last_event(tmp_path):
    path = tmp_path / "t.dat"
    path.write_text("\n".join(f"{i} {i % 3} {(i + 1) % 3}" for i in range(100)))

    assert ties.cut_at(ties.read(path), 0.9).label.all()


def test_the_table_and_the_json_give_every_score(contacts, tmp_path, capsys):
    assert ties.main([str(contacts), "--json", str(tmp_path / "out.json")]) == 0

    table = json.loads((tmp_path / "out.json").read_text())["day.dat"]
    printed = capsys.readouterr().out
    assert all(name in printed for name in table)
    assert {"last contact only", "count only", ties.COUNTED, ties.KITH} < set(table)
    assert all(0.5 < row["auc"] < 1 for row in table.values())
    assert table[ties.KITH]["less_kith"] == 0


def test_a_second_file_lends_its_half_life(contacts, tmp_path, capsys):
    second = tmp_path / "second.dat"
    second.write_bytes(contacts.read_bytes())

    ties.main([str(contacts), str(second), "--json", str(tmp_path / "out.json")])

    table = json.loads((tmp_path / "out.json").read_text())["day.dat"]
    assert table[ties.KITH + ties.OTHERS]["share"] == table[ties.KITH]["share"]


def test_where_every_tie_recurs_there_is_no_area_and_no_failure(tmp_path, capsys):
    path = tmp_path / "t.dat"
    path.write_text("\n".join(f"{i} {i % 3} {(i + 1) % 3}" for i in range(200)))

    assert ties.main([str(path), "--json", str(tmp_path / "out.json")]) == 0
    assert math.isnan(json.loads((tmp_path / "out.json").read_text())["t.dat"]["count only"]["auc"])


def test_without_files_it_reads_the_shared_ones_and_says_what_it_left_out(contacts, tmp_path, monkeypatch, capsys):
    folder = tmp_path / "shared" / "data" / "social"
    folder.mkdir(parents=True)
    (folder / "PROVENANCE.md").write_text("Where it is from")
    (folder / "day.dat").write_bytes(contacts.read_bytes())
    monkeypatch.setenv("KITH_SHARED", str(tmp_path / "shared"))

    assert ties.main([]) == 0
    assert "PROVENANCE.md left out" in capsys.readouterr().out


def test_with_nothing_to_read_it_says_so(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("KITH_SHARED", str(tmp_path))

    assert ties.main([]) == 2
