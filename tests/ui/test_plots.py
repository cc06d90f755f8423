"""Where the lines of the plots run."""

from datetime import date, timedelta

import pytest

from kith.ui import plots

ON = date(2026, 11, 23)  # a Monday


def weeks(n):
    return [ON - timedelta(weeks=n - 1 - i) for i in range(n)]


def drawn(plot):
    assert plot is not None
    return plot


def test_a_tie_runs_from_the_left_edge_to_the_right_and_warmer_is_higher():
    plot = drawn(plots.tie(weeks(3), [0, 50, 100], [100, 100, 100]))

    assert plot.depth_path == "M0 0L500 0L1000 0"
    assert [s.path for s in plot.stretches] == ["M0 100L500 50", "M500 50L1000 0"]


def test_a_line_changes_its_colour_with_warmth_and_has_no_gaps():
    plot = drawn(plots.tie(weeks(40), [2.5 * i for i in range(40)], [10] * 40))

    assert [s.step for s in plot.stretches] == sorted({s.step for s in plot.stretches})
    ends = [s.path.split("L")[-1] for s in plot.stretches[:-1]]
    starts = [s.path.removeprefix("M").split("L")[0] for s in plot.stretches[1:]]
    assert ends == starts


def test_neighbouring_segments_of_one_warmth_are_one_stretch():
    assert len(drawn(plots.tie(weeks(105), [70] * 105, [70] * 105)).stretches) == 1


def test_values_outside_the_scale_stay_on_the_paper():
    plot = drawn(plots.tie(weeks(2), [-5, 130], [0, 0]))

    assert plot.stretches[0].path == "M0 100L1000 0"


def test_quarters_are_named_where_they_stand_and_january_by_its_year():
    plot = drawn(plots.tie([date(2025, 1, 1), date(2026, 1, 1), date(2026, 12, 31)], [1, 2, 3], [1, 2, 3]))

    assert [m.text for m in plot.marks if m.text.isdigit()] == ["2025", "2026"]
    assert float(next(m.at for m in plot.marks if m.text == "2026")) == pytest.approx(100 * 365 / 729, abs=0.01)


def test_the_table_beside_a_tie_has_the_last_day_of_each_month():
    plot = drawn(plots.tie(weeks(9), list(range(9)), list(range(9))))

    assert [(p.day.month, p.warmth) for p in plot.table] == [(9, 0), (10, 4), (11, 8)]


@pytest.mark.parametrize("n", [0, 1])
def test_there_is_no_plot_of_a_tie_without_two_days(n):
    assert plots.tie(weeks(n), [1] * n, [1] * n) is None


@pytest.mark.parametrize("start", range(7))
def test_a_year_ends_today_and_begins_a_week_52_weeks_before(start):
    plot = plots.year({ON: 3}, ON, start)

    assert 365 <= len(plot.cells) <= 371
    assert plot.cells[-1].step == "4"
    assert plot.cells[0].y == plots.LABELS


def test_no_two_days_of_a_year_share_a_square():
    plot = plots.year({}, ON)

    assert len({(c.x, c.y) for c in plot.cells}) == len(plot.cells)
    assert all(c.x + plots.CELL <= plot.width and c.y + plots.CELL <= plot.height for c in plot.cells)


def test_a_busier_day_is_warmer_and_a_day_without_touch_is_none():
    counts = {ON - timedelta(days=n): n for n in range(12)}

    steps = [c.step for c in plots.year(counts, ON).cells[-12:]]

    assert steps == ["10", "8", "8", "8", "8", "6", "6", "6", "4", "4", "2", "none"]


def test_the_months_of_a_year_add_up_to_its_total():
    counts = {ON - timedelta(days=n): n % 3 for n in range(300)}

    plot = plots.year(counts, ON)

    assert sum(m.touches for m in plot.months) == plot.total == sum(counts.values())


def test_touches_of_another_year_are_not_counted():
    assert plots.year({ON - timedelta(days=400): 5, ON + timedelta(days=1): 7}, ON).total == 0


def test_a_small_line_stays_within_its_frame():
    spark = drawn(plots.spark([0, 5, 2, 9]))

    points = [tuple(map(float, p.split())) for p in spark.path.removeprefix("M").split("L")]
    assert all(0 <= x <= plots.SPARK_WIDTH and 0 <= y <= plots.SPARK_HEIGHT for x, y in points)
    assert (spark.first, spark.last, spark.step) == ("0", "9", 10)


def test_a_small_line_of_nothing_lies_flat():
    assert len({p.split()[1] for p in drawn(plots.spark([0, 0, 0])).path.removeprefix("M").split("L")}) == 1


@pytest.mark.parametrize(("done", "goal", "share"), [(0, 5, 0), (2, 4, 0.5), (9, 5, 1), (0, 0, 1), (3, 0, 1)])
def test_the_share_of_a_goal_is_never_more_than_all(done, goal, share):
    assert plots.share(done, goal) == share


@pytest.mark.parametrize(("share", "step"), [(-1, 0), (0, 0), (0.26, 3), (1, 10), (7, 10)])
def test_a_step_is_one_of_eleven(share, step):
    assert plots.step(share) == step
