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
from kith.fetching.network import Network

MAX_BYTES = 20 * 1024 * 1024
SECONDS = 30.0
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
    address, leave = web_address(url), tuple(inside)
    deadline = time.monotonic() + seconds
    _refuse_open_line(address, headers or {}, leave)
    known = {"If-None-Match": etag, "If-Modified-Since": changed}
    own = {**(headers or {}), **{name: value for name, value in known.items() if value}}
    with _client(leave, deadline) as client:
        try:
            return _read(client, address, own, max_bytes)
        except Inside as error:
            raise Unreachable(str(error)) from error
        except httpx2.TimeoutException as error:
            raise Unreachable(f"{address.host} did not finish in time.") from error
        except (httpx2.HTTPError, httpx2.InvalidURL, OSError, ValueError) as error:
            raise Unreachable(_in_words(address.host, error)) from error


def web_address(text: str) -> httpx2.URL:
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


def _refuse_open_line(url: httpx2.URL, headers: Mapping[str, str], inside: tuple[str, ...]) -> None:
    """A password or token is not said where everybody on the way can hear it, except inside one's own network."""
    is_secret = bool(url.userinfo) or any(name.lower() == "authorization" for name in headers)
    if is_secret and url.scheme == "http" and not guard.has_leave(url.host, _port(url), inside):
        raise Unreachable(f"The password would go over an open line to {url.host}. Please use https://")


def _client(inside: tuple[str, ...], deadline: float) -> httpx2.Client:
    transport = httpx2.HTTPTransport()
    # httpx2 has no public way to give it a network backend; tests/fetching holds that it is used.
    transport._pool = httpcore2.ConnectionPool(
        ssl_context=ssl.create_default_context(), network_backend=Network(inside, deadline)
    )
    headers = {"User-Agent": _NAME, "Accept-Encoding": "identity"}
    return httpx2.Client(transport=transport, headers=headers, follow_redirects=False, trust_env=False)


def _read(client: httpx2.Client, url: httpx2.URL, headers: dict[str, str], max_bytes: int) -> Fetched:
    """Follow redirects by hand: what is said to one server is not said to the next."""
    first = url
    for _ in range(_MAX_REDIRECTS + 1):
        with client.stream("GET", url, headers=headers) as response:
            if not response.has_redirect_location:
                return _body(response, url.host, max_bytes)
            target = _next(url, response.headers["location"])
        if _origin(target) != _origin(url):
            headers = {}
        url = target
    raise Unreachable(f"{first.host} sends Kith from one address to the next.")


def _next(url: httpx2.URL, location: str) -> httpx2.URL:
    try:
        target = url.join(location)
    except (httpx2.InvalidURL, ValueError) as error:
        raise Unreachable(f"{url.host} sends Kith to something that is no web address.") from error
    if url.scheme == "https" and target.scheme == "http":
        raise Unreachable(f"{url.host} sends Kith to an address without https, where others could listen.")
    return web_address(str(target))


def _origin(url: httpx2.URL) -> tuple[str, str, int]:
    return url.scheme, url.host, _port(url)


def _port(url: httpx2.URL) -> int:
    return url.port or _PORTS[url.scheme]


def _body(response: httpx2.Response, host: str, max_bytes: int) -> Fetched:
    if response.status_code == 304:
        return Fetched(304, b"")
    if response.status_code != 200:
        words = _status_in_words(host, response.status_code)
        raise Unreachable(words, response.status_code, _seconds(response.headers.get("retry-after", "")))
    if response.headers.get("content-encoding", "identity").lower() != "identity":
        raise Unreachable(f"{host} sent the document packed, which it was asked not to.")
    body = bytearray()
    for chunk in response.iter_raw():
        body += chunk
        if len(body) > max_bytes:
            raise Unreachable(f"What {host} sends is larger than Kith reads ({max_bytes // 1024 // 1024} MB).")
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
    if "CERTIFICATE" in str(error).upper():
        return f"The certificate of {host} cannot be trusted."
    return f"{host} cannot be reached."
