"""Letters to test with."""

from datetime import UTC, datetime

from kith.mail.letters import Letter, Mailbox, Reason, digest

ME = "me@post.example"
ANA = "ana@acme.example"
BEN = "ben@acme.example"


def letter(
    sender: str = ANA,
    *to: str,
    at: datetime = datetime(2026, 5, 4, 12, tzinfo=UTC),
    thread: str = "t1",
    id_: str = "",
    name: str = "",
    subject: str = "Lunch",
    left_out: Reason | None = None,
    **more,
) -> Letter:
    """Return a letter; one that says no id is known by its moment."""
    message_id = id_ or f"{sender}{at.isoformat()}"
    boxes = tuple(Mailbox("", address) for address in to)
    return Letter(message_id, digest(thread), at, Mailbox(name, sender), boxes, subject, left_out, **more)
