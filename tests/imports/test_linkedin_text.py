"""The words of a message, without the HTML."""

import pytest

from kith.imports.linkedin_text import MAX_CHARACTERS, plain_text
from tests.patience import within


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Hi\n\nthere", "Hi\n\nthere"),
        ("<p>Hi <b>you</b></p><p>there</p>", "Hi you\nthere"),
        ("one<br/>two", "one\ntwo"),
        ("<p>x</p><script>alert(1)</script><style>p{}</style>", "x"),
        ("<p>Tea &amp; cake</p>", "Tea & cake"),
        ("Tea &amp; cake &#128512;", "Tea & cake 😀"),
        ("?a=1&copy=2 R&D 2 < 3", "?a=1&copy=2 R&D 2 < 3"),
        ("Bo <bo@mail.example>", "Bo <bo@mail.example>"),
        ("<p>Bo <bo@mail.example></p>", "Bo <bo@mail.example>"),
    ],
)
def test_only_markup_is_taken_out(text: str, words: str):
    assert plain_text(text) == words


@pytest.mark.parametrize("broken", ["<a b='", "<!--", "<a", "</", "<?", "<![CDATA["])
def test_broken_markup_is_read_quickly(broken: str):
    with within():
        plain_text("<p>" + broken * (MAX_CHARACTERS // len(broken)))


def test_a_text_has_an_end():
    assert len(plain_text("x" * 100_000)) == MAX_CHARACTERS
