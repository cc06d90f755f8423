"""Which letters count for nothing: lists, machines, spam, drafts and crowds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from kith.mail import folders
from kith.mail.letters import Reason

MOST_RECIPIENTS = 20
_BY_ROLE = {folders.SPAM: Reason.SPAM, folders.BIN: Reason.BIN, folders.DRAFTS: Reason.DRAFT, folders.CHAT: Reason.CHAT}
_NO_REPLY = re.compile(
    r"(.*[._+-])?((do[._-]?)?no[tn]?[._-]?(reply|responder|respond|answer|repondre|responda)|"
    r"ne[._-]?pas[._-]?repondre|nao[._-]?responda|nicht[._-]?antworten|keine?[._-]?antwort(en)?|mailer[._-]?daemon|"
    r"postmaster|bounces?|bounced|notifications?|notify|notifier|benachrichtigung(en)?|newsletters?|"
    r"alerts?|auto(mailer|mated|mail)|auto[._-](confirm|reply)|unsubscribe|listserv|majordomo)([._+=-].*)?|"
    # Those of list programs; with a full stop, or alone, they are surnames and shopkeepers.
    r".+-(request|owner)|(.+-)?subscribe|owner-.+"
)
_LIST_HEADERS = (
    *("list-id", "list-unsubscribe", "list-post", "list-help", "list-owner", "mailing-list", "x-mailing-list"),
    *("feedback-id", "x-beenthere", "x-mailman-version"),
)
_AUTOMATIC_HEADERS = ("x-autoreply", "x-autorespond", "x-failed-recipients")
_LIST_ID = re.compile(r"<([^<>@\s.]+)\.([^<>@\s]+\.[^<>@\s]+)>")
_LIST_ADDRESS = re.compile(r"<mailto:([^?>\s]+@[^?>\s]+)", re.IGNORECASE)
_EXPUNGED = 0x0008  # of X-Mozilla-Status: deleted in Thunderbird, and still in its file until that is compacted


def why_left_out(headers: Mapping[str, str], sender: str, recipients: int, roles: Iterable[str]) -> Reason | None:
    """Why a letter counts for nothing, or None. headers: by name in small letters; roles: of its folder and labels."""
    by_place = next((_BY_ROLE[role] for role in roles if role in _BY_ROLE), None)
    if by_place:
        return by_place
    if headers.get("x-spam-flag", "").strip().lower() == "yes":
        return Reason.SPAM
    if _is_deleted(headers):
        return Reason.BIN
    if _is_automatic(headers):
        return Reason.AUTOMATIC
    if is_no_reply(sender):
        return Reason.NO_REPLY
    if _is_of_a_list(headers):
        return Reason.LIST
    return Reason.CROWD if recipients > MOST_RECIPIENTS else None


def is_no_reply(address: str) -> bool:
    """Whether nobody reads what is sent there."""
    local = address.partition("@")[0]
    return _NO_REPLY.fullmatch(local[:64]) is not None


def list_address(headers: Mapping[str, str]) -> str:
    """The address that a mailing list takes letters at; "" where the header names none.

    An id is its address with a full stop for the @ (RFC 2919), where programs keep to that.
    """
    found = _LIST_ADDRESS.search(headers.get("list-post", ""))
    if found:
        return found[1].lower()
    id_ = _LIST_ID.search(headers.get("list-id", ""))
    return f"{id_[1]}@{id_[2]}".lower() if id_ else ""


def _is_deleted(headers: Mapping[str, str]) -> bool:
    try:
        return bool(int(headers.get("x-mozilla-status", "0")[:8], 16) & _EXPUNGED)
    except ValueError:
        return False


def _is_automatic(headers: Mapping[str, str]) -> bool:
    auto = headers.get("auto-submitted", "no").strip().lower()
    report = headers.get("content-type", "").lstrip()[:16].lower() == "multipart/report"
    bounce = headers.get("return-path", "").strip() == "<>"
    answered = headers.get("precedence", "").strip().lower() == "auto_reply"
    return (not auto.startswith("no")) or report or bounce or answered or any(map(headers.get, _AUTOMATIC_HEADERS))


def _is_of_a_list(headers: Mapping[str, str]) -> bool:
    precedence = headers.get("precedence", "").strip().lower()
    return precedence in ("bulk", "list", "junk") or any(name in headers for name in _LIST_HEADERS)
