"""Mathematics: whom one can reach through whom. Compressed rows of ties in, paths out; no Django."""

from kith.reach.bridges import Bridge
from kith.reach.files import Damaged, Newer, Unreadable
from kith.reach.meeting import Meeting
from kith.reach.network import Network, Path
from kith.reach.warming import is_warm, warm_up

__all__ = ["Bridge", "Damaged", "Meeting", "Network", "Newer", "Path", "Unreadable", "is_warm", "warm_up"]
