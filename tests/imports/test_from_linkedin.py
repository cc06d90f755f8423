"""LinkedIn exports as they really are, in the invented life of Mara Lindqvist."""

import json
import os
import zipfile
from collections.abc import Iterable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TypeVar

import pytest

from bench import make_linkedin
from kith.imports import from_linkedin
from kith.imports.records import (
    InteractionRecord,
    KeptRecord,
    LeftRecord,
    OpportunityRecord,
    OrganisationRecord,
    PersonRecord,
    PersonRef,
    PositionRecord,
    Record,
    Refusal,
)
from kith.imports.uploads import BadFile, Upload

T = TypeVar("T")

IN = "https://www.linkedin.com/in/"
CONNECTIONS = (
    'Notes:\n"When exporting your connection data, you may notice that some are missing. You will, too."\n\n'
    "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
    f"Ana,Ruiz,{IN}ana-ruiz,ana@Acme.example,Acme,CTO,08 Feb 2026\n"
    f'Bo,"Li, PhD",{IN}bo-li,,"Li, Sons & Co",,7-Feb-22\n'
    f"Zoé,Kaya,{IN}zo%C3%A9-Kaya,,,,2024-03-05\n"
)
MESSAGES_HEADER = (
    "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE,SUBJECT,CONTENT,FOLDER,"
    "ATTACHMENTS,IS MESSAGE DRAFT\n"
)
INVITATIONS_HEADER = "From,To,Sent At,Message,Direction,inviterProfileUrl,inviteeProfileUrl\n"
PROFILE = (
    "First Name,Last Name,Maiden Name,Address,Birth Date,Headline,Summary,Industry,Zip Code,Geo Location,"
    "Twitter Handles,Websites,Instant Messengers\n"
    'Mara,Lindqvist,,,Jan 29,Packaging,I make boxes.,,,Lyon,[maral],"[COMPANY:https://a.example,OTHER:https://b.example]",\n'
)


def upload(path: Path, content: bytes | str) -> Upload:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return Upload(path.name, path)


def export(tmp_path: Path, folder: str = "", **tables: str) -> Upload:
    """A ZIP of tables, named by `files` below."""
    path = tmp_path / "Complete_LinkedInDataExport_11-01-2026.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in tables.items():
            archive.writestr(folder + FILES.get(name, f"{name}.csv"), content)
    return Upload(path.name, path)


FILES = {
    "connections": "Connections.csv",
    "invitations": "Invitations.csv",
    "profile": "Profile.csv",
    "received": "Recommendations_Received.csv",
    "given": "Recommendations Given.csv",
    "endorsed": "Endorsement_Received_Info.csv",
    "endorsing": "Endorsement_Given_Info.csv",
    "follows": "Company_Follows.csv",
    "applications": "Jobs/Job Applications.csv",
    "saved": "Jobs/Saved Jobs.csv",
}


def message(
    conversation: str,
    sender: str,
    receivers: str,
    when: str,
    text: str = "Hello",
    *,
    folder: str = "INBOX",
    draft: str = "No",
    subject: str = "",
) -> str:
    """A row between people named by their slugs; the names are made of them."""
    names = ",".join(name_of(slug) for slug in receivers.split())
    urls = ",".join(IN + slug for slug in receivers.split())
    quoted = text.replace('"', '""')
    ends = f'{name_of(sender)},{IN}{sender},"{names}","{urls}"'
    return f'{conversation},,{ends},{when} UTC,{subject},"{quoted}",{folder},,{draft}\n'


def name_of(slug: str) -> str:
    return " ".join(part.title() for part in slug.split("-"))


def messages(*rows: str) -> str:
    return MESSAGES_HEADER + "".join(rows)


def read(file: Upload) -> list[Record]:
    return list(from_linkedin.read(file))


def only(records: Iterable[Record], kind: type[T]) -> list[T]:
    return [record for record in records if isinstance(record, kind)]


def of_kind(records: Iterable[Record], kind: str) -> list[InteractionRecord]:
    return [record for record in only(records, InteractionRecord) if record.kind == kind]


def others(records: Iterable[Record]) -> list[PersonRecord]:
    return [person for person in only(records, PersonRecord) if not person.is_self]


def reasons(records: Iterable[Record]) -> list[str]:
    return [record.reason for record in only(records, LeftRecord)]


# Connections


def test_a_connection_becomes_a_person_with_a_position(tmp_path: Path):
    ana = others(read(export(tmp_path, connections=CONNECTIONS)))[0]

    assert (ana.full_name, ana.given, ana.family) == ("Ana Ruiz", "Ana", "Ruiz")
    assert [(point.kind, point.value) for point in ana.points] == [
        ("url", f"{IN}ana-ruiz"),
        ("email", "ana@Acme.example"),
    ]
    assert ana.positions == [PositionRecord("Acme", "CTO", is_current=True)]
    assert ana.keys == ("linkedin:ana-ruiz", "email:ana@acme.example")
    assert (ana.file, ana.line) == ("Connections.csv", 5)
    assert json.loads(ana.raw)["Company"] == "Acme"


def test_the_day_of_connecting_is_an_interaction(tmp_path: Path):
    connected = of_kind(read(export(tmp_path, connections=CONNECTIONS)), "connected")

    assert [each.on for each in connected] == [date(2026, 2, 8), date(2022, 2, 7), date(2024, 3, 5)]
    assert connected[0].people == [PersonRef("Ana Ruiz", ("linkedin:ana-ruiz", "email:ana@acme.example"))]
    assert (connected[0].channel, connected[0].direction) == ("linkedin", "mutual")
    assert connected[0].source_key == "linkedin:connected:ana-ruiz"


def test_addresses_are_compared_decoded_and_in_lower_case(tmp_path: Path):
    assert others(read(export(tmp_path, connections=CONNECTIONS)))[2].keys == ("linkedin:zoé-kaya",)


def test_an_account_that_has_left_is_left_out(tmp_path: Path):
    records = read(export(tmp_path, connections=CONNECTIONS + ",,,,,,01 Jan 2020\n"))

    assert len(others(records)) == 3
    assert only(records, LeftRecord)[0].line == 8
    assert "left LinkedIn" in reasons(records)[0]


@pytest.mark.parametrize("preamble", ["", "\ufeff", '"Notes:"\r\n"Words, words"\r\n\r\n', "Notes:\n\n\n"])
def test_the_header_is_found_whatever_stands_before_it(tmp_path: Path, preamble: str):
    table = CONNECTIONS.partition("\n\n")[2]

    records = read(upload(tmp_path / "Connections.csv", preamble + table))

    assert [person.full_name for person in others(records)] == ["Ana Ruiz", "Bo Li, PhD", "Zoé Kaya"]


def test_an_old_file_without_addresses_is_read_by_names(tmp_path: Path):
    table = "First Name,Last Name,Email Address,Company,Position,Connected On\nAna,Ruiz,,Acme,CTO,02/08/2026\n"

    records = read(upload(tmp_path / "Connections.csv", table))

    assert others(records)[0].keys == ()
    assert of_kind(records, "connected")[0].source_key == "linkedin:connected:Ana Ruiz 2026-02-08"


def test_columns_in_another_order_are_found_by_their_names(tmp_path: Path):
    table = f"Connected On,Position,Company,URL,Last Name,First Name\n08 Feb 2026,CTO,Acme,{IN}ana-ruiz,Ruiz,Ana\n"

    ana = others(read(upload(tmp_path / "Connections.csv", table)))[0]

    assert (ana.full_name, ana.keys) == ("Ana Ruiz", ("linkedin:ana-ruiz",))
    assert ana.positions == [PositionRecord("Acme", "CTO")]


def test_a_person_is_kept_when_only_the_date_cannot_be_read(tmp_path: Path):
    records = read(export(tmp_path, connections=CONNECTIONS.replace("08 Feb 2026", "8. helmikuuta 2026")))

    assert len(others(records)) == 3
    assert "helmikuuta" in only(records, Refusal)[0].reason


# Messages

TALK = (
    message("c1", "mara-lindqvist", "ana-ruiz", "2026-09-19 13:30:00", "Tomorrow?"),
    message("c1", "ana-ruiz", "mara-lindqvist", "2026-09-19 13:28:00", 'Hi, "coffee"?\nAna'),
    message("c1", "ana-ruiz", "mara-lindqvist", "2026-09-01 08:00:00", "Old news"),
)
ASIDE = message("c2", "mara-lindqvist", "bo-li", "2026-05-05 10:00:00", "Dear Bo")


def test_a_day_of_a_conversation_is_one_interaction(tmp_path: Path):
    records = read(export(tmp_path, connections=CONNECTIONS, messages=messages(*TALK, ASIDE)))

    older, newer, aside = of_kind(records, "message")
    assert (newer.on, newer.at) == (date(2026, 9, 19), datetime(2026, 9, 19, 13, 30, tzinfo=UTC))
    assert (newer.sent, newer.received, newer.direction) == (1, 1, "mutual")
    assert newer.notes == 'Ana: Hi, "coffee"?\nAna\nMe: Tomorrow?'
    assert newer.people == [PersonRef("Ana Ruiz", ("linkedin:ana-ruiz",))]
    assert newer.source_key == "linkedin:message:c1:2026-09-19"
    assert (older.on, older.direction, older.line) == (date(2026, 9, 1), "incoming", 5)
    assert (aside.direction, aside.sent, aside.received) == ("outgoing", 1, 0)


def test_drafts_are_left_out(tmp_path: Path):
    draft = message("c2", "mara-lindqvist", "bo-li", "2026-05-06 10:00:00", "Never sent", draft="Yes")

    records = read(export(tmp_path, connections=CONNECTIONS, messages=messages(*TALK, ASIDE, draft)))

    assert all("Never sent" not in each.notes for each in of_kind(records, "message"))
    assert "A draft that was never sent." in reasons(records)


def test_the_spam_folder_is_left_out(tmp_path: Path):
    spam = message("c9", "ana-ruiz", "mara-lindqvist", "2026-05-06 10:00:00", "Buy", folder="SPAM")

    records = read(export(tmp_path, connections=CONNECTIONS, messages=messages(*TALK, ASIDE, spam)))

    assert len(of_kind(records, "message")) == 3
    assert "A conversation in your spam folder (1 message)." in reasons(records)


def test_an_advertisement_is_left_out(tmp_path: Path):
    advert = message("c9", "cy-seller", "mara-lindqvist", "2026-05-06 10:00:00", "<p>Buy</p>", subject="A course")

    records = read(export(tmp_path, connections=CONNECTIONS, messages=messages(*TALK, ASIDE, advert)))

    assert len(of_kind(records, "message")) == 3
    assert [person.full_name for person in others(records)] == ["Ana Ruiz", "Bo Li, PhD", "Zoé Kaya"]
    assert any(reason.startswith("An advertisement") for reason in reasons(records))


def test_an_unanswered_message_of_a_connection_is_kept(tmp_path: Path):
    news = message("c9", "zoé-kaya", "mara-lindqvist", "2026-05-06 10:00:00", "How are you?")

    records = read(export(tmp_path, connections=CONNECTIONS, messages=messages(*TALK, ASIDE, news)))

    assert of_kind(records, "message")[-1].people == [PersonRef("Zoé Kaya", ("linkedin:zoé-kaya",))]
    assert of_kind(records, "message")[-1].direction == "incoming"


def test_an_exchange_with_somebody_who_is_no_connection_makes_a_person(tmp_path: Path):
    exchange = (
        message("c9", "mara-lindqvist", "dee-park", "2026-05-07 10:00:00", "Thank you"),
        message("c9", "dee-park", "mara-lindqvist", "2026-05-06 10:00:00", "A role for you"),
    )

    records = read(export(tmp_path, connections=CONNECTIONS, messages=messages(*TALK, ASIDE, *exchange)))

    dee = others(records)[-1]
    assert (dee.full_name, dee.keys, dee.line) == ("Dee Park", ("linkedin:dee-park",), 8)
    assert dee.points[0].value == f"{IN}dee-park"
    assert records.index(dee) < records.index(of_kind(records, "message")[-1])


def test_who_left_linkedin_is_left_out(tmp_path: Path):
    row = f"c9,,LinkedIn Member,,Mara Lindqvist,{IN}mara-lindqvist,2026-05-06 10:00:00 UTC,,Bye,INBOX,,No\n"

    records = read(export(tmp_path, connections=CONNECTIONS, messages=messages(*TALK, ASIDE, row)))

    assert len(of_kind(records, "message")) == 3
    assert "A conversation with somebody who has left LinkedIn (1 message)." in reasons(records)


def test_a_group_is_an_interaction_with_all_whom_the_user_knows(tmp_path: Path):
    group = (
        message("g", "bo-li", "mara-lindqvist ana-ruiz cy-silent", "2026-05-06 10:01:00", "Yes"),
        message("g", "mara-lindqvist", "ana-ruiz bo-li cy-silent", "2026-05-06 10:00:00", "Lunch?"),
    )

    records = read(export(tmp_path, connections=CONNECTIONS, messages=messages(*TALK, ASIDE, *group)))

    lunch = of_kind(records, "message")[-1]
    assert {ref.keys for ref in lunch.people} == {("linkedin:bo-li",), ("linkedin:ana-ruiz",)}
    assert lunch.notes == "Me: Lunch?\nBo Li: Yes"


def test_names_with_commas_do_not_split_into_more_people(tmp_path: Path):
    row = f'g,,Mara Lindqvist,{IN}mara-lindqvist,"Bo Li, PhD",{IN}bo-li,2026-05-06 10:00:00 UTC,,Hello,INBOX,,No\n'

    records = read(export(tmp_path, connections=CONNECTIONS, messages=messages(*TALK, row)))

    assert of_kind(records, "message")[-1].people == [PersonRef("Bo Li, PhD", ("linkedin:bo-li",))]


@pytest.mark.parametrize(("count", "is_kept"), [(20, True), (21, False)])
def test_more_than_twenty_people_are_a_crowd(tmp_path: Path, count: int, is_kept: bool):
    crowd = " ".join(["ana-ruiz", *(f"guest-{number}" for number in range(count - 1))])
    row = message("g", "mara-lindqvist", crowd, "2026-05-06 10:00:00", "All")

    records = read(export(tmp_path, connections=CONNECTIONS, messages=messages(*TALK, ASIDE, row)))

    assert any(each.source_key.startswith("linkedin:message:g") for each in of_kind(records, "message")) is is_kept
    assert any("crowd" in reason for reason in reasons(records)) is not is_kept


def test_markup_is_taken_out_of_messages_and_nothing_else(tmp_path: Path):
    rows = (
        message("c1", "ana-ruiz", "mara-lindqvist", "2026-09-20 10:00:00", "<p>Tea &amp; cake</p><p>at 3</p>"),
        message("c1", "ana-ruiz", "mara-lindqvist", "2026-09-21 10:00:00", "Bo <bo@mail.example>, 2 < 3 & R&D"),
    )

    records = read(export(tmp_path, connections=CONNECTIONS, messages=messages(*rows, ASIDE)))

    assert [each.notes for each in of_kind(records, "message")][:2] == [
        "Ana: Tea & cake\nat 3",
        "Ana: Bo <bo@mail.example>, 2 < 3 & R&D",
    ]


def test_the_notes_of_a_day_are_capped(tmp_path: Path):
    rows = [
        message("c1", "ana-ruiz", "mara-lindqvist", f"2026-09-20 10:{minute:02}:00", "x" * 8_000)
        for minute in range(20)
    ]

    records = read(export(tmp_path, connections=CONNECTIONS, messages=messages(*rows, ASIDE)))

    assert len(of_kind(records, "message")[0].notes) == 64 * 1024
    assert of_kind(records, "message")[0].received == 20


def test_a_message_without_a_date_is_a_refusal_with_its_line(tmp_path: Path):
    bad = message("c1", "ana-ruiz", "mara-lindqvist", "2026-13-45 10:00:00")

    records = read(export(tmp_path, connections=CONNECTIONS, messages=messages(bad, ASIDE)))

    assert [(each.file, each.line) for each in only(records, Refusal)] == [("messages.csv", 2)]


def test_the_owner_is_who_invited_even_when_another_is_in_more_conversations(tmp_path: Path):
    invitation = f'Mara Lindqvist,Ana Ruiz,"1/29/26, 2:37 PM",,OUTGOING,{IN}mara-lindqvist,{IN}ana-ruiz\n'
    row = message("c1", "ana-ruiz", "mara-lindqvist", "2026-09-20 10:00:00", "Hi")

    records = read(export(tmp_path, invitations=INVITATIONS_HEADER + invitation, messages=messages(row)))

    assert of_kind(records, "message")[0].direction == "incoming"


def test_the_owner_is_never_a_connection(tmp_path: Path):
    records = read(export(tmp_path, connections=CONNECTIONS, messages=messages(TALK[0])))

    assert of_kind(records, "message")[0].direction == "outgoing"


def test_messages_alone_are_read_when_they_tell_who_the_owner_is(tmp_path: Path):
    records = read(upload(tmp_path / "messages.csv", messages(*TALK, ASIDE)))

    assert [each.direction for each in of_kind(records, "message")] == ["incoming", "mutual", "outgoing"]
    assert [person.full_name for person in others(records)] == ["Ana Ruiz"]


def test_messages_that_do_not_tell_the_owner_are_refused_with_what_to_do(tmp_path: Path):
    records = read(upload(tmp_path / "messages.csv", messages(*TALK)))

    assert of_kind(records, "message") == []
    assert "which of the people" in only(records, Refusal)[0].reason


def test_old_messages_without_addresses_are_read_by_names(tmp_path: Path):
    table = (
        "CONVERSATION ID,FROM,TO,SUBJECT,CONTENT,DATE,FOLDER\n"
        'c1,Ana Ruiz,Mara Lindqvist,,Hi,"9/19/16, 1:28 PM",INBOX\n'
        'c2,Mara Lindqvist,"Bo Li, PhD",,Ho,"9/20/16, 1:28 PM",INBOX\n'
    )

    ana, bo = of_kind(read(export(tmp_path, connections=CONNECTIONS, messages=table)), "message")

    assert (ana.on, ana.at, ana.direction) == (date(2016, 9, 19), None, "incoming")
    assert ana.people == [PersonRef("Ana Ruiz", ("linkedin:ana-ruiz",))]
    assert bo.people == [PersonRef("Bo Li, PhD", ("linkedin:bo-li",))]


def test_an_order_of_rows_does_not_change_what_is_read(tmp_path: Path):
    forward = read(export(tmp_path, connections=CONNECTIONS, messages=messages(*TALK, ASIDE)))
    backward = read(export(tmp_path, connections=CONNECTIONS, messages=messages(*reversed(TALK), ASIDE)))

    assert [each.notes for each in of_kind(forward, "message")] == [each.notes for each in of_kind(backward, "message")]


# Invitations, recommendations, endorsements


def test_an_invitation_with_words_that_led_to_a_connection_is_kept(tmp_path: Path):
    rows = (
        f'Ana Ruiz,Mara Lindqvist,"1/29/26, 2:37 PM","Hi, we met",INCOMING,{IN}ana-ruiz,{IN}mara-lindqvist\n'
        f'Mara Lindqvist,Bo Li,"1/30/26, 2:37 PM",,OUTGOING,{IN}mara-lindqvist,{IN}bo-li\n'
        f'Mara Lindqvist,Cy No,"1/31/26, 2:37 PM",Hello,OUTGOING,{IN}mara-lindqvist,{IN}cy-no\n'
    )

    records = read(export(tmp_path, connections=CONNECTIONS, invitations=INVITATIONS_HEADER + rows))

    (invitation,) = of_kind(records, "invitation")
    assert (invitation.on, invitation.direction, invitation.notes) == (date(2026, 1, 29), "incoming", "Hi, we met")
    assert invitation.people == [PersonRef("Ana Ruiz", ("linkedin:ana-ruiz",))]
    assert [left.line for left in only(records, LeftRecord)] == [3, 4]
    assert "not accepted" in reasons(records)[1]


def test_recommendations_are_help_received_and_given(tmp_path: Path):
    header = "First Name,Last Name,Company,Job Title,Text,Creation Date,Status\n"
    records = read(
        export(
            tmp_path,
            connections=CONNECTIONS,
            received=header + 'Ana,Ruiz,Acme,CTO,"Mara is\nquick.","04/07/19, 05:39 PM",VISIBLE\n',
            given=header + "Eve,Stone,Oak,Nurse,Kind.,06/30/25, VISIBLE\n",
        )
    )

    (received,), (given,) = of_kind(records, "help_received"), of_kind(records, "help_given")
    assert (received.on, received.direction, received.notes) == (date(2019, 4, 7), "incoming", "Mara is\nquick.")
    assert received.people == [PersonRef("Ana Ruiz", ("linkedin:ana-ruiz",))]
    assert (given.on, given.direction) == (date(2025, 6, 30), "outgoing")
    assert given.people == [PersonRef("Eve Stone", ())]


def test_skills_endorsed_by_one_person_on_one_day_are_one_interaction(tmp_path: Path):
    header = "Endorsement Date,Skill Name,{0} First Name,{0} Last Name,{0} Public Url,Endorsement Status\n"
    ana = "2026/01/{} 14:37:00 UTC,{},Ana,Ruiz,www.linkedin.com/in/ana-ruiz,{}\n"
    rows = (
        ana.format(29, "Python", "ACCEPTED") + ana.format(29, "SQL", "ACCEPTED") + ana.format(29, "Python", "ACCEPTED")
    )
    more = ana.format(30, "Tea", "ACCEPTED") + ana.format(30, "Rust", "REJECTED")

    records = read(
        export(
            tmp_path,
            connections=CONNECTIONS,
            endorsed=header.format("Endorser") + rows + more,
            endorsing=header.format("Endorsee") + rows,
        )
    )

    endorsements = of_kind(records, "endorsement")
    assert [(each.summary, each.direction) for each in endorsements] == [
        ("Endorsed you for Python, SQL", "incoming"),
        ("Endorsed you for Tea", "incoming"),
        ("You endorsed Ana Ruiz for Python, SQL", "outgoing"),
    ]
    assert endorsements[0].people == [PersonRef("Ana Ruiz", ("linkedin:ana-ruiz",))]
    assert len({each.source_key for each in endorsements}) == 3


# The owner


def test_all_tables_about_the_owner_are_one_person(tmp_path: Path):
    records = read(
        export(
            tmp_path,
            connections=CONNECTIONS,
            messages=messages(*TALK, ASIDE),
            profile=PROFILE,
            Positions="Company Name,Title,Description,Location,Started On,Finished On\n"
            "Nordworks,Head,Boxes,Lyon,Mar 2020,\nBluelabs,Engineer,,,Aug 2012,Feb 2020\n",
            Education="School Name,Start Date,End Date,Notes,Degree Name,Activities\nChalmers,2007,2012,,MSc,Choir\n",
            Skills="Name\nWriting\nTea\nWriting\n",
            Languages="Name,Proficiency\nSwedish,NATIVE_OR_BILINGUAL\nFrench,\n",
            **{
                "Email Addresses": "Email Address,Confirmed,Primary,Updated On\nold@x.example,No,No,\n"
                "Mara@x.example,Yes,Yes,\n",
                "PhoneNumbers": "Extension,Number,Type\n,+33 1 99 00 12 34,Mobile\n",
            },
        )
    )

    (mara,) = [person for person in only(records, PersonRecord) if person.is_self]
    assert (mara.full_name, mara.headline, mara.notes) == ("Mara Lindqvist", "Packaging", "I make boxes.")
    assert mara.keys == ("linkedin:mara-lindqvist", "email:mara@x.example")
    assert [(each.organisation, each.kind, each.started, each.ended, each.is_current) for each in mara.positions] == [
        ("Nordworks", "work", "2020-03", "", True),
        ("Bluelabs", "work", "2012-08", "2020-02", False),
        ("Chalmers", "education", "2007", "2012", False),
    ]
    assert mara.interests == ["Writing", "Tea"]
    assert mara.extra == {"Location": "Lyon", "Languages": "Swedish (native or bilingual), French"}
    assert [(each.kind, each.value) for each in mara.points] == [
        ("url", "https://a.example"),
        ("url", "https://b.example"),
        ("handle", "maral"),
        ("email", "Mara@x.example"),
        ("phone", "+33 1 99 00 12 34"),
        ("url", f"{IN}mara-lindqvist"),
    ]
    assert [(each.month, each.day, each.year) for each in mara.occasions] == [(1, 29, None)]


def test_an_owner_without_a_profile_has_the_name_of_the_messages(tmp_path: Path):
    records = read(export(tmp_path, connections=CONNECTIONS, messages=messages(*TALK, ASIDE), Skills="Name\nWriting\n"))

    (mara,) = [person for person in only(records, PersonRecord) if person.is_self]
    assert (mara.full_name, mara.interests) == ("Mara Lindqvist", ["Writing"])


# Organisations, events, jobs, and what is left out


def test_companies_followed_events_and_applications_are_read(tmp_path: Path):
    records = read(
        export(
            tmp_path,
            connections=CONNECTIONS,
            follows="Organization,Followed On\nGlobex,Wed Jun 24 12:43:42 UTC 2026\n",
            Events="Event Name,Event Time,Status,External Url\n"
            '"Boxes, 2024","Apr 08, 2024 07:00 AM - Apr 08, 2024 05:00 PM",ATTENDING,https://e.example\n'
            'Missed,"Apr 09, 2024 07:00 AM - Apr 09, 2024 05:00 PM",RELINQUISHED,\n',
            applications="Application Date,Contact Email,Contact Phone Number,Company Name,Job Title,Job Url,"
            'Resume Name,Question And Answers\n"3/7/24, 2:22 PM",me@x.example,,Acme,Nurse,https://j.example/view/77,,\n',
            saved="Saved Date,Job Url,Job Title,Company Name\n9/1/26,https://j.example/1,Nurse,Acme\n",
        )
    )

    (globex,) = only(records, OrganisationRecord)
    assert (globex.name, globex.followed_on) == ("Globex", date(2026, 6, 24))
    (event,) = of_kind(records, "event")
    assert (event.summary, event.on, event.people) == ("Boxes, 2024", date(2024, 4, 8), [])
    (application,) = only(records, OpportunityRecord)
    assert (application.organisation, application.title, application.on) == ("Acme", "Nurse", date(2024, 3, 7))
    assert (application.kind, application.stage, application.source) == ("opening", "applied", "application")
    assert application.url == "https://j.example/view/77"
    assert application.source_key == "linkedin:application:77:2024-03-07"
    assert json.loads(only(records, KeptRecord)[0].raw)["Company Name"] == "Acme"


def test_what_is_not_about_people_is_left_out_one_reason_a_file(tmp_path: Path):
    names = ("Registration", "Receipts_v2", "Private_identity_asset", "Ad_Targeting", "Shares_622594202", "Surprise")

    records = read(export(tmp_path, connections=CONNECTIONS, **dict.fromkeys(names, "A,B\n1,2\n1,2\n")))

    assert [left.file for left in only(records, LeftRecord)] == [f"{name}.csv" for name in names]
    assert "does not know" in reasons(records)[-1]
    assert only(records, Refusal) == []


def test_articles_and_pictures_are_left_out_together(tmp_path: Path):
    path = tmp_path / "export.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("Connections.csv", CONNECTIONS)
        archive.writestr("__MACOSX/._Connections.csv", b"\x00\x05")
        for name in ("Articles/one.html", "Media/two.jpg"):
            archive.writestr(name, "...")

    records = read(Upload("export.zip", path))

    assert reasons(records) == ["2 files that are no tables, such as articles and pictures: left out."]
    assert only(records, Refusal) == []


def test_a_row_whose_date_cannot_be_read_is_refused_in_every_table(tmp_path: Path):
    applications = "Application Date,Company Name,Job Title\nsoon,Acme,Nurse\n"
    given = "First Name,Last Name,Text,Creation Date\nAna,Ruiz,Kind.,soon\n"
    endorsed = "Endorsement Date,Skill Name,Endorser First Name,Endorser Last Name\nsoon,Tea,Ana,Ruiz\n"
    invitations = "From,To,Sent At,Message,Direction\nAna Ruiz,Mara Lindqvist,soon,Hello,INCOMING\n"
    tables = {"applications": applications, "given": given, "endorsed": endorsed, "invitations": invitations}

    refused = only(read(export(tmp_path, connections=CONNECTIONS, **tables)), Refusal)

    assert {(each.file, each.line) for each in refused} == {(FILES[name], 2) for name in tables}
    assert all("'soon' is not a date" in each.reason for each in refused)


def test_a_table_that_cannot_be_read_does_not_stop_the_others(tmp_path: Path):
    records = read(export(tmp_path, connections=CONNECTIONS, messages="No conversations found\n"))

    assert len(others(records)) == 3
    assert [each.file for each in only(records, Refusal)] == ["messages.csv"]


def test_a_damaged_table_is_refused_and_the_others_are_read(tmp_path: Path):
    file = export(tmp_path, connections=CONNECTIONS, messages=messages(*TALK, ASIDE))
    with zipfile.ZipFile(file.path) as archive:
        start = archive.getinfo("messages.csv").header_offset + 30 + len("messages.csv")
    content = bytearray(file.path.read_bytes())
    content[start + 10 : start + 30] = b"?" * 20
    file.path.write_bytes(bytes(content))

    records = read(file)

    assert len(others(records)) == 3
    assert "damaged" in only(records, Refusal)[0].reason


# Which files are recognised


@pytest.mark.parametrize("folder", ["", "Basic_LinkedInDataExport_11-01-2026/"])
def test_a_whole_export_is_recognised_also_packed_again_in_a_folder(tmp_path: Path, folder: str):
    file = export(tmp_path, folder, connections=CONNECTIONS, Skills="Name\nTea\n")

    assert from_linkedin.recognises(file)
    assert len(others(read(file))) == 3


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("Connections.csv", CONNECTIONS),
        ("my people (1).csv", CONNECTIONS),
        ("MESSAGES.CSV", messages(*TALK)),
        ("Invitations.csv", INVITATIONS_HEADER),
        ("a.csv", INVITATIONS_HEADER),
    ],
)
def test_the_main_tables_are_recognised_alone_whatever_their_name(tmp_path: Path, name: str, content: str):
    assert from_linkedin.recognises(upload(tmp_path / name, content))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("contacts.csv", "First Name,Last Name,E-mail Address\nAna,Ruiz,\n"),
        ("Skills.csv", "Name\nTea\n"),
        ("mail.csv", "From,To,Date,Content\n"),
        ("Connections.txt", CONNECTIONS),
        ("Connections.csv", ""),
        ("Connections.csv", b"\x89PNG\r\n\x1a\n\x00\x01"),
    ],
)
def test_other_files_are_not_taken_for_linkedins(tmp_path: Path, name: str, content: str | bytes):
    assert not from_linkedin.recognises(upload(tmp_path / name, content))


def test_another_zip_is_not_taken_for_an_export(tmp_path: Path):
    assert not from_linkedin.recognises(export(tmp_path, people="Name\nAna\n", notes="Text\nx\n"))


def test_a_hostile_zip_is_refused_in_words(tmp_path: Path):
    with pytest.raises(BadFile, match="outside itself"):
        from_linkedin.recognises(export(tmp_path, "../", connections=CONNECTIONS))


# Whole exports


def test_reading_twice_gives_the_same_records_with_different_source_keys(tmp_path: Path):
    make_linkedin.write_export(tmp_path / "export.zip", connections=200, messages=1_000, seed=3)
    file = Upload("export.zip", tmp_path / "export.zip")

    records = read(file)

    assert records == read(file)
    keys = [each.source_key for each in only(records, InteractionRecord)]
    assert all(keys)
    assert len(set(keys)) == len(keys)


def test_every_message_of_an_export_is_counted_once_or_left_out(tmp_path: Path):
    make_linkedin.write_export(tmp_path / "export.zip", connections=200, messages=1_000, seed=3)

    records = read(Upload("export.zip", tmp_path / "export.zip"))

    counted = sum(each.sent + each.received for each in of_kind(records, "message"))
    left = [reason for left in only(records, LeftRecord) if left.file == "messages.csv" for reason in [left.reason]]
    drafts = left.count("A draft that was never sent.")
    inside = sum(int(reason.partition("(")[2].split()[0]) for reason in left if "(" in reason)
    with zipfile.ZipFile(tmp_path / "export.zip") as archive:
        rows = archive.read("messages.csv").decode().count(' UTC","')
    assert counted + drafts + inside == rows
    assert only(records, Refusal) == []


def test_every_header_of_a_real_export_is_understood(tmp_path: Path):
    headers = Path(os.environ.get("KITH_SHARED", "../shared")) / "data/contacts-csv/linkedin-headers.txt"
    if not headers.exists():
        pytest.skip(f"{headers} is not there: set KITH_SHARED to the folder with the shared data.")
    tables = {}
    for line in headers.read_text().splitlines()[1:]:
        name, _, header = line.partition(".csv: ")
        tables[name] = header.rpartition("   [")[0] + "\n"

    records = read(export(tmp_path, **tables))

    assert only(records, Refusal) == []
    unknown = [left.file for left in only(records, LeftRecord) if "does not know" in left.reason]
    assert unknown == []
