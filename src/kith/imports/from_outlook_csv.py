"""Reads Outlook's CSV of contacts: 92 columns or fewer, in English, German, French or Spanish."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kith.imports import contact_rows, layouts, sheets
from kith.imports.contact_columns import Column, phrase_of
from kith.imports.records import Record
from kith.imports.uploads import Upload

NAME = "outlook"
LABEL = "Outlook (CSV)"

# What other programs do not call their columns, in each language of Outlook.
_NAMES = (
    "E-mail Address|E-mail 2 Address|E-mail 3 Address|E-mail Display Name|E-mail 2 Display Name|Business Street|"
    "Business City|Business Postal Code|Business State|Business Country|Business Country/Region|Business Phone 2|"
    "Business Fax|Company Main Phone|TTY/TDD Phone|Radio Phone|Assistant's Phone|Assistants Phone|"
    "Referred By|Assistant's Name|Manager's Name|Managers Name|Assistants Name|Office Location|"
    "Internet Free Busy|E-Mail-Adresse|E-Mail 2: Adresse|E-Mail 3: Adresse|E-Mail: Angezeigter Name|Straße geschäftlich|"
    "Ort geschäftlich|Postleitzahl geschäftlich|Telefon geschäftlich|Telefon geschäftlich 2|Fax geschäftlich|Telefon Firma|"
    "Telefon Assistent|Name Assistent|Name des/der Vorgesetzten|Weitere Straße|Weiterer Ort|Weiteres Telefon|"
    "Adresse de messagerie|Adresse de messagerie 2|Rue (bureau)|Ville (bureau)|Code postal (bureau)|Pays/Région (bureau)|"
    "Téléphone (bureau)|Télécopie (bureau)|Téléphone société|Téléphone de l'assistant(e)|Dép/Région (bureau)|Téléphone (domicile)|"
    "Rue (domicile)|Ville (domicile)|Nom de l'assistant(e)|Dirección de correo electrónico|Dirección del correo electrónico 2|Calle del trabajo|"
    "Ciudad de trabajo|Código postal de trabajo|País o región de trabajo|Teléfono del trabajo|Fax del trabajo|Teléfono del ayudante|"
    "Número de centralita de la organización|Nombre del ayudante|Calle particular|Otra calle|"
)
_MARKS = frozenset(phrase_of(name) for name in _NAMES.rstrip("|").split("|"))
_ONLY_E_MAILS = frozenset({"e mail address", "e mail 2 address", "e mail 3 address"})
_ENOUGH = 3
# What Outlook writes where nothing was filled in.
_NOTHING = frozenset(
    {"normal", "unspecified", "smtp", "false", "falsch", "faux", "falso", "0/0/00", "0.0.00", "0/0/0000"}
)
_PLACES = frozenset({"location", "ort", "lieu", "ubicacion"})  # where the folder is, not the person


def recognises(upload: Upload) -> bool:
    return is_header(sheets.first_row(upload))


def read(upload: Upload) -> Iterator[Record]:
    sheet = sheets.csv_sheet(upload)
    layout = layouts.layout_of(sheet, {**upload.options, "mapping": {"header": True}})
    if layout is not None:
        layout = replace(layout, columns=_own(layout.names, layout.columns))
        yield from contact_rows.read_rows(sheet, layout, str(upload.options.get("region", "")), _NOTHING)


def is_header(cells: Sequence[str]) -> bool:
    """Whether these are the names of Outlook's columns."""
    said = {phrase_of(cell) for cell in cells if cell.strip()}
    return len(said & _MARKS) >= _ENOUGH or (bool(said) and said <= _ONLY_E_MAILS)


def _own(names: Sequence[str], columns: Sequence[Column]) -> tuple[Column, ...]:
    """Outlook's place without more is none of the person's."""
    pairs = zip(names, columns, strict=True)
    return tuple(Column() if phrase_of(name) in _PLACES else column for name, column in pairs)
