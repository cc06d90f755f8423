"""Pieces of templates that are drawn once: they see nothing but what they name."""

from __future__ import annotations

from django.template import Context, Template
from django.utils import translation

from kith.ui import nav
from kith.ui.templatetags.kept import MOST, Kept


class Drawn:
    """Counts how often it is drawn."""

    def __init__(self, words: str) -> None:
        self.words = words
        self.times = 0

    def __str__(self) -> str:
        self.times += 1
        return self.words


def test_a_piece_is_drawn_once_for_each_set_of_its_values():
    template, one, other = Template("{% kept word %}<b>{{ word }}</b>{% endkept %}"), Drawn("one"), Drawn("other")

    said = [template.render(Context({"word": word})) for word in (one, other, one, other)]

    assert said == ["<b>one</b>", "<b>other</b>"] * 2
    assert (one.times, other.times) == (1, 1)


def test_a_piece_sees_nothing_that_it_does_not_name(ada, rf):
    template = Template("{% kept seen %}{{ seen }}{{ user.name }}{{ request.path }}{{ csrf_token }}{% endkept %}")

    said = template.render(Context({"seen": "this", "user": ada, "request": rf.get("/that/"), "csrf_token": "secret"}))

    assert said == "this"


def test_what_is_kept_is_escaped_and_speaks_the_language_of_the_page():
    template = Template("{% kept word %}{% get_current_language as language %}{{ language }} {{ word }}{% endkept %}")
    for language in ("en", "de", "en"):
        with translation.override(language):
            assert template.render(Context({"word": "<i>"})) == f"{language} &lt;i&gt;"


def test_a_piece_keeps_no_more_than_so_many_drawings():
    template = Template("{% kept number %}{{ number }}{% endkept %}")

    said = [template.render(Context({"number": number})) for number in range(MOST + 3)]

    assert said == [str(number) for number in range(MOST + 3)]
    drawn = [node.drawn for node in template.nodelist if isinstance(node, Kept)]
    assert [len(each) for each in drawn] == [3]


def test_frames_are_equal_if_they_look_the_same():
    assert nav.frame("/people/7/") == nav.frame("/people/8/")
    assert nav.frame("/people/") != nav.frame("/people/7/")
    assert [link.current for link in nav.frame("/people/").tabs] == ["", "page", ""]
