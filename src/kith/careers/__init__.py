"""Mathematics: from the work that one does to the work that one wants, step by step (O*NET). No Django.

The data, where it is from and what was changed: README.md beside this file.
"""

from __future__ import annotations

from kith.careers.asked import Gain
from kith.careers.bridging import Near, Step, Way, bridge, family, near, why_none

__all__ = ["Gain", "Near", "Step", "Way", "bridge", "family", "near", "why_none"]
