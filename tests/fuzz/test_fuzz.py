"""Small true files, changed by chance, crash no reader, hold none up, and are refused in words. More: `python -m bench.fuzz`."""

import pytest

from bench.fuzz import BAD, fuzz
from bench.fuzz_inputs import FORMATS, mutated

INPUTS = 5_000 // len(FORMATS)
SEED = 20261123


@pytest.mark.parametrize("kind", FORMATS)
def test_no_input_crashes_a_reader_or_holds_it_up(kind):
    counts, found = fuzz(kind, INPUTS, SEED)

    assert [each for each in found if each[0] in BAD] == []
    assert counts.total() == INPUTS
    assert counts["read"]
    assert counts["refused"]


def test_an_input_is_the_same_wherever_it_is_made():
    assert mutated("vcard", 1, 7) == mutated("vcard", 1, 7)
    assert len({mutated("vcard", 1, number) for number in range(100)}) > 90
