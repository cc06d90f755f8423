"""How the tests themselves are run."""

import pytest


@pytest.mark.xdist_group("alone")
def test_tests_of_one_group_go_to_one_process(request):
    if not getattr(request.config.option, "loadgroup", False):
        pytest.skip("there is one process, or groups were not asked for")

    assert request.node.nodeid.endswith("@alone")  # what pytest-xdist tells the groups by
