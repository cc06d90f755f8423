"""What is compared, on which levels, and how likely each level is, before any data has been seen.

`same` and `random` are the m and u of Fellegi & Sunter (1969), "A theory for record linkage": the chance of each level for
two records of one person, and for two of strangers. Figures are rounded from books of contacts as they usually are.
"""

from __future__ import annotations

from dataclasses import dataclass

NAME_LEVELS = ("same", "short form", "sounds alike", "part", "close", "initial", "half", "different")


@dataclass(frozen=True, slots=True)
class Comparison:
    """One kind of evidence. Level 0 is always "nothing to compare"; levels[0] is level 1, and so on.

    household, colleague: the chance that two members of a household, or two colleagues, have this in common as if
    they were one person; otherwise they are as alike as strangers.
    """

    name: str
    levels: tuple[str, ...]
    same: tuple[float, ...]
    random: tuple[float, ...]
    household: float = 0.0
    colleague: float = 0.0
    is_learned: bool = True  # what decides by itself is not left to a few pairs to unlearn


COMPARISONS = (
    Comparison(
        "given",
        NAME_LEVELS,
        (0.72, 0.08, 0.03, 0.03, 0.08, 0.03, 0.02, 0.01),
        (0.006, 0.003, 0.001, 0.004, 0.006, 0.03, 0.05, 0.90),
        household=0.02,
    ),
    Comparison(
        "family",
        NAME_LEVELS,
        (0.80, 0.002, 0.02, 0.02, 0.07, 0.01, 0.01, 0.068),
        (0.003, 0.0002, 0.001, 0.002, 0.003, 0.002, 0.05, 0.939),
        household=0.8,
    ),
    Comparison(
        "rest of name",
        ("same middle", "other middle", "one is Junior", "other generation"),
        (0.92, 0.05, 0.02999, 0.00001),
        (0.10, 0.85, 0.03, 0.02),
        is_learned=False,
    ),
    Comparison(
        "email",
        ("same", "same local part", "close", "different"),
        (0.55, 0.06, 0.05, 0.34),
        (1e-6, 2e-6, 1e-5, 0.99),
        household=0.35,
        colleague=0.001,
    ),
    Comparison(
        "phone", ("same", "close", "different"), (0.60, 0.04, 0.36), (1e-6, 1e-5, 0.99), household=0.75, colleague=0.2
    ),
    Comparison(
        "page", ("same", "different"), (0.97, 0.03), (1e-6, 0.99), household=0.02, colleague=0.1, is_learned=False
    ),
    # Each source gives UIDs of its own: until data show that they stand for people, another one says nothing.
    Comparison("uid", ("same", "close", "different"), (0.199, 0.001, 0.80), (1e-6, 1e-4, 0.99)),
    Comparison("number", ("same", "close", "different"), (0.85, 0.10, 0.05), (1e-6, 1e-5, 0.99)),
    Comparison(
        "birthday",
        ("same", "same day", "close", "half", "different"),
        (0.84, 0.06, 0.06, 0.025, 0.015),
        (5e-5, 1.5e-4, 1e-3, 5e-3, 0.99),
        household=0.04,
    ),
    Comparison(
        "street",
        ("same", "close", "half", "different"),
        (0.50, 0.12, 0.03, 0.35),
        (1e-4, 5e-4, 0.02, 0.98),
        household=0.9,
        colleague=0.4,
    ),
    Comparison(
        "place",
        ("same", "same code", "same town", "other code", "different"),
        (0.50, 0.08, 0.14, 0.05, 0.23),
        (0.002, 0.001, 0.01, 0.01, 0.977),
        household=0.95,
        colleague=0.6,
    ),
    Comparison(
        "organisation",
        ("same", "close", "same domain", "different"),
        (0.58, 0.06, 0.04, 0.32),
        (0.005, 0.002, 0.002, 0.99),
        household=0.05,
        colleague=0.97,
    ),
)
