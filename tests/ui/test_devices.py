"""Devices as people call them."""

import pytest

from kith.ui import devices

WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0 Safari/537.36"


@pytest.mark.parametrize(
    ("header", "words"),
    [
        (WINDOWS, "Chrome on Windows"),
        (WINDOWS + " Edg/120.0", "Edge on Windows"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:120.0) Gecko/20100101 Firefox/120.0", "Firefox on Linux"),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605 Version/17 Safari/604",
            "Safari on iPhone",
        ),
        ("curl/8.0", "A device"),
        ("", "A device"),
    ],
)
def test_a_device_is_called_by_browser_and_machine(header, words):
    assert devices.in_words(header) == words
