"""Thread, Message, Post and what hangs on them: what members of a group tell and ask each other, and how order is kept.

All that is written is a Message, and stands in a Thread: the chat of a group, that of a meeting, or a post with its replies.
A post is the first message of a thread of its own, with a kind and a title. These rows belong to no book; whoever looks one
up starts with a filter that takes a user.
"""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kith.accounts.models import User, new_uid
from kith.groups.models import Group, Membership
from kith.meetings.models import RSVP, Meeting

LONGEST = 10_000  # characters of one message


class ThreadQuerySet(models.QuerySet["Thread"]):
    """Filters over threads; every door starts with visible_to."""

    def visible_to(self, user: User) -> Self:
        """All of groups whose member the user is; of others, chats of meetings to which they said that they come."""
        inner = Membership.objects.inner().filter(user=user).values("group")
        left = Membership.objects.filter(user=user).exclude(left_at=None).values("group")
        said_yes = RSVP.objects.filter(user=user, answer=RSVP.Answer.YES).values("meeting")
        meetings = Meeting.objects.visible_to(user).filter(pk__in=said_yes).exclude(group__in=left)
        return self.filter(Q(group__in=inner) | Q(meeting__in=meetings.values("pk")))


class Thread(models.Model):
    """What is written in one place, in its order."""

    class Place(models.TextChoices):
        CHAT = "chat", _("Chat")
        MEETING = "meeting", _("Chat of a meeting")
        POST = "post", _("Post")

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    group = models.ForeignKey(Group, models.CASCADE, related_name="threads")
    meeting = models.OneToOneField(Meeting, models.CASCADE, null=True, related_name="thread")
    place = models.CharField(max_length=8, choices=Place.choices)
    # Counts whatever is written, edited, taken back or removed here: "is there anything new" is one look at one row.
    changes = models.PositiveBigIntegerField(default=0, editable=False)

    objects = ThreadQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["group"], condition=Q(place="chat"), name="one_chat_of_a_group"),
        ]

    def __str__(self) -> str:
        return f"{self.get_place_display()}: {self.meeting or self.group}"

    def get_absolute_url(self) -> str:
        """The address of the page on which it stands."""
        if self.place == Thread.Place.CHAT:
            return reverse("posts:chat", args=[self.group.slug])
        elif self.is_post:
            return reverse("posts:post", args=[self.group.slug, self.post.uid])
        return reverse("posts:thread", args=[self.group.slug, self.uid])

    @property
    def is_post(self) -> bool:
        """Whether it is a post with its replies."""
        return self.place == Thread.Place.POST


class MessageQuerySet(models.QuerySet["Message"]):
    """Filters over messages; every door starts with visible_to."""

    def visible_to(self, user: User) -> Self:
        """Those of threads that the user may read."""
        return self.filter(thread__in=Thread.objects.visible_to(user).values("pk"))

    def wanted_by(self, user: User) -> Self:
        """All but what the user has hidden, and what those write whom the user has muted there."""
        hidden = Exists(Hidden.objects.filter(message=OuterRef("pk"), user=user))
        muted = Exists(Mute.objects.filter(about=OuterRef("author"), by=user, group=OuterRef("thread__group")))
        return self.exclude(hidden).exclude(muted)

    def standing(self) -> Self:
        """Those that were neither taken back nor removed."""
        return self.filter(gone_at=None, removed_at=None)


class Message(models.Model):
    """Something that somebody wrote: a post, a reply, a line of a chat."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    thread = models.ForeignKey(Thread, models.CASCADE, related_name="messages", db_index=False)
    number = models.PositiveBigIntegerField(editable=False)  # `changes` of the thread when it was written
    changed = models.PositiveBigIntegerField(editable=False)  # `changes` of the thread when it last changed
    author = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+", db_index=False)
    text = models.TextField(_("text"), max_length=LONGEST, blank=True)  # Markdown
    search_text = models.TextField(blank=True, editable=False)  # folded, as decision 6 has it
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    edited_at = models.DateTimeField(null=True, editable=False)
    gone_at = models.DateTimeField(null=True, editable=False)  # taken back by its author: the text is gone
    removed_at = models.DateTimeField(null=True, editable=False)  # by an organiser: its author still sees it, and why
    removed_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    removed_why = models.CharField(max_length=300, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["thread", "number"], name="message_in_order")]
        indexes = [
            models.Index(fields=["thread", "changed"], name="message_changed"),
            models.Index(fields=["author", "created_at"], name="message_of"),
        ]
        ordering = ["number"]

    def __str__(self) -> str:
        return self.text[:80]

    def get_absolute_url(self) -> str:
        """Where it can be read."""
        return f"{self.thread.get_absolute_url()}#m-{self.uid}"

    @property
    def stands(self) -> bool:
        """Whether it was neither taken back nor removed."""
        return self.gone_at is None and self.removed_at is None


class PostQuerySet(models.QuerySet["Post"]):
    """Filters over posts; every door starts with visible_to."""

    def visible_to(self, user: User) -> Self:
        """Those of groups whose member the user is."""
        inner = Membership.objects.inner().filter(user=user).values("group")
        return self.filter(group__in=inner)

    def wanted_by(self, user: User) -> Self:
        """Those that stand, but for what the user has hidden, and what those write whom the user has muted there."""
        # Asked of the opening's own columns: a list of ids would be made of all messages first, and grow with them.
        hidden = Exists(Hidden.objects.filter(message=OuterRef("opening"), user=user))
        muted = Exists(Mute.objects.filter(about=OuterRef("opening__author"), by=user, group=OuterRef("group")))
        return self.filter(opening__gone_at=None, opening__removed_at=None).exclude(hidden).exclude(muted)


class Post(models.Model):
    """What a member tells the group, with a kind."""

    class Kind(models.TextChoices):
        SUCCESS = "success", _("Success")
        FRUSTRATION = "frustration", _("Frustration")
        QUESTION = "question", _("Question")
        PRACTICE = "practice", _("Best practice")
        MARKET = "market", _("Market knowledge")
        PROJECT = "project", _("Project")
        RECOMMENDATION = "recommendation", _("Recommendation")

    class Again(models.TextChoices):
        YES = "yes", _("Would buy it again")
        PERHAPS = "perhaps", _("Would perhaps buy it again")
        NO = "no", _("Would not buy it again")

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    group = models.ForeignKey(Group, models.CASCADE, related_name="posts", db_index=False)
    thread = models.OneToOneField(Thread, models.CASCADE, related_name="post")
    opening = models.OneToOneField(Message, models.CASCADE, related_name="post")
    kind = models.CharField(_("what it is"), max_length=14, choices=Kind.choices, default=Kind.QUESTION)
    title = models.CharField(_("in a few words"), max_length=160)
    used_for = models.CharField(_("used for how long"), max_length=80, blank=True)
    again = models.CharField(_("would you buy it again"), max_length=7, choices=Again.choices, blank=True)

    objects = PostQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["group", "id"], name="post_of_group"),
            models.Index(fields=["kind", "id"], name="post_of_kind"),  # recommendations of all groups, the newest first
        ]
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The page of the post."""
        return reverse("posts:post", args=[self.group.slug, self.uid])


class Picture(models.Model):
    """A picture that came with a message: made small, and freed of what cameras write into it."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    message = models.ForeignKey(Message, models.CASCADE, related_name="pictures")
    file = models.CharField(max_length=200, editable=False)  # a file name below media/photos

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.uid)


class Reaction(models.Model):
    """An answer of one press that means something."""

    class Kind(models.TextChoices):
        ME_TOO = "me_too", _("Me too")
        WELL_DONE = "well_done", _("Well done")
        CAN_HELP = "can_help", _("I can help")

    message = models.ForeignKey(Message, models.CASCADE, related_name="reactions", db_index=False)
    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=9, choices=Kind.choices)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["message", "user", "kind"], name="reaction_once")]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_kind_display()}"


class Notice(models.Model):
    """What somebody is told about something written: in the inbox, and perhaps in the day's one letter."""

    class Kind(models.TextChoices):
        MENTION = "mention", _("named you")
        REPLY = "reply", _("replied to you")
        CAN_HELP = "can_help", _("can help you")
        REMOVED = "removed", _("removed what you wrote")

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    user = models.ForeignKey(User, models.CASCADE, related_name="+", db_index=False)
    message = models.ForeignKey(Message, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    by = models.ForeignKey(User, models.CASCADE, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(null=True, editable=False)
    mailed_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "message", "kind", "by"], name="notice_once")]
        indexes = [
            models.Index(fields=["user", "at"], name="notice_waits", condition=Q(seen_at=None)),
        ]
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.by}: {self.get_kind_display()}"


class Hidden(models.Model):
    """Something that one member does not want to see."""

    message = models.ForeignKey(Message, models.CASCADE, related_name="+", db_index=False)
    user = models.ForeignKey(User, models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["message", "user"], name="hidden_once")]

    def __str__(self) -> str:
        return str(self.message_id)


class Mute(models.Model):
    """Somebody whose words one member does not want to see in a group. Nobody else knows."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    group = models.ForeignKey(Group, models.CASCADE, related_name="+")
    by = models.ForeignKey(User, models.CASCADE, related_name="+", db_index=False)
    about = models.ForeignKey(User, models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["by", "group", "about"], name="mute_once")]

    def __str__(self) -> str:
        return str(self.about)


class Report(models.Model):
    """That a member finds something not in order; organisers look at it."""

    class Outcome(models.TextChoices):
        OPEN = "", _("open")
        REMOVED = "removed", _("removed")
        KEPT = "kept", _("left as it is")

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    group = models.ForeignKey(Group, models.CASCADE, related_name="reports", db_index=False)
    message = models.ForeignKey(Message, models.CASCADE, related_name="reports")
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    why = models.CharField(_("what is not in order"), max_length=500)
    at = models.DateTimeField(default=timezone.now)
    outcome = models.CharField(max_length=7, choices=Outcome.choices, blank=True, default=Outcome.OPEN)
    handled_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    handled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["message", "by"], name="report_once")]
        indexes = [
            models.Index(fields=["group", "at"], name="report_open", condition=Q(outcome="")),
            models.Index(fields=["group", "handled_at"], name="report_handled"),
        ]
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return self.why


class Wish(models.Model):
    """Of what a member wants to be told by e-mail, in one letter a day at most. Without one: of being named."""

    membership = models.OneToOneField(Membership, models.CASCADE, related_name="wish_for_letters")
    mentions = models.BooleanField(_("when somebody names me"), default=True)
    answers = models.BooleanField(_("when somebody replies to me, or can help"), default=False)

    def __str__(self) -> str:
        return str(self.membership)
