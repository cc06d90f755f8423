"""Writes a mailbox as Google Takeout gives it: invented people, threads, lists, newsletters, HTML and attachments.

python -m bench.make_mbox FILE [--messages 100000] [--seed 1]
"""

from __future__ import annotations

import argparse
import base64
import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

ME = "mara.lindqvist@post.example"
MYSELF = f"Mara Lindqvist <{ME}>"
END = datetime(2026, 11, 20, 18, 0, tzinfo=UTC)
DAYS = 6 * 365
_GIVEN = [
    "Ana",
    "Ben",
    "Chloé",
    "Dmitri",
    "Elif",
    "Farid",
    "Greta",
    "Hiro",
    "Ines",
    "Jonas",
    "Katja",
    "Liam",
    "Müge",
    "Nils",
    "Olga",
    "Pavel",
    "Quinn",
    "Rosa",
    "Søren",
    "Tariq",
]
_FAMILY = [
    "Ruiz",
    "Okafor",
    "Lefèvre",
    "Novák",
    "Yılmaz",
    "Haddad",
    "Sommer",
    "Tanaka",
    "Costa",
    "Weber",
    "Ivanova",
    "Byrne",
    "Demir",
    "Berg",
    "Popova",
    "Horák",
]
_HOUSES = [
    f"{name}.example"
    for name in ["acme", "northwind", "globex", "initech", "umbra", "soylent", "hooli", "stark", "wayne", "oscorp"]
]
_WORDS = [
    "the",
    "plan",
    "for",
    "next",
    "week",
    "is",
    "on",
    "its",
    "way",
    "and",
    "we",
    "shall",
    "see",
    "whether",
    "the",
    "numbers",
    "hold",
    "when",
    "everybody",
    "has",
    "looked",
    "at",
    "them",
    "thank",
    "you",
    "for",
    "the",
    "note",
    "from",
    "yesterday",
    "please",
    "find",
    "the",
    "draft",
    "of",
    "the",
    "contract",
    "attached",
    "lunch",
    "on",
    "friday",
    "at",
    "noon",
    "could",
    "you",
    "introduce",
    "me",
    "to",
    "the",
    "people",
    "who",
    "run",
    "the",
    "workshop",
    "in",
    "lisbon",
    "I",
    "would",
    "be",
    "glad",
    "to",
    "help",
    "with",
    "the",
    "budget",
]
_SUBJECTS = ("Lunch on Friday", "Draft of the contract", "Introduction", "Café in Köln", "Budget", "Workshop", "Notes")
_AUTHENTICATION = "".join(
    f"ARC-{kind}: i=1; a=rsa-sha256; t=1700000000; cv=none; d=post.example; s=arc-20160816;\n"
    + "".join(f"        b={'Zx9k' * 15}\n" for _ in range(4))
    for kind in ("Seal", "Message-Signature", "Authentication-Results")
)
_HTML = "<html><body>" + "<p style='margin:0;font-family:Arial'>{}</p>" * 6 + "</body></html>"


def main() -> None:
    """Write a mailbox."""
    asked = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    asked.add_argument("file", type=Path)
    asked.add_argument("--messages", type=int, default=100_000)
    asked.add_argument("--seed", type=int, default=1)
    options = asked.parse_args()
    write_mbox(options.file, options.messages, options.seed)


def people(count: int = 800) -> list[tuple[str, str]]:
    """Return names with addresses, those who write most first."""
    names = [f"{given} {family}" for family in _FAMILY for given in _GIVEN]
    return [(names[n % len(names)], f"{_plain(names[n % len(names)])}{n}@{_HOUSES[n % 10]}") for n in range(count)]


def write_cards(path: Path, count: int = 200) -> None:
    """Write the first of the people as vCards, for a book that knows them."""
    cards = (f"BEGIN:VCARD\nVERSION:3.0\nFN:{name}\nEMAIL:{address}\nEND:VCARD\n" for name, address in people()[:count])
    path.write_text("".join(cards), encoding="utf-8")


def write_mbox(path: Path, messages: int, seed: int) -> None:
    """Write so many messages: about half of them of lists, machines and shops, the rest in threads with people."""
    with path.open("wb") as file:
        for number, text in enumerate(_messages(messages, random.Random(seed))):
            file.write(f"From {1700000000000000000 + number}@xxx Mon Nov 20 18:00:00 +0000 2026\n".encode())
            file.write(text.encode().replace(b"\nFrom ", b"\n>From "))
            file.write(b"\n")


def _messages(count: int, dice: random.Random) -> Iterator[str]:
    everybody = people()
    made = 0
    while made < count:
        at = END - timedelta(days=dice.random() * DAYS)
        if dice.random() < 0.7:
            made += 1
            yield _bulk(dice, made, at)
        else:
            who = everybody[min(int(dice.expovariate(1 / 90)), len(everybody) - 1)]
            for text in _thread(dice, made, at, who, min(dice.choice((1, 2, 2, 3, 5, 8)), count - made)):
                made += 1
                yield text


def _thread(dice: random.Random, number: int, at: datetime, who: tuple[str, str], length: int) -> Iterator[str]:
    subject, ids = dice.choice(_SUBJECTS), list[str]()
    them, mine = _mailbox(*who), dice.random() < 0.5
    for step in range(length):
        id_ = f"<{number}.{step}.{dice.getrandbits(48):x}@{'post.example' if mine else who[1].partition('@')[2]}>"
        sender, receiver, label = (MYSELF, them, "Sent") if mine else (them, MYSELF, "Inbox,Important")
        more = [("References", "\n ".join(ids)), ("In-Reply-To", ids[-1])] if ids else []
        yield _message(dice, sender, receiver, f"{'Re: ' if ids else ''}{subject}", at, id_, label, more)
        ids.append(id_)
        at += timedelta(hours=dice.random() * 30)
        mine = not mine


def _bulk(dice: random.Random, number: int, at: datetime) -> str:
    what, house, id_ = dice.random(), dice.choice(_HOUSES), f"<{number}.{dice.getrandbits(60):x}@bulk.example>"
    if what < 0.45:
        more = [
            ("List-Unsubscribe", f"<https://{house}/u/{number}>"),
            ("Precedence", "bulk"),
            ("Feedback-ID", "1:2:3:x"),
        ]
        return _message(
            dice, f"News of {house} <hello@{house}>", MYSELF, "This week's offers", at, id_, "Promotions", more
        )
    if what < 0.75:
        more = [("List-Id", f"<dev.{house}>"), ("List-Post", f"<mailto:dev@{house}>")]
        writer = dice.choice(people())
        return _message(dice, _mailbox(*writer), f"dev@{house}", "[dev] Release", at, id_, "Inbox", more)
    if what < 0.9:
        return _message(dice, f"Shop <no-reply@{house}>", MYSELF, "Your receipt", at, id_, "Inbox", [])
    return _message(dice, f"Somebody <win@{house}>", MYSELF, "You have won", at, id_, "Spam", [])


def _message(
    dice: random.Random,
    sender: str,
    receiver: str,
    subject: str,
    at: datetime,
    id_: str,
    labels: str,
    more: list[tuple[str, str]],
) -> str:
    when = format_datetime(at)
    fields = [
        ("X-GM-THRID", str(dice.getrandbits(60))),
        ("X-Gmail-Labels", labels),
        ("Delivered-To", ME if labels != "Sent" else ""),
        ("Received", f"by 2002:a05:6a10:1234 with SMTP id x{dice.getrandbits(40):x};\n        {when}"),
        ("X-Received", f"by 2002:a17:90b:3b8f with SMTP id y{dice.getrandbits(40):x};\n        {when}"),
        ("MIME-Version", "1.0"),
        *more,
        ("From", sender),
        ("To", receiver),
        ("Subject", subject if subject.isascii() else f"=?UTF-8?B?{base64.b64encode(subject.encode()).decode()}?="),
        ("Date", when),
        ("Message-ID", id_),
        ("Content-Type", 'multipart/alternative; boundary="b0undary"'),
    ]
    header = "".join(f"{name}: {value}\n" for name, value in fields if value)
    return f"{header}{_AUTHENTICATION}\n{_body(dice)}"


def _body(dice: random.Random) -> str:
    text = " ".join(dice.choices(_WORDS, k=60))
    parts = [("text/plain; charset=utf-8", text), ("text/html; charset=utf-8", _HTML.format(*[text[:90]] * 6))]
    if dice.random() < 0.03:
        parts.append(("application/pdf", base64.encodebytes(dice.randbytes(15_000)).decode()))
    return "".join(f"--b0undary\nContent-Type: {kind}\n\n{content}\n" for kind, content in parts) + "--b0undary--\n"


def _mailbox(name: str, address: str) -> str:
    if name.isascii():
        return f"{name} <{address}>"
    return f"=?UTF-8?Q?{''.join(f'={byte:02X}' for byte in name.encode())}?= <{address}>"


def _plain(name: str) -> str:
    return "".join(sign for sign in name.lower().replace(" ", ".") if sign.isascii())


if __name__ == "__main__":
    main()
