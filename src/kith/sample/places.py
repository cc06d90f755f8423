"""Where the invented people live and meet, and telephone numbers that regulators keep free for fiction."""

from __future__ import annotations

from random import Random

HOME = "Bristol"
CITIES: dict[str, tuple[str, ...]] = {
    "GB": ("Bristol", "Leeds", "Cardiff", "Glasgow", "London", "Bath"),
    "DE": ("Hamburg", "Leipzig", "Freiburg", "Berlin"),
    "FR": ("Lyon", "Nantes", "Rennes", "Paris"),
    "ES": ("Valencia", "Bilbao", "Bogotá", "Montevideo", "Lima"),
    "PT": ("Porto", "Lisboa", "Recife", "Belo Horizonte"),
    "IT": ("Torino", "Bologna", "Trieste"),
    "PL": ("Kraków", "Wrocław", "Gdańsk"),
    "SE": ("Malmö", "Göteborg", "Aarhus", "Oslo"),
    "TR": ("İzmir", "Ankara", "İstanbul"),
    "AE": ("Amman", "Beirut", "Casablanca", "Dubai"),
    "IN": ("Pune", "Kochi", "Bengaluru", "Jaipur"),
    "CN": ("Chengdu", "Hangzhou", "Singapore"),
    "JP": ("Kyoto", "Fukuoka", "Tokyo"),
    "NG": ("Lagos", "Ibadan", "Abuja"),
}
CAFES = (
    "Café Lumen",
    "The Copper Kettle",
    "Blackbird Coffee",
    "Marmalade & Sons",
    "Café Ostrich",
    "The Paper Boat",
    "Two Herons",
    "Saltmarsh Bakery",
    "Orchard Canteen",
    "The Long Table",
)
STREETS = ("Quay Street", "Orchard Lane", "Mill Road", "Harbour Row", "Station Parade", "Lantern Hill", "Tannery Yard")

# Numbers that will never ring: NANP 555-01xx, Ofcom's drama numbers, Arcep's and the Bundesnetzagentur's for films.
_FICTION = (
    *((f"+1 {area} 555 01", 2) for area in (212, 312, 415, 503, 617, 646, 718, 773, 206, 303, 416, 604)),
    ("+44 20 7946 0", 3),
    ("+44 117 496 0", 3),
    ("+44 113 496 0", 3),
    ("+44 7700 900", 3),
    ("+49 30 23125 ", 3),
    ("+33 1 99 00 ", 4),
    ("+33 6 39 98 ", 4),
)
_HOME_RANGES = {"GB": ("+44 ",), "DE": ("+49 ",), "FR": ("+33 ",)}


def fiction_numbers(rng: Random) -> dict[str, list[str]]:
    """Return telephone numbers by country, shuffled, each to be given away once; "" holds those for everybody else."""
    pools: dict[str, list[str]] = {"GB": [], "DE": [], "FR": [], "": []}
    for start, digits in _FICTION:
        pool = next((country for country, codes in _HOME_RANGES.items() if start.startswith(codes)), "")
        pools[pool].extend(f"{start}{number:0{digits}d}" for number in range(10**digits))
    for numbers in pools.values():
        rng.shuffle(numbers)
    return pools
