"""Address lists of mail headers."""

import pytest

from kith.mail.addresses import mailboxes, spoken_name, untagged
from tests.patience import within


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("ana@acme.example", [("", "ana@acme.example")]),
        ("Ana Ruiz <Ana@Acme.example>", [("Ana Ruiz", "ana@acme.example")]),
        ('"Ruiz, Ana" <ana@acme.example>, Ben <ben@x.example>', [("Ruiz, Ana", "ana@acme.example"), ("Ben", "ben@x.example")]),
        ("ana@acme.example (Ana (the first) Ruiz)", [("Ana (the first) Ruiz", "ana@acme.example")]),
        ('"Ana \\"Nan\\" Ruiz" <ana@acme.example>', [('Ana "Nan" Ruiz', "ana@acme.example")]),
        ("=?UTF-8?Q?Ruiz=2C_Ana?= <ana@acme.example>", [("Ruiz, Ana", "ana@acme.example")]),
        ("undisclosed-recipients:;", []),
        ("Team: ana@a.example, Ben <ben@b.example>;, cy@c.example", [("", "ana@a.example"), ("Ben", "ben@b.example"), ("", "cy@c.example")]),
        ("Ana <ana@acme.example; Ben <ben@x.example>", [("Ana", "ana@acme.example"), ("Ben", "ben@x.example")]),
        ("<mailto:ana@acme.example>", [("", "ana@acme.example")]),
        ("'ana@acme.example' <ana@acme.example>", [("ana@acme.example", "ana@acme.example")]),
        ("Barry <>", []),
        ("foo", []),
        ("", []),
        ("ana@acme.example, ANA@acme.example", [("", "ana@acme.example")]),
        ("Ana <ana@[10.0.0.1]>", [("Ana", "ana@[10.0.0.1]")]),
        ("=?iso-8859-1?Q?M=FCller,_J=F6rg?= <jm@acme.example>, Ben <ben@x.example>", [("Müller, Jörg", "jm@acme.example"), ("Ben", "ben@x.example")]),
        ("=?utf-8?Q?Ana_=3Cana=40acme.example=3E?=", [("Ana", "ana@acme.example")]),
        ("<@mx1.example,@mx2.example:ana@acme.example>, Ben <@a:ben@x.example>", [("", "ana@acme.example"), ("Ben", "ben@x.example")]),
        ('"Ana" <<ana@acme.example>>', [("Ana", "ana@acme.example")]),
        ("José Núñez <josé@correo.example>", [("José Núñez", "josé@correo.example")]),
        ("Ana Ruiz </O=ACME/OU=EXCHANGE/CN=ANA>", []),
    ],
)  # fmt: skip
def test_everybody_with_an_address_is_found(text, found):
    assert [tuple(box) for box in mailboxes(text)] == found


@pytest.mark.parametrize(
    "piece", ["<", '"', "(", "\\", "a@", "=?", ", ", " ", "a<b", ":;", '"\\', "=?utf-8?q?", "<@a", "=?a?q?,?="]
)
def test_no_list_takes_long_to_read(piece):
    with within():
        mailboxes(piece * (200_000 // len(piece)))


def test_a_tag_of_an_address_is_left_out():
    assert untagged("ana+lists@acme.example") == "ana@acme.example"
    assert untagged("+1555@acme.example") == "+1555@acme.example"


@pytest.mark.parametrize(
    ("name", "address", "spoken"),
    [
        ("Ruiz, Ana", "ar@acme.example", "Ana Ruiz"),
        ("'Ana Ruiz'", "ar@acme.example", "Ana Ruiz"),
        ("Ana  Ruiz", "ar@acme.example", "Ana Ruiz"),
        ("Acme, Inc., Sales", "ar@acme.example", "Acme, Inc., Sales"),
        ("ar@acme.example", "ana.ruiz@acme.example", "Ana Ruiz"),
        ("", "ar@acme.example", "ar@acme.example"),
        ("", "ana.ruiz2@acme.example", "ana.ruiz2@acme.example"),
    ],
)
def test_people_are_called_by_their_name(name, address, spoken):
    assert spoken_name(name, address) == spoken
