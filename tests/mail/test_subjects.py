"""What a letter is about."""

import pytest

from kith.mail.subjects import bare_subject


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("Re: Lunch", "Lunch"),
        ("RE: AW: Fwd: WG: TR : RV: Lunch", "Lunch"),
        ("Re[2]: Lunch", "Lunch"),
        ("[EXTERNAL] Re: Lunch", "Lunch"),
        ("Réf : Lunch", "Lunch"),
        ("Report: figures", "Report: figures"),
        ("I: Claudius", "I: Claudius"),
        ("  two\n lines ", "two lines"),
        ("Re:", ""),
    ],
)
def test_marks_of_answers_and_forwards_are_no_part_of_it(text, bare):
    assert bare_subject(text) == bare
