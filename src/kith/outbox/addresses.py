"""Addresses of letters, as RFC 5322 has them: put together, looked over, taken apart."""

from __future__ import annotations

import re
from email.utils import getaddresses, parseaddr, quote

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

MOST = 4  # to so many at once
LONGEST = 300  # characters; names are left out before it gets longer
_CONTROLS = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]+")


def one_line(text: str) -> str:
    """The text without line breaks and control characters, so that it adds no header."""
    return " ".join(_CONTROLS.sub(" ", text).split())


def named(name: str, address: str) -> str:
    """The address with a name before it, where there is one."""
    name = one_line(name)
    return f'"{quote(name)}" <{address}>' if name else address


def checked(line: str) -> str:
    """One address or a few, with commas, in Kith's own writing. Raises ValidationError for anything else."""
    if _CONTROLS.search(line):
        raise ValidationError(_("An address is one line."))
    found = getaddresses([line])
    for _name, address in found:
        validate_email(address)
    if not 0 < len(found) <= MOST:
        raise ValidationError(_("One address, or a few with commas."))
    line = ", ".join(named(name, address) for name, address in found)
    line = line if len(line) <= LONGEST else ", ".join(address for _name, address in found)
    if len(line) > LONGEST:
        raise ValidationError(_("These addresses are too long."))
    return line


def each(line: str) -> list[str]:
    """The addresses of a checked line, one by one."""
    return [named(name, address) for name, address in getaddresses([line])]


def bare(line: str) -> str:
    """The address alone, without a name."""
    return parseaddr(line)[1]
