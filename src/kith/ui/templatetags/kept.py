"""What looks the same on one page after another is drawn once, and kept."""

from __future__ import annotations

from django import template
from django.template.base import NodeList, Parser, Token
from django.template.context import Context
from django.urls import get_script_prefix, get_urlconf
from django.utils.translation import get_language

register = template.Library()
MOST = 500  # drawings of one piece


class Kept(template.Node):
    """A piece of a template that sees nothing but the values that it names."""

    def __init__(self, nodelist: NodeList, names: list[str]) -> None:
        self.nodelist = nodelist
        self.names = names
        self.drawn: dict[tuple[object, ...], str] = {}

    def render(self, context: Context) -> str:
        values = {name: context.get(name, "") for name in self.names}
        key = (get_language(), get_urlconf(), get_script_prefix(), *values.values())
        if key not in self.drawn:
            if len(self.drawn) >= MOST:
                self.drawn.clear()
            self.drawn[key] = self.nodelist.render(context.new(values))
        return self.drawn[key]


@register.tag("kept")
def compile_kept(parser: Parser, token: Token) -> Kept:
    """{% kept frame url %}…{% endkept %}: drawn once for each language and each set of the values named.

    Nothing else of the page can be seen inside, neither the request nor who looks; so nothing of theirs can be kept. The
    values are compared, so they must be such as can be (hashable).
    """
    _tag, *names = token.split_contents()
    nodelist = parser.parse(("endkept",))
    parser.delete_first_token()
    return Kept(nodelist, names)
