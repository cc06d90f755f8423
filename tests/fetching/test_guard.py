"""Where Kith connects to and where not."""

from __future__ import annotations

import ipaddress
import socket

import pytest

from kith.fetching import Inside, connect
from kith.fetching.guard import is_public


@pytest.mark.parametrize(
    "address",
    [
        *(
            "127.0.0.1",
            "127.1.2.3",
            "10.0.0.1",
            "172.16.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "0.0.0.0",
        ),
        *("224.0.0.1", "240.0.0.1", "255.255.255.255", "192.0.0.8", "198.18.0.1"),
        *("::1", "::", "fe80::1", "fec0::1", "fc00::1", "ff02::1", "::ffff:127.0.0.1", "::127.0.0.1"),
        *("64:ff9b::7f00:1", "64:ff9b:1::1", "2002:7f00:1::", "2001::1", "2001:db8::1"),
    ],
)
def test_what_is_not_on_the_open_internet_is_not_public(address):
    assert not is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize("address", ["93.184.216.34", "1.1.1.1", "2606:4700::1111", "::ffff:1.1.1.1"])
def test_what_is_on_it_is(address):
    assert is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize(
    "host",
    [
        "localhost",
        "127.1",
        "0x7f.1",
        "2130706433",
        "①②⑦.0.0.1",
        "0",
        "[::1]".strip("[]"),
        "::ffff:7f00:1",
        "017700000001",
    ],
)
def test_no_way_of_writing_this_machine_gets_through(host):
    with pytest.raises(Inside, match="KITH_INSIDE"):
        connect(host, 9, seconds=1)


def test_a_host_that_has_leave_is_reached():
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        connect("127.0.0.1", port, seconds=2, inside=[f"127.0.0.1:{port}"]).close()
        with pytest.raises(Inside):
            connect("127.0.0.1", port, seconds=2, inside=[f"127.0.0.1:{port + 1}"])
