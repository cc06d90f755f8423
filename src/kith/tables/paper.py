"""Name tags and table cards as PDF, drawn from the same seats as the screens, in Latin, Greek and Cyrillic letters."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _
from fpdf import FPDF
from fpdf.enums import WrapMode, XPos, YPos

from kith.tables.models import Round, Table
from kith.tables.queries.evening import Attendee, Evening, name_of
from kith.targets import paper

_INK, _SOFT, _RULE = (32, 33, 36), (96, 98, 104), (205, 205, 205)
_TAG = (90.0, 55.0)  # mm
_ACROSS, _DOWN = 2, 5
_LEFT, _TOP, _INSET = 15.0, 11.0, 5.0
_IN_A_ROW = 14  # tables of so many rounds stand in one row of a tag
_NONE = "–"


def name_tags(evening: Evening) -> bytes:
    """Return a tag for everybody who comes, ten on a page of A4: the name, and the number of the table in each round."""
    sheet = _Sheet(_("Name tags"))
    for place, diner in enumerate(sorted(evening.expected, key=name_of)):
        if place % (_ACROSS * _DOWN) == 0:
            sheet.add_page()
        row, column = divmod(place % (_ACROSS * _DOWN), _ACROSS)
        sheet.tag(_LEFT + column * _TAG[0], _TOP + row * _TAG[1], evening, diner)
    return sheet.done()


def table_cards(evening: Evening) -> bytes:
    """Return a page of A4 for each table: its number, and who sits there in each round."""
    sheet = _Sheet(_("Table cards"))
    for table in evening.tables:
        sheet.add_page()
        sheet.card(evening, table)
    return sheet.done()


def unwritable(names: Iterable[str]) -> list[str]:
    """Return the names of which a tag cannot show every letter."""
    given = list(names)
    bad = set(missing("".join(set().union(*given))))  # letters are looked at once, however many names have them
    return [name for name in given if not bad.isdisjoint(name)] if bad else []


def missing(name: str) -> str:
    """Return the letters of a name that a tag cannot show: those that the font has not, or that run from right to left."""
    backwards = "".join(letter for letter in name if unicodedata.bidirectional(letter) in {"R", "AL"})
    return paper.missing(name) or backwards


class _Sheet(FPDF):
    def __init__(self, title: str) -> None:
        super().__init__(format="A4")
        self.add_font("Sans", "", paper.FONTS / "DejaVuSans.ttf")
        self.add_font("Sans", "B", paper.FONTS / "DejaVuSans-Bold.ttf")
        self.set_title(title)
        self.set_lang("en")
        self.set_auto_page_break(False)
        self.set_draw_color(*_RULE)

    def done(self) -> bytes:
        """The sheet, with a page that says so where there was nothing to print."""
        if not self.pages_count:
            self.add_page()
            self._line(_("Nobody has a place yet."), 14, 20, 20, 170)
        return bytes(self.output())

    def tag(self, left: float, top: float, evening: Evening, diner: Attendee) -> None:
        """One tag, with a line to write on where the font cannot write the name."""
        wide = _TAG[0] - 2 * _INSET
        self.rect(left, top, *_TAG)
        self._line(str(evening.plan.meeting), 8, left + _INSET, top + _INSET, wide, colour=_SOFT)
        if missing(str(diner)):
            self.line(left + _INSET, top + 27, left + _INSET + wide, top + 27)
        else:
            self._line(str(diner), 30, left + _INSET, top + 13, wide, is_bold=True)
        self._rounds(left + _INSET, top + 33, wide, evening, diner)

    def card(self, evening: Evening, table: Table) -> None:
        """One table: a number to be seen from afar, and the rounds below."""
        self._line(_("Table"), 28, 20, 18, 170, colour=_SOFT)
        self._line(str(table.number), 150, 20, 28, 170, is_bold=True)
        if table.name:
            self._line(table.name, 32, 20, 86, 170)
        self.set_auto_page_break(True, 15)
        self.set_margins(20, 15)
        self.set_xy(20, 108)
        for row in evening.rounds:
            people = dict(evening.at(row)).get(table, [])
            self._words(str(row), 12, _SOFT)
            self._words(", ".join(str(diner) for diner in people) or _NONE, 15, _INK)
            self.ln(2)
        self.set_auto_page_break(False)

    def _rounds(self, left: float, top: float, wide: float, evening: Evening, diner: Attendee) -> None:
        """The table of each round under the number of the round."""
        rows = -(-len(evening.rounds) // _IN_A_ROW)
        cell = min(14.0, wide / min(len(evening.rounds), _IN_A_ROW)) if rows else wide
        large = min(16.0, 2.1 * cell) / max(1.0, rows / 1.5)
        for row, column, round_, number in _numbers(evening, diner):
            x, y = left + column * cell, top + row * 17 / max(rows, 1)
            self._line(str(round_.number), large * 0.5, x, y, cell, colour=_SOFT)
            self._line(number, large, x, y + large * 0.25, cell, is_bold=True)

    def _line(
        self,
        text: str,
        size: float,
        left: float,
        top: float,
        wide: float,
        *,
        is_bold: bool = False,
        colour: tuple[int, int, int] = _INK,
    ) -> None:
        """One line, as large as asked or as fits."""
        text = paper.writable(text)
        self.set_font("Sans", "B" if is_bold else "", size)
        fits = min(1.0, (wide - 1) / max(self.get_string_width(text), 0.1))
        self.set_font_size(size * fits)
        self.set_text_color(*colour)
        self.set_xy(left, top)
        self.cell(wide, size * 0.42, text)

    def _words(self, text: str, size: int, colour: tuple[int, int, int]) -> None:
        self.set_font("Sans", "", size)
        self.set_text_color(*colour)
        self.multi_cell(
            0,
            size * 0.5,
            paper.writable(text),
            align="L",
            new_x=XPos.LMARGIN,
            new_y=YPos.NEXT,
            wrapmode=WrapMode.WORD,
        )


def _numbers(evening: Evening, diner: Attendee) -> Iterator[tuple[int, int, Round, str]]:
    """Row and column on a tag, the round, and the number of the table in it."""
    for place, round_ in enumerate(evening.rounds):
        table = evening.table_of(round_, diner)
        yield *divmod(place, _IN_A_ROW), round_, str(table.number) if table else _NONE
