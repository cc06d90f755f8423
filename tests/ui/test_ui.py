"""The components that pages are made of."""

from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import engines
from django.test import RequestFactory

from kith.ui.specimens import Somebody

ANA = Somebody(7, "Ana Ruiz", 2, "fading", 38)
STRANGER = Somebody(8, "Bo", None, "", 0, touches=0)


def render(source, path="/", **context):
    return engines["django"].from_string(source).render(context, RequestFactory().get(path))


def test_initials_stand_in_a_ring_of_the_persons_warmth():
    html = render("{% avatar person %}", person=ANA)

    assert 'data-warmth="4"' in html
    assert ">AR<" in html
    assert 'aria-hidden="true"' in html


@pytest.mark.parametrize(
    ("name", "initials"),
    [
        ("Ana María Ruiz López", "AL"),
        ("Émile", "É"),
        ("(unknown)", "?"),
        ("  ", "?"),
        ("王小明", "王"),
        ("ana ruiz", "AR"),
    ],
)
def test_initials_are_of_the_first_and_the_last_name(name, initials):
    assert f">{initials}<" in render("{% avatar person %}", person=Somebody(1, name, 1, "", 0))


def test_given_and_family_name_decide_the_initials_where_they_are_known():
    person = SimpleNamespace(name="Dr. Ana van Dyk MBA", given="Ana", family="van Dyk", touches=1, warmth=5, photo="")

    assert ">AV<" in render("{% avatar person %}", person=person)


def test_warmth_is_never_said_by_colour_alone():
    assert ">Warm, fading<" in render("{% warmth person %}", person=ANA)
    assert (
        render("{% warmth person %}", person=STRANGER) == '<span class="warmth" data-warmth="none">No touch yet</span>'
    )


def test_a_name_is_not_taken_for_markup():
    html = render("{% person_chip person %}", person=Somebody(1, "<script>alert(1)</script>", 1, "", 0))

    assert "<script>" not in html


def test_a_chip_says_the_note_in_place_of_the_word():
    html = render("{% person_chip person 'CTO, Acme' 'small' %}", person=ANA)

    assert "CTO, Acme" in html
    assert "fading" not in html


def test_somebody_without_a_name_is_still_called_something():
    assert "Somebody without a name" in render("{% person_link person %}", person=Somebody(1, " ", 1, "", 0))


def test_a_reason_links_to_its_evidence():
    html = render("{% reason 'You promised the report.' 'promise' '/x/' 'the meeting' %}")

    assert "You promised the report." in html
    assert '<a class="reason__evidence" href="/x/">the meeting</a>' in html


def test_a_day_keeps_its_exact_date():
    html = render("{% day d on=on %}", d=date(2026, 3, 3), on=date(2026, 11, 23))

    assert html == '<time datetime="2026-03-03" title="Tuesday, 3 March 2026">3 March</time>'
    assert render("{% day d %}", d=None) == ""


def test_a_moment_is_shown_as_the_day_it_had_in_the_users_zone():
    moment = datetime(2026, 3, 3, 23, 30, tzinfo=UTC)

    html = render(
        "{% load tz %}{% timezone 'Asia/Tokyo' %}{% day d on=on %}{% endtimezone %}", d=moment, on=date(2026, 3, 4)
    )

    assert ">today<" in html


def test_an_empty_page_says_what_to_do_next():
    html = render("{% empty_state 'Nobody yet' 'people' '/imports/' 'Bring some in' %}<p>Why</p>{% endempty_state %}")

    assert "<h2" in html
    assert "<p>Why</p>" in html
    assert '<a class="button button--main" href="/imports/">Bring some in</a>' in html


class Sample(forms.Form):
    name = forms.CharField(label="Name", help_text="As they say it.")
    place = forms.CharField(label="Place", required=False)
    kind = forms.ChoiceField(label="Kind", choices=[("a", "A")], widget=forms.RadioSelect)
    keep = forms.BooleanField(label="Keep", required=False)
    secret = forms.CharField(widget=forms.HiddenInput)


def test_a_field_ties_label_help_and_errors_to_itself():
    html = render("{% field form.name %}", form=Sample({}))

    assert '<label class="field__label" for="id_name">Name</label>' in html
    assert 'aria-describedby="id_name_helptext id_name_error"' in html
    assert 'id="id_name_helptext"' in html
    assert 'id="id_name_error"' in html


def test_fields_that_may_stay_empty_say_so():
    assert "(optional)" in render("{% field form.place %}", form=Sample())
    assert "(optional)" not in render("{% field form.name %}", form=Sample())


def test_choices_stand_in_a_group_with_a_legend_and_hidden_fields_are_only_themselves():
    assert "<legend>Kind</legend>" in render("{% field form.kind %}", form=Sample())
    assert render("{% field form.secret %}", form=Sample()).strip().startswith("<input")
    assert render("{% fields form %}", form=Sample()).count("<label") == 4


def test_a_heading_sorts_and_the_other_way_at_the_second_press():
    first = render("{% sort_header 'Name' 'name' %}", "/?q=a&page=3&sort=warmth")
    second = render("{% sort_header 'Name' 'name' %}", "/?q=a&sort=name")
    third = render("{% sort_header 'Name' 'name' %}", "/?q=a&sort=-name")

    assert 'href="?q=a&amp;sort=name"' in first
    assert "aria-sort" not in first
    assert 'aria-sort="ascending"' in second
    assert 'href="?q=a&amp;sort=-name"' in second
    assert 'aria-sort="descending"' in third
    assert 'href="?q=a&amp;sort=name"' in third


def test_pages_keep_the_rest_of_the_address():
    html = render("{% pagination page %}", "/?q=a&page=2", page=Paginator(range(9), 3).get_page(2))

    assert 'href="?q=a&amp;page=1"' in html
    assert 'href="?q=a&amp;page=3"' in html
    assert "Page 2 of 3" in html


def test_one_page_needs_no_links_to_others():
    assert render("{% pagination page %}", page=Paginator(range(2), 3).get_page(1)).strip() == ""


def test_a_filter_is_turned_on_and_off_and_leads_back_to_the_first_page():
    off = render("{% chip 'Acme' 'org' '3' 12 %}", "/?org=1&page=4")
    on = render("{% chip 'Acme' 'org' '3' %}", "/?org=1&org=3")

    assert 'href="?org=1&amp;org=3"' in off
    assert "aria-current" not in off
    assert 'href="?org=1"' in on
    assert 'aria-current="true"' in on


def test_progress_without_a_value_is_under_way():
    assert 'value="3"' in render("{% progress 'Reading' 3 10 %}")
    assert "value" not in render("{% progress 'Reading' %}")


def test_plots_say_in_words_what_they_show():
    history = SimpleNamespace(days=[date(2026, 1, 1), date(2026, 2, 1)], warmth=[10, 60], depth=[20, 30])

    tie = render("{% tie_plot history %}", history=history)
    year = render("{% year_of_touches counts on=on %}", counts={date(2026, 1, 5): 2}, on=date(2026, 2, 1))

    assert "warmth went from 10 to 60 and depth from 20 to 30" in tie
    assert "<caption>" in tie
    assert "2 touches in the past year." in year
    assert "5 January: 2" in year


def test_a_plot_of_nothing_is_left_out():
    assert render("{% tie_plot history %}", history=SimpleNamespace(days=[], warmth=[], depth=[])).strip() == ""
    assert render("{% sparkline values %}", values=[1]).strip() == ""


def test_the_ring_of_a_week_closes_when_the_aim_is_reached():
    assert 'stroke-dasharray="60 100"' in render("{% week_ring 3 5 %}")
    assert 'stroke-dasharray="100 100"' in render("{% week_ring 8 5 %}")
    assert "dasharray" not in render("{% week_ring 0 5 %}")
