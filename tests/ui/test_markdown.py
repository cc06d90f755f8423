"""Markdown of members as HTML that cannot harm whoever reads it."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from django.template import Context, Template

from kith.ui.markdown import MAX_LENGTH, to_html
from tests.patience import within

HARMLESS_TAGS = {"p", "br", "strong", "em", "s", "a", "ul", "ol", "li", "blockquote", "code", "pre", "hr"}
HOSTILE = [
    "[a](javascript:alert(1))",
    "[a](JaVa\tScRiPt:alert(1))",
    "[a](&#106;avascript:alert(1))",
    "[a](<java\nscript:alert(1)>)",
    "[a](data:text/html;base64,PHNjcmlwdD4=)",
    "[a](vbscript:x)",
    "[a](file:///etc/passwd)",
    "[a](//evil.example/x)",
    "[a](\\\\evil.example)",
    "[a](/people/1)",
    "[a](https:evil)",
    "[a](https://bank.example@evil.example/)",
    "<javascript:alert(1)>",
    "[a]: javascript:alert(1)\n\n[a]",
    "<script>alert(1)</script>",
    "<a href='javascript:alert(1)'>x</a>",
    "<img src=x onerror=alert(1)>",
    "<style>body{display:none}</style>",
    '![x](https://evil.example/t.png "onload=x")',
    "![x](data:image/svg+xml,<svg onload=alert(1)>)",
    '[a](https://x.example/"onclick="alert(1))',
    'https://x.example/"onclick=alert(1)',
    '``` " onclick=alert(1)\nx\n```',
    "<!-- --><b>",
    "[a](http://[::1)",
    "\x00<scr\x00ipt>",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_hostile_becomes_more_than_text_and_plain_links(text):
    found = BeautifulSoup(to_html(text), "html.parser").find_all(True)

    assert {tag.name for tag in found} <= HARMLESS_TAGS
    assert {name for tag in found for name in tag.attrs} <= {"href", "rel", "class", "start"}
    assert all(link["href"].startswith(("https://", "http://")) for link in found if link.name == "a")
    assert not any("bank.example" in link["href"] for link in found if link.name == "a")


def test_what_people_write_is_shown_as_they_mean_it():
    html = to_html("**strong** and *soft*\nnext ~~no~~\n\n- one\n\n> said\n\n`code`")

    assert "<strong>strong</strong> and <em>soft</em><br />\nnext <s>no</s>" in html
    assert "<li>one</li>" in html
    assert "<blockquote>" in html
    assert "<code>code</code>" in html


def test_links_lead_to_pages_and_letters_only_and_lend_nobody_a_good_name():
    html = to_html("[Ana](https://ana.example/a?b=1&c=2) or <ana@ana.example>")

    links = BeautifulSoup(html, "html.parser").find_all("a")
    assert [link["href"] for link in links] == ["https://ana.example/a?b=1&c=2", "mailto:ana@ana.example"]
    assert {" ".join(link["rel"]) for link in links} == {"nofollow noopener ugc"}


def test_a_picture_from_elsewhere_is_a_link_and_is_not_loaded():
    html = to_html("![our hall](https://pictures.example/hall.png)")

    assert "<img" not in html
    assert '<a href="https://pictures.example/hall.png" rel="nofollow noopener ugc">our hall</a>' in html


def test_a_picture_in_a_link_is_the_words_of_that_link():
    links = BeautifulSoup(to_html("[![map](https://a.example/m.png)](https://b.example)"), "html.parser").find_all("a")

    assert [(link["href"], link.text) for link in links] == [("https://b.example", "map")]


def test_a_bare_address_becomes_a_link_without_the_stop_behind_it():
    html = to_html("See (https://a.example/x?y=1). Or `https://b.example`.")

    assert [link["href"] for link in BeautifulSoup(html, "html.parser").find_all("a")] == ["https://a.example/x?y=1"]
    assert "</a>). Or <code>https://b.example</code>." in html


def test_headings_are_strong_lines():
    assert to_html("# Rules\n\n## One") == "<p><strong>Rules</strong></p>\n<p><strong>One</strong></p>\n"


def test_a_text_beyond_the_length_is_cut():
    assert len(to_html("a" * (MAX_LENGTH + 500))) == MAX_LENGTH + len("<p></p>\n")


@pytest.mark.parametrize("piece", ["[", "![", "[](", "*a_", "> ", "- ", "`", "https://", "![](http://a.b/c)", "&#"])
def test_a_long_text_of_nothing_but_marks_is_read_quickly(piece):
    with within():
        to_html(piece * (MAX_LENGTH // len(piece)))


def test_depth_is_capped():
    assert to_html("> " * 500 + "deep").count("<blockquote>") <= 20


def test_the_filter_is_there_in_every_template():
    html = Template("{{ text|markdown }}").render(Context({"text": "<b>*hi*"}))

    assert html == "<p>&lt;b&gt;<em>hi</em></p>\n"
