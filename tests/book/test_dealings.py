"""What goes on with a person, on their page."""

from django.urls import reverse

from kith.introductions.models import Introduction
from kith.opportunities.models import Involvement, Opportunity
from kith.sharing.models import Sharing
from tests import make


def dealings(client, person, **headers) -> str:
    return client.get(reverse("book:dealings", args=[person.pk]), **headers).content.decode()


def test_introductions_and_opportunities_stand_on_the_page_of_whoever_has_a_part_in_them(ada, client_of):
    ana, bo = make.person(ada, "Ana Ruiz"), make.person(ada, "Bo Li")
    Introduction.objects.create(owner=ada, introducer=ana, other_name="Cy Ünal", state="other_agreed")
    opening = Opportunity.objects.create(owner=ada, title="A depot for buses", began_on=make.TODAY)
    Involvement.objects.create(owner=ada, opportunity=opening, person=ana)
    client = client_of(ada)

    shown, other = dealings(client, ana), dealings(client, bo)

    assert "Cy Ünal, through Ana Ruiz" in shown
    assert "A depot for buses" in shown
    assert "Cy Ünal" not in other
    assert "A depot for buses" not in other


def test_what_members_may_ask_is_said_once_the_user_takes_part(ada, eve, client_of):
    ana, client = make.person(ada, "Ana Ruiz"), client_of(ada)
    assert "What members may ask" not in dealings(client, ana)

    Sharing.objects.create(owner=ada, is_on=True, since=make.NOW)

    assert "Private: nobody can ask you about them." in dealings(client, ana)


def test_htmx_gets_the_part_alone(ada, client_of):
    ana = make.person(ada, "Ana Ruiz")

    part = dealings(client_of(ada), ana, HTTP_HX_REQUEST="true")

    assert 'id="dealings"' in part
    assert "<html" not in part
