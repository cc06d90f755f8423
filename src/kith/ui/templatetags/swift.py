"""Django's own url and translate, which pages use by the hundred, in a fraction of the time; they say the same."""

from __future__ import annotations

from django import template
from django.template.base import Parser, Token
from django.template.context import Context
from django.template.defaulttags import URLNode, url
from django.templatetags.i18n import TranslateNode, do_translate
from django.utils.translation import get_language

from kith.ui import nav

register = template.Library()


class Address(URLNode):
    """An address whose places are plain is put together from what stands around them (kith.ui.nav)."""

    def render(self, context: Context) -> str:
        values = [value.resolve(context) for value in self.args]
        found = "" if self.kwargs else nav.address(str(self.view_name.resolve(context)), *values)
        if not found:
            return str(super().render(context))
        if self.asvar:
            context[self.asvar] = found
            return ""
        return found


class Translation(template.Node):
    """A text that stands in the template itself is translated once for each language."""

    def __init__(self, node: TranslateNode) -> None:
        self.node = node
        self.said: dict[str | None, str] = {}

    def render(self, context: Context) -> str:
        language = get_language()
        if language not in self.said:
            self.said[language] = self.node.render(context)
        return self.said[language]


@register.tag("url")
def compile_url(parser: Parser, token: Token) -> template.Node:
    """{% url "name" 7 %}, as Django's."""
    node = url(parser, token)
    return Address(node.view_name, node.args, node.kwargs, node.asvar)


@register.tag("translate")
def compile_translate(parser: Parser, token: Token) -> template.Node:
    """{% translate "text" %}, as Django's."""
    node = do_translate(parser, token)
    text = node.filter_expression
    is_constant = text.var.literal is not None and not text.filters and not node.asvar and node.message_context is None
    return Translation(node) if is_constant else node
