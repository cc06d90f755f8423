"""Kith's own figures of reach: memory, opening, the first question of a fresh process, building, new ties, visibility."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from bench.reach_graphs import Found
from bench.reach_networks import CLASSES, Given
from bench.reach_questions import Question
from kith.reach import Network

NANO = 1e-9
FIRST = """
import sys, time
from kith.reach import Network
begun = time.process_time()
network = Network.open(sys.argv[1])
opened = time.process_time()
network.best_paths(int(sys.argv[2]), [int(sys.argv[3])])
print(opened - begun, time.process_time() - begun)
"""


@dataclass(frozen=True)
class Figures:
    """Goals in docs/decisions/0015: bytes a tie with the people's share, with visibility; seconds of processor for opening
    and one new tie, and for a fresh process from the import to the first answer; ties a second built."""

    bytes_a_tie: float
    opens: float
    first_answer: float
    ties_a_second: float
    new_tie: float
    new_tie_95th: float
    visibility: float

    def as_dict(self) -> dict[str, float]:
        return asdict(self)


class Kith:
    """The network under test."""

    def __init__(self, given: Given) -> None:
        self.network = _built(given)

    def ask(self, question: Question) -> Found:
        found = self.network.best_paths(question.source, question.targets)
        return [(round(path.strength * 255**3), path.people) for path in found]


def figures(given: Given, questions: list[Question]) -> Figures:
    """All but the times of the questions."""
    begun = time.process_time()
    network = _built(given)
    built = time.process_time() - begun
    with tempfile.TemporaryDirectory() as home:
        path = Path(home) / "network"
        network.save(path)
        opens, first = _fresh(path, questions[0])
    size = network.nbytes / network.ties
    slower = _visibility(network, questions)
    new = _new_ties(network, given)
    return Figures(
        bytes_a_tie=size,
        opens=opens,
        first_answer=first,
        ties_a_second=len(given.a) / built,
        new_tie=float(np.percentile(new, 50)),
        new_tie_95th=float(np.percentile(new, 95)),
        visibility=slower,
    )


def _built(given: Given) -> Network:
    return Network.from_ties(given.people, given.a, given.b, given.strength, given.visibility)


def _fresh(path: Path, question: Question) -> tuple[float, float]:
    """Seconds to open, and to the first answer, in the best of three new processes."""
    command = [sys.executable, "-c", FIRST, str(path), str(question.source), str(int(question.targets[0]))]
    runs = [subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout.split() for _ in range(3)]
    return min(float(opened) for opened, _ in runs), min(float(answered) for _, answered in runs)


def _visibility(network: Network, questions: list[Question]) -> float:
    """Total time with every tie's class looked at, and all of them allowed, over that with none looked at."""
    everything = np.ones(256, bool)
    plain = looked = 0
    for question in questions * 2:
        network.best_paths(question.source, question.targets)
        begun = time.thread_time_ns()
        network.best_paths(question.source, question.targets)
        between = time.thread_time_ns()
        network.best_paths(question.source, question.targets, visible=everything)
        plain, looked = plain + between - begun, looked + time.thread_time_ns() - between
    return looked / plain


def _new_ties(network: Network, given: Given) -> list[float]:
    """Seconds of each of a thousand new ties, one in ten to one of the best known, until the answer holds it."""
    random = np.random.default_rng(7)
    hubs = np.argsort(-given.degrees, kind="stable")[:10]
    taken = []
    for turn in range(1000):
        a, b = (int(person) for person in random.integers(0, given.people, 2))
        a = int(random.choice(hubs)) if turn % 10 == 0 else a
        begun = time.thread_time_ns()
        network.add_tie(a, b, 255, turn % CLASSES)
        taken.append((time.thread_time_ns() - begun) * NANO)
        assert a == b or network.best_paths(a, [b], hops=1)[0].strength == 1.0
    return taken
