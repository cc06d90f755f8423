"""The circles in which the user of the sample network moves: who is in them, how well known, and what binds them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from kith.sample import organisations as orgs

DESIGNED_FOR = 400


class Bond(Enum):
    """How it stands between the user and somebody."""

    CLOSE = "close"
    WARM = "warm"
    COLD = "cold"  # talked for years, and then no more
    LONG_AGO = "long ago"
    KNOWN = "known"  # a few touches
    ONCE = "once"  # met or connected once, or just an entry


@dataclass(frozen=True, slots=True)
class Circle:
    """People of one kind. `bonds` says how many are close, warm, cold, from long ago and known; the rest were met once."""

    name: str
    size: int
    bonds: tuple[int, int, int, int, int]
    relations: tuple[str, ...]
    theme: str
    titles: tuple[str, ...]
    employers: tuple[str, ...]
    met_at: tuple[str, ...]
    label: str = ""
    shared_employer: str = ""  # where the user worked as well, once
    shared_school: bool = False
    group: tuple[str, str, int] = ("", "", 0)  # what they meet for, where, and every how many days


CIRCLES = (
    Circle(
        "team",
        18,
        (3, 6, 0, 0, 6),
        ("co_worker", "co_worker", "co_worker", "report", "co_worker", "manager"),
        "work",
        orgs.ENGINEERING,
        (orgs.HOME,),
        ("first week at Tidewater", "job interview at Tidewater", "team offsite"),
        label="tidewater",
        group=("Team lunch", "Orchard Canteen", 42),
    ),
    Circle(
        "departments",
        28,
        (0, 3, 0, 0, 12),
        ("other_department",),
        "work",
        orgs.OFFICE,
        (orgs.HOME,),
        ("company summer party", "budget round", "launch of the routing product"),
        label="tidewater",
        group=("Breakfast across departments", "Tidewater canteen", 75),
    ),
    Circle(
        "first employer",
        36,
        (2, 4, 3, 0, 12),
        ("co_worker", "co_worker", "friend", "manager"),
        "former",
        orgs.ENGINEERING,
        orgs.ELSEWHERE + orgs.CUSTOMERS,
        ("Larkspur, shared desk", "Larkspur onboarding", "Larkspur hack week"),
        label="larkspur",
        shared_employer=orgs.FIRST_EMPLOYER,
        group=("Larkspur reunion drinks", "The Long Table", 180),
    ),
    Circle(
        "second employer",
        26,
        (0, 2, 2, 2, 9),
        ("co_worker", "customer", "co_worker"),
        "former",
        orgs.ENGINEERING + orgs.OFFICE,
        orgs.ELSEWHERE,
        ("Kestrel, map data team", "Kestrel field trip", "Kestrel kitchen"),
        label="kestrel",
        shared_employer=orgs.SECOND_EMPLOYER,
    ),
    Circle(
        "university",
        36,
        (2, 3, 2, 2, 10),
        ("classmate", "friend", "classmate"),
        "study",
        orgs.ENGINEERING + orgs.TRADES,
        orgs.ELSEWHERE,
        ("first term", "hall of residence", "the choir", "statistics seminar"),
        label="alumni",
        shared_school=True,
        group=("Alumni evening", "Northmoor Students' Union", 270),
    ),
    Circle(
        "running club",
        24,
        (1, 4, 0, 0, 9),
        ("acquaintance", "friend"),
        "running",
        orgs.TRADES,
        orgs.ELSEWHERE,
        ("Sunday run", "Harbour half marathon", "beginners' evening of the running club"),
        label="running-club",
        group=("Long run", "Leigh Woods", 28),
    ),
    Circle(
        "user group",
        44,
        (0, 3, 0, 0, 15),
        ("acquaintance",),
        "code",
        orgs.ENGINEERING,
        orgs.ELSEWHERE,
        ("Python meetup, lightning talks", "Python meetup, pizza queue", "Python meetup, sprint evening"),
        label="python-meetup",
        group=("Python meetup", "Lanternfish Labs", 30),
    ),
    Circle(
        "round table",
        24,
        (0, 3, 0, 0, 9),
        ("partner", "acquaintance", "partner"),
        "business",
        orgs.LEADING + orgs.TRADES,
        orgs.ELSEWHERE,
        ("chamber breakfast", "round table on hiring", "chamber summer evening"),
        label="round-table",
        group=("Round table", "Chamber of Commerce, Guildhall", 35),
    ),
    Circle(
        "recruiters",
        18,
        (0, 0, 0, 0, 6),
        ("recruiter",),
        "recruiting",
        orgs.RECRUITERS,
        orgs.RECRUITING,
        ("a call out of the blue", "careers fair", "meetup for hiring managers"),
    ),
    Circle(
        "vendors",
        22,
        (0, 1, 0, 0, 6),
        ("vendor",),
        "business",
        orgs.SELLING,
        orgs.VENDORS,
        ("product demo", "trade fair stand", "contract renewal"),
    ),
    Circle(
        "customers",
        32,
        (0, 3, 1, 0, 9),
        ("customer",),
        "business",
        orgs.BUYING,
        orgs.CUSTOMERS,
        ("kick-off of their project", "customer advisory day", "site visit"),
        label="customers",
    ),
    Circle(
        "mentors",
        7,
        (1, 2, 1, 0, 2),
        ("mentor", "mentee"),
        "mentoring",
        orgs.LEADING,
        orgs.ELSEWHERE,
        ("mentoring programme of the chamber", "panel on careers", "introduced over lunch"),
        label="mentoring",
    ),
    Circle(
        "conference",
        58,
        (0, 0, 0, 0, 5),
        ("acquaintance",),
        "code",
        orgs.ENGINEERING + orgs.LEADING,
        orgs.ELSEWHERE,
        ("hallway", "poster session", "speakers' dinner", "sprints"),
    ),
    Circle(
        "family and friends",
        27,
        (3, 4, 0, 0, 4),
        ("friend", "family", "friend"),
        "private",
        orgs.TRADES,
        orgs.ELSEWHERE,
        ("we grew up in the same street", "a wedding", "the allotments", "parents' evening"),
        group=("Sunday lunch", "at home", 45),
    ),
)
