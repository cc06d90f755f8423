"""Text in pictures, by RapidOCR with the models that its wheel brings: nothing is ever fetched."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np

from kith.cardreading.fields import Line, Unreadable
from kith.cardreading.pictures import Picture, scaled, turned

Box: TypeAlias = "tuple[str, float, Any]"  # the text, how sure it is, and its four corners

READ_SIDE = 1200
_GOOD = 0.86  # upside down, lines are read with far less certainty
_DETECTION = "PP-OCRv6_det_small.onnx"
_RECOGNITION = "PP-OCRv6_rec_small.onnx"


def upright(picture: Picture) -> tuple[Picture, list[Line]]:
    """The picture turned so that its text stands upright, and the lines of text in it, in the turned picture's pixels."""
    best: tuple[float, Picture, list[Line]] | None = None
    boxes = _read(picture)
    first = 1 if _is_sideways(boxes) else 0
    for quarters in (first, first + 2):
        turn = turned(picture, quarters)
        lines = _lines(boxes if quarters == 0 else _read(turn), turn)
        certainty = _certainty(lines)
        if best is None or certainty > best[0]:
            best = (certainty, turn, lines)
        if not lines or certainty > _GOOD:
            break
    assert best is not None  # as the loop runs twice at most, and once at least
    return best[1], best[2]


def _read(picture: Picture) -> list[Box]:
    small = scaled(picture, READ_SIDE)
    found = _engine()(small)
    if found.boxes is None or found.txts is None:
        return []
    scale = picture.shape[1] / small.shape[1]
    return [
        (text, float(score), np.asarray(box) * scale)
        for text, score, box in zip(found.txts, found.scores, found.boxes, strict=True)
    ]


def _lines(boxes: list[Box], picture: Picture) -> list[Line]:
    """The boxes as lines, turned about the middle of the picture by the tilt that most of them have."""
    tilt = _tilt(boxes)
    turn = np.array([[np.cos(tilt), np.sin(tilt)], [-np.sin(tilt), np.cos(tilt)]])
    middle = np.array([picture.shape[1] / 2, picture.shape[0] / 2])
    return [_line(text, score, (box - middle) @ turn.T + middle) for text, score, box in boxes if text.strip()]


def _tilt(boxes: list[Box]) -> float:
    """By which angle lines of some length fall to the right, in radians; 0 where it is not worth turning."""
    edges = [box[1] - box[0] for text, _score, box in boxes if len(text) > 7]
    tilt = float(np.median([np.arctan2(edge[1], edge[0]) for edge in edges])) if edges else 0.0
    return tilt if 0.01 < abs(tilt) < 0.5 else 0.0


def _line(text: str, score: float, box: Any) -> Line:
    """A box may be tilted: its height is that of its left side, about its middle."""
    height = (float(np.linalg.norm(box[0] - box[3])) + float(np.linalg.norm(box[1] - box[2]))) / 2
    middle = float(box[:, 1].mean())
    return Line(text, score, float(box[:, 0].min()), middle - height / 2, float(box[:, 0].max()), middle + height / 2)


def _is_sideways(boxes: list[Box]) -> bool:
    long = [box for text, _score, box in boxes if len(text) > 4]
    tall = [box for box in long if np.ptp(box[:, 1]) > 1.5 * np.ptp(box[:, 0])]
    return len(tall) > len(long) / 2


def _certainty(lines: list[Line]) -> float:
    letters = sum(len(line.text) for line in lines)
    return sum(line.score * len(line.text) for line in lines) / letters if letters else 0.0


@cache
def _engine() -> Any:
    import onnxruntime
    import rapidocr  # both take a second to load

    onnxruntime.set_default_logger_severity(4)
    models = Path(rapidocr.__file__).parent / "models"
    paths = {"Det": models / _DETECTION, "Rec": models / _RECOGNITION}
    for path in paths.values():
        if not path.exists():
            raise Unreadable(f"The text recognition of this installation is not whole: {path.name} is missing.")
    threads = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return rapidocr.RapidOCR(
        params={
            "Global.log_level": "error",
            "Global.use_cls": False,
            "Det.model_path": str(paths["Det"]),
            "Rec.model_path": str(paths["Rec"]),
            "EngineConfig.onnxruntime.intra_op_num_threads": min(threads, 4),
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
        }
    )
