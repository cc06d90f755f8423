"""Splink on DuckDB with one usual set of comparisons and blocking rules for all sets, of which those apply that have data."""

from __future__ import annotations

import logging
from typing import Any

import duckdb
import pyarrow
import splink.comparison_library as compared
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

THREADS = 2
MEMORY = "6GB"  # of DuckDB, beyond which it uses the disk
PREDICTING = (
    ["email"], ["phone"], ["number"], ["given", "family"], ["family", "born"], ["given", "born"], ["given", "org"],
    ["family", "org"], ["street", "town"], ["given", "code"], ["family", "code"], ["given", "town"], ["family", "town"],
    ["born"],
)  # fmt: skip
TRAINING = (["given", "family"], ["email"], ["phone"], ["born"])
SURE = (["email"], ["number"], ["phone", "given"], ["given", "family", "born"], ["given", "family", "street"])
RECALL = 0.7

Columns = dict[str, list[Any]]


def columns(records: list[dict[str, Any]]) -> Columns:
    """What Splink is to compare, cleaned as its documentation advises: lower case, digits of numbers alone, no blanks."""
    found: Columns = {
        "unique_id": list(range(len(records))),
        "given": [_clean(record["n"][1]) for record in records],
        "family": [_clean(record["n"][0]) for record in records],
        "email": [_clean(_first(record.get("email"))) for record in records],
        "phone": [_digits(_first(record.get("tel"))) for record in records],
        "org": [_clean(_first(_first(record.get("org")))).split(" ")[0] for record in records],
        "street": [_clean(_part(record, 2)) for record in records],
        "town": [_clean(_part(record, 3)) for record in records],
        "code": [_clean(_part(record, 5)) for record in records],
        "born": [record.get("bday") or "" for record in records],
        "number": [_first(record.get("ids")) for record in records],
    }
    return {name: [value if value != "" else None for value in values] for name, values in found.items() if any(values)}


def pairs(found: Columns) -> set[tuple[int, int]]:
    """Pairs of probability ≥ 0.5, trained without labels."""
    logging.getLogger("splink").setLevel(logging.CRITICAL)
    connection = duckdb.connect()
    connection.execute(f"SET threads={THREADS}")
    connection.execute(f"SET memory_limit='{MEMORY}'")
    api = DuckDBAPI(connection=connection)
    linker = Linker(api.register(pyarrow.table(found)), _settings(found))
    training = linker.training
    training.estimate_probability_two_random_records_match(_rules(SURE, found), recall=RECALL)
    training.estimate_u_using_random_sampling(max_pairs=2e6, seed=1)
    for rule in _rules(TRAINING, found):
        training.estimate_parameters_using_expectation_maximisation(rule)
    table = linker.inference.predict(threshold_match_probability=0.5).as_pyarrow_table()
    ends = zip(table["unique_id_l"].to_pylist(), table["unique_id_r"].to_pylist(), strict=True)
    return {(min(pair), max(pair)) for pair in ends}


def _settings(found: Columns) -> Any:
    shown = [comparison for name, comparison in _comparisons().items() if name in found]
    return SettingsCreator(
        link_type="dedupe_only",
        comparisons=shown,
        blocking_rules_to_generate_predictions=_rules(PREDICTING, found),
        retain_intermediate_calculation_columns=False,
    )


def _comparisons() -> dict[str, Any]:
    return {
        "given": compared.JaroWinklerAtThresholds("given", [0.92, 0.8]).configure(term_frequency_adjustments=True),
        "family": compared.JaroWinklerAtThresholds("family", [0.92, 0.8]).configure(term_frequency_adjustments=True),
        "email": compared.EmailComparison("email"),
        "phone": compared.DamerauLevenshteinAtThresholds("phone", [1]),
        "org": compared.JaroWinklerAtThresholds("org", [0.92]).configure(term_frequency_adjustments=True),
        "street": compared.JaroWinklerAtThresholds("street", [0.9, 0.8]),
        "town": compared.JaroWinklerAtThresholds("town", [0.9]).configure(term_frequency_adjustments=True),
        "code": compared.DamerauLevenshteinAtThresholds("code", [1]),
        "born": compared.DamerauLevenshteinAtThresholds("born", [1, 2]),
        "number": compared.DamerauLevenshteinAtThresholds("number", [1, 2]),
    }


def _rules(lists: Any, found: Columns) -> list[Any]:
    return [block_on(*names) for names in lists if set(names) <= set(found)]


def _first(values: Any) -> Any:
    return values[0] if values else ""


def _clean(text: str) -> str:
    return text.strip().lower()


def _digits(text: str) -> str:
    return "".join(filter(str.isdigit, text))[-9:]


def _part(record: dict[str, Any], place: int) -> str:
    return str(record["adr"][0][place]) if record.get("adr") else ""
