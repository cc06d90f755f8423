"""Opens connections to public addresses only: whoever may name an address must not reach what stands behind the firewall."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Iterable

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

# Ways of writing an IPv4 address as IPv6 that `is_global` lets pass: NAT64 (RFC 6052, 8215), 6to4, Teredo, and
# "compatible" ones (RFC 4291, 2.5.5.1).
_NOBODYS = ipaddress.IPv4Network("192.0.0.0/24")  # set aside for protocols, and yet "global" in parts
_CARRIERS = tuple(map(ipaddress.IPv6Network, ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32", "::/96")))


class Inside(Exception):
    """The address is inside the house. The message says what to do about it."""

    def __init__(self, host: str, port: int) -> None:
        super().__init__(
            f"{host} is inside this network, where Kith goes only with leave. Whoever runs it can give leave by the "
            f"variable KITH_INSIDE={host}:{port}."
        )


def connect(host: str, port: int, *, seconds: float, inside: Iterable[str] = ()) -> socket.socket:
    """A connected TCP socket. `inside` are hosts, or "host:port", that may be reached wherever they are.

    The name is looked up once, and the connection goes to the address that was checked. Raises Inside, or OSError.
    """
    problem: OSError | None = None
    for address in checked(host, port, inside):
        try:
            return socket.create_connection((address, port), timeout=seconds)
        except OSError as error:
            problem = error
    raise problem or OSError(f"{host} has no address")


def checked(host: str, port: int, inside: Iterable[str] = ()) -> list[str]:
    """The addresses of the host. One that is inside condemns the whole name. Raises Inside, or OSError."""
    found = [str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    if not has_leave(host, port, inside) and not all(
        is_public(ipaddress.ip_address(each.split("%")[0])) for each in found
    ):
        raise Inside(host, port)
    return found


def has_leave(host: str, port: int, inside: Iterable[str]) -> bool:
    """Whether the host, or this port of it, is one of those that may be reached wherever they are."""
    return bool({host, f"{host}:{port}"} & set(inside))


def is_public(address: Address) -> bool:
    """Whether the address is one of the open internet, and not another way of writing one that is not."""
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped is not None:
            return is_public(address.ipv4_mapped)
        if address.is_site_local or any(address in carrier for carrier in _CARRIERS):
            return False
    elif address in _NOBODYS:
        return False
    return address.is_global and not address.is_multicast and not address.is_reserved
