"""Ask, Offer, Match, Help, Recommendation: what people need, what they can give, what fits, and who vouches for what.

An ask, an offer and a recommendation stand in the book of whoever wrote them, and are shown to whom they chose. Whoever looks
for those of others starts with `seen_by`, which knows of nothing that was not shown to the user.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kith.accounts.models import OwnedQuerySet, OwnedWithUid, User, new_uid
from kith.folded import FoldedField
from kith.groups.models import Group, Membership
from kith.introductions.models import Introduction
from kith.people.models import ContactPoint, Person
from kith.sharing.queries import verified_keys


class Audience(models.TextChoices):
    """To whom something is shown, beside the one who wrote it."""

    BOOK = "book", _("Only me: a note in my book")
    PEOPLE = "people", _("People I know on this server")
    GROUP = "group", _("One group")
    GROUPS = "groups", _("All my groups")


def _is_shown_to(user: User, keys: Collection[str] | None) -> Q:
    """Whether a row of somebody else is shown to this user: asked row by row, so that few rows cost little.

    keys: the user's verified_keys, where a prepared question brings them; else they are asked for.
    """
    mine = Membership.objects.inner().filter(user=user, group__ended_at=None)
    theirs = Membership.objects.inner().filter(user=OuterRef("owner"), group__in=mine.values("group"))
    to_one = Q(Exists(theirs.filter(group=OuterRef("group"))), audience=Audience.GROUP)
    to_all = Q(Exists(theirs), audience=Audience.GROUPS)
    to_people = Q(pk__in=[])
    if keys := verified_keys(user) if keys is None else keys:
        points = ContactPoint.objects.filter(owner=OuterRef("owner"), key__in=keys)
        in_book = points.filter(person__binned_at=None, person__merged_into=None)
        to_people = Q(Exists(in_book), audience=Audience.PEOPLE)
    return (to_people | to_one | to_all) & Q(owner__is_active=True) & ~Q(owner=user)


class SharedQuerySet(OwnedQuerySet):
    """Filters over what is in a book and may be shown to others."""

    def shown_to(self, user: User, keys: Collection[str] | None = None) -> Self:
        """What others show to this user just now. keys: the user's verified_keys, if they are at hand."""
        return self.filter(_is_shown_to(user, keys))

    def seen_by(self, user: User, keys: Collection[str] | None = None) -> Self:
        """The user's own, and what others show to them."""
        return self.filter(Q(owner=user) | _is_shown_to(user, keys))

    def in_group(self, group: Group) -> Self:
        """What current members show to a group: to it alone, or to all their groups."""
        inner = Membership.objects.inner().filter(group=group, user=OuterRef("owner"))
        return self.filter(Exists(inner)).filter(Q(audience=Audience.GROUPS) | Q(audience=Audience.GROUP, group=group))


class WishQuerySet(SharedQuerySet):
    """Filters over asks, or over offers."""

    def open(self, on: date) -> Self:
        """Those that still stand on this day."""
        return self.filter(state=Wish.State.OPEN).filter(Q(until=None) | Q(until__gte=on))


class Shared(OwnedWithUid):
    """What belongs to a book and may be shown to others. `group_name` stays where the group itself does not."""

    audience = models.CharField(_("shown to"), max_length=6, choices=Audience.choices, default=Audience.BOOK)
    group = models.ForeignKey(Group, models.SET_NULL, null=True, blank=True, related_name="+")
    group_name = models.CharField(max_length=120, blank=True, editable=False)

    class Meta:
        abstract = True


class Wish(Shared):
    """What an ask and an offer have in common. `person` is whose it is, where it is not the owner's own."""

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        FULFILLED = "fulfilled", _("Fulfilled")
        CLOSED = "closed", _("Taken back")

    text = models.CharField(_("in one sentence"), max_length=300)
    more = models.TextField(_("more about it"), max_length=4000, blank=True)
    search_text = FoldedField(of=("text", "more"))
    person = models.ForeignKey(Person, models.CASCADE, null=True, blank=True, related_name="%(class)ss")
    until = models.DateField(_("stands until"), null=True, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    closed_at = models.DateTimeField(null=True, editable=False)
    vector = models.BinaryField(null=True, editable=False)  # kith.matching.meaning.packed, of the version beside it
    vector_version = models.CharField(max_length=20, blank=True, editable=False)

    objects = WishQuerySet.as_manager()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.text

    @property
    def words(self) -> str:
        """All that it says."""
        return f"{self.text}. {self.more}".strip(". ") if self.more else self.text

    def is_open(self, on: date) -> bool:
        """Whether it stands on this day."""
        return self.state == self.State.OPEN and (self.until is None or self.until >= on)


class Ask(Wish):
    """What somebody needs."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner", "uid"], name="ask_uid")]
        indexes = [
            models.Index(fields=["owner", "state"], name="ask_owner"),
            models.Index(fields=["group", "state"], name="ask_group"),
            models.Index(fields=["state", "created_at", "id"], name="ask_latest"),  # lists of what others show
        ]
        ordering = ["-created_at", "-pk"]

    def get_absolute_url(self) -> str:
        """The address of its page."""
        return reverse("exchange:ask", args=[self.uid])


class Offer(Wish):
    """What somebody can give."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner", "uid"], name="offer_uid")]
        indexes = [
            models.Index(fields=["owner", "state"], name="offer_owner"),
            models.Index(fields=["group", "state"], name="offer_group"),
            models.Index(fields=["state", "created_at", "id"], name="offer_latest"),  # lists of what others show
        ]
        ordering = ["-created_at", "-pk"]

    def get_absolute_url(self) -> str:
        """The address of its page."""
        return reverse("exchange:offer", args=[self.uid])


class MatchQuerySet(models.QuerySet["Match"]):
    """Filters over what fits; found by a job, shown by pages as far as it is still to be seen."""

    def of(self, user: User, on: date, keys: Collection[str] | None = None) -> Self:
        """Those found for a user whose ask and offer still stand and may still be seen by them, the best first."""
        kept = self.filter(user=user, set_aside_at=None)
        asks = Ask.objects.filter(pk__in=kept.values("ask")).seen_by(user, keys).open(on)
        offers = Offer.objects.filter(pk__in=kept.values("offer")).seen_by(user, keys).open(on)
        shown = kept.filter(ask__in=asks.values("pk"), offer__in=offers.values("pk"))
        for side in ("one", "other"):  # people in the bin, or who are a part of somebody else since, are left out
            shown = shown.filter(**{f"{side}__binned_at": None, f"{side}__merged_into": None})
        return (
            shown._not_taken_up(user)
            .select_related("ask__owner", "offer__owner", "one", "other")
            .order_by("-score", "pk")
        )

    def news(self, since: datetime) -> Self:
        """Those found since then that the user has not said to have seen."""
        return self.filter(seen_at=None, found_at__gte=since)

    def _not_taken_up(self, user: User) -> Self:
        """Those with which nothing was done yet: no help was offered by whoever offers it, nobody is being introduced."""
        helped = Help.objects.filter(ask=OuterRef("ask"), helper=OuterRef("offer__owner"))
        made = Introduction.objects.filter(owner=user).filter(
            Q(party=OuterRef("one"), other=OuterRef("other")) | Q(party=OuterRef("other"), other=OuterRef("one"))
        )
        is_own = Q(one=None) | Q(other=None)  # said first, so that introductions are looked at where there can be one
        return self.filter(~Exists(helped), is_own | ~Exists(made))


class Match(models.Model):
    """That an offer may answer an ask, as one user sees it. Worked out anew by a job; what the user said of it is kept."""

    class Kind(models.TextChoices):
        ANSWER = "answer", _("May help you")
        HELP = "help", _("You may help")
        INTRODUCE = "introduce", _("You could introduce them")

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    ask = models.ForeignKey(Ask, models.CASCADE, related_name="matches")
    offer = models.ForeignKey(Offer, models.CASCADE, related_name="matches")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    score = models.FloatField()
    reasons = models.JSONField(default=list)  # [[kind of kith.matching.Reason, [words]], …]
    one = models.ForeignKey(Person, models.CASCADE, null=True, related_name="+")  # in the user's book: who asks
    other = models.ForeignKey(Person, models.CASCADE, null=True, related_name="+")  # in the user's book: who offers
    found_at = models.DateTimeField()
    set_aside_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)  # when the user said that it is no news any more

    objects = MatchQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "ask", "offer"], name="match_once")]

    def __str__(self) -> str:
        return f"{self.ask} – {self.offer}"


class HelpQuerySet(OwnedQuerySet):
    """Filters over help that was offered for an ask."""

    def concerning(self, user: User) -> Self:
        """What the user asked for, gave or passed on."""
        return self.filter(Q(owner=user) | Q(helper=user) | Q(introducer=user))

    def waiting(self, user: User) -> Self:
        """What the user has not answered yet."""
        return self.filter(owner=user, state=Help.State.OFFERED)


class Help(OwnedWithUid):
    """That somebody offered to help with an ask, helped, and was thanked. It is in the book of whoever asked.

    Helper and introducer are members of this server, or people of the asker's book.
    """

    class State(models.TextChoices):
        OFFERED = "offered", _("Offered")
        HELPED = "helped", _("Helped")
        THANKED = "thanked", _("Thanked")
        DECLINED = "declined", _("Not needed")

    ask = models.ForeignKey(Ask, models.CASCADE, related_name="helps")
    helper = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    helper_person = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    introducer = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    introducer_person = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    words = models.TextField(_("a few words"), max_length=2000, blank=True)
    thanks = models.TextField(_("thanks"), max_length=2000, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OFFERED)
    state_at = models.DateTimeField()

    objects = HelpQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["owner", "uid"], name="help_uid"),
            models.UniqueConstraint(
                fields=["ask", "helper"],
                name="help_once",
                condition=~Q(helper=None),
                violation_error_message=_("You did."),
            ),
        ]
        indexes = [
            models.Index(fields=["owner", "state"], name="help_owner"),
            models.Index(fields=["helper", "state"], name="help_helper"),
        ]
        ordering = ["-state_at", "-pk"]

    def __str__(self) -> str:
        return self.words[:80]


class Recommendation(Shared):
    """A person, supplier, tool or place that the user vouches for, with a verdict that can be compared."""

    class Kind(models.TextChoices):
        PERSON = "person", _("Person")
        SUPPLIER = "supplier", _("Supplier")
        TOOL = "tool", _("Tool")
        PLACE = "place", _("Place")
        OTHER = "other", _("Something else")

    class Used(models.TextChoices):
        ONCE = "once", _("Once")
        MONTHS = "months", _("For some months")
        YEAR = "year", _("For a year or so")
        YEARS = "years", _("For years")

    class Again(models.TextChoices):
        YES = "yes", _("Yes")
        PERHAPS = "perhaps", _("Perhaps")
        NO = "no", _("No")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.SUPPLIER)
    name = models.CharField(_("name"), max_length=200)
    what_for = models.CharField(_("good for what"), max_length=300, blank=True)
    words = models.TextField(_("in your words"), max_length=4000, blank=True)
    where = models.CharField(_("where"), max_length=200, blank=True)
    url = models.URLField(_("web address"), max_length=500, blank=True)
    used = models.CharField(_("used how long"), max_length=10, choices=Used.choices, default=Used.ONCE)
    again = models.CharField(_("would buy or ask again"), max_length=10, choices=Again.choices, default=Again.YES)
    search_text = models.TextField(editable=False, default="")  # folded; what a search looks through

    objects = SharedQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner", "uid"], name="recommendation_uid")]
        indexes = [
            models.Index(fields=["owner"], name="recommendation_owner"),
            models.Index(fields=["group"], name="recommendation_group"),
            models.Index(fields=["created_at", "id"], name="recommendation_latest"),
        ]
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The address of its page."""
        return reverse("exchange:recommendation", args=[self.uid])
