"""The target card on paper: one page as a PDF, in Latin, Greek and Cyrillic letters."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

import segno
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from fontTools.ttLib import TTFont
from fpdf import FPDF
from fpdf.enums import WrapMode, XPos, YPos

from kith.targets.queries.cards import Showing

FONTS = Path(__file__).parent / "fonts"
_INK, _SOFT = (32, 33, 36), (96, 98, 104)
_MARGIN, _CODE = 22, 34  # mm
_STANDING_FOR_MISSING = "?"


def pdf(showing: Showing, address: str = "") -> bytes:
    """Return the card as a PDF; with its address, in words and as a code, where it has one."""
    paper = _Paper(showing.name)
    paper.heading(showing.name, showing.lines)
    if showing.greeting:
        paper.words(showing.greeting)
    paper.section(_("What I am looking for"), showing.sentence, _by(showing.by))
    if showing.pitch:
        paper.section(_("In a few words"), showing.pitch)
    if showing.aims:
        paper.section(_("Whom I hope to meet"), *(f"{kind}: {', '.join(words)}" for kind, words in showing.aims))
    if showing.email:
        paper.section(_("How to reach me"), showing.email)
    if address:
        paper.invitation(address)
    return bytes(paper.output())


def missing(text: str) -> str:
    """Return the letters of a text that the PDF cannot write, each once, as they come."""
    return "".join(dict.fromkeys(letter for letter in text if not letter.isspace() and ord(letter) not in _letters()))


def writable(text: str) -> str:
    """Return the text with a sign in place of letters that the font has not, and of emoji."""
    text = text.replace("\r\n", "\n").replace("\t", " ")
    return "".join(
        c if c == "\n" or ord(c) in _letters() else " " if c.isspace() else _STANDING_FOR_MISSING for c in text
    )


@cache
def _letters() -> frozenset[int]:
    return frozenset(TTFont(FONTS / "DejaVuSans.ttf", lazy=True).getBestCmap())


def _by(day: date | None) -> str:
    return _("By %(day)s") % {"day": date_format(day, "j F Y")} if day else ""


class _Paper(FPDF):
    """A page of A4 with a title, sections and an invitation."""

    def __init__(self, title: str) -> None:
        super().__init__(format="A4")
        self.add_font("Sans", "", FONTS / "DejaVuSans.ttf")
        self.add_font("Sans", "B", FONTS / "DejaVuSans-Bold.ttf")
        self.set_margins(_MARGIN, _MARGIN)
        self.set_auto_page_break(True, _MARGIN)
        self.set_title(writable(title))
        self.set_lang("en")
        self.add_page()

    def heading(self, name: str, lines: tuple[str, ...]) -> None:
        self._write(name, 22, bold=True)
        for line in lines:
            self._write(line, 11, colour=_SOFT)
        self.ln(4)

    def section(self, heading: str, *texts: str) -> None:
        self.ln(3)
        self._write(heading, 11, bold=True, colour=_SOFT)
        for text in filter(None, texts):
            self.words(text)

    def words(self, text: str) -> None:
        self._write(text, 12)
        self.ln(1)

    def invitation(self, address: str) -> None:
        """Where to answer, also for a telephone that is pointed at it."""
        self.ln(6)
        if self.will_page_break(_CODE):
            self.add_page()
        top = self.y
        self._code(address, self.w - _MARGIN - _CODE, top)
        self.set_right_margin(_MARGIN + _CODE + 6)
        self._write(
            _("Do you know somebody, or have you heard of something? You can answer here, without an account:"), 11
        )
        self._write(address, 9, colour=_SOFT, link=address)
        self.set_right_margin(_MARGIN)

    def _code(self, address: str, left: float, top: float) -> None:
        rows = [list(row) for row in segno.make(address, error="m", micro=False).matrix]
        side = _CODE / len(rows)
        self.set_fill_color(*_INK)
        for y, row in enumerate(rows):
            for x, is_dark in enumerate(row):
                if is_dark:
                    self.rect(left + x * side, top + y * side, side, side, style="F")

    def _write(
        self, text: str, size: int, *, bold: bool = False, colour: tuple[int, int, int] = _INK, link: str = ""
    ) -> None:
        self.set_font("Sans", "B" if bold else "", size)
        self.set_text_color(*colour)
        self.multi_cell(
            0,
            size * 0.53,
            writable(text),
            align="L",
            link=link,
            new_x=XPos.LMARGIN,
            new_y=YPos.NEXT,
            wrapmode=WrapMode.WORD,
        )
