"""Fetches one document by HTTP, with limits on everything: time, size, redirects, where it may be."""

from __future__ import annotations

import ssl
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import httpcore2
import httpx2

from kith.fetching import guard
from kith.fetching.guard import Inside

MAX_BYTES = 20 * 1024 * 1024
SECONDS = 30.0
_STEP_SECONDS = 10.0
_MAX_REDIRECTS = 3
_NAME = "Kith (self-hosted address book)"
_PORTS = {"http": 80, "https": 443}


class Unreachable(Exception):
    """Nothing was fetched; the message is one sentence for the user.

    `status` is what the server answered, 0 if nothing; `retry_after` the seconds it asks to wait (RFC 9110, 10.2.3).
    """

    def __init__(self, reason: str, status: int = 0, retry_after: float = 0.0) -> None:
        super().__init__(reason)
        self.status = status
        self.retry_after = retry_after


@dataclass(frozen=True)
class Fetched:
    """What came back. With status 304 nothing has changed since the `etag` or `changed` that was sent along."""

    status: int
    body: bytes
    content_type: str = ""
    etag: str = ""
    changed: str = ""


def fetch(
    url: str,
    *,
    headers: Mapping[str, str] | None = None,
    etag: str = "",
    changed: str = "",
    inside: Iterable[str] = (),
    max_bytes: int = MAX_BYTES,
    seconds: float = SECONDS,
) -> Fetched:
    """GET a document. `headers` go to the named host only, not along with a redirect. `inside`: as guard.connect.

    Raises Unreachable, also for a status other than 200 and 304.
    """
    deadline = time.monotonic() + seconds
    own_headers = {"User-Agent": _NAME, "Accept-Encoding": "identity", **(headers or {})}
    own_headers |= {"If-None-Match": etag} if etag else {}
    own_headers |= {"If-Modified-Since": changed} if changed else {}
    address = _url(url)
    with _client(tuple(inside), own_headers) as client:
        try:
            return _read(client, address, max_bytes, deadline)
        except Inside as error:
            raise Unreachable(str(error)) from error
        except httpx2.TimeoutException as error:
            raise Unreachable(f"{address.host} did not answer in time.") from error
        except (httpx2.HTTPError, httpx2.InvalidURL, OSError, ValueError) as error:
            raise Unreachable(_in_words(address.host, error)) from error


class _Guarded(httpcore2.SyncBackend):
    """Connects as `guard.connect` does; the rest is as usual."""

    def __init__(self, inside: tuple[str, ...]) -> None:
        self._inside = inside

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.NetworkStream:
        # The connection goes to the address that was checked, so that a name cannot change in between.
        problem: Exception = OSError(f"{host} has no address")
        for address in guard.checked(host, port, self._inside):
            try:
                return super().connect_tcp(address, port, timeout, local_address, socket_options)
            except httpcore2.ConnectError as error:
                problem = error
        raise problem


def _client(inside: tuple[str, ...], headers: dict[str, str]) -> httpx2.Client:
    transport = httpx2.HTTPTransport()
    # httpx2 has no public way to give it a network backend; tests/fetching holds that it is used.
    transport._pool = httpcore2.ConnectionPool(
        ssl_context=ssl.create_default_context(), network_backend=_Guarded(inside)
    )
    return httpx2.Client(
        transport=transport,
        headers=headers,
        timeout=_STEP_SECONDS,
        follow_redirects=True,
        max_redirects=_MAX_REDIRECTS,
        trust_env=False,
    )


def _url(text: str) -> httpx2.URL:
    """The address, webcal:// being another word for https://. Raises Unreachable for one that is none of the web."""
    words = text.strip()
    if words.lower().startswith(("webcal://", "webcals://")):
        words = "https://" + words.partition("://")[2]
    try:
        url = httpx2.URL(words)
    except (httpx2.InvalidURL, ValueError, TypeError) as error:
        raise Unreachable("This is not a web address.") from error
    if url.scheme not in _PORTS or not url.host:
        raise Unreachable("Please give a web address that begins with https://")
    return url


def _read(client: httpx2.Client, url: httpx2.URL, max_bytes: int, deadline: float) -> Fetched:
    with client.stream("GET", url) as response:
        if response.status_code == 304:
            return Fetched(304, b"")
        if response.status_code != 200:
            words = _status_in_words(url.host, response.status_code)
            raise Unreachable(words, response.status_code, _seconds(response.headers.get("retry-after", "")))
        if response.headers.get("content-encoding", "identity").lower() != "identity":
            raise Unreachable(f"{url.host} sent the document packed, which it was asked not to.")
        body = bytearray()
        for chunk in response.iter_raw():
            body += chunk
            if len(body) > max_bytes:
                raise Unreachable(f"What {url.host} sends is larger than Kith reads ({max_bytes // 1024 // 1024} MB).")
            if time.monotonic() > deadline:
                raise Unreachable(f"{url.host} did not finish in time.")
        header = response.headers.get
        return Fetched(200, bytes(body), header("content-type", ""), header("etag", ""), header("last-modified", ""))


def _seconds(retry_after: str) -> float:
    return float(retry_after) if retry_after.isascii() and retry_after.isdigit() else 0.0


def _status_in_words(host: str, status: int) -> str:
    if status in (401, 403):
        return f"{host} does not let Kith in (it answered {status}). Is the address complete, and the password right?"
    if status in (404, 410):
        return f"{host} says that there is nothing at this address (it answered {status})."
    return f"{host} answered {status}, which is of no use. It may be better later."


def _in_words(host: str, error: Exception) -> str:
    if isinstance(error, httpx2.TooManyRedirects):
        return f"{host} sends Kith from one address to the next."
    if "CERTIFICATE" in str(error).upper():
        return f"The certificate of {host} cannot be trusted."
    return f"{host} cannot be reached."
