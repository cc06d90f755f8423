"""Makes the contacts of a very large address book, some of them there twice, the same for the same seed.

People have households (one family name, address and landline, sometimes one e-mail) and employers. A second record of
somebody has slips, short forms, another employer and e-mail, other ways of writing numbers, and gaps.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import accumulate
from random import Random
from typing import Any

TWICE, THRICE = 0.167, 0.01  # shares of people with one and with two further records
_SHORT = (
    "robert:bob,rob william:bill,will richard:rick,dick michael:mike,mick james:jim,jimmy thomas:tom,tommy john:jack,johnny "
    "edward:ed,ted charles:charlie,chuck joseph:joe christopher:chris daniel:dan,danny matthew:matt anthony:tony "
    "elizabeth:liz,beth margaret:peggy,maggie katherine:kate,kathy susan:sue jennifer:jen,jenny patricia:pat,trish "
    "barbara:barb rebecca:becky deborah:debbie catherine:cathy victoria:vicky alexandra:sandra alexander:alex,sasha "
    "andrew:andy steven:steve benjamin:ben samuel:sam nicholas:nick timothy:tim david:dave kenneth:ken ronald:ron "
    "josef:sepp johannes:hans friedrich:fritz wilhelm:willi heinrich:heinz francisco:paco jose:pepe giuseppe:beppe "
    "dmitri:dima sergei:seryozha vladimir:volodya ekaterina:katya natalia:natasha maria:masha"
)
_STARTS = "ba be bo bra ca chri da de do dra e fa fe fra ga go gra ha he ho i ja jo ka ke kra la le li lo lu ma me mi mo na ne no "
_STARTS += (
    "o pa pe pra qua ra re ri ro sa sche se shi so sta ste sto ta te tho to tra u va ve vi vo wa we wi ya yo za ze zo"
)
_MIDDLES = "ba be bri da de di do fa ga ge go ha ka ki la le li lla lo ma mi mo na nde ne ni no ra re ri ro sa se si sta ta te ti to va vi za"
_ENDS = "n s r l m t a o e i ck ld lt nd ng nn nt rd rg rn rt sch sen ski son ssi tt tz va vic x z"
_MAILS = "gmail.com outlook.com yahoo.com gmx.de icloud.com web.de mail.ru orange.fr"
_FORMS = ("", " GmbH", " Inc.", " Ltd", " AG", " S.A.", " LLC")
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True)
class Someone:
    given: str
    family: str
    email: str
    phone: str
    org: str
    street: str
    town: str
    code: str
    born: str


class Maker:
    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self.taken: set[str] = set()
        self.short = {full: short.split(",") for full, short in (pair.split(":") for pair in _SHORT.split())}
        self.given = _Pool(self.random, [*self.short, *self._words(1500)], 0.8)
        self.family = _Pool(self.random, self._words(30_000), 0.7)
        self.org = _Pool(self.random, [f"{word}{self.random.choice(_FORMS)}" for word in self._words(30_000)], 0.5)
        self.town = _Pool(self.random, self._words(2_000), 0.8)
        self.street = _Pool(self.random, [f"{word} street" for word in self._words(4_000)], 0.3)
        self.mails = _MAILS.split()

    def people(self, records: int, households: float = 0.04) -> tuple[list[dict[str, Any]], list[int]]:
        """So many records in random order, and for each the number of the person it tells of.

        households: the share of people who live with the one before.
        """
        found: list[tuple[Someone, int]] = []
        before = self.someone()
        for number in range(records):
            person = self.someone()
            if self.chance(households):
                person = self.relative(before)
            before = person
            found.append((person, number))
            copies = self.random.random()
            for _ in range((copies < TWICE + THRICE) + (copies < THRICE)):
                found.append((self.again(person), number))
            if len(found) >= records:
                break
        self.random.shuffle(found)
        return [self.record(person) for person, _ in found[:records]], [number for _, number in found[:records]]

    def someone(self) -> Someone:
        given, family, org = self.given.one(), self.family.one(), self.org.one() if self.chance(0.7) else ""
        return Someone(
            given,
            family,
            self.email(given, family, org) if self.chance(0.85) else "",
            self.phone() if self.chance(0.8) else "",
            org,
            *(self.home() if self.chance(0.6) else ("", "", "")),
            self.day() if self.chance(0.3) else "",
        )

    def relative(self, person: Someone) -> Someone:
        """Somebody of the same household, with another given name."""
        other = self.someone()
        while other.given == person.given:
            other = self.someone()
        return replace(
            other,
            family=person.family,
            phone=person.phone,
            email=person.email if self.chance(0.15) else other.email,
            street=person.street,
            town=person.town,
            code=person.code,
        )

    def again(self, person: Someone) -> Someone:
        """The same person, as somebody else wrote them down, some other year."""
        given, family = self.given_again(person.given), self.slip(person.family, 0.08)
        if self.chance(0.02):
            family = self.family.one()
        if self.chance(0.015):
            given, family = family, given
        org = self.org.one() if person.org and self.chance(0.2) else person.org
        home = (
            self.home()
            if person.town and self.chance(0.08)
            else (self.slip(person.street, 0.1), person.town, person.code)
        )
        return Someone(
            given,
            "" if self.chance(0.01) else family,
            self.kept(self.email_again(person, org), 0.8),
            self.kept(self.phone() if self.chance(0.15) else self.number_slip(person.phone), 0.7),
            self.kept(self.org_again(org), 0.75),
            *(home if self.chance(0.8) else ("", "", "")),
            self.kept(self.number_slip(person.born), 0.6),
        )

    def record(self, person: Someone) -> dict[str, Any]:
        """As `kith read --json` prints people."""
        return {
            "fn": f"{person.given} {person.family}".strip().title(),
            "n": [person.family.title(), person.given.title(), "", "", ""],
            "email": [person.email] if person.email else [],
            "tel": [self.written(person.phone)] if person.phone else [],
            "org": [[person.org.title()]] if person.org else [],
            "adr": [["", "", person.street, person.town.title(), "", person.code, ""]] if person.town else [],
            "bday": f"{person.born[:4]}-{person.born[4:6]}-{person.born[6:]}" if person.born else None,
        }

    def given_again(self, given: str) -> str:
        if given in self.short and self.chance(0.3):
            return self.random.choice(self.short[given])
        return given[0] if self.chance(0.03) else self.slip(given, 0.08)

    def email(self, given: str, family: str, org: str) -> str:
        """An address that nobody else has."""
        address = self._address(given, family, org)
        while address in self.taken:
            address = self._address(given, family, "")
        self.taken.add(address)
        return address

    def _address(self, given: str, family: str, org: str) -> str:
        if org and self.chance(0.5):
            return f"{given}.{family}@{org.split()[0]}.com"
        shape = self.random.randrange(4)
        digits = self.random.randrange(1000)
        local = (
            f"{given}.{family}",
            f"{given[0]}{family}{digits}",
            f"{given}{digits}",
            f"{family}.{given}{digits % 100}",
        )[shape]
        return f"{local}@{self.random.choice(self.mails)}"

    def email_again(self, person: Someone, org: str) -> str:
        if not person.email or self.chance(0.3) or org != person.org:
            return self.email(person.given, person.family, org)
        return self.slip(person.email, 0.04)

    def org_again(self, org: str) -> str:
        return org.split()[0] + self.random.choice(_FORMS) if org and self.chance(0.2) else org

    def phone(self) -> str:
        return (
            f"{self.random.choice(('151', '160', '171', '30', '40', '89', '221'))}{self.random.randrange(10**7, 10**8)}"
        )

    def written(self, phone: str) -> str:
        return self.random.choice(("+49 {} {}", "0{} {}", "0{}/{}", "+49{}{}", "(0{}) {}")).format(phone[:3], phone[3:])

    def home(self) -> tuple[str, str, str]:
        town = self.town.one()
        return (
            f"{self.random.randrange(1, 200)} {self.street.one()}",
            town,
            f"{self.town.place[town] * 7 % 99999 + 1000:05}",
        )

    def day(self) -> str:
        return f"{self.random.randrange(1940, 2005)}{self.random.randrange(1, 13):02}{self.random.randrange(1, 29):02}"

    def slip(self, text: str, share: float) -> str:
        if len(text) < 3 or not self.chance(share):
            return text
        at = self.random.randrange(1, len(text) - 1)
        letter = self.random.choice(_LETTERS)
        slips = (
            text[:at] + text[at + 1 :],
            text[:at] + letter + text[at:],
            text[:at] + letter + text[at + 1 :],
            text[:at] + text[at + 1] + text[at] + text[at + 2 :],
        )
        return self.random.choice(slips)

    def number_slip(self, number: str) -> str:
        if not number or not self.chance(0.03):
            return number
        at = self.random.randrange(4, len(number))
        return number[:at] + str(self.random.randrange(10)) + number[at + 1 :]

    def kept(self, text: str, share: float) -> str:
        return text if self.chance(share) else ""

    def chance(self, share: float) -> bool:
        return self.random.random() < share

    def _words(self, count: int) -> list[str]:
        starts, middles, ends = _STARTS.split(), _MIDDLES.split(), _ENDS.split()
        found: dict[str, None] = {}
        while len(found) < count:
            middle = "".join(self.random.choices(middles, k=self.random.choice((1, 1, 2))))
            found[self.random.choice(starts) + middle + self.random.choice(ends)] = None
        return list(found)


class _Pool:
    """Words of which a few are common and most are rare (Zipf)."""

    def __init__(self, random: Random, words: list[str], steepness: float) -> None:
        self.random = random
        self.words = words
        self.place = {word: place for place, word in enumerate(words)}
        self.weights = list(accumulate((place + 3) ** -steepness for place in range(len(words))))

    def one(self) -> str:
        return self.random.choices(self.words, cum_weights=self.weights)[0]
