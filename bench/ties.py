"""How well warmth predicts who interacts with whom next, beside simpler scores, split by time.

    python bench/ties.py [FILE…] [--json FILE]

FILE has lines `source target unix-time` (messages) or `t i j` (contacts face to face), told apart by their columns;
.gz and .zip too. Without FILE: every such file under $KITH_SHARED/data/social (KITH_SHARED defaults to ../shared).

The split. All events of a file are sorted by time; quantiles below are of events. Eight cuts: 20, 30, 40 and 50 %
for training, 60, 70, 80 and 90 % for the test. At a cut every ego ranks the ties that it already has (pairs with at
least one event before the cut; new ties are left out); a tie is positive if it has an event, in either direction, in
the next 10 % of events. A score sees only events before the cut, so what is tuned on training sees the first 60 %,
and no test label is ever tuned on. Each pair is ranked by both of its ends.

The figures. AUC is the mean over egos of the area under the ROC curve among their own ties (egos that have a positive
and a negative), averaged over the cuts; "all" pools the ties of all egos into one curve. P@k is the share of an ego's
k best ties that are positive, over egos with more than k ties and at least one positive; equal scores count by their
expectation. "less Kith" is the paired difference in AUC from Kith's own score, over egos, with a 95 % interval; rows
"from others" are compared with Kith's "from others".

Time. A conference of two days and half a year of messages have different rhythms, so a half-life is a share of the
file's training span (its first 60 % of events), from a grid, chosen by AUC on the training cuts of the same file, for
every score that has one. The second half-life is the first times 1460/180, as shipped. "from others" takes the share
that is best on the training cuts of the other files, never looking at this one: what a score is worth untuned.
"180 days" is Kith as shipped, in real days; in files as short as these next to nothing decays in that time.

The touches. Messages are rolled up by day, contacts by half hour, then counted by kith.strength.touch_units and
damp_one_way exactly as in Kith (a contact of n intervals as n answered messages, so that log2(1+n) is tested).
"""

import argparse
import gzip
import io
import itertools
import json
import os
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kith import strength

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]

TRAIN_CUTS, TEST_CUTS, WINDOW = (0.2, 0.3, 0.4, 0.5), (0.6, 0.7, 0.8, 0.9), 0.1
HALF_LIVES = (0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0)
WEIGHTS = (0.0, 0.1, 0.3, 1.0, 3.0)
TIE_BREAK = 1e-9
RATIO = strength.DEFAULT.depth_half_life / strength.DEFAULT.warmth_half_life
COUNTED, UNITS, KITH = "one clock on counts", "warmth, depth breaks ties", "warmth + depth (Kith)"
OTHERS = ", from others"
DAY = 86400.0


@dataclass(frozen=True)
class Events:
    """Events of one file, in order of time. time: (m,) seconds; source, target: (m,); directed: source wrote."""

    name: str
    time: Floats
    source: Ints
    target: Ints
    directed: bool


@dataclass(frozen=True)
class Cut:
    """What is known at one moment. For each existing tie: its ego, what happened next, and its plain figures; for each
    touch (a day's or half hour's events of one tie): its tie, its day before the cut (≤ 0) and its units."""

    ego: Ints
    label: NDArray[np.bool_]
    last: Floats
    count: Floats
    event_tie: Ints
    event_day: Floats
    touch_tie: Ints
    touch_day: Floats
    touch_units: Floats

    def level(self, half_life: float) -> Floats:
        """Decayed touch units of each tie. half_life in days."""
        return _level(self.touch_tie, self.touch_day, self.touch_units, len(self.ego), half_life)

    def counted(self, half_life: float) -> Floats:
        """Decayed number of events of each tie. half_life in days."""
        return _level(self.event_tie, self.event_day, np.ones(len(self.event_day)), len(self.ego), half_life)


@dataclass(frozen=True)
class Figures:
    """Means over egos, then over the test cuts; the half-life as a share of the training span, and in days."""

    auc: float
    auc_all: float
    p1: float
    p5: float
    p10: float
    train_auc: float
    share: float | None
    days: float | None
    weight: float | None
    less_kith: float
    interval: float


Score = Callable[[Cut], Floats]
Choice = tuple[float | None, float | None]


def main(arguments: list[str]) -> int:
    """Print a table a file, and write JSON if asked to. Returns 0, or 2 if there was nothing to read."""
    parser = argparse.ArgumentParser(description="How well warmth predicts who interacts with whom next.")
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE")
    parser.add_argument("--json", type=Path, metavar="FILE")
    options = parser.parse_args(arguments)
    begun = time.perf_counter()
    studies = [Study(events) for events in _read_all(options.files)]
    results = {study.events.name: study.compare(studies) for study in studies}
    for study in studies:
        _print(study, results[study.events.name])
    if options.json:
        rows = {name: {score: asdict(figures) for score, figures in table.items()} for name, table in results.items()}
        options.json.write_text(json.dumps(rows, indent=1) + "\n")
    print(f"{len(studies)} files, {time.perf_counter() - begun:.0f} s")
    return 0 if studies else 2


class Study:
    """One file: its cuts, and every score tuned on the training cuts."""

    def __init__(self, events: Events) -> None:
        self.events = events
        self.days = float(_quantile(events, 0.6) - events.time[0]) / DAY
        self.train = [cut_at(events, share) for share in TRAIN_CUTS]
        self.test = [cut_at(events, share) for share in TEST_CUTS]
        self.trained = cache(self._trained)

    def compare(self, studies: list["Study"]) -> dict[str, Figures]:
        """The figures of every score on the test cuts. studies: all files, this one included."""
        choices: dict[str, Choice] = dict.fromkeys(PLAIN, (None, None))
        for name, weights in CLOCKED.items():
            choices[name] = self._best(name, weights)
        choices[f"{KITH}, 180 days"] = (strength.DEFAULT.warmth_half_life / self.days, 1.0)
        if others := [study for study in studies if study is not self]:
            choices |= {name + OTHERS: _borrowed(name, others) for name in (COUNTED, UNITS, KITH)}
        return {name: self._figures(name, choices) for name in choices}

    def _best(self, name: str, weights: tuple[float, ...]) -> tuple[float, float]:
        return max(itertools.product(HALF_LIVES, weights), key=lambda choice: self.trained(name, *choice))

    def _trained(self, name: str, share: float | None, weight: float | None) -> float:
        score = self._score(name, share, weight)
        return _mean(self.train, lambda cut: _ego_auc(cut, score))

    def _score(self, name: str, share: float | None, weight: float | None) -> Score:
        name = name.removesuffix(OTHERS)
        if share is None or weight is None:
            return PLAIN[name]
        half_life = share * self.days
        if name == COUNTED:
            return lambda cut: cut.counted(half_life)
        return lambda cut: _two_clocks(cut, half_life, weight)

    def _egos(self, name: str, share: float | None, weight: float | None) -> Floats:
        """AUC of each ego at each test cut, (cuts, egos), NaN where there is none."""
        score = self._score(name, share, weight)
        egos = 1 + max(int(cut.ego.max()) for cut in self.test)
        return np.array([strength.roc_auc(score(cut), cut.label, cut.ego, egos) for cut in self.test])

    def _figures(self, name: str, choices: dict[str, Choice]) -> Figures:
        share, weight = choices[name]
        score, kith = self._score(name, share, weight), KITH + OTHERS if name.endswith(OTHERS) else KITH
        difference, interval = _paired(self._egos(name, share, weight), self._egos(kith, *choices[kith]))
        return Figures(
            auc=_mean(self.test, lambda cut: _ego_auc(cut, score)),
            auc_all=_mean(self.test, lambda cut: strength.roc_auc(score(cut), cut.label, np.zeros_like(cut.ego), 1)),
            p1=_mean(self.test, lambda cut: _precision(1, cut, score)),
            p5=_mean(self.test, lambda cut: _precision(5, cut, score)),
            p10=_mean(self.test, lambda cut: _precision(10, cut, score)),
            train_auc=self.trained(name, share, weight),
            share=share,
            days=None if share is None else share * self.days,
            weight=weight,
            less_kith=difference,
            interval=interval,
        )


PLAIN: dict[str, Score] = {"last contact only": lambda cut: cut.last, "count only": lambda cut: cut.count}
CLOCKED = {COUNTED: (0.0,), UNITS: (0.0,), KITH: (1.0,), "warmth + weight·depth": WEIGHTS}


def cut_at(events: Events, share: float) -> Cut:
    """What every ego knows of its ties when this share of the events has happened, and what the next tenth brings."""
    now, end = _quantile(events, share), _quantile(events, share + WINDOW)
    past, ahead = events.time < now, (events.time >= now) & (events.time < end)
    people = 1 + int(max(events.source.max(), events.target.max()))
    pairs, tie = np.unique(_both_ends(events, past, people), return_inverse=True)
    when = np.tile(events.time[past], 2)
    outgoing = np.repeat([True, False], int(past.sum()))
    last = np.full(len(pairs), -np.inf)
    np.maximum.at(last, tie, when)
    touch_tie, touch_time, units = _touches(tie, when, outgoing, events.directed)
    return Cut(
        ego=pairs // people,
        label=np.isin(pairs, _both_ends(events, ahead, people)),
        last=last,
        count=np.bincount(tie).astype(np.float64),
        event_tie=tie,
        event_day=(when - now) / DAY,
        touch_tie=touch_tie,
        touch_day=(touch_time - now) / DAY,
        touch_units=units,
    )


def read(path: Path) -> Events:
    """The events of a file. Raises ValueError if it is not three columns of whole numbers of either kind."""
    rows = np.array(_content(path).split(), dtype=np.int64).reshape(-1, 3)
    if len(rows) < 20:
        raise ValueError("fewer than 20 events")
    directed = bool(np.median(rows[:, 2]) > 1e8 > np.median(rows[:, 0]))
    if not directed and (np.diff(rows[:, 0]) < 0).any():
        raise ValueError("neither `source target unix-time` nor `t i j` in order of t")
    when, first, second = (rows[:, 2], rows[:, 0], rows[:, 1]) if directed else rows.T
    order = np.argsort(when, kind="stable")
    _, ends = np.unique(np.concatenate([first[order], second[order]]), return_inverse=True)
    source, target = np.split(ends, 2)
    return Events(path.name, when[order].astype(np.float64), source, target, directed)


def _read_all(files: list[Path]) -> Iterator[Events]:
    for path in files or sorted(path for path in (_shared() / "data" / "social").rglob("*") if path.is_file()):
        try:
            yield read(path)
        except (ValueError, OSError, EOFError, zipfile.BadZipFile) as error:
            if files:
                raise SystemExit(f"{path}: {error}") from error
            print(f"{path.name} left out: not a list of events")


def _shared() -> Path:
    return Path(os.environ.get("KITH_SHARED", Path(__file__).parents[2] / "shared"))


def _content(path: Path) -> bytes:
    raw = path.read_bytes()
    if path.suffix == ".gz":
        content = gzip.decompress(raw)
    elif path.suffix == ".zip":
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            content = archive.read(archive.namelist()[0])
    else:
        content = raw
    return content


def _quantile(events: Events, share: float) -> float:
    index = round(share * len(events.time))
    return float(events.time[index]) if index < len(events.time) else float(events.time[-1]) + 1


def _both_ends(events: Events, chosen: NDArray[np.bool_], people: int) -> Ints:
    source, target = events.source[chosen], events.target[chosen]
    return np.concatenate([source * people + target, target * people + source])


def _touches(tie: Ints, when: Floats, outgoing: NDArray[np.bool_], directed: bool) -> tuple[Ints, Floats, Floats]:
    """Events rolled up by day or half hour into touches: their tie, their last moment, their units."""
    sitting = ((when - when.min()) // (DAY if directed else DAY / 48)).astype(np.intp)
    keys, row = np.unique(tie * (sitting.max() + 1) + sitting, return_inverse=True)
    moment = np.zeros(len(keys))
    np.maximum.at(moment, row, when)
    sent, received = np.bincount(row, outgoing), np.bincount(row, ~outgoing)
    if not directed:
        sent = received = sent + received
    owner = keys // (sitting.max() + 1)
    units = strength.touch_units(np.full(len(keys), strength.UnitKind.MESSAGES), np.full(len(keys), 2), sent, received)
    direction = (sent > 0).astype(np.int8) - (received > 0)
    return owner, moment, strength.damp_one_way(owner, direction, units, int(owner.max()) + 1)


def _level(tie: Ints, day: Floats, units: Floats, ties: int, half_life: float) -> Floats:
    return strength.level_at(strength.decayed_log2(tie, day, units, ties, half_life), 0.0, half_life)


def _two_clocks(cut: Cut, half_life: float, weight: float) -> Floats:
    """Warmth + weight·depth on Kith's scales; weight 0 leaves depth to break ties, 1 is kith.strength.strength."""
    return strength.warmth(cut.level(half_life)) + max(weight, TIE_BREAK) * strength.depth(cut.level(RATIO * half_life))


def _borrowed(name: str, others: list[Study]) -> Choice:
    weight = CLOCKED[name][0]
    return max(HALF_LIVES, key=lambda share: np.mean([study.trained(name, share, weight) for study in others])), weight


def _ego_auc(cut: Cut, score: Score) -> Floats:
    return strength.roc_auc(score(cut), cut.label, cut.ego, int(cut.ego.max()) + 1)


def _precision(k: int, cut: Cut, score: Score) -> Floats:
    return strength.precision_at(k, score(cut), cut.label, cut.ego, int(cut.ego.max()) + 1)


def _mean(cuts: list[Cut], figure: Callable[[Cut], Floats]) -> float:
    """Mean over the cuts of the mean over egos; NaN if no ego counts."""
    values = [figure(cut) for cut in cuts]
    means = [value[~np.isnan(value)].mean() for value in values if not np.isnan(value).all()]
    return float(np.mean(means)) if means else float("nan")


def _paired(aucs: Floats, shipped: Floats) -> tuple[float, float]:
    """Mean over egos of the difference in AUC, each ego's cuts averaged first, and half its 95 % interval."""
    defined = ~np.isnan(shipped)
    cuts = defined.sum(axis=0)
    if not cuts.any():
        return float("nan"), float("nan")
    difference = np.where(defined, aucs - shipped, 0.0).sum(axis=0)[cuts > 0] / cuts[cuts > 0]
    return float(difference.mean()), float(1.96 * difference.std() / np.sqrt(len(difference)))


def _print(study: Study, table: dict[str, Figures]) -> None:
    events = study.events
    kind = "messages" if events.directed else "contacts"
    print(f"\n{events.name}: {len(events.time)} {kind}, training span {study.days:.2f} days")
    columns = " ".join(f"{column:>6}" for column in ("AUC", "all", "P@1", "P@5", "P@10"))
    print(f"{'score':38} {columns}  {'half-life':>9} {'weight':>6}  less Kith")
    for name, row in table.items():
        clock = "" if row.days is None else f"{row.days:.3g} d"
        weight = "" if row.weight is None or name.startswith(COUNTED) else f"{row.weight:g}"
        figures = " ".join(f"{value:6.3f}" for value in (row.auc, row.auc_all, row.p1, row.p5, row.p10))
        print(f"{name:38} {figures}  {clock:>9} {weight:>6}  {row.less_kith:+.3f} ± {row.interval:.3f}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
