"""Posts in which members recommend something, for the list of all that is recommended."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kith.accounts.models import User
from kith.groups import recommended
from kith.groups.recommended import Recommended, Wanted
from kith.people.folding import fold
from kith.posts import queries, showing
from kith.posts.models import Post
from kith.prepared import prepared
from kith.ui.nav import address

_AS_A_POST = "post"  # a post says nothing of what kind of thing it recommends

_FIRST = 31  # rows of a first page, and one more
_AGAIN = dict(Post.Again.choices)


def register() -> None:
    """Tell the list."""
    recommended.register(recommended.Source(((_AS_A_POST, gettext_lazy("Written as a post")),), _ask))


def _ask(user: User, wanted: Wanted, most: int) -> list[Recommended]:
    words = fold(wanted.text).split()[: queries.WORDS]
    found = _first(user, words)[:most] if most <= _FIRST else _narrow(queries.recommendations(user, words))[:most]
    return [_shown(post, user) for post in found]


@prepared
def _first(user: User, words: list[str]) -> QuerySet[Post]:
    """Those of a first page."""
    return _narrow(queries.recommendations(user, words))[:_FIRST]


def _narrow(found: QuerySet[Post]) -> QuerySet[Post]:
    opening = ("opening__created_at", "opening__author__name")
    return found.only("uid", "title", "used_for", "again", "group__slug", "group__name", *opening)


def _shown(post: Post, user: User) -> Recommended:
    author = post.opening.author
    return Recommended(
        at=post.opening.created_at,
        url=address("posts:post", post.group.slug, post.uid),
        title=post.title,
        by=_("you") if author == user else showing.name_of(author),
        notes=(_("Post"),),
        group=post.group.name,
        verdict=tuple(said for said in (post.used_for, str(_AGAIN.get(post.again, ""))) if said),
    )
