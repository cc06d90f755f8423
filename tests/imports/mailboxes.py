"""Mailboxes as users have them."""

from __future__ import annotations

from pathlib import Path

FROM = "From 1790000000000000000@xxx Mon Jan 01 10:00:00 +0000 2024\n"
ME = "Ada Lovelace <ada@post.example>"
ANA = "Ana Ruiz <ana@acme.example>"


def message(
    sender: str = ANA,
    to: str = ME,
    day: str = "4 May 2026 10:00:00 +0000",
    subject: str = "Lunch",
    body: str = "Hello",
    **more: str,
) -> str:
    """Return a message as text; an underscore in the name of a field stands for a hyphen."""
    fields = {"From": sender, "To": to, "Date": day, "Subject": subject, **more}
    fields.setdefault("Message_ID", f"<{abs(hash((sender, to, day, subject)))}@x.example>")
    header = "".join(f"{name.replace('_', '-')}: {value}\n" for name, value in fields.items() if value)
    return f"{header}\n{body}\n"


def sent(to: str = ANA, day: str = "4 May 2026 09:00:00 +0000", **more: str) -> str:
    """Return a message of mine, as Gmail labels it."""
    return message(ME, to, day, X_Gmail_Labels="Sent", **more)


def mbox(place: Path, *messages: str) -> Path:
    """Write a mailbox."""
    place.write_text("".join(f"{FROM}{each}\n" for each in messages), encoding="utf-8")
    return place
