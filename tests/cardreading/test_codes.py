"""Codes in photos are read."""

from __future__ import annotations

import io

import numpy as np
import segno

from kith.cardreading import codes, pictures

MECARD = "MECARD:N:Ruiz,Ana;TEL:+34655123456;;"


def photo_of(text: str) -> pictures.Picture:
    out = io.BytesIO()
    segno.make(text).save(out, kind="png", scale=6, border=6)
    return pictures.opened(out.getvalue())


def test_the_photos_of_codes_read_equal_to_their_truth(shared):
    photos = sorted((shared / "cards/zxing/qrcode-3").glob("*.png"))
    wrong = [
        p.name
        for p in photos
        if codes.read_codes(pictures.opened(p.read_bytes())) != [p.with_suffix(".txt").read_text()]
    ]

    assert len(photos) == 25
    assert wrong == []


def test_a_code_is_read_however_the_photo_is_turned_or_coloured():
    photo = photo_of(MECARD)

    for seen in (photo, pictures.turned(photo, 1), pictures.turned(photo, 2), 255 - photo):
        assert codes.read_codes(np.ascontiguousarray(seen)) == [MECARD]


def test_a_faint_code_is_read_by_the_later_tries():
    faint = (photo_of(MECARD).astype(np.float32) * 0.06 + 110).astype(np.uint8)
    noise = np.random.default_rng(1).normal(0, 2, faint.shape)
    seen = np.clip(faint + noise, 0, 255).astype(np.uint8)

    assert codes.read_codes(seen) == [MECARD]


def test_a_photo_without_a_code_gives_none():
    assert codes.read_codes(np.full((200, 300, 3), 90, np.uint8)) == []
