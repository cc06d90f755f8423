"""Reading the header of a message."""

from datetime import UTC, datetime

import pytest

from kith.mail.headers import letter_of, read_letter
from kith.mail.letters import BadLetter, Mailbox, Reason

WHEN = "Fri, 4 May 2001 14:05:44 -0400"


def header(**fields: str) -> bytes:
    """Return a header; an underscore stands for a hyphen. Without a word to the contrary it is from Ana to me."""
    all_ = {"From": "Ana Ruiz <ana@acme.example>", "To": "me@post.example", "Date": WHEN, "Subject": "Lunch", **fields}
    return "".join(f"{name.replace('_', '-')}: {value}\n" for name, value in all_.items() if value).encode()


def test_a_letter_says_who_wrote_to_whom_and_when():
    letter = letter_of(header(Cc='"Ben" <ben@x.example>', Message_ID="<a1@acme.example>", Subject="Re: AW: Lunch"))

    assert letter.sender == Mailbox("Ana Ruiz", "ana@acme.example")
    assert [box.address for box in letter.to] == ["me@post.example", "ben@x.example"]
    assert letter.at == datetime(2001, 5, 4, 18, 5, 44, tzinfo=UTC)
    assert letter.message_id == "a1@acme.example"
    assert letter.subject == "Lunch"
    assert letter.left_out is None


def test_folded_lines_and_line_ends_of_windows_make_no_difference():
    folded = header(Subject="A long\n  subject", References="<r1@x>\n\t<r2@x>")

    assert letter_of(folded.replace(b"\n", b"\r\n")) == letter_of(folded)
    assert letter_of(folded).subject == "A long subject"


def test_raw_bytes_in_a_header_are_read():
    raw = header(Subject="SUBJECT", From="NAME <j@x.example>")

    latin = letter_of(raw.replace(b"SUBJECT", "Grüße".encode("cp1252")).replace(b"NAME", "Jörg".encode()))

    assert (latin.subject, latin.sender.name) == ("Grüße", "Jörg")


def test_all_answers_are_of_the_thread_of_the_first_letter():
    first = letter_of(header(Message_ID="<one@x>"))
    answer = letter_of(header(Message_ID="<two@x>", In_Reply_To="<one@x>"))
    later = letter_of(header(Message_ID="<three@x>", References="<one@x> <two@x>", In_Reply_To="<two@x>"))
    other = letter_of(header(Message_ID="<four@x>"))

    assert first.thread == answer.thread == later.thread != other.thread
    assert len({each.mark for each in (first, answer, later, other)}) == 4
    assert len(first.mark) == len(first.thread) == 16


def test_a_message_without_an_id_is_known_by_what_it_says():
    assert letter_of(header()).mark == letter_of(header()).mark
    assert letter_of(header()).mark != letter_of(header(Subject="Dinner")).mark


def test_without_a_date_the_last_post_office_tells_the_moment():
    letter = letter_of(header(Date="", Received=f"from a by b;\n\t{WHEN}"))

    assert letter.at == datetime(2001, 5, 4, 18, 5, 44, tzinfo=UTC)


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"From": "foo"}, "from which address"),
        ({"Date": ""}, "has no date"),
        ({"Date": "some day"}, "“some day”"),
        ({"X-Long": "x" * 300_000}, "longer than 256 KB"),
        ({"To": ", ".join(f"p{n}@x.example" for n in range(2_500))}, "more than 2,000 recipients"),
    ],
)
def test_a_message_that_cannot_be_understood_is_refused_by_name(fields, why):
    with pytest.raises(BadLetter, match=why):
        letter_of(header(**fields))
    assert read_letter(header(**fields)) is None


def test_sent_mail_is_known_by_its_folder_or_label():
    assert letter_of(header(), "INBOX.Sent").is_sent
    assert letter_of(header(), labels=["\\Sent"]).is_sent
    assert letter_of(header(X_Gmail_Labels="Opened,Sent")).is_sent
    assert letter_of(header(X_Gmail_Labels="=?UTF-8?Q?Messages_envoy=C3=A9s,Ouvert?=")).is_sent
    assert not letter_of(header(), "Inbox").is_sent


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"List_Id": "<dev.acme.example>"}, Reason.LIST),
        ({"List_Unsubscribe": "<https://acme.example/u>"}, Reason.LIST),
        ({"Precedence": "bulk"}, Reason.LIST),
        ({"X_BeenThere": "dev@lists.example"}, Reason.LIST),
        ({"List_Help": "<mailto:LISTSERV@uni.example>"}, Reason.LIST),
        ({"Auto_Submitted": "auto-replied"}, Reason.AUTOMATIC),
        ({"Auto_Submitted": "no"}, None),
        ({"Return_Path": "<>"}, Reason.AUTOMATIC),
        ({"Return_Path": "<ana@acme.example>"}, None),
        ({"Content_Type": "multipart/report; report-type=delivery-status"}, Reason.AUTOMATIC),
        ({"X_Spam_Flag": "YES"}, Reason.SPAM),
        ({"X_Gmail_Labels": "Spam,Unread"}, Reason.SPAM),
        ({"X_Gmail_Labels": "Papierkorb"}, Reason.BIN),
        ({"X_Gmail_Labels": "Chat"}, Reason.CHAT),
        ({"X_Gmail_Labels": "Entwürfe"}, Reason.DRAFT),
        ({"X_Mozilla_Status": "0009"}, Reason.BIN),
        ({"X_Mozilla_Status": "0001"}, None),
        ({"X_Mozilla_Status": "read"}, None),
        ({"To": ", ".join(f"p{n}@x.example" for n in range(20))}, None),
        ({"To": ", ".join(f"p{n}@x.example" for n in range(21))}, Reason.CROWD),
        ({"From": "Shop <no-reply@shop.example>"}, Reason.NO_REPLY),
        ({"From": "orders+noreply@shop.example"}, Reason.NO_REPLY),
        ({"From": "DoNotReply@shop.example"}, Reason.NO_REPLY),
        ({"From": "bounces+17-ada=x@mail.example"}, Reason.NO_REPLY),
        ({"From": "dev-request@lists.example"}, Reason.NO_REPLY),
        ({"From": "owner-dev@lists.example"}, Reason.NO_REPLY),
        ({"From": "owner@restaurant.example"}, None),
        ({"From": "jo.owner@acme.example"}, None),
        ({"From": "Nora Replyson <nora.replyson@x.example>"}, None),
        ({"From": "Newsome <newsome@x.example>"}, None),
        ({"From": "Alerta Ruiz <alerta.ruiz@x.example>"}, None),
    ],
)
def test_what_counts_for_nothing_is_known_by_its_header(fields, reason):
    assert letter_of(header(**fields)).left_out == reason


def test_where_it_was_delivered_to_is_kept():
    assert letter_of(header(Delivered_To="Me@Post.example")).delivered_to == "me@post.example"
    assert letter_of(header(List_Post="<mailto:dev@acme.example>")).list_address == "dev@acme.example"
    assert letter_of(header(List_Id="Dev <dev.lists.acme.example>")).list_address == "dev@lists.acme.example"
    assert letter_of(header(List_Id="<news>")).list_address == ""
