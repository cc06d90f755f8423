"""Tables as programs write them, read by whichever reader knows them."""

from __future__ import annotations

import zipfile
from datetime import date
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from kith.imports import readers
from kith.imports.records import PersonRecord, Record, Refusal
from kith.imports.uploads import Upload


def upload(path: Path, content: bytes | str, **options: Any) -> Upload:
    """Write a file; `options` are what Kith is told of it."""
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return Upload(path.name, path, options)


def read(given: Upload, name: str = "") -> list[Record]:
    """Return all that the reader of a file finds in it; `name` says which reader that should be."""
    reader = readers.reader_for(given)
    assert not name or name == reader.NAME
    return list(reader.read(given))


def people(given: Upload, name: str = "") -> list[PersonRecord]:
    """Return the people in a file."""
    return [record for record in read(given, name) if isinstance(record, PersonRecord)]


def person(given: Upload, name: str = "") -> PersonRecord:
    """Return the only person in a file."""
    [found] = people(given, name)
    return found


def refusals(records: list[Record]) -> list[tuple[int, str]]:
    """Return where and why something could not be read."""
    return [(record.line, record.reason) for record in records if isinstance(record, Refusal)]


def values(found: PersonRecord, kind: str) -> list[str]:
    """Return the person's contact points of a kind."""
    return [point.value for point in found.points if point.kind == kind]


def labelled(found: PersonRecord, kind: str) -> list[tuple[str, str]]:
    """Return them with their labels."""
    return [(point.label, point.value) for point in found.points if point.kind == kind]


def row(header: str, **cells: str) -> str:
    """Return a table of one row: `cells` by the places of the columns, as c3="…"."""
    names = header.split(",")
    return header + "\n" + ",".join(f'"{cells.get(f"c{place}", "")}"' for place in range(len(names))) + "\n"


def xlsx(path: Path, *sheets: list[list[object]], **options: Any) -> Upload:
    """Write an Excel file of these sheets; numbers are written as numbers, and days as Excel numbers them."""
    names = [f"Sheet{number}" for number in range(1, len(sheets) + 1)]
    links = "".join(f'<sheet name="{name}" sheetId="{at}" r:id="rId{at}"/>' for at, name in enumerate(names, 1))
    targets = "".join(
        f'<Relationship Id="rId{at}" Type="{_OFFICE}/relationships/worksheet" Target="worksheets/sheet{at}.xml"/>'
        for at in range(1, len(sheets) + 1)
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", f'<Types xmlns="{_PACKAGE}/content-types"></Types>')
        archive.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r" '
            f'Type="{_OFFICE}/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        )
        archive.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}/relationships"><sheets>{links}</sheets></workbook>',
        )
        archive.writestr(
            "xl/_rels/workbook.xml.rels",
            f'<Relationships xmlns="{_PACKAGE}/relationships">{targets}'
            f'<Relationship Id="s" Type="{_OFFICE}/relationships/styles" Target="styles.xml"/></Relationships>',
        )
        archive.writestr(
            "xl/styles.xml",
            f'<styleSheet xmlns="{_MAIN}"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>',
        )
        for at, rows in enumerate(sheets, 1):
            archive.writestr(f"xl/worksheets/sheet{at}.xml", _sheet_xml(rows))
    return Upload(path.name, path, options)


def ods(path: Path, rows: list[list[str]], **options: Any) -> Upload:
    """Write an OpenDocument spreadsheet."""
    cells = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{escape(cell)}</text:p></table:table-cell>'
            for cell in row
        )
        + "</table:table-row>"
        for row in rows
    )
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    content = (
        f'<office:document-content {spaces}><office:body><office:spreadsheet><table:table table:name="One">{cells}'
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr(
            "META-INF/manifest.xml", '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
        )
        archive.writestr(
            "content.xml", content + "</table:table></office:spreadsheet></office:body></office:document-content>"
        )
    return Upload(path.name, path, options)


_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def _sheet_xml(rows: list[list[object]]) -> str:
    lines = []
    for number, row in enumerate(rows, 1):
        cells = "".join(_cell_xml(f"{chr(65 + at)}{number}", cell) for at, cell in enumerate(row))
        lines.append(f'<row r="{number}">{cells}</row>')
    return f'<worksheet xmlns="{_MAIN}"><sheetData>{"".join(lines)}</sheetData></worksheet>'


def _cell_xml(place: str, cell: object) -> str:
    if isinstance(cell, date):
        return f'<c r="{place}" s="1"><v>{(cell - date(1899, 12, 30)).days}</v></c>'
    if isinstance(cell, int | float):
        return f'<c r="{place}"><v>{cell}</v></c>'
    return f'<c r="{place}" t="inlineStr"><is><t>{escape(str(cell))}</t></is></c>'
