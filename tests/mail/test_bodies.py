"""The plain text of a message."""

import base64

import pytest

from kith.mail.bodies import text_in, unquoted
from kith.mail.mboxes import split_message
from tests.patience import within


def text(raw: str | bytes) -> str:
    data = raw if isinstance(raw, bytes) else raw.encode()
    message = split_message(data, 1, len(data))
    return text_in(message.head, message.body)


PARTS = 'Content-Type: multipart/alternative; boundary="b"\n\nignore\n--b\nContent-Type: text/{}\n\n{}\n--b--\nignore'


def test_a_message_without_a_type_is_plain_text():
    assert text("From: a\n\nHello\n") == "Hello"


def test_the_plain_part_is_taken_before_the_marked_up_one():
    both = 'Content-Type: multipart/alternative; boundary="b"\n\n--b\nContent-Type: text/html\n\n<p>Hi\n--b\n\nHello\n--b--'

    assert text(both) == "Hello"


def test_marked_up_text_is_read_as_its_words():
    page = "<html><head><title>x</title><style>p {color: red}</style></head><body><!-- no --><p>Gr&uuml;&szlig;e,<br>Ana</p>"

    assert text(PARTS.format("html", page)) == "Grüße,\nAna"


def test_transfer_encodings_and_charsets_are_undone():
    latin = b"Content-Type: text/plain; charset=iso-8859-1\nContent-Transfer-Encoding: quoted-printable\n\nGr=FC=DFe aus =\nK=F6ln"
    coded = base64.encodebytes("Grüße, auch länger als eine Zeile, damit es umbricht".encode())

    assert text(latin) == "Grüße aus Köln"
    assert text(b"Content-Transfer-Encoding: base64\n\n" + coded).startswith("Grüße, auch länger")
    assert text(b"Content-Transfer-Encoding: base64\n\n" + coded[:41]).startswith("Grüße, auch länge")


def test_attachments_and_forwarded_messages_are_no_text_of_the_letter():
    assert text("Content-Type: text/plain\nContent-Disposition: attachment; filename=a.txt\n\nHello") == ""
    assert text("Content-Type: message/rfc822\n\nFrom: a\n\nHello") == ""
    assert text("Content-Type: image/png\n\nxx") == ""


@pytest.mark.parametrize(
    "quote",
    [
        "On Mon, 4 May 2026 at 10:00, Ana Ruiz <ana@acme.example> wrote:\n> Lunch?",
        "On Mon, 4 May 2026 at 10:00, Ana Ruiz\n<ana@acme.example> wrote:\n\n> Lunch?",
        "Am 04.05.2026 um 10:00 schrieb Ana Ruiz:\n> Lunch?",
        "Le lun. 4 mai 2026 à 10:00, Ana Ruiz <ana@acme.example> a écrit :\n> Lunch?",
        "El lun, 4 may 2026 a las 10:00, Ana Ruiz escribió:\n> Lunch?",
        "-----Original Message-----\nFrom: Ana\nLunch?",
        "________________________________\nFrom: Ana\nLunch?",
        "Von: Ana Ruiz\nGesendet: Montag, 4. Mai 2026 10:00\nAn: Ada\nLunch?",
        "> Lunch?",
    ],
)
def test_what_is_quoted_is_cut_off(quote):
    assert unquoted(f"Gladly.\n\n{quote}\n") == "Gladly."


def test_words_that_only_look_like_a_quote_stay():
    prose = "On Monday I wrote to Ben.\nFrom: here on\nAm I late?"

    assert unquoted(prose) == prose


@pytest.mark.parametrize(
    "piece",
    ["<style", "<!--", "<", "</p>", "On Monday x wrote y ", "On wrote: \n", "---", ">", "\n", "--b\nContent-Type: multipart/mixed; boundary=b\n\n", "&#", "_", "=", "From: abc\n"],
)  # fmt: skip
def test_no_body_takes_long_to_read(piece):
    raw = f'Content-Type: multipart/mixed; boundary="b"\n\n--b\nContent-Type: text/html\n\n{piece * (250_000 // len(piece))}'

    with within():
        text(raw)
        text(raw.replace("text/html", "text/plain"))


def test_parts_within_parts_end_somewhere():
    deep = "".join(f"Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n" for n in range(20_000))

    assert text(deep) == ""
