"""Which layer of the user's circles each person stands in, 0 (the closest five) to 4 (the rest)."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from django.db.models import F, Q

from kith import strength
from kith.people.models import PersonQuerySet, Tier

Ranked = tuple[int, int | None, int, int]  # id, tier, warmth, depth


def layers(people: Iterable[Ranked]) -> dict[int, int]:
    """Return the layer of each person, by id. Of equal ties the one that came into the book first goes first."""
    ranked = sorted(people)
    ids, tiers, warmth, depth = zip(*ranked, strict=True) if ranked else ((), (), (), ())
    codes = np.array([tier or 0 for tier in tiers], np.int8)
    found = strength.layers(codes, np.array(warmth, np.float64), np.array(depth, np.float64))
    return dict(zip(ids, found.tolist(), strict=True))


def foremost(everybody: PersonQuerySet) -> list[Ranked]:
    """Return the people who fill the limited layers: nobody else's rank matters to anyone's layer."""
    exchanged = Q(tier__gte=Tier.WARM) | Q(tier=Tier.KNOWN, depth__gte=strength.DEFAULT.exchange)
    in_order = everybody.filter(exchanged).order_by(F("tier").desc(), (F("warmth") + F("depth")).desc(), "pk")
    return list(in_order.values_list("pk", "tier", "warmth", "depth")[: strength.DEFAULT.layer_caps[-1]])
