"""The mathematics of ties: from touches to warmth, depth, tier, phase and cadence layer."""

from kith.strength.balance import damp_one_way
from kith.strength.clocks import add_log2, course, decayed_log2, level_at, touch_log2
from kith.strength.constants import DEFAULT, Clocks
from kith.strength.ranking import precision_at, roc_auc
from kith.strength.scale import depth, strength, warmth
from kith.strength.tiers import Phase, Tier, layers, phase, tier
from kith.strength.units import UnitKind, rating_units, touch_units

__all__ = [
    "DEFAULT",
    "Clocks",
    "Phase",
    "Tier",
    "UnitKind",
    "add_log2",
    "course",
    "damp_one_way",
    "decayed_log2",
    "depth",
    "layers",
    "level_at",
    "phase",
    "precision_at",
    "rating_units",
    "roc_auc",
    "strength",
    "tier",
    "touch_log2",
    "touch_units",
    "warmth",
]
