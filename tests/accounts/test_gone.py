"""An account that is deleted takes its whole book along, and nothing of anybody else's."""

from __future__ import annotations

import pytest
from django.db import transaction
from django.db.models import RestrictedError

from kith.people.models import Organisation
from tests import make
from tests.addresses import owned_models


def rows(user_id: int) -> dict[str, int]:
    counts = {model.__name__: model.objects.filter(owner=user_id).count() for model in owned_models()}
    return {name: count for name, count in counts.items() if count}


def test_with_an_account_every_row_of_its_book_goes_and_no_other(ada, eve):
    make.everything(ada, text="hers")
    make.person(eve, "Ana Ruiz", positions=[make.job("Acme", "CTO")])
    gone, others = ada.pk, rows(eve.pk)
    assert len(rows(gone)) > 40

    ada.delete()

    assert rows(gone) == {}
    assert rows(eve.pk) == others


def test_an_organisation_at_which_somebody_has_a_position_does_not_go_by_itself(ada):
    make.person(ada, "Ana Ruiz", positions=[make.job("Acme", "CTO")])

    with pytest.raises(RestrictedError), transaction.atomic():
        Organisation.objects.get().delete()
