"""What groups often count, ready to be chosen, and the amounts that are entered by one tap."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kith.challenges.models import Side, Statistic

Kind = Statistic.Kind


@dataclass(frozen=True)
class Preset:
    """A statistic as it begins. `taps`: amounts that are offered before a member has entered any of their own."""

    kind: str
    unit: str | Promise
    side: str = Side.NEITHER
    taps: tuple[int, ...] = (1, 2, 3)
    note: str | Promise = ""

    @property
    def name(self) -> str:
        """What it is called."""
        return str(Kind(self.kind).label)


PRESETS = (
    Preset(Kind.KILOMETRES, _("km"), taps=(3, 5, 10), note=_("Entered, or from the files of a watch.")),
    Preset(Kind.MINUTES, _("min"), taps=(20, 30, 45), note=_("Entered, or from the files of a watch.")),
    Preset(Kind.CLIMB, _("m"), taps=(50, 100, 200), note=_("Entered, or from the files of a watch.")),
    Preset(Kind.TOUCHES, "", note=_("Entered, or counted by Kith for members who let it.")),
    Preset(
        Kind.INTRODUCTIONS,
        "",
        Side.GIVING,
        note=_("Entered, or counted by Kith for members who let it."),
    ),
    Preset(Kind.MEETINGS, "", note=_("Entered, or counted by Kith for members who let it.")),
    Preset(Kind.APPLICATIONS, "", note=_("Entered, or counted by Kith for members who let it.")),
    Preset(Kind.PAGES, "", taps=(5, 10, 20), note=_("Read or written, as you like.")),
)
_BY_KIND = {each.kind: each for each in PRESETS}


def preset(kind: str) -> Preset:
    """Return that of a kind; for something of the group's own, one without a name or unit."""
    return _BY_KIND.get(kind, Preset(Kind.OWN, ""))
