"""What can be asked about opportunities: the list by stages, what is due, one with its chain, and those of a person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Q, QuerySet, Window
from django.db.models.expressions import OrderBy
from django.db.models.functions import RowNumber
from django.utils.translation import gettext as _

from kith.accounts.models import User
from kith.interactions.models import Interaction, Kind
from kith.interactions.queries import NOT_TOUCHES
from kith.introductions.models import Introduction
from kith.opportunities import chains_in_words, proposals
from kith.opportunities.chains_in_words import Shown
from kith.opportunities.models import CLOSED, Involvement, Link, Opportunity, OpportunityQuerySet, StageChange
from kith.people.models import Organisation, Person
from kith.prepared import prepared

SHOWN = 8  # of one stage, and of what is closed, on the first page
DUE_SHOWN = 12
FEW = 3  # of what is due, on Today
TO_LINK = 25
OPEN_STAGES = tuple(stage for stage in Opportunity.Stage if stage.value not in CLOSED)

Stage = Opportunity.Stage


@dataclass(frozen=True, slots=True)
class Column:
    """A stage with the first of its opportunities. `more` is how many there are besides."""

    stage: Opportunity.Stage
    rows: Sequence[Opportunity]
    more: int


@dataclass(frozen=True, slots=True)
class Board:
    """All that stands on the first page. `due`: those with a next step that has a day, the earliest first."""

    due: Sequence[Opportunity]
    columns: Sequence[Column]
    closed: Sequence[Opportunity]
    has_more_closed: bool

    @property
    def is_empty(self) -> bool:
        """Whether there is none at all."""
        return not (self.columns or self.closed)


@dataclass(frozen=True, slots=True)
class Event:
    """Something in the history of an opportunity, in words: a step that is done, or a stage.

    `change` is set where it is a stage that can be taken back.
    """

    on: date
    words: str
    is_done: bool = False
    change: int = 0


@dataclass(frozen=True, slots=True)
class Page:
    """One opportunity with all that belongs to it."""

    chain: Sequence[Shown]
    proposed: Sequence[Shown]
    people: Sequence[Involvement]
    history: Sequence[Event]


def board(owner: User) -> Board:
    """Return the list by stages. Two queries, whatever its length."""
    found = _first_of_each_stage(owner)
    by_stage: dict[str, list[Opportunity]] = {}
    for each in found:
        by_stage.setdefault(each.stage, []).append(each)
    columns = [_column(stage, by_stage[stage]) for stage in OPEN_STAGES if stage in by_stage]
    closed = [each for each in found if not each.is_open]
    closed.sort(key=lambda each: (each.stage_on or each.began_on, each.pk), reverse=True)
    has_more = len(closed) > SHOWN or any(_of(each) > SHOWN for each in closed)
    return Board(_coming(owner), columns, closed[:SHOWN], has_more)


def of_stages(owner: User, stages: Sequence[str]) -> OpportunityQuerySet:
    """Those at these stages, the latest first."""
    found: OpportunityQuerySet = _shown(owner).filter(stage__in=stages).order_by(_latest_first(), "-pk")
    return found


def due(owner: User, on: date) -> OpportunityQuerySet:
    """Open ones whose next step is due on this day or was before, the earliest first; as much as a row of Today says."""
    found = _shown(owner).open().filter(next_on__lte=on).order_by("next_on", "pk")
    in_a_row: OpportunityQuerySet = found.only("title", "next_step", "next_on", "organisation__name")
    return in_a_row


@prepared
def few_due(owner: User, on: date) -> OpportunityQuerySet:
    """The first of them, as Today shows them at every look."""
    return due(owner, on)[:FEW]


def about(person: Person) -> list[Opportunity]:
    """Those that somebody has to do with, or came through, open ones first. One query."""
    theirs = Q(involvements__person=person) | Q(chain__person=person)
    theirs |= Q(chain__introduction__introducer=person) | Q(chain__introduction__other=person)
    theirs |= Q(chain__interaction__people=person)
    ids = Opportunity.objects.in_book().filter(theirs, owner=person.owner_id).values("pk")
    found = Opportunity.objects.filter(pk__in=ids).select_related("organisation")
    return sorted(found, key=lambda each: not each.is_open)


def at(organisation: Organisation) -> list[Opportunity]:
    """The latest at an organisation. One query."""
    found = Opportunity.objects.in_book().filter(organisation=organisation, owner=organisation.owner_id)
    return list(found.order_by(_latest_first(), "-pk")[:SHOWN])


def page_of(opportunity: Opportunity) -> Page:
    """Return the chain, what Kith proposes for it, who has to do with it, and its history."""
    chain = _chain(opportunity)
    proposed = proposals.propose(opportunity, chain)
    people = _involved(opportunity)
    return Page(chains_in_words.shown(chain), chains_in_words.shown(proposed), people, _history(opportunity))


def proposed(opportunity: Opportunity) -> list[proposals.Proposal]:
    """Return what Kith proposes for the beginning of the chain, earliest first."""
    return proposals.propose(opportunity, _chain(opportunity))


def to_link(owner: User) -> dict[str, list[tuple[str, str]]]:
    """What a link may point at, by key and in words: the latest talks and introductions. Three queries."""
    talks = _latest_talks(owner)
    people = chains_in_words.people_of(talk.pk for talk in talks)
    return {
        "interaction": [(f"interaction:{talk.pk}", _talk_in_words(talk, people[talk.pk])) for talk in talks],
        "introduction": [(f"introduction:{one.pk}", chains_in_words.introduced(one)) for one in _latest_asked(owner)],
    }


def logged_applications(owner: User) -> list[int]:
    """The numbers of applications that stand in the log and are no opportunities. Two queries, whatever their number."""
    logged = Interaction.objects.visible_to(owner).in_book().filter(kind=Kind.APPLICATION)
    found = list(logged.only("uid", "source_key").order_by("pk"))
    if not found:
        return []
    taken = set(Opportunity.objects.visible_to(owner).exclude(source_key="").values_list("source_key", flat=True))
    return [each.pk for each in found if key_of(each) not in taken]


def key_of(interaction: Interaction) -> str:
    """The source key of what is made of a logged application: its own, if an import gave it one."""
    return interaction.source_key or f"interaction:{interaction.uid}"


def binned(owner: User) -> OpportunityQuerySet:
    """Those in the bin, the last first."""
    found: OpportunityQuerySet = Opportunity.objects.visible_to(owner).exclude(binned_at=None)
    return found.select_related("organisation").order_by("-binned_at", "-pk")


def _shown(owner: User) -> OpportunityQuerySet:
    found: OpportunityQuerySet = Opportunity.objects.visible_to(owner).in_book().select_related("organisation")
    return found


@prepared
def _coming(owner: User) -> QuerySet[Opportunity]:
    """The first next steps that have a day."""
    found: OpportunityQuerySet = _shown(owner).open().exclude(next_on=None).order_by("next_on", "pk")
    return found[:DUE_SHOWN]


@prepared
def _first_of_each_stage(owner: User) -> QuerySet[Opportunity]:
    """The latest of each stage, each with the number of all at its stage as `of`."""
    latest = Window(RowNumber(), partition_by="stage", order_by=[_latest_first(), F("pk").desc()])
    numbered = _shown(owner).annotate(number=latest, of=Window(Count("pk"), partition_by="stage"))
    found: OpportunityQuerySet = numbered.filter(number__lte=SHOWN).order_by("stage", "number")
    return found


def _latest_first() -> OrderBy:
    return F("stage_on").desc(nulls_last=True)


def _of(opportunity: Opportunity) -> int:
    return int(vars(opportunity)["of"])


def _column(stage: Opportunity.Stage, rows: list[Opportunity]) -> Column:
    return Column(stage, rows, _of(rows[0]) - len(rows))


@prepared
def _chain(opportunity: Opportunity) -> QuerySet[Link]:
    pointed = ("person", "interaction", "introduction__introducer", "introduction__other", "introduction__owner")
    return Link.objects.filter(opportunity=opportunity).select_related(*pointed).order_by("place", "pk")


@prepared
def _involved(opportunity: Opportunity) -> QuerySet[Involvement]:
    return Involvement.objects.filter(opportunity=opportunity).select_related("person").order_by("pk")


@prepared
def _changes(opportunity: Opportunity) -> QuerySet[StageChange]:
    return StageChange.objects.filter(opportunity=opportunity).order_by("on", "pk")


@prepared
def _latest_talks(owner: User) -> QuerySet[Interaction]:
    talks = Interaction.objects.visible_to(owner).in_book().exclude(kind__in=NOT_TOUCHES)
    return talks.only("on", "kind", "summary").order_by("-on", "-pk")[:TO_LINK]


@prepared
def _latest_asked(owner: User) -> QuerySet[Introduction]:
    asked = Introduction.objects.visible_to(owner).exclude(state=Introduction.State.DRAFTED)
    return asked.select_related("introducer", "other").only("other_name", "introducer__name", "other__name")[:TO_LINK]


def _history(opportunity: Opportunity) -> list[Event]:
    changes = _changes(opportunity)
    several = len(changes) > 1
    found = [Event(each.on, str(each.get_stage_display()), change=each.pk * several) for each in changes]
    found += [Event(each.on, each.what, is_done=True) for each in opportunity.done_steps.order_by("on", "pk")]
    if all(each.on != opportunity.began_on for each in changes):
        found.append(Event(opportunity.began_on, _("First heard of")))
    return sorted(found, key=lambda each: each.on, reverse=True)


def _talk_in_words(talk: Interaction, people: Sequence[Person]) -> str:
    words = f"{talk.on:%Y-%m-%d} · {chains_in_words.happened(talk, people)}"
    return f"{words}: {talk.summary}"[:120] if talk.summary else words[:120]
