"""The user's own settings."""

import pytest


@pytest.mark.django_db
def test_settings_are_saved(ada, client_of):
    said = {"name": "Ada Lo", "time_zone": "Asia/Tokyo", "language": "en", "week_start": 6, "people_a_day": 5}

    answer = client_of(ada).post("/settings/", said)

    ada.refresh_from_db()
    assert answer.status_code == 302
    assert (ada.name, ada.time_zone, ada.week_start, ada.people_a_day) == ("Ada Lo", "Asia/Tokyo", 6, 5)


@pytest.mark.django_db
@pytest.mark.parametrize("wrong", [{"time_zone": "Mars/Olympus"}, {"people_a_day": 0}, {"week_start": 3}])
def test_wrong_settings_are_refused_and_nothing_is_saved(ada, client_of, wrong):
    said = {"name": "Mallory", "time_zone": "UTC", "language": "en", "week_start": 0, "people_a_day": 7} | wrong

    answer = client_of(ada).post("/settings/", said)

    ada.refresh_from_db()
    assert answer.status_code == 422
    assert ada.name == "Ada"


@pytest.mark.django_db
def test_nobody_makes_themself_an_owner_by_the_settings_form(ada, client_of):
    said = {
        "name": "Ada",
        "time_zone": "UTC",
        "language": "en",
        "week_start": 0,
        "people_a_day": 7,
        "is_owner": "on",
        "is_staff": "on",
    }

    client_of(ada).post("/settings/", said)

    ada.refresh_from_db()
    assert not ada.is_owner
    assert not ada.is_staff
