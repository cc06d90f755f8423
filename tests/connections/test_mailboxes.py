"""A standing mailbox, on a real Dovecot."""

from __future__ import annotations

import datetime
import tempfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from kith.connections import actions
from kith.connections.models import Connection
from kith.imports import actions as imports
from kith.imports.models import Import, MessageMark
from kith.interactions.models import Interaction
from kith.people.models import Person
from kith.suggestions.models import Suggestion
from tests import make
from tests.connections import dovecot
from tests.connections.dovecot import PASSWORD, USER, Mailserver
from tests.make import NOW

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(dovecot.DOVECOT is None, reason="no Dovecot on this machine"),
]
ME, ANA = f"Ada <{USER}>", "Ana Ruiz <ana@acme.example>"


@pytest.fixture
def place() -> Iterator[Path]:
    """A directory that Dovecot's own user may enter, with a path short enough for its sockets."""
    with tempfile.TemporaryDirectory(prefix="kith-") as name:
        Path(name).chmod(0o755)
        yield Path(name)


@pytest.fixture
def server(place) -> Iterator[Mailserver]:
    with dovecot.running(place) as found:
        yield found


@pytest.fixture
def mailbox(ada, settings, server):
    """Return a connection to the server, by way of a port."""

    def connect(port: int | None = None, **fields) -> Connection:
        used = port or server.port
        settings.INSIDE = (f"127.0.0.1:{used}",)
        known = {"name": "Mail", "host": "127.0.0.1", "port": used, "security": "none", "username": USER}
        return actions.connect(ada, "mailbox", secret=PASSWORD, now=NOW, **{**known, **fields})

    return connect


@pytest.fixture
def ana(ada) -> Person:
    return make.person(ada, "Ana Ruiz", points=[make.email("ana@acme.example")])


def fill(server: Mailserver, count: int) -> None:
    """So many letters, two thirds from Ana and one third to her, two in a thread."""
    for number in range(count):
        thread = f"<INBOX.{number - number % 3}@mail.example>"
        if number % 3 == 2:
            server.deliver(number, "Gesendet", From=ME, To=ANA, Subject="Plan", References=thread)
        else:
            server.deliver(number, From=ANA, To=ME, Subject="Plan", References=thread)
    server.owned()


def counted(ada) -> tuple[int, int, int]:
    """Interactions, and how many letters were sent and received in them."""
    rows = list(Interaction.objects.visible_to(ada).values_list("sent", "received"))
    return len(rows), sum(sent for sent, _received in rows), sum(received for _sent, received in rows)


def test_letters_become_touches_and_nothing_in_the_mailbox_changes(ada, ana, server, mailbox):
    fill(server, 9)
    connection = mailbox()

    actions.check(connection.pk, now=NOW)

    connection.refresh_from_db()
    assert connection.problem == ""
    touches = Interaction.objects.visible_to(ada)
    assert {(touch.kind, touch.summary) for touch in touches} == {("email", "Plan")}
    assert counted(ada)[1:] == (3, 6)
    assert MessageMark.objects.visible_to(ada).count() == 9
    unread = [path for path in (server.place / "mail").rglob("new/*") if path.is_file()]
    assert len(unread) == 9, "nothing is marked as read, nor even as seen"


def test_looking_again_finds_only_what_is_new(ada, ana, server, mailbox):
    fill(server, 3)
    connection = mailbox()
    actions.check(connection.pk, now=NOW)
    actions.check(connection.pk, now=NOW + timedelta(hours=1))
    assert Import.objects.visible_to(ada).count() == 1

    server.deliver(100, From=ANA, To=ME, Subject="News")
    server.owned()
    actions.check(connection.pk, now=NOW + timedelta(hours=2))

    assert Import.objects.visible_to(ada).count() == 2
    assert counted(ada)[1:] == (1, 3)


def test_spam_is_not_looked_at_and_lists_count_for_nothing(ada, ana, server, mailbox):
    server.deliver(1, "Junk", From=ANA, To=ME, Subject="Win")
    server.deliver(2, **{"From": ANA, "To": ME, "Subject": "Digest", "List-Id": "<all.acme.example>"})
    server.owned()
    connection = mailbox()

    actions.check(connection.pk, now=NOW)

    assert counted(ada) == (0, 0, 0)
    assert "Junk" not in Connection.objects.get(pk=connection.pk).state


@pytest.mark.parametrize("size", [3_000, 150_000])
def test_a_line_that_breaks_loses_nothing_and_doubles_nothing(ada, ana, server, mailbox, settings, size):
    fill(server, 1_200)
    with dovecot.cut_after(server.port, size) as port:
        connection = mailbox(port)
        actions.check(connection.pk, now=NOW)
    connection.refresh_from_db()
    assert "was lost" in connection.problem
    before = counted(ada)[1:]
    assert sum(before) < 1_200

    settings.INSIDE = (f"127.0.0.1:{server.port}",)
    actions.change(connection, port=server.port, now=NOW)
    actions.check(connection.pk, now=NOW)

    connection.refresh_from_db()
    assert connection.problem == ""
    assert counted(ada)[1:] == (400, 800)
    assert MessageMark.objects.visible_to(ada).count() == 1_200


def test_letters_are_read_whole_only_where_the_user_says_so(ada, ana, server, mailbox):
    text = "The plan is fine.\n\n-- \nAna Ruiz\nHead of Research, Bolt GmbH\n+49 151 12345678\n"
    server.deliver(1, text=text, From=ANA, To=ME, Subject="Plan")
    server.owned()

    actions.check(mailbox().pk, now=NOW)
    assert [each.notes for each in Interaction.objects.visible_to(ada)] == [""]
    assert not Suggestion.objects.visible_to(ada).exists()

    actions.check(mailbox(reads_whole=True).pk, now=NOW)
    assert [each.notes for each in Interaction.objects.visible_to(ada)] == ["Ana: The plan is fine."]
    found = {each.facts.get("value") or each.facts["title"] for each in Suggestion.objects.visible_to(ada)}
    assert {"Head of Research", "+49 1511 2345678"} <= found


def test_a_letter_that_cannot_be_understood_is_refused_by_name_and_the_others_come(ada, ana, server, mailbox):
    fill(server, 3)
    (server.place / "mail" / "new" / "1700000099.x.host").write_bytes(b"Subject: no sender\n\nHello\n")
    server.owned()

    actions.check(mailbox().pk, now=NOW)

    [brought] = Import.objects.visible_to(ada)
    assert [(each["file"], each["line"] > 0) for each in brought.summary["refused"]] == [("Mail, INBOX", True)]
    assert sum(counted(ada)[1:]) == 3


def test_a_folder_that_was_made_anew_is_read_again_without_doubles(ada, ana, server, mailbox):
    fill(server, 6)
    connection = mailbox()
    actions.check(connection.pk, now=NOW)
    before = counted(ada)
    connection.refresh_from_db()
    state = {name: [validity - 1, last] for name, (validity, last) in connection.state.items()}
    Connection.objects.filter(pk=connection.pk).update(state=state)

    actions.check(connection.pk, now=NOW)

    assert counted(ada) == before
    assert Import.objects.visible_to(ada).count() == 1


def test_what_a_look_brought_can_be_taken_back(ada, ana, server, mailbox):
    fill(server, 6)
    connection = mailbox()
    actions.check(connection.pk, now=NOW)
    [brought] = Import.objects.visible_to(ada)

    imports.undo(brought.pk, now=NOW)

    assert counted(ada) == (0, 0, 0)
    assert MessageMark.objects.visible_to(ada).count() == 0


def test_a_wrong_password_is_said_in_words_and_kept_out_of_them(ada, server, mailbox):
    connection = mailbox()
    actions.change(connection, secret="wrong one", now=NOW)

    actions.check(connection.pk, now=NOW)

    connection.refresh_from_db()
    assert "does not accept this user name and password" in connection.problem
    assert "wrong one" not in connection.problem
    assert "wrong one" not in connection.secret


def test_no_password_goes_over_an_open_line_to_the_world(ada, settings):
    settings.INSIDE = ()
    connection = actions.connect(
        ada, "mailbox", secret=PASSWORD, now=NOW, name="Mail", host="127.0.0.1", port=9, security="none", username=USER
    )
    actions.check(connection.pk, now=NOW)
    connection.refresh_from_db()
    assert "over an open line" in connection.problem


def test_after_failures_kith_waits_longer_and_longer_up_to_a_day(ada, settings):
    settings.INSIDE = ()
    connection = actions.connect(ada, "mailbox", secret="x", now=NOW, name="Mail", host="127.0.0.1", username=USER)
    waits, now = [], NOW
    for _ in range(8):
        actions.check(connection.pk, now=now)
        connection.refresh_from_db()
        waits.append(connection.next_check_at - now)
        now = connection.next_check_at
    assert waits[0] == timedelta(hours=1)
    assert waits == sorted(waits)
    assert waits[-1] == timedelta(hours=24)


def test_two_workers_do_not_look_at_once(ada, ana, server, mailbox):
    fill(server, 3)
    connection = mailbox()
    Connection.objects.filter(pk=connection.pk).update(held_until=NOW + timedelta(minutes=1))

    actions.check(connection.pk, now=NOW)
    assert counted(ada) == (0, 0, 0)

    actions.check(connection.pk, now=NOW + timedelta(minutes=2))
    assert sum(counted(ada)[1:]) == 3


@pytest.mark.real_clock  # a certificate's days are the machine's
def test_a_certificate_is_trusted_only_if_somebody_known_signed_it(ada, ana, place, settings, monkeypatch):
    certificate = self_signed(place)
    with dovecot.running(place, certificate) as server:
        fill(server, 3)
        settings.INSIDE = (f"localhost:{server.tls_port}",)
        connection = actions.connect(
            ada, "mailbox", secret=PASSWORD, now=NOW, name="Mail", host="localhost", port=server.tls_port, username=USER
        )
        actions.check(connection.pk, now=NOW)
        connection.refresh_from_db()
        assert "cannot be trusted" in connection.problem

        monkeypatch.setenv("SSL_CERT_FILE", str(certificate[0]))
        actions.check(connection.pk, now=NOW)
        connection.refresh_from_db()
        assert connection.problem == ""
        assert sum(counted(ada)[1:]) == 3


def self_signed(place: Path) -> tuple[Path, Path]:
    """A certificate for localhost that nobody signed but itself, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    files = place / "certificate.pem", place / "key.pem"
    files[0].write_bytes(made.public_bytes(serialization.Encoding.PEM))
    encoding, form = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
    files[1].write_bytes(key.private_bytes(encoding, form, serialization.NoEncryption()))
    return files
