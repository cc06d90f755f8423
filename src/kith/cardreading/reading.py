"""A photo read whole: its codes, its cards, the fields of each. Made to run in a child process, as it takes 700 MB."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from kith.cardreading import codes, outlines, payloads, pictures, recognition
from kith.cardreading.fields import Field, Line
from kith.cardreading.pictures import Picture
from kith.cardreading.understanding import understand

KEPT_SIDE = 1400


@dataclass(frozen=True)
class ReadCard:
    """One card of a photo. `vcards` are codes on it that are whole vCards; `picture` is the card alone, a JPEG."""

    fields: list[Field]
    text: list[str]
    vcards: list[str]
    picture: bytes
    width: int
    height: int


def read_file(path: str, region: str = "") -> Iterator[ReadCard]:
    """The cards in a photo; a photo without one gives one with what text there is. Raises Unreadable."""
    yield from read(Path(path).read_bytes(), region)


def read(data: bytes, region: str = "") -> Iterator[ReadCard]:
    """As read_file, from the bytes of the photo."""
    photo = pictures.opened(data)
    found = outlines.cards(photo)
    if len(found) > 1:
        read_cards = [_read_card(card, region) for card in found]
        whole = [card for card in read_cards if card.text or card.vcards or card.fields]
        if whole:
            yield from whole
            return
    yield _best_of(photo, found[:1], region)


def read_frame(data: bytes) -> Iterator[ReadCard]:
    """What the codes in a frame of a camera tell, at once; nothing where there is no code. Raises Unreadable."""
    frame = pictures.opened(data)
    texts = codes.read_codes(frame, quick=True)
    if texts:
        kept = pictures.scaled(frame, KEPT_SIDE)
        vcards = [text for text in texts if payloads.is_vcard(text)]
        yield ReadCard(_fields_of(texts), texts, vcards, pictures.as_jpeg(kept), kept.shape[1], kept.shape[0])


def _best_of(photo: Picture, found: list[Picture], region: str) -> ReadCard:
    """The card by itself, or the whole photo where that tells more: the outline may have been that of something else."""
    if found:
        card = _read_card(found[0], region, codes.read_codes(photo))
        if _worth(card.fields) >= 3 or card.vcards:
            return card
        whole = _read_card(photo, region)
        return whole if _worth(whole.fields) > _worth(card.fields) else card
    return _read_card(photo, region)


def _read_card(picture: Picture, region: str, texts: list[str] | None = None) -> ReadCard:
    said = codes.read_codes(picture) if texts is None else texts
    upright, lines = recognition.upright(picture)
    kept = pictures.scaled(upright, KEPT_SIDE)
    fields = _joined(_fields_of(said), understand(lines, region))
    return ReadCard(
        fields,
        _texts(lines),
        [text for text in said if payloads.is_vcard(text)],
        pictures.as_jpeg(kept),
        kept.shape[1],
        kept.shape[0],
    )


def _fields_of(texts: Iterable[str]) -> list[Field]:
    return [field for text in texts if not payloads.is_vcard(text) for field in payloads.fields_of(text)]


def _texts(lines: list[Line]) -> list[str]:
    return [line.text for line in sorted(lines, key=lambda line: (line.top, line.left))]


def _joined(told: list[Field], read: list[Field]) -> list[Field]:
    """What a code tells goes before what was read, and takes the place of what says the same."""
    one_of = {field.kind for field in told} & {"name", "organisation", "title", "address"}
    known = {(field.kind, field.value.casefold()) for field in told}
    return [
        *told,
        *(field for field in read if field.kind not in one_of and (field.kind, field.value.casefold()) not in known),
    ]


def _worth(fields: list[Field]) -> int:
    return len({field.kind for field in fields if field.confidence > 0.4})
