"""What stands in the sidebar and the tabs."""

from uuid import UUID

import pytest
from django.http import HttpResponse
from django.urls import include, path, reverse

from kith.ui import nav

PLACES = (
    nav.Place("test_nav:home", "Home", "today"),
    nav.Place("test_nav:people", "People", "people"),
    nav.Place("test_nav:absent", "Absent", "week"),
)
pages = [path("", lambda r: HttpResponse(), name="home"), path("people/", lambda r: HttpResponse(), name="people")]
urlpatterns = [path("", include((pages, "test_nav")))]


def test_a_place_whose_address_does_not_exist_is_left_out(settings):
    settings.ROOT_URLCONF = __name__

    assert [link.label for link in nav.links(PLACES, "/")] == ["Home", "People"]


def test_the_page_that_is_shown_is_marked_and_so_is_the_one_that_it_belongs_to(settings):
    settings.ROOT_URLCONF = __name__

    assert [link.current for link in nav.links(PLACES, "/")] == ["page", ""]
    assert [link.current for link in nav.links(PLACES, "/people/7/")] == ["", "true"]


def test_a_page_that_belongs_to_a_place_shows_that_one_is_there():
    at = {link.url: link.current for link in nav.links(nav.MAIN, "/directory/bridge/")}

    assert [url for url, current in at.items() if current] == ["/groups/"]


@pytest.mark.parametrize(
    ("name", "args"),
    [
        ("book:person", (7,)),
        ("groups:group", ("a-choir_2",)),
        ("posts:post", ("choir", UUID(int=5))),
        ("groups:start_from", ("with space",)),
        ("groups:invited", ("a.b~c",)),
        ("today:home", ()),
    ],
)
def test_an_address_is_what_django_makes_of_it(name, args):
    assert nav.address(name, *args) == reverse(name, args=args)


@pytest.mark.parametrize("args", [("no slug, this",), (7, 7), (UUID(int=5), 3)])
def test_an_address_that_django_does_not_make_is_none(args):
    assert nav.address("groups:group", *args) == ""
