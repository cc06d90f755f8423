"""Bytes of mail as text."""

import pytest

from kith.mail.texts import decoded, text_of


@pytest.mark.parametrize(
    ("raw", "meant"),
    [
        ("=?UTF-8?Q?Ana_Ru=C3=ADz?=", "Ana Ruíz"),
        ("=?utf-8?B?w6TDtsO8?=", "äöü"),
        ("=?iso-8859-1?q?J=F6rg?= Weber", "Jörg Weber"),
        ("=?windows-1252?Q?it=92s?=", "it’s"),
        ("=?UTF-8?Q?Caf=C3?= =?UTF-8?Q?=A9?=", "Café"),
        ("=?UTF-8?Q?one?= =?UTF-8?Q?_two?= three", "one two three"),
        ("=?iso-2022-jp?B?GyRCRnxLXBsoQg==?=", "日本"),
        ("=?utf-8*en?q?Anne?=", "Anne"),
        ("plain words", "plain words"),
    ],
)
def test_encoded_words_are_read_as_what_they_mean(raw, meant):
    assert decoded(raw) == meant


@pytest.mark.parametrize(
    "raw",
    ["=?utf-8?B?!!!?=", "=?no-such-charset?Q?abc?=", "=?idna?Q?xn--?=", "=?zlib?B?eJw=?=", "=?utf-8?Q?abc", "=??Q?a?="],
)
def test_broken_encoded_words_never_fail(raw):
    assert isinstance(decoded(raw), str)


def test_bytes_that_are_no_utf8_are_taken_for_cp1252():
    assert text_of("Jörg “Weber”".encode("cp1252")) == "Jörg “Weber”"
    assert text_of("Jörg".encode()) == "Jörg"


def test_a_charset_that_does_not_fit_is_not_believed():
    assert text_of("Grüße".encode(), "us-ascii") == "Grüße"
    assert text_of("Grüße".encode(), "unknown-8bit") == "Grüße"
    assert text_of("안녕".encode("cp949"), "ks_c_5601-1987") == "안녕"
    assert text_of(b"abc", "x\0y") == "abc"
    assert text_of(b"+2AA-", "utf-7") == "+2AA-"
