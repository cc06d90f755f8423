"""Which goals of reach are missed, and the section and plot of docs/benchmarks.md."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import numpy as np

from bench.reach_questions import ADVERSARIAL

DOCS = Path(__file__).resolve().parents[1] / "docs"
BEGIN, END = "<!-- reach: written by bench/reach.py -->", "<!-- end of reach -->"
PLOT = "benchmarks-reach.svg"
NAMES = {"igraph": "igraph", "networkx": "networkx", "sqlite": "SQLite", "postgres": "PostgreSQL", "duckdb": "DuckDB"}
SPEED = {  # by people: the 95th percentile of what, in milliseconds; ratios to igraph, geometric and in total
    100_000: ("kith", 0.3, 70, 250),
    1_000_000: ("cold", 1.5, 50, 600),
}
MOST = {"bytes_a_tie": 12, "opens": 0.05, "first_answer": 0.3, "new_tie_95th": 1e-3, "visibility": 1.3}
TIES_A_SECOND = 3e6

Figures = dict[str, Any]
_LEFT, _RIGHT, _ROW = 130, 20, 26


def missed(figures: Figures) -> list[str]:
    """A line for each goal that these figures miss."""
    name, own = figures["network"], figures["own"]
    if figures["people"] not in SPEED:
        return []
    lines = [f"{name}: {key} is {own[key]:.3g}, above {most}" for key, most in MOST.items() if own[key] > most]
    if own["ties_a_second"] < TIES_A_SECOND:
        lines.append(f"{name}: {own['ties_a_second']:.3g} ties a second are built")
    which, late, geometric, total = SPEED[figures["people"]]
    if (found := percentiles(figures[which])[1]) > late:
        lines.append(f"{name}: the 95th percentile is {found:.3f} ms, above {late}")
    igraph = figures["ratios"].get("igraph", {"geometric": geometric, "total": total})
    if igraph["geometric"] < geometric or igraph["total"] < total:
        lines.append(f"{name}: igraph takes {igraph['geometric']:.0f} × and {igraph['total']:.0f} ×")
    return lines


def percentiles(times: dict[str, list[float]]) -> tuple[float, float]:
    """50th and 95th of all but adversarial questions, in milliseconds."""
    usual = [time for kind, some in times.items() if kind not in ADVERSARIAL for time in some]
    return float(np.percentile(usual, 50)), float(np.percentile(usual, 95))


def write(folder: Path) -> None:
    """Make the section and the plot anew from the figures in the folder's JSON files."""
    kept: dict[str, Figures] = {}
    for path in sorted(folder.glob("*.json")):
        kept |= json.loads(path.read_text())
    studies = sorted(kept.values(), key=lambda figures: int(figures["ties"]))
    (DOCS / PLOT).write_text(_plot(studies))
    page = (DOCS / "benchmarks.md").read_text()
    before, _, rest = page.partition(BEGIN)
    after = rest.partition(END)[2]
    (DOCS / "benchmarks.md").write_text(f"{before.rstrip()}\n\n{_section(studies)}\n{after.lstrip()}".rstrip() + "\n")


def _section(studies: list[Figures]) -> str:
    lines = [BEGIN, "## Reach", _introduction(), "", f"![Milliseconds a question, by engine]({PLOT})", ""]
    for figures in studies:
        lines += [f"### {_title(figures)}", _asked(figures), "", *_engines(figures), "", *_kinds(figures), ""]
        lines += [_own(figures), ""]
    return "\n".join([*lines, END, ""])


def _introduction() -> str:
    return (
        "`python -m bench.reach --json FILE` (`--people 1000000`, `--real`; `--write` made this section): the ten best paths of at\n"
        "most three ties from somebody to a person, an organisation of 50, a role of 1 % of all, one of the best known, and from\n"
        "one of those; milliseconds of processor; every answer of every engine equal to the last bit. Ratios are to Kith on the\n"
        "same questions. The last five kinds are chosen to be hard and count for no ratio. Networks of people are generated with a\n"
        "seed; ego-facebook and github-developers are real ties with drawn strengths."
    )


def _title(figures: Figures) -> str:
    return f"{figures['network']}, {figures['ties']:,} ties"


def _asked(figures: Figures) -> str:
    """How many questions the figures are of."""
    ours = len(next(iter(figures["kith"].values())))
    theirs = {len(next(iter(ratio["times"].values()))) for ratio in figures["ratios"].values()}
    return f"Kith was asked {ours} questions of each kind, the others {' or '.join(map(str, sorted(theirs)))}; ratios are of those."


def _engines(figures: Figures) -> list[str]:
    rows = ["| engine | 50th | 95th | geometric mean | in total |", "|---|---|---|---|---|"]
    for name, key in (("**Kith**", "kith"), ("Kith, cold memory", "cold")):
        median, late = percentiles(figures[key])
        rows.append(f"| {name} | {_short(median)} | {_short(late)} | | |")
    for name, ratio in figures["ratios"].items():
        median, late = percentiles(ratio["times"])
        times = f"{_short(median)} | {_short(late)}"
        rows.append(f"| {NAMES[name]} | {times} | {ratio['geometric']:.0f} × | {ratio['total']:.0f} × |")
    return rows


def _kinds(figures: Figures) -> list[str]:
    engines = figures["ratios"]
    rows = [
        f"| 50th / 95th | Kith | {' | '.join(NAMES[name] for name in engines)} |",
        "|---" * (len(engines) + 2) + "|",
    ]
    for kind in figures["kith"]:
        cells = [figures["kith"][kind], *(ratio["times"][kind] for ratio in engines.values())]
        rows.append(f"| {kind} | {' | '.join(_both(times) for times in cells)} |")
    return rows


def _own(figures: Figures) -> str:
    own = figures["own"]
    return (
        f"{own['bytes_a_tie']:.1f} bytes a tie with visibility; the file opens in {own['opens'] * 1e3:.0f} ms; first answer of a\n"
        f"fresh process {own['first_answer'] * 1e3:.0f} ms of processor after the import; {own['ties_a_second'] / 1e6:.1f} million ties built a second; a\n"
        f"new tie takes {own['new_tie'] * 1e6:.0f} µs (95th {own['new_tie_95th'] * 1e6:.0f} µs); looking at visibility costs {own['visibility']:.2f} ×."
    )


def _both(times: list[float]) -> str:
    return f"{_short(float(np.percentile(times, 50)))} / {_short(float(np.percentile(times, 95)))}"


def _short(value: float) -> str:
    return f"{value:.3f}" if value < 1 else f"{value:.1f}" if value < 10 else f"{value:.0f}"


def _plot(studies: list[Figures]) -> str:
    """For each network and engine a bar from the 50th to the 95th percentile, on a logarithmic scale."""
    width, marks = 760, list[str]()
    rows: list[tuple[str, tuple[float, float] | None]] = []
    for figures in studies:
        rows.append((figures["network"], None))
        rows.append(("Kith", percentiles(figures["kith"])))
        rows += [(NAMES[name], percentiles(ratio["times"])) for name, ratio in figures["ratios"].items()]
    height = _ROW * (len(rows) + 2)

    for power in range(-2, 5):
        x = _across(10.0**power, width)
        marks.append(f'<line class="grid" x1="{x:.0f}" x2="{x:.0f}" y1="{_ROW}" y2="{height - _ROW}"/>')
        marks.append(f'<text class="quiet" x="{x:.0f}" y="{height - 8}" text-anchor="middle">{10.0**power:g} ms</text>')
    for place, (name, pair) in enumerate(rows):
        marks += _bar(name, pair, _ROW * (place + 1.5), width)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" font-family="sans-serif" font-size="13">\n'
        "<title>Processor time of a question, 50th to 95th percentile, by engine</title>\n"
        "<style>text{fill:#222}.quiet{fill:#666}.grid{stroke:#ddd}.kith{stroke:#1b6e53}.other{stroke:#9a9a9a}"
        "svg{background:#fff}</style>\n" + "\n".join(marks) + "\n</svg>\n"
    )


def _bar(name: str, pair: tuple[float, float] | None, y: float, width: int) -> list[str]:
    if pair is None:
        return [f'<text x="8" y="{y + 4:.0f}" font-weight="bold">{name}</text>']
    kind, (left, right) = ("kith" if name == "Kith" else "other"), (_across(value, width) for value in pair)
    line = f'<line class="{kind}" stroke-width="9" stroke-linecap="round" x1="{left:.1f}" x2="{right:.1f}" y1="{y}" y2="{y}"/>'
    return [f'<text x="24" y="{y + 4:.0f}">{name}</text>', line]


def _across(value: float, width: int) -> float:
    """The place of so many milliseconds, from 0.01 to 10,000."""
    return _LEFT + (width - _LEFT - _RIGHT - 20) * (math.log10(value) + 2) / 6
