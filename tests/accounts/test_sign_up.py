"""Who may sign up, and who becomes the owner."""

import pytest
from django.test import Client

from kith.accounts import actions
from kith.accounts.models import Invitation, User
from kith.errors import Refused

PASSWORD = "a calm and long passphrase"


def sign_up(email: str, client: Client | None = None, **more):
    return (client or Client()).post("/accounts/signup/", {"email": email, "password1": PASSWORD, **more})


@pytest.mark.django_db
def test_the_first_user_owns_the_instance_and_is_signed_in():
    client = Client()

    answer = sign_up("Ada@Kith.example", client, name="Ada Lo", time_zone="Europe/Berlin")

    user = User.objects.get()
    assert answer.status_code == 302
    assert (user.email, user.name, user.time_zone, user.is_owner) == (
        "ada@kith.example",
        "Ada Lo",
        "Europe/Berlin",
        True,
    )
    assert client.get("/settings/").status_code == 200


@pytest.mark.django_db
def test_a_time_zone_that_nobody_knows_becomes_utc():
    sign_up("ada@kith.example", time_zone="Mars/Olympus")

    assert User.objects.get().time_zone == "UTC"


@pytest.mark.django_db
def test_after_the_first_user_nobody_signs_up_without_an_invitation(ada):
    sign_up("mallory@kith.example")

    assert list(User.objects.all()) == [ada]


@pytest.mark.django_db
def test_an_open_instance_lets_everybody_in_but_makes_nobody_an_owner(ada, settings):
    settings.SIGN_UP = "open"

    sign_up("ben@kith.example")

    assert not User.objects.get(email="ben@kith.example").is_owner


@pytest.mark.django_db
def test_an_invitation_lets_one_person_in_once(db):
    owner = actions.first_user("ada@kith.example")
    owner.set_password(PASSWORD)
    owner.save()
    _, token = actions.invite(owner, email="ben@kith.example")
    client = Client()

    assert client.get(f"/invited/{token}/").status_code == 302
    sign_up("ben@kith.example", client)

    assert User.objects.filter(email="ben@kith.example", is_owner=False).exists()
    assert Invitation.objects.get().used_at is not None
    assert Client().get(f"/invited/{token}/").status_code == 404


@pytest.mark.django_db
def test_a_closed_instance_takes_no_invitation_either(settings):
    owner = actions.first_user("ada@kith.example")
    owner.set_password(PASSWORD)
    owner.save()
    _, token = actions.invite(owner, email="ben@kith.example")
    settings.SIGN_UP = "closed"
    client = Client()

    client.get(f"/invited/{token}/")
    sign_up("ben@kith.example", client)

    assert User.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("email", ["owner@kith.invalid", "ada@kith.example"])
def test_whoever_signs_up_first_takes_over_the_owner_that_the_command_made(email):
    made = actions.first_user("owner@kith.invalid")
    client = Client()

    sign_up(email, client, name="Ada")

    made.refresh_from_db()
    assert User.objects.count() == 1
    assert (made.email, made.name, made.is_owner) == (email, "Ada", True)
    assert made.has_usable_password()


@pytest.mark.django_db
def test_only_the_owner_invites(ada):
    with pytest.raises(Refused, match="Only the owner"):
        actions.invite(ada, email="ben@kith.example")


@pytest.mark.django_db
def test_nobody_who_has_an_account_is_invited(ada):
    owner = User.objects.create_user("owner@kith.example", is_owner=True)

    with pytest.raises(Refused, match="has an account"):
        actions.invite(owner, email="ADA@kith.example")


@pytest.mark.django_db
def test_the_owner_of_an_instance_is_made_once(ada):
    with pytest.raises(Refused):
        actions.first_user("somebody@kith.example")


@pytest.mark.django_db
def test_a_used_invitation_cannot_be_withdrawn():
    owner = actions.first_user("ada@kith.example")
    invitation, token = actions.invite(owner, email="ben@kith.example")

    assert actions.use_invitation(token, at=invitation.created_at)
    assert not actions.use_invitation(token, at=invitation.created_at)
    invitation.refresh_from_db()
    with pytest.raises(Refused, match="used"):
        actions.withdraw(invitation)


@pytest.mark.django_db
def test_a_withdrawn_invitation_leads_nowhere(client_of):
    owner = actions.first_user("ada@kith.example")
    invitation, token = actions.invite(owner, email="ben@kith.example")

    client_of(owner).post(f"/settings/invitations/{invitation.pk}/withdraw/")

    assert Client().get(f"/invited/{token}/").status_code == 404
