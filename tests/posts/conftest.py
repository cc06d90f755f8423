"""A group with people in it who write."""

from __future__ import annotations

import pytest

from kith.accounts.models import User
from kith.groups.models import Group
from tests import make


@pytest.fixture
def ben(db) -> User:
    """A member beside ada, who organises."""
    return make.user("ben")


@pytest.fixture
def runners(ada, ben) -> Group:
    """A group that ada organises, and to which ben belongs."""
    return make.group(ada, "Runners", ben)
