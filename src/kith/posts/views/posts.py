"""Posts of a group: the list, one of them with its replies, writing one, and finding what was written."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from kith.accounts.requests import SignedInRequest
from kith.errors import Refused
from kith.groups import doors as groups
from kith.groups.models import Membership
from kith.interactions.forms.fields import show_errors
from kith.people import photos
from kith.posts import actions, doors, lists, queries, showing
from kith.posts.forms import PostForm, SayForm
from kith.posts.models import Message, Post
from kith.posts.views import pages


@require_safe
def list_(request: SignedInRequest, slug: str) -> HttpResponse:
    """The posts of a group, the newest first; ?kind= chooses one kind."""
    membership = groups.inside(request.user, slug)
    kind = next((one for one in Post.Kind if one == request.GET.get("kind")), None)
    found = lists.posts(membership.group, request.user, kind, pages.key(Post, request.GET.get("before", "")))
    page, earlier = pages.cut(found, lists.POSTS)
    context = _context(membership) | {"lines": showing.lines(page), "earlier": earlier, "kinds": Post.Kind.choices}
    return render(request, "posts/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: SignedInRequest, slug: str) -> HttpResponse:
    """Write a post; ?kind= chooses what it is."""
    membership = groups.inside(request.user, slug)
    initial = {"kind": request.GET.get("kind", Post.Kind.QUESTION)}
    form = PostForm(names_url=_names(slug), initial=initial)
    if request.method == "POST":
        form = PostForm(request.POST, request.FILES, names_url=_names(slug))
    if form.is_valid():
        try:
            made = actions.post(
                membership.group,
                request.user,
                kind=form.cleaned_data["kind"],
                title=form.cleaned_data["title"],
                text=form.cleaned_data["text"],
                at=timezone.now(),
                fields=form.verdict(),
                pictures=read(form),
            )
        except (ValidationError, Refused) as error:
            return _write(request, membership, form, _said(form, error))
        return redirect(made)
    return _write(request, membership, form, 422 if form.errors else 200)


@require_safe
def show(request: SignedInRequest, slug: str, uid: UUID) -> HttpResponse:
    """A post with its replies; ?before= leads to earlier ones."""
    post, membership = doors.post(request.user, slug, uid)
    opening, talk = showing.post(post, request.user, number(request.GET.get("before", "")))
    helpers = queries.helpers(post.opening) if opening.is_readable else []
    context = _context(membership) | {
        "post": post,
        "title": showing.title_of(post, request.user),
        "opening": opening,
        "helpers": [showing.called(name) for name in helpers],
        "talk": talk,
        "form": SayForm(names_url=_names(slug)),
    }
    return render(request, "posts/post.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: SignedInRequest, slug: str, uid: UUID) -> HttpResponse:
    """Change one's own post."""
    post, membership = doors.post(request.user, slug, uid)
    if post.opening.author_id != request.user.pk or not post.opening.stands:
        raise Http404
    initial = {name: getattr(post, name) for name in ("kind", "title", "used_for", "again")}
    form = PostForm(names_url=_names(slug), initial=initial | {"text": post.opening.text})
    if request.method == "POST":
        form = PostForm(request.POST, names_url=_names(slug))
    del form.fields["pictures"]
    if form.is_valid():
        words = {name: form.cleaned_data[name] for name in ("kind", "title", "text")}
        try:
            actions.edit_post(post, **words, fields=form.verdict(), at=timezone.now())
        except ValidationError as error:
            return _write(request, membership, form, _said(form, error), post)
        return redirect(post)
    return _write(request, membership, form, 422 if form.errors else 200, post)


@require_safe
def found(request: SignedInRequest, slug: str) -> HttpResponse:
    """What was written in posts and chats of the group, by words."""
    membership = groups.inside(request.user, slug)
    text = request.GET.get("q", "").replace("\0", "").strip()[:100]
    before = pages.key(Message, request.GET.get("before", ""))
    rows = lists.find(membership.group, request.user, text, before) if text else []
    page, earlier = pages.cut(rows, lists.FOUND)
    context = {"text": text, "found": showing.hits(page, slug, request.user), "earlier": earlier}
    return render(request, "posts/found.html", _context(membership) | context)


@require_safe
def names(request: SignedInRequest, slug: str) -> HttpResponse:
    """Names of members for whoever types an @."""
    membership = groups.inside(request.user, slug)
    text = request.GET.get("q", "").replace("\0", "").strip()[:60]
    found = queries.names(membership.group, text) if text else []
    return render(request, "posts/names.html", {"names": found})


def read(form: Any) -> list[bytes]:
    """The pictures of a form, each as far as it may be long."""
    return [upload.read(photos.MAX_LARGE_BYTES + 1) for upload in form.cleaned_data.get("pictures", [])]


def number(text: str) -> int:
    """The number that stands in an address, 0 for anything else."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else 0


def _context(membership: Membership) -> dict[str, Any]:
    return {"group": membership.group, "membership": membership}


def _names(slug: str) -> str:
    return reverse("posts:names", args=[slug])


def _said(form: PostForm, error: ValidationError | Refused) -> int:
    """Put what is wrong into the form, and return the status that says so. What was typed stays in it."""
    if isinstance(error, Refused):
        form.add_error(None, str(error))
        return 409
    show_errors(form, error)
    return 422


def _write(
    request: SignedInRequest, membership: Membership, form: PostForm, status: int, post: Post | None = None
) -> HttpResponse:
    context = _context(membership) | {"form": form, "post": post}
    return render(request, "posts/write.html", context, status=status)
