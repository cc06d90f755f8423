"""Walking through XML of strangers, without document types, entities or endless nesting, in little memory."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import BinaryIO
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse

from kith.imports.uploads import BadFile

_DEEPEST = 64


def walk(file: str, stream: BinaryIO) -> Iterator[tuple[str, str, Element]]:
    """Give "start" or "end", the name without its namespace, and the element. Raises BadFile for what is not well formed."""
    depth = 0
    try:
        for event, element in iterparse(stream, events=("start", "end"), forbid_dtd=True):
            depth += 1 if event == "start" else -1
            if depth > _DEEPEST:
                raise BadFile(file, 0, "What it holds is nested more deeply than any activity is.")
            yield event, name_of(element), element
    except DefusedXmlException as error:
        raise BadFile(file, 0, "It declares a document type or entities, which Kith does not read.") from error
    except ParseError as error:
        raise BadFile(file, error.position[0], "It is not whole: the XML breaks off or is wrong here.") from error
    except (LookupError, ValueError) as error:
        raise BadFile(file, 1, "It says that it is written in a way that does not exist (its encoding).") from error


def name_of(element: Element) -> str:
    """Return the name without its namespace."""
    return str(element.tag).rpartition("}")[2]


def text_of(element: Element, *path: str) -> str:
    """Return the text of the first element down that path, in any namespace, or nothing."""
    if not path:
        return (element.text or "").strip()
    return next((text_of(child, *path[1:]) for child in element if name_of(child) == path[0]), "")


def moment(text: str) -> datetime | None:
    """Return a moment that a file tells, taken for UTC where it names no zone; None for what is none."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)
