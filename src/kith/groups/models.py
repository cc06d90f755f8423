"""Group, Membership, and what hangs on them: people with common ground who meet, and who may do what among them.

These rows belong to no book: they are shared by the members of a group. Whoever looks one up starts with one of the filters
of its QuerySet that takes a user. Addresses of pages name groups by their slug and all else by uid: numbers that count up
would tell how many others there are.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Self
from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kith.accounts.models import User, new_uid, valid_zone


class Season(models.TextChoices):
    """A season of life: where somebody stands just now."""

    STUDENT = "student", _("Student")
    NEW_PARENT = "new_parent", _("New parent")
    HOMEMAKER = "homemaker", _("Homemaker")
    VOLUNTEER = "volunteer", _("Volunteer")
    CHANGE = "change", _("Changing careers")
    BETWEEN = "between", _("Between jobs")
    RETIRED = "retired", _("Retired")


class Kind(models.TextChoices):
    """What sort of group it is."""

    ASSOCIATION = "association", _("Professional association")
    CHAMBER = "chamber", _("Chamber of commerce")
    USER_GROUP = "user_group", _("User group")
    CLUB = "club", _("Club")
    CLASS = "class", _("Class")
    COUNCIL = "council", _("Council or mastermind")
    ALUMNI = "alumni", _("Alumni")
    COMMUNITY = "community", _("Community")
    PARTY = "party", _("Party")


class Format(models.TextChoices):
    """How people come together."""

    IN_PERSON = "in_person", _("In person")
    CALL = "call", _("By call")
    HYBRID = "hybrid", _("In person and by call")


class Role(models.TextChoices):
    """What a member may do, beside being one."""

    ORGANISER = "organiser", _("Organiser")
    CO_ORGANISER = "co_organiser", _("Co-organiser")
    MENTOR = "mentor", _("Mentor")
    MEMBER = "member", _("Member")
    GUEST = "guest", _("Guest")


RUNNING = (Role.ORGANISER, Role.CO_ORGANISER)  # the roles that may change the group, its meetings and its members
READABLE = timedelta(days=30)  # how long members can still read a group that has ended
INNER = (*RUNNING, Role.MENTOR, Role.MEMBER)  # all but guests, who see meetings and say whether they come


class GroupQuerySet(models.QuerySet["Group"]):
    """Filters over groups; every door starts with one that takes a user."""

    def visible_to(self, user: User) -> Self:
        """Those whose front page the user may see: listed ones, those that the user belongs to or is invited to."""
        invited = Membership.objects.invited().filter(group=OuterRef("pk"), user=user)
        return self.filter(Q(is_listed=True, ended_at=None) | self._belonging(user) | Exists(invited))

    def of(self, user: User) -> Self:
        """Those that the user belongs to now, as a guest too."""
        return self.filter(self._belonging(user))

    def run_by(self, user: User) -> Self:
        """Those that the user organises."""
        return self.filter(self._belonging(user, role__in=RUNNING))

    def listed(self) -> Self:
        """Those that anyone on this server may find."""
        return self.filter(is_listed=True, ended_at=None)

    @staticmethod
    def _belonging(user: User, **more: Any) -> Exists:
        return Exists(Membership.objects.current().filter(group=OuterRef("pk"), user=user, **more))


class Group(models.Model):
    """People with common ground who meet."""

    class Joining(models.TextChoices):
        OPEN = "open", _("Anyone may join")
        REQUEST = "request", _("People ask, organisers decide")
        INVITATION = "invitation", _("By invitation only")

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=120)
    purpose = models.CharField(_("in one sentence"), max_length=200, blank=True)
    about = models.TextField(_("about"), max_length=10_000, blank=True)  # Markdown
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices, default=Kind.COMMUNITY)
    template = models.CharField(max_length=20, blank=True, editable=False)  # which of starts.py it was started from
    parent = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="children")  # one roof
    joining = models.CharField(_("joining"), max_length=10, choices=Joining.choices, default=Joining.REQUEST)
    is_listed = models.BooleanField(_("anyone here may find it"), default=True)
    members_may_invite = models.BooleanField(_("members may invite"), default=True)
    questions = models.TextField(_("questions to whoever asks to join"), max_length=2000, blank=True)  # one a line
    rules = models.TextField(_("rules"), max_length=10_000, blank=True)  # Markdown
    is_one_per_trade = models.BooleanField(_("one member per trade"), default=False)
    dues = models.CharField(_("dues"), max_length=200, blank=True)  # noted, never collected by Kith
    is_free = models.BooleanField(_("costs nothing"), default=True)
    welcomes_newcomers = models.BooleanField(_("newcomers are welcome"), default=True)
    format = models.CharField(_("format"), max_length=10, choices=Format.choices, default=Format.IN_PERSON)
    time_zone = models.CharField(_("time zone"), max_length=64, default="UTC", validators=[valid_zone])
    language = models.CharField(_("language"), max_length=10, blank=True)  # BCP 47, such as de
    place = models.CharField(_("place"), max_length=200, blank=True)
    latitude = models.FloatField(null=True, blank=True)  # degrees, WGS 84
    longitude = models.FloatField(null=True, blank=True)
    skills = models.JSONField(_("skills"), default=list, blank=True)  # lists of words
    industries = models.JSONField(_("industries"), default=list, blank=True)
    interests = models.JSONField(_("interests"), default=list, blank=True)
    seasons = models.JSONField(_("seasons of life"), default=list, blank=True)  # values of Season
    occupations = models.JSONField(_("target careers"), default=list, blank=True)  # codes of kith.occupations
    quiet_days = models.PositiveSmallIntegerField(_("a member is missed after days"), default=60)
    started_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    ended_at = models.DateTimeField(null=True, editable=False)

    objects = GroupQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["name"], name="group_listed", condition=Q(is_listed=True, ended_at=None))]
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The address of the group's page."""
        return reverse("groups:group", args=[self.slug])

    @property
    def zone(self) -> ZoneInfo:
        """The group's time zone, in which its meetings are planned."""
        return ZoneInfo(self.time_zone)

    @property
    def asks(self) -> list[str]:
        """The questions to whoever asks to join."""
        return [line.strip() for line in self.questions.splitlines() if line.strip()]

    @property
    def readable_until(self) -> datetime | None:
        """When an ended group goes for good; nothing for one that goes on."""
        return self.ended_at + READABLE if self.ended_at else None


class MembershipQuerySet(models.QuerySet["Membership"]):
    """Filters over who belongs to groups."""

    def current(self) -> Self:
        """Those that hold now: joined, and not left."""
        return self.filter(left_at=None, joined_at__isnull=False)

    def asking(self) -> Self:
        """Those who have asked to join and wait for an answer."""
        return self.filter(joined_at=None, left_at=None, asked_at__isnull=False)

    def invited(self) -> Self:
        """Those who signed up by an invitation to the group, and have yet to say that they join."""
        return self.filter(joined_at=None, left_at=None, asked_at=None)

    def among(self, group: int) -> Self:
        """Those of the group with this number, where the question says by itself whose memberships are meant.

        The number is written as a sum, which no index knows: without statistics SQLite takes it for quicker to read the
        whole group than to look for each of the people.
        """
        number = models.ExpressionWrapper(models.F("group_id") + 0, models.BigIntegerField())
        return self.alias(group_number=number).filter(group_number=group)

    def running(self) -> Self:
        """Current organisers and co-organisers."""
        return self.current().filter(role__in=RUNNING)

    def inner(self) -> Self:
        """Current members of any role but guest."""
        return self.current().filter(role__in=INNER)

    def visible_to(self, user: User) -> Self:
        """Current ones in the groups that the user belongs to, not as a guest."""
        mine = Membership.objects.inner().filter(user=user).values("group")
        return self.current().filter(group__in=mine)


class Membership(models.Model):
    """That somebody belongs to a group, has asked to, or did: one row for each of them and each group, for good.

    The profile is what the member says to this group; only the fields named in `shown` are shown to its members.
    """

    FIELDS = ("does", "specialty", "level", "seeks", "gives", "season")  # of the profile, each shown or not

    class Level(models.TextChoices):
        BEGINNING = "beginning", _("Beginning")
        SOME = "some", _("Some experience")
        LONG = "long", _("Long experience")

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    group = models.ForeignKey(Group, models.CASCADE, related_name="memberships")
    user = models.ForeignKey(User, models.CASCADE, related_name="memberships")
    role = models.CharField(_("role"), max_length=12, choices=Role.choices, default=Role.MEMBER)
    asked_at = models.DateTimeField(null=True)
    answers = models.TextField(_("answers"), max_length=4000, blank=True)  # to the group's questions
    told = models.CharField(_("a word to them"), max_length=300, blank=True)  # with a no
    agreed_at = models.DateTimeField(null=True)  # to the rules
    joined_at = models.DateTimeField(null=True)
    left_at = models.DateTimeField(null=True)
    is_barred = models.BooleanField(default=False)  # removed by an organiser: may not come back by themselves
    invited_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    invited_with = models.ForeignKey("InviteLink", models.SET_NULL, null=True, related_name="+")  # signed up by it
    trade = models.CharField(_("trade"), max_length=80, blank=True)  # where a group takes one member per trade
    holds_trade = models.CharField(max_length=80, null=True, editable=False)  # folded, while nobody else may have it
    does = models.CharField(_("what I do"), max_length=200, blank=True)
    specialty = models.CharField(_("specialty"), max_length=200, blank=True)
    level = models.CharField(_("level"), max_length=10, choices=Level.choices, blank=True)
    seeks = models.CharField(_("what I seek"), max_length=300, blank=True)
    gives = models.CharField(_("what I can give"), max_length=300, blank=True)
    season = models.CharField(_("season of life"), max_length=12, choices=Season.choices, blank=True)
    shown = models.JSONField(default=list, blank=True)  # names out of FIELDS
    gives_card = models.BooleanField(_("whoever meets me may keep my name and e-mail address"), default=False)
    dues_until = models.DateField(_("dues paid until"), null=True, blank=True)
    active_on = models.DateField(null=True, editable=False)  # last day they came, wrote or answered (note_activity)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["group", "user"], name="member_once"),
            models.UniqueConstraint(fields=["group", "holds_trade"], name="trade_once"),
        ]
        indexes = [
            models.Index(fields=["user", "group"], name="membership_of", condition=Q(left_at=None)),
            models.Index(fields=["group", "joined_at"], name="membership_joined", condition=Q(left_at=None)),
            models.Index(fields=["group"], name="membership_running", condition=Q(left_at=None, role__in=RUNNING)),
            models.Index(fields=["group"], name="membership_barred", condition=Q(is_barred=True)),
            models.Index(
                fields=["group", "asked_at"],
                name="membership_asking",
                condition=Q(joined_at=None, left_at=None, asked_at__isnull=False),
            ),
        ]
        ordering = ["joined_at", "pk"]

    def __str__(self) -> str:
        return f"{self.user}, {self.get_role_display()}"

    @property
    def is_current(self) -> bool:
        """Whether they belong to the group now."""
        return self.joined_at is not None and self.left_at is None

    @property
    def is_asking(self) -> bool:
        """Whether they have asked to join, and wait."""
        return self.joined_at is None and self.left_at is None and self.asked_at is not None

    @property
    def is_invited(self) -> bool:
        """Whether they signed up by an invitation to the group, and have yet to say that they join."""
        return bool(self.pk) and self.joined_at is None and self.left_at is None and self.asked_at is None

    @property
    def runs(self) -> bool:
        """Whether they may change the group, its meetings and its members."""
        return self.is_current and self.role in RUNNING

    @property
    def is_inner(self) -> bool:
        """Whether they belong to the group as more than a guest."""
        return self.is_current and self.role in INNER

    @property
    def name(self) -> str:
        """What the group calls them: never their address."""
        return (self.user.name or gettext("Member")) if self.is_current else gettext("A former member")

    @property
    def initials(self) -> str:
        """One or two letters that stand for them."""
        return initials_of(self.name)

    @property
    def profile(self) -> list[tuple[str, str]]:
        """What they show of themselves: each field's name, and what they say there."""
        said = [
            (str(getattr(self._meta.get_field(name), "verbose_name", name)), self.says(name)) for name in self.FIELDS
        ]
        return [(label, words) for label, words in said if words]

    def says(self, field: str) -> str:
        """What the member shows of a field of the profile: nothing, where they did not choose to."""
        if field not in self.shown:
            return ""
        shown = getattr(self, f"get_{field}_display", None)
        return str(shown() if shown else getattr(self, field))


def initials_of(name: str) -> str:
    """One or two letters that stand for somebody called that."""
    letters = [part[0].upper() for part in name.split() if part[0].isalnum()]
    return "".join(letters[:1] + letters[1:][-1:])


class LogEntry(models.Model):
    """What an organiser did about people: who, when, and to whom. Never changed; organisers can read it."""

    group = models.ForeignKey(Group, models.CASCADE, related_name="log")
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    about = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    what = models.CharField(max_length=300)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return self.what


class InviteLink(models.Model):
    """Leave to join a group, in a link that a member sends by themselves. Its secret is kept as a hash only."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    group = models.ForeignKey(Group, models.CASCADE, related_name="links")
    by = models.ForeignKey(User, models.CASCADE, related_name="+")
    name = models.CharField(_("for whom"), max_length=120, blank=True)  # seen by `by` alone
    secret_sha256 = models.CharField(max_length=64, unique=True)
    most = models.PositiveSmallIntegerField(default=1)  # people who may join by it
    uses = models.PositiveSmallIntegerField(default=0)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["group", "by"], name="invite_link_of")]
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return self.name or str(self.uid)

    def is_open(self, at: datetime) -> bool:
        """Whether somebody can still join by it."""
        return self.withdrawn_at is None and self.expires_at > at and self.uses < self.most


class Missed(models.Model):
    """That a member was asked to bring back another, of whom the group has not heard for a while. Nobody else is told."""

    class Answer(models.TextChoices):
        OPEN = "", _("Not yet")
        WROTE = "wrote", _("Got in touch")
        NOT_NOW = "not_now", _("Not now")

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    membership = models.ForeignKey(Membership, models.CASCADE, related_name="missed")
    helper = models.ForeignKey(Membership, models.CASCADE, related_name="brings_back")
    asked_on = models.DateField()
    answer = models.CharField(max_length=8, choices=Answer.choices, blank=True, default=Answer.OPEN)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["membership", "helper", "asked_on"], name="missed_once")]

    def __str__(self) -> str:
        return f"{self.helper_id} → {self.membership_id}"


class RoofAsk(models.Model):
    """That two groups might stand one under the other, until the organisers of both have said yes."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    roof = models.ForeignKey(Group, models.CASCADE, related_name="+")
    child = models.ForeignKey(Group, models.CASCADE, related_name="+")
    from_roof = models.BooleanField()  # who asked: the other side answers
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    asked_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["roof", "child"], name="roof_asked_once")]

    def __str__(self) -> str:
        return f"{self.roof} / {self.child}"
