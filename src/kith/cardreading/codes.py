"""Reads QR and other square codes in a picture."""

from __future__ import annotations

from collections.abc import Iterator

import cv2
import numpy as np
import zxingcpp

from kith.cardreading.pictures import Picture, scaled

_FORMATS = [
    zxingcpp.BarcodeFormat.QRCode,
    zxingcpp.BarcodeFormat.MicroQRCode,
    zxingcpp.BarcodeFormat.Aztec,
    zxingcpp.BarcodeFormat.DataMatrix,
    zxingcpp.BarcodeFormat.PDF417,
]


def read_codes(photo: Picture, *, quick: bool = False) -> list[str]:
    """The texts of the codes in a photo, each once. `quick`: only the picture as it is, for a camera that goes on."""
    for picture in _tries(np.asarray(cv2.cvtColor(photo, cv2.COLOR_BGR2GRAY), dtype=np.uint8), quick):
        found = zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormats(_FORMATS))
        texts = [code.text for code in found if code.valid and code.text]
        if texts:
            return list(dict.fromkeys(texts))
    return []


def _tries(grey: Picture, quick: bool) -> Iterator[Picture]:
    """The picture as it is, then larger, smaller, evenly lit, and turned, until one of them can be read."""
    yield grey
    if quick:
        return
    if max(grey.shape) < 1200:
        yield np.asarray(cv2.resize(grey, None, fx=2, fy=2, interpolation=cv2.INTER_CUBIC), dtype=np.uint8)
    yield scaled(grey, 1000)
    yield scaled(grey, 500)
    even = cv2.createCLAHE(3.0, (8, 8)).apply(grey)
    yield np.asarray(even, dtype=np.uint8)
    yield np.asarray(
        cv2.adaptiveThreshold(grey, 255, cv2.ADAPTIVE_THRESH_GAUSSIAN_C, cv2.THRESH_BINARY, 51, 8), dtype=np.uint8
    )
    sharp = cv2.addWeighted(grey, 2.2, cv2.GaussianBlur(grey, (0, 0), 3), -1.2, 0)
    yield np.asarray(sharp, dtype=np.uint8)
    for degrees in (30, 60):
        yield _tilted(grey, degrees)


def _tilted(grey: Picture, degrees: int) -> Picture:
    height, width = grey.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 0.75)
    return np.asarray(cv2.warpAffine(grey, turn, (width, height), borderValue=255), dtype=np.uint8)
