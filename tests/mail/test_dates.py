"""Dates of mail headers."""

from datetime import UTC, datetime

import pytest

from kith.mail.dates import moment, moment_of_arrival


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Fri, 4 May 2001 14:05:44 -0400", datetime(2001, 5, 4, 18, 5, 44, tzinfo=UTC)),
        ("Fri, 04 May 2001 14:05 +0530 (IST)", datetime(2001, 5, 4, 8, 35, tzinfo=UTC)),
        ("Fri, 6 Apr 2001 09:23:06 -0800 (GMT-0800)", datetime(2001, 4, 6, 17, 23, 6, tzinfo=UTC)),
        ("4 May 01 14:05:44 EDT", datetime(2001, 5, 4, 18, 5, 44, tzinfo=UTC)),
        ("01 Jan 2001 00:01+0000", datetime(2001, 1, 1, 0, 1, tzinfo=UTC)),
        ("Thu, 1 Jan 2015 00:00:60 +0000", datetime(2015, 1, 1, 0, 0, 59, tzinfo=UTC)),
        ("Thu, 1 Jan 2015 00:00:00 -0000", datetime(2015, 1, 1, tzinfo=UTC)),
        ("Mon Jan 05 10:00:00 2015", datetime(2015, 1, 5, 10, tzinfo=UTC)),
        ("2015-01-05T10:00:00+01:00", datetime(2015, 1, 5, 9, tzinfo=UTC)),
        ("Mon, 5 Jan 2015 10:00:00 GMT+01:00", datetime(2015, 1, 5, 9, tzinfo=UTC)),
        ("Fri, 31 Dec 99 23:59:59 EST", datetime(2000, 1, 1, 4, 59, 59, tzinfo=UTC)),
        ("2015-01-05 10:00:00", datetime(2015, 1, 5, 10, tzinfo=UTC)),
        ("Thu, 1 Jan 2015 00:00:00 +9999", datetime(2015, 1, 1, tzinfo=UTC)),
    ],
)
def test_dates_are_read_also_where_they_keep_to_no_standard(text, meant):
    assert moment(text) == meant


@pytest.mark.parametrize(
    "text",
    ["", "yesterday", "Fri, 99 May 2001 14:05:44", "1 Foo 2001 10:00:00 +0000", "Thu, 1 Jan 1970 00:00:00 +0000", "Fri, 4 May 1901 14:05:44 +0000", "9" * 300, "0 0 0 0 0", ",,,", "Fri, 4 May 99999 1:1:1"],
)  # fmt: skip
def test_what_tells_no_moment_is_none(text):
    assert moment(text) is None


def test_the_moment_of_arrival_stands_after_the_last_semicolon():
    assert moment_of_arrival("from a by b; id 7; Mon, 30 Apr 2001 12:17:50 +0200") == datetime(
        2001, 4, 30, 10, 17, 50, tzinfo=UTC
    )
    assert moment_of_arrival("from a by b") is None
