"""The network as fetches see it: only addresses that are public, and no step beyond the time there is for all of them."""

from __future__ import annotations

import ssl
import time
from collections.abc import Iterable
from typing import Any

import httpcore2

from kith.fetching import guard

_STEP_SECONDS = 10.0


class Network(httpcore2.SyncBackend):
    """Connects to the address that was checked, so that a name cannot change in between. `deadline`: by time.monotonic."""

    def __init__(self, inside: tuple[str, ...], deadline: float) -> None:
        self._inside = inside
        self._deadline = deadline

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.NetworkStream:
        problem: Exception = OSError(f"{host} has no address")
        for address in guard.checked(host, port, self._inside):
            seconds = _left(self._deadline, httpcore2.ConnectTimeout)
            try:
                stream = super().connect_tcp(address, port, seconds, local_address, socket_options)
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as error:
                problem = error
            else:
                return _Timed(stream, self._deadline)
        raise problem


class _Timed(httpcore2.NetworkStream):
    """A connection on which nothing goes on after the deadline, however little is asked for at a time."""

    def __init__(self, stream: httpcore2.NetworkStream, deadline: float) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, _left(self._deadline, httpcore2.ReadTimeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, _left(self._deadline, httpcore2.WriteTimeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore2.NetworkStream:
        seconds = _left(self._deadline, httpcore2.ConnectTimeout)
        return _Timed(self._stream.start_tls(ssl_context, server_hostname, seconds), self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


def _left(deadline: float, too_late: type[Exception]) -> float:
    """Seconds for one step. Raises the error where there are none left."""
    left = deadline - time.monotonic()
    if left <= 0:
        raise too_late("out of time")
    return min(_STEP_SECONDS, left)
