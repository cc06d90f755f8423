"""What stands in the sidebar and the tabs."""

from django.http import HttpResponse
from django.urls import include, path

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
