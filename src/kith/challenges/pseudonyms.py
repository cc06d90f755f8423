"""Names under which nobody knows who is meant: two words drawn by chance."""

from __future__ import annotations

import secrets
from collections.abc import Collection

_HOW = (
    *(
        "Amber",
        "Brisk",
        "Calm",
        "Clever",
        "Dappled",
        "Early",
        "Gentle",
        "Glad",
        "Hazel",
        "Kind",
        "Late",
        "Little",
        "Lucky",
    ),
    *(
        "Mellow",
        "Misty",
        "Mossy",
        "Nimble",
        "Northern",
        "Patient",
        "Plain",
        "Quiet",
        "Ruddy",
        "Shy",
        "Silver",
        "Sleepy",
    ),
    *(
        "Southern",
        "Steady",
        "Sunny",
        "Tall",
        "Tidy",
        "Upland",
        "Warm",
        "Western",
        "Wild",
        "Windy",
        "Winter",
        "Woodland",
    ),
)
_WHO = (
    *("Badger", "Beech", "Bittern", "Bramble", "Curlew", "Dipper", "Dormouse", "Dunlin", "Elm", "Fern", "Finch", "Fox"),
    *("Gannet", "Grebe", "Hare", "Heather", "Hedgehog", "Heron", "Ibex", "Jackdaw", "Kestrel", "Lapwing", "Larch"),
    *("Lark", "Linnet", "Lynx", "Magpie", "Marten", "Moth", "Newt", "Nuthatch", "Osprey", "Otter", "Owl", "Petrel"),
    *(
        "Pine",
        "Plover",
        "Puffin",
        "Rook",
        "Rowan",
        "Sedge",
        "Shrew",
        "Snipe",
        "Stoat",
        "Swift",
        "Teal",
        "Tern",
        "Thistle",
    ),
    *("Thrush", "Toad", "Vole", "Warbler", "Willow", "Wren", "Yarrow"),
)


def offer(taken: Collection[str], count: int = 4) -> list[str]:
    """Return so many names that differ and are not taken, drawn anew each time. taken: in lower case."""
    found: dict[str, None] = {}
    while len(found) < count:
        name = f"{secrets.choice(_HOW)} {secrets.choice(_WHO)}"
        number = 2
        while name.lower() in taken:
            name, number = f"{name.rstrip(' 0123456789')} {number}", number + 1
        found[name] = None
    return list(found)
