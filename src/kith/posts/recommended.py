"""Posts in which members recommend something, for the list of all that is recommended."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kith.accounts.models import User
from kith.groups import recommended
from kith.groups.recommended import Recommended, Wanted
from kith.posts import queries, showing
from kith.posts.models import Post

_AS_A_POST = "post"  # a post says nothing of what kind of thing it recommends


def register() -> None:
    """Tell the list."""
    recommended.register(recommended.Source(((_AS_A_POST, gettext_lazy("Written as a post")),), _ask))


def _ask(user: User, wanted: Wanted, most: int) -> list[Recommended]:
    return [_shown(post, user) for post in queries.recommendations(user, wanted.text)[:most]]


def _shown(post: Post, user: User) -> Recommended:
    author = post.opening.author
    return Recommended(
        at=post.opening.created_at,
        url=post.get_absolute_url(),
        title=post.title,
        by=_("you") if author == user else showing.name_of(author),
        notes=(_("Post"),),
        group=post.group.name,
        verdict=tuple(said for said in (post.used_for, post.get_again_display()) if said),
    )
