"""Makes a LinkedIn export of invented people, as large as wanted, the same for the same seed."""

from __future__ import annotations

import argparse
import csv
import io
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import IO, Any

LAST_DAY = date(2026, 10, 30)
OWNER = "Mara Lindqvist"
OWNER_URL = "https://www.linkedin.com/in/mara-lindqvist"
_GIVEN = (
    "Ana Bo Carla Dmitri Elif Farid Greta Hugo Ines Jonas Kofi Lena Malik Nadia Omar Priya Quentin Rosa Sami Tove "
    "Ursula Viktor Wanda Xenia Yusuf Zoé Aiko Bruno Chloé Daan Ester Femi Gül Hanna Ivo Jana Kenji Lucía Marek Noor"
)
_FAMILY = (
    "Ruiz Li Okafor Novak Haddad Larsen Moreau Tanaka Kowalski Silva Becker Nguyen Adeyemi Rossi Petrov Kaya Jansen "
    "Fischer O'Neill Mbeki Castillo Dvořák Eriksen Fontaine Gruber Hansen Ivanova Joshi Keller Lindgren Marchetti Núñez "
    "Olsen Pereira Quist Ramirez Schäfer Torres Urban Vargas Weiss Yilmaz Zeman Andersson Brandt Cohen Duarte Esposito"
)
_FIRST_HALF = "Nord Blue Iron Clear Bright Stone River Solar Green Oak Silver Amber Delta Polar Quiet Copper"
_SECOND_HALF = "works labs field bank soft gate mill port line craft forge spring trade path yard health"
_TITLES = (
    "Software Engineer|Product Manager|Recruiter|Head of Sales|Data Analyst|Consultant|Founder|Project Lead|Nurse"
    "|Teacher|Designer|Chief Financial Officer|Marketing Manager|Research Fellow|Buyer, Packaging|Site Manager"
)
_SKILLS = "Python SQL Negotiation Writing Leadership Design Accounting Logistics Teaching Statistics"
_PHRASES = (
    "Thanks for the talk yesterday|Could we find half an hour next week?|I passed your note on to Rosa"
    "|Good to hear that, and congratulations|The report is attached, the figures are on page 3"
    "|We are looking for somebody who knows packaging|See you at the fair|How did the interview go?"
    "|Let me know if I can help|I will be in Lyon on Thursday, Friday or Monday|It was great to meet you"
    '|She said "call me in spring", so I will|Happy to introduce you|The position is still open, as far as I know'
)
NOTE = (
    "When exporting your connection data, you may notice that some of the email addresses are missing. You will only "
    "see email addresses for connections who have allowed their connections to see or download their email address."
)
MESSAGE_HEADER = (
    "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE,SUBJECT,CONTENT,FOLDER,"
    "ATTACHMENTS,IS MESSAGE DRAFT"
)
GIVEN = _GIVEN.split()
FAMILY = _FAMILY.split()
FIRST_HALF = _FIRST_HALF.split()
SECOND_HALF = _SECOND_HALF.split()
SKILLS = _SKILLS.split()
TITLES = _TITLES.split("|")
PHRASES = _PHRASES.split("|")


@dataclass(frozen=True)
class Someone:
    given: str
    family: str
    url: str
    email: str
    company: str
    title: str
    connected: date

    @property
    def name(self) -> str:
        return f"{self.given} {self.family}"


Row = Iterable[object]


def write_export(path: Path, connections: int, messages: int, seed: int = 1) -> None:
    """Write the ZIP. `messages` is a round number: it is met to within one conversation."""
    random = Random(seed)
    people = [_someone(random, number) for number in range(connections)]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        with _text(archive, "Connections.csv") as file:
            _write_connections(file, people, random)
        with _text(archive, "messages.csv") as file:
            writer = csv.writer(file, quoting=csv.QUOTE_ALL, lineterminator="\n")
            writer.writerow(MESSAGE_HEADER.split(","))
            writer.writerows(_messages(random, people, messages))
        for name, header, rows in _tables(random, people):
            with _text(archive, name) as file:
                writer = csv.writer(file, lineterminator="\n")
                writer.writerow(header.split(","))
                writer.writerows(rows)


def _text(archive: zipfile.ZipFile, name: str) -> io.TextIOWrapper:
    # A fixed date keeps the bytes the same for the same seed.
    info = zipfile.ZipInfo(name, (2026, 11, 1, 8, 0, 0))
    info.compress_type = zipfile.ZIP_DEFLATED
    raw: IO[bytes] = archive.open(info, "w")
    return io.TextIOWrapper(raw, encoding="utf-8", newline="")


def _someone(random: Random, number: int) -> Someone:
    given, family = random.choice(GIVEN), random.choice(FAMILY)
    slug = f"{given}-{family}-{number:05x}".lower().replace("'", "").replace("é", "%C3%A9").replace("ü", "%C3%BC")
    email = f"{given}.{family}.{number}@mail.example".lower() if random.random() < 0.05 else ""
    connected = LAST_DAY - timedelta(days=int(5_000 * random.random() ** 1.5))
    url = f"https://www.linkedin.com/in/{slug}"
    return Someone(given, family, url, email, _company(random), random.choice(TITLES), connected)


def _company(random: Random) -> str:
    """A few employers have many of the people, most have one or two."""
    rank = int(random.paretovariate(0.6))
    first = FIRST_HALF[rank % len(FIRST_HALF)]
    second = SECOND_HALF[rank // len(FIRST_HALF) % len(SECOND_HALF)]
    place = rank // (len(FIRST_HALF) * len(SECOND_HALF)) % 40
    return f"{first}{second}" + (f" {place}, Ltd" if place else "")


def _write_connections(file: io.TextIOWrapper, people: list[Someone], random: Random) -> None:
    file.write(f'Notes:\n"{NOTE}"\n\nFirst Name,Last Name,URL,Email Address,Company,Position,Connected On\n')
    writer = csv.writer(file, lineterminator="\n")
    for one in people:
        on = f"{one.connected:%d %b %Y}"
        gone = random.random() < 0.002
        writer.writerow(
            ("", "", "", "", "", "", on)
            if gone
            else (one.given, one.family, one.url, one.email, one.company, one.title, on)
        )


def _messages(random: Random, people: list[Someone], wanted: int) -> Iterator[Row]:
    written = number = 0
    while written < wanted:
        number += 1
        identity = f"2-{random.getrandbits(96):024x}{number:06x}=="
        rows = list(_conversation(random, people, identity))
        rows.sort(key=_date_of, reverse=True)
        written += len(rows)
        yield from rows


def _conversation(random: Random, people: list[Someone], identity: str) -> Iterator[list[str]]:
    chance = random.random()
    if chance < 0.06 or not people:
        stranger = _someone(random, random.randrange(10**6, 10**7))
        yield _advert(random, identity, stranger)
    elif chance < 0.08:
        stranger = _someone(random, random.randrange(10**6, 10**7))
        yield from _exchange(random, identity, [stranger], 4)
    elif chance < 0.09:
        yield from _exchange(random, identity, random.sample(people, min(4, len(people))), 12)
    else:
        # A few people are written to for years, most once or twice.
        someone = people[int(len(people) * random.random() ** 2)]
        yield from _exchange(random, identity, [someone], min(2_000, int(2 * random.paretovariate(0.9))))


def _exchange(random: Random, identity: str, others: list[Someone], count: int) -> Iterator[list[str]]:
    at = datetime(2016, 1, 1) + timedelta(minutes=random.randrange(5_000_000))
    for _ in range(count):
        at += timedelta(seconds=int(random.expovariate(1 / (3_600 if random.random() < 0.8 else 2_500_000))))
        if at.date() > LAST_DAY:
            return
        speaker = random.choice([None, *others])
        yield _message(random, identity, others, speaker, at)


def _message(random: Random, identity: str, others: list[Someone], speaker: Someone | None, at: datetime) -> list[str]:
    ends = [(OWNER, OWNER_URL), *((one.name, one.url) for one in others)]
    sender = (speaker.name, speaker.url) if speaker else ends[0]
    receivers = [end for end in ends if end != sender]
    names, urls = (",".join(part) for part in zip(*receivers, strict=True))
    title = "Lunch on Fridays" if len(others) > 1 else ""
    draft = "Yes" if speaker is None and random.random() < 0.002 else "No"
    folder = "SPAM" if random.random() < 0.0005 else "INBOX"
    when = f"{at:%Y-%m-%d %H:%M:%S} UTC"
    return [identity, title, *sender, names, urls, when, "", _words(random), folder, "", draft]


def _advert(random: Random, identity: str, sender: Someone) -> list[str]:
    at = datetime(2018, 1, 1) + timedelta(minutes=random.randrange(4_000_000))
    text = f'<p class="spinmail-quill-editor__spin-break">Dear Mara,</p><p>{_words(random)} &amp; more.</p>'
    when = f"{at:%Y-%m-%d %H:%M:%S} UTC"
    subject = "A course for you"
    return [identity, "", sender.name, sender.url, OWNER, OWNER_URL, when, subject, text, "INBOX", "", "No"]


def _words(random: Random) -> str:
    """Half the messages are a line, some are a letter."""
    count = 1 if random.random() < 0.5 else min(30, int(2 * random.paretovariate(1.2)))
    joints = random.choices((". ", ", ", "\n", "!\n\n"), (6, 3, 2, 1), k=count)
    phrases = random.choices(PHRASES, k=count)
    return "".join(phrase + joint for phrase, joint in zip(phrases, joints, strict=True)).strip()


def _date_of(row: list[str]) -> str:
    return row[6]


def _tables(random: Random, people: list[Someone]) -> Iterator[tuple[str, str, list[Row]]]:
    some = random.sample(people, min(len(people), 200))
    yield from (*_about_others(random, some), *_about_the_owner(), *_about_work(random))


def _about_others(random: Random, some: list[Someone]) -> Iterator[tuple[str, str, list[Row]]]:
    endorsed = "Endorsement Date,Skill Name,{0} First Name,{0} Last Name,{0} Public Url,Endorsement Status"
    for file, role in (("Received", "Endorser"), ("Given", "Endorsee")):
        rows = [_endorsement(one, skill) for one in some[:60] for skill in random.sample(SKILLS, 3)]
        yield f"Endorsement_{file}_Info.csv", endorsed.format(role), rows
        recommended: list[Row] = [
            (
                one.given,
                one.family,
                one.company,
                one.title,
                _words(random),
                f"{one.connected:%m/%d/%y}, 05:39 PM",
                "VISIBLE",
            )
            for one in some[:8]
        ]
        header = "First Name,Last Name,Company,Job Title,Text,Creation Date,Status"
        yield f"Recommendations_{file}.csv", header, recommended
    header = "From,To,Sent At,Message,Direction,inviterProfileUrl,inviteeProfileUrl"
    yield "Invitations.csv", header, [_invitation(random, one) for one in some]


def _endorsement(one: Someone, skill: str) -> Row:
    url = one.url.removeprefix("https://")
    return (f"{one.connected:%Y/%m/%d} 14:37:00 UTC", skill, one.given, one.family, url, "ACCEPTED")


def _invitation(random: Random, one: Someone) -> Row:
    words = "It was good to meet you, shall we stay in touch?" if random.random() < 0.3 else ""
    sent = f"{one.connected.month}/{one.connected.day}/{one.connected:%y}, 2:37 PM"
    if random.random() < 0.5:
        return (OWNER, one.name, sent, words, "OUTGOING", OWNER_URL, one.url)
    return (one.name, OWNER, sent, words, "INCOMING", one.url, OWNER_URL)


def _about_the_owner() -> Iterator[tuple[str, str, list[Row]]]:
    yield (
        "Profile.csv",
        "First Name,Last Name,Maiden Name,Address,Birth Date,Headline,Summary,Industry,Zip Code,Geo Location,"
        "Twitter Handles,Websites,Instant Messengers",
        [("Mara", "Lindqvist", "", "", "Jan 29", "Packaging, made lighter", "", "", "", "Lyon", "", "", "")],
    )
    yield (
        "Positions.csv",
        "Company Name,Title,Description,Location,Started On,Finished On",
        [
            ("Nordworks", "Head of Packaging", "", "Lyon", "Mar 2020", ""),
            ("Bluelabs", "Engineer", "", "Gothenburg", "Aug 2012", "Feb 2020"),
        ],
    )
    yield (
        "Education.csv",
        "School Name,Start Date,End Date,Notes,Degree Name,Activities",
        [("Chalmers Evening School", "2007", "2012", "", "MSc", "Choir")],
    )
    yield "Skills.csv", "Name", [(skill,) for skill in SKILLS[:4]]
    yield "Languages.csv", "Name,Proficiency", [("Swedish", "NATIVE_OR_BILINGUAL"), ("French", "LIMITED_WORKING")]
    header = "Email Address,Confirmed,Primary,Updated On"
    yield "Email Addresses.csv", header, [("mara@mail.example", "Yes", "Yes", "3/21/12, 9:09 AM")]
    yield "PhoneNumbers.csv", "Extension,Number,Type", [("", "+33 1 99 00 12 34", "Mobile")]


def _about_work(random: Random) -> Iterator[tuple[str, str, list[Row]]]:
    follows: list[Row] = [(_company(random), "Fri Jan 29 14:37:00 UTC 2021") for _ in range(20)]
    yield "Company Follows.csv", "Organization,Followed On", follows
    span = "Apr 08, 2024 07:00 AM - Apr 08, 2024 05:00 PM"
    yield "Events.csv", "Event Name,Event Time,Status,External Url", [("Packaging Days", span, "ATTENDING", "")]
    yield (
        "Jobs/Job Applications.csv",
        "Application Date,Contact Email,Contact Phone Number,Company Name,Job Title,Job Url,Resume Name,"
        "Question And Answers",
        [
            ("3/7/24, 2:22 PM", "", "", _company(random), title, f"https://jobs.example/{title}", "cv.pdf", "")
            for title in TITLES[:6]
        ],
    )
    yield (
        "Jobs/Saved Jobs.csv",
        "Saved Date,Job Url,Job Title,Company Name",
        [("9/1/26, 9:00 AM", "", "Buyer", "Oakmill")],
    )
    yield (
        "Registration.csv",
        "Registered At,Registration Ip,Subscription Types",
        [("3/21/12, 9:09 AM", "192.0.2.1", "")],
    )
    yield "Shares.csv", "Date,ShareLink,ShareCommentary,SharedUrl,MediaUrl", []


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--connections", type=int, default=30_000)
    parser.add_argument("--messages", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, required=True)
    options: Any = parser.parse_args()
    write_export(options.out, options.connections, options.messages, options.seed)
    print(f"{options.out}: {options.out.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
