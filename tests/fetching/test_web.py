"""Fetching from a real server on this machine, which only has leave where a test says so."""

from __future__ import annotations

import gzip
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from kith.fetching import Unreachable, fetch, web
from tests.patience import within

CALLS: list[tuple[str, dict[str, str]]] = []


class _Site(BaseHTTPRequestHandler):
    """Answers by the path."""

    def do_GET(self) -> None:
        CALLS.append((self.path, dict(self.headers)))
        getattr(self, f"answer_{self.path.strip('/').partition('?')[0]}")()

    def answer_hello(self) -> None:
        if self.headers.get("If-None-Match") == '"one"':
            self._send(304, b"")
        else:
            self._send(200, b"hello", ETag='"one"', **{"Content-Type": "text/calendar"})

    def answer_gone(self) -> None:
        self._send(404, b"")

    def answer_closed(self) -> None:
        self._send(401, b"")

    def answer_round(self) -> None:
        self._send(302, b"", Location="/round")

    def answer_inside(self) -> None:
        self._send(302, b"", Location=f"http://127.0.0.2:{self.connection.getsockname()[1]}/hello")

    def answer_elsewhere(self) -> None:
        self._send(302, b"", Location=f"http://localhost:{self.connection.getsockname()[1]}/hello")

    def answer_here(self) -> None:
        self._send(307, b"", Location="hello")

    def answer_astray(self) -> None:
        self._send(301, b"", Location="ftp://127.0.0.1/x")

    def answer_dribble(self) -> None:
        try:
            for byte in b"HTTP/1.1 200 OK\r\nX-Slow: " + b"x" * 1_000:
                self.wfile.write(bytes([byte]))
                time.sleep(0.1)
        except OSError:
            pass

    def answer_huge(self) -> None:
        self.send_response(200)
        self.end_headers()
        try:
            for _ in range(1_000):
                self.wfile.write(b"x" * 65_536)
        except OSError:
            pass  # the other side has had enough

    def answer_slow(self) -> None:
        self.send_response(200)
        self.end_headers()
        try:
            for _ in range(1_000):
                self.wfile.write(b"x")
                self.wfile.flush()
                time.sleep(0.1)
        except OSError:
            pass

    def answer_packed(self) -> None:
        self._send(200, gzip.compress(b"0" * 1_000_000), **{"Content-Encoding": "gzip"})

    def _send(self, status: int, body: bytes, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Nobody reads it."""


@pytest.fixture
def site() -> Iterator[str]:
    CALLS.clear()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Site)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


def test_a_document_comes_with_what_it_takes_to_ask_again(site):
    first = fetch(f"{site}/hello", inside=["127.0.0.1"])
    assert (first.status, first.body, first.content_type, first.etag) == (200, b"hello", "text/calendar", '"one"')
    assert fetch(f"{site}/hello", etag=first.etag, inside=["127.0.0.1"]).status == 304


def test_without_leave_the_server_never_hears_of_it(site):
    with pytest.raises(Unreachable, match="inside this network"):
        fetch(f"{site}/hello")
    assert CALLS == []


def test_a_redirect_to_somewhere_inside_is_not_followed(site):
    with pytest.raises(Unreachable, match=r"127\.0\.0\.2 is inside"):
        fetch(f"{site}/inside", inside=["127.0.0.1"])
    assert [path for path, _headers in CALLS] == ["/inside"]


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("gone", "nothing at this address"),
        ("closed", "does not let Kith in"),
        ("round", "from one address to the next"),
        ("packed", "packed"),
        ("astray", "begins with https"),
    ],
)
def test_what_goes_wrong_is_said_in_words(site, path, words):
    with pytest.raises(Unreachable, match=words):
        fetch(f"{site}/{path}", inside=["127.0.0.1"])


def test_a_document_without_end_is_cut_off(site):
    with pytest.raises(Unreachable, match="larger than Kith reads"):
        fetch(f"{site}/huge", inside=["127.0.0.1"], max_bytes=1024 * 1024)


def test_a_server_that_dawdles_is_left(site):
    with within(), pytest.raises(Unreachable, match="did not finish in time"):
        fetch(f"{site}/slow", inside=["127.0.0.1"], seconds=0.5)


def test_a_server_that_dawdles_with_its_head_is_left_as_well(site):
    with within(), pytest.raises(Unreachable, match="did not finish in time"):
        fetch(f"{site}/dribble", inside=["127.0.0.1"], seconds=0.5)


TOLD = {"Authorization": "Bearer a token", "X-Token": "secret"}


def test_what_is_said_to_one_server_is_said_again_there_and_not_to_the_next(site):
    fetch(f"{site}/here", headers=TOLD, inside=["127.0.0.1"])
    fetch(f"{site}/elsewhere", headers=TOLD, etag='"two"', inside=["127.0.0.1", "localhost"])

    told = [(path, {*TOLD, "If-None-Match"} & headers.keys()) for path, headers in CALLS]
    assert told == [
        ("/here", set(TOLD)),
        ("/hello", set(TOLD)),
        ("/elsewhere", {*TOLD, "If-None-Match"}),
        ("/hello", set()),
    ]


def test_a_password_in_the_address_goes_to_its_server_only(site):
    fetch(f"{site.replace('://', '://ada:word@')}/elsewhere", inside=["127.0.0.1", "localhost"])
    assert ["Authorization" in headers for _path, headers in CALLS] == [True, False]


@pytest.mark.parametrize("url", ["http://ada:word@calendar.example/x", "http://calendar.example/x"])
def test_no_password_goes_over_an_open_line(url):
    with pytest.raises(Unreachable, match=r"open line to calendar\.example") as caught:
        fetch(url, headers={} if "word" in url else {"authorization": "Bearer a"})
    assert "word@" not in str(caught.value)


def test_a_server_with_https_sends_nobody_to_one_without():
    with pytest.raises(Unreachable, match="without https"):
        web._next(web.web_address("https://calendar.example/x"), "http://calendar.example/x")


@pytest.mark.parametrize(
    "url",
    [
        "",
        "hello",
        "https://[::1",
        "https://a:b:c/",
        "ftp://host/x",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "http://",
    ],
)
def test_what_is_no_web_address_is_refused(url):
    with pytest.raises(Unreachable):
        fetch(url)
