"""Which addresses are the user's own, as a mailbox shows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Set
from dataclasses import dataclass, field

from kith.mail.addresses import untagged
from kith.mail.letters import Letter

FEW = 3
RARE = 20  # a sender of less than one in so many of the sent letters is somebody whose mail was put there


@dataclass
class Sightings:
    """Where addresses were seen; grows letter by letter."""

    letters: int = 0
    of_sent: Counter[str] = field(default_factory=Counter)
    delivered_to: Counter[str] = field(default_factory=Counter)
    senders: Counter[str] = field(default_factory=Counter)
    recipients: Counter[str] = field(default_factory=Counter)

    def note(self, letter: Letter) -> None:
        """Count who is at the ends of a letter."""
        self.letters += 1
        self.senders[letter.sender.address] += 1
        if letter.is_sent:
            self.of_sent[letter.sender.address] += 1
        if letter.delivered_to:
            self.delivered_to[letter.delivered_to] += 1
        self.recipients.update(box.address for box in letter.to)


def own_addresses(seen: Sightings, given: Iterable[str] = ()) -> frozenset[str]:
    """The user's addresses: those given, and who wrote the sent letters.

    Where neither is seen in the mailbox: whom more than half of it was delivered to, else addressed to, else came from.
    Only those given where nothing tells.
    """
    known = frozenset(address.strip().lower() for address in given if "@" in address)
    sent = seen.of_sent.total()
    found = {each for each, count in seen.of_sent.items() if count * RARE >= sent or each in seen.delivered_to}
    if found or any(is_own(each, known) for each in (*seen.senders, *seen.recipients)):
        return known | found
    # A letter or two from one address do not say that it is the user's: they may have been sent to many, unseen.
    senders = seen.senders if seen.letters >= FEW else Counter[str]()
    guesses = (_most(counts, seen.letters) for counts in (seen.delivered_to, seen.recipients, senders))
    return known | {next(filter(None, guesses), "")} - {""}


def is_own(address: str, own: Set[str]) -> bool:
    """Whether it is one of these addresses, or one of them with a tag: me+lists@acme.example."""
    return address in own or untagged(address) in own


def _most(counts: Counter[str], letters: int) -> str:
    first = counts.most_common(2)
    if not first or first[0][1] * 2 <= letters or (len(first) == 2 and first[0][1] == first[1][1]):
        return ""
    return first[0][0]
