"""Where it is known from that two people know each other: codes, and what each is called."""

from __future__ import annotations

from django.utils.translation import gettext as _

from kith.interactions.models import Kind
from kith.ties.models import Acquaintance

SAID, MEETING, EMPLOYER, SCHOOL, BOOK, INFERRED = range(1, 7)
CODES: dict[str, int] = {
    Acquaintance.Source.SAID: SAID,
    Acquaintance.Source.MEETING: MEETING,
    Acquaintance.Source.EMPLOYER: EMPLOYER,
    Acquaintance.Source.SCHOOL: SCHOOL,
    Acquaintance.Source.BOOK: BOOK,
    Acquaintance.Source.INFERRED: INFERRED,
}
MEETINGS = (Kind.MEETING, Kind.CALL, Kind.EVENT)
MOST_AT_A_MEETING = 20  # where more were, that two were there says little
AT_ONE_TABLE = 8  # where no more than so many were, everybody met everybody
# How well those know each other who stand on one another's page; everybody else there: vaguely.
RELATED_SURENESS: dict[str, int] = {
    **dict.fromkeys(("spouse", "partner", "child", "parent", "sibling", "kin", "friend"), 3),
    **dict.fromkeys(("colleague", "manager", "report", "assistant", "referred_by"), 2),
}


def words(code: int) -> str:
    """What a source is, for a page: as much as it shows, and no more."""
    return {
        SAID: _("said so"),
        MEETING: _("at the same meeting"),
        EMPLOYER: _("perhaps: same employer at the same time"),
        SCHOOL: _("perhaps: same school at the same time"),
        BOOK: _("from a shared book"),
        INFERRED: _("perhaps: inferred"),
    }[code]
