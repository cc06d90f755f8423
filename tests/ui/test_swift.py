"""Tags that say the same as Django's, only sooner."""

import pytest
from django.http import HttpResponse
from django.template import engines
from django.urls import NoReverseMatch, path, reverse
from django.utils import translation

urlpatterns = [path("swap/<int:one>/with/<int:other>/", lambda r, one, other: HttpResponse(), name="swap")]


def render(source, **context):
    return engines["django"].from_string(source).render(context)


@pytest.mark.parametrize(
    ("source", "address"),
    [
        ('{% url "today:home" %}', "/"),
        ('{% url "book:person" 7 %}', "/people/7/"),
        ('{% url "book:person" number %}', "/people/8/"),
        ('{% url "book:person" text %}', "/people/9/"),
        ('{% url "book:person" person_id=7 %}', "/people/7/"),
        ("{% url name number as there %}[{{ there }}]", "[/people/8/]"),
        ('{% url "nowhere" 7 as there %}[{{ there }}]', "[]"),
        ('{% url "book:person" less as there %}[{{ there }}]', "[]"),
    ],
)
def test_an_address_is_the_one_that_django_finds(source, address):
    assert render(source, number=8, text="9", less=-1, name="book:person") == address


@pytest.mark.parametrize("source", ['{% url "nowhere" %}', '{% url "book:person" %}', '{% url "book:person" 7 8 %}'])
def test_an_address_that_does_not_exist_is_a_mistake(source):
    with pytest.raises(NoReverseMatch):
        render(source)


def test_an_address_with_two_numbers_keeps_their_order(settings):
    settings.ROOT_URLCONF = __name__

    assert render('{% url "swap" 12 7 %}') == reverse("swap", args=[12, 7]) == "/swap/12/with/7/"


def test_a_text_is_said_in_the_language_of_whoever_reads_it():
    template = engines["django"].from_string('{% translate "Save" %}, 100 %: {% translate "100 %" %}')

    with translation.override("de"):
        german = template.render({})
    with translation.override("en"):
        english = template.render({})

    assert (german, english) == ("Speichern, 100 %: 100 %", "Save, 100 %: 100 %")


def test_a_text_that_is_worked_out_is_not_kept():
    template = engines["django"].from_string(
        '{% translate word %}{% translate "a"|upper %}{% translate "b" as c %}{{ c }}'
    )

    assert template.render({"word": "<One>"}) + template.render({"word": "Two"}) == "&lt;One&gt;AbTwoAb"
