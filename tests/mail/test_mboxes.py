"""Cutting an mbox into messages."""

import io

import pytest

from kith.mail import mboxes
from kith.mail.mboxes import begins_mbox, messages, split_message

FROM = b"From ana@acme.example Mon Jan  1 10:00:00 2024\n"
ONE = b"From: a@x\nSubject: one\n\nHello\n\n"
TWO = b"From: b@x\nSubject: two\n\nHello again\n\n"


def cut(data: bytes, body_bytes: int = 0):
    return list(messages(io.BytesIO(data), body_bytes))


def subjects(data: bytes) -> list[bytes]:
    return [message.head.rpartition(b"Subject: ")[2].strip() for message in cut(data)]


def test_each_message_begins_after_a_line_from():
    found = cut(FROM + ONE + FROM + TWO, body_bytes=100)

    assert [message.line for message in found] == [1, 7]
    assert [message.body.strip() for message in found] == [b"Hello", b"Hello again"]
    assert found[0].head == FROM + b"From: a@x\nSubject: one"


def test_bodies_are_not_kept_unless_they_are_asked_for():
    assert [message.body for message in cut(FROM + ONE + FROM + TWO)] == [b"", b""]


def test_line_ends_of_windows_make_no_difference():
    found = cut((FROM + ONE + FROM + TWO).replace(b"\n", b"\r\n"), body_bytes=100)

    assert [message.line for message in found] == [1, 7]
    assert [message.body.strip() for message in found] == [b"Hello", b"Hello again"]


def test_a_line_from_within_a_letter_begins_no_message():
    prose = b"From: a@x\nSubject: one\n\nDear Ben,\n\nFrom here it is far.\nFrom there too: very.\n>From us\n\n"

    assert subjects(FROM + prose + FROM + TWO) == [b"one", b"two"]


def test_a_missing_empty_line_before_a_dated_line_from_is_forgiven():
    assert subjects(FROM + ONE.rstrip() + b"\n" + FROM + TWO) == [b"one", b"two"]


def test_thunderbirds_lines_from_are_known():
    mark = b"From - Mon Jan 01 10:00:00 2024\n"

    assert subjects(mark + b"X-Mozilla-Status: 0001\n" + ONE + mark + TWO) == [b"one", b"two"]


@pytest.mark.parametrize("block", [4100, mboxes.BLOCK])
def test_the_length_that_a_message_says_it_has_is_believed_if_it_holds(monkeypatch: pytest.MonkeyPatch, block: int):
    monkeypatch.setattr(mboxes, "BLOCK", block)
    inner = b"Look:\n\n" + FROM + TWO + b"x" * 9_000 + b"\n"
    honest = b"From: a@x\nContent-Length: %d\nSubject: one\n\n" % len(inner) + inner + b"\n"

    assert subjects(FROM + honest + FROM + TWO) == [b"one", b"two"]
    assert subjects(FROM + honest) == [b"one"]


@pytest.mark.parametrize("length", [b"7", b"70", b"9999999", b"999999999999", b"0"])
def test_a_length_that_does_not_hold_is_not_believed(length: bytes):
    lying = b"From: a@x\nContent-Length: " + length + b"\nSubject: one\n\nHello\n\n"

    assert subjects(FROM + lying + FROM + TWO + FROM + ONE) == [b"one", b"two", b"one"]


@pytest.mark.parametrize("block", [7, 64, 4096, 8192])
def test_where_the_blocks_end_makes_no_difference(monkeypatch: pytest.MonkeyPatch, block: int):
    data = b"\xef\xbb\xbf\n\n" + b"".join(FROM + ONE + b"x" * (700 * n) + b"\n\n" for n in range(20))
    whole = cut(data, 50)

    monkeypatch.setattr(mboxes, "BLOCK", block)

    assert cut(data, 50) == whole
    assert len(whole) == 20


def test_of_a_huge_message_only_the_beginning_is_held(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(mboxes, "BLOCK", 4096)
    monkeypatch.setattr(mboxes, "LONGEST_HEADER", 2000)
    huge = FROM + ONE + b"0123456789\n" * 20_000 + b"\n"

    found = cut(huge + FROM + TWO, body_bytes=30)

    assert [len(message.body) for message in found] == [30, 13]
    assert found[1].line == huge.count(b"\n") + 1


def test_a_header_that_does_not_end_is_cut():
    message = cut(FROM + b"X: " + b"y" * 10_000_000 + b"\n\n" + FROM + TWO)

    assert [each.is_cut for each in message] == [True, False]
    assert len(message[0].head) <= 300_000


def test_what_is_no_mailbox_is_known_as_such():
    assert begins_mbox(FROM + ONE)
    assert begins_mbox(b"\xef\xbb\xbf\r\n" + FROM + ONE)
    assert not begins_mbox(b"From here it is far,\nand no mistake.")
    assert not begins_mbox(b"")
    assert cut(b"") == []


def test_a_message_by_itself_is_split_where_its_header_ends():
    assert split_message(b"From: a\n\nbody", 1, 10)[1:3] == (b"From: a", b"body")
    assert split_message(b"From: a\r\n\r\nbody", 1, 10)[1:3] == (b"From: a\r", b"body")
    assert split_message(b"\nbody", 1, 10)[1:3] == (b"", b"body")
    assert split_message(b"From: a", 1, 10)[1:3] == (b"From: a", b"")
