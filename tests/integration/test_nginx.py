"""The edge as clients meet it: real nginx in its container, a stub behind it."""

import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from tests.support import pace, shipped
from tests.support.appliance import wait_until
from tests.support.deaths import is_new_and_healthy, state
from tests.support.edge.client import LOG_LINE, Edge
from tests.support.edge.stack import Stack, build, free_port, running

COMPOSE = Path(__file__).parents[1] / "support" / "edge" / "compose.yaml"
OCR_PATHS = ["/v1/ocr/receipt", "/v1/ocr", "/v1/parse"]
PROBES = ["/live", "/health", "/ready"]
ORIGIN = shipped.setting("SITE_CORS_ORIGIN")
HEADERS = {
    "strict-transport-security": "max-age=31536000; includeSubDomains; preload",
    "x-content-type-options": "nosniff",
    "x-frame-options": "SAMEORIGIN",
    "referrer-policy": "strict-origin-when-cross-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
    "x-xss-protection": "1; mode=block",
    "content-security-policy": "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "cross-origin-resource-policy": "same-origin",
    "access-control-allow-origin": ORIGIN,
    "access-control-allow-methods": "POST, OPTIONS",
    "access-control-allow-headers": "Content-Type, Authorization",
}
TEN_MIB = 10 * 1024 * 1024


@pytest.fixture(scope="module")
def stack() -> Iterator[Stack]:
    build("nginx", "certbot")
    environment = {
        "SITE_DOMAIN": "localhost,ocr.test",
        "SITE_HTTP_PORT": str(free_port()),
        "SITE_HTTPS_PORT": str(free_port()),
        "TLS_MODE": "selfsigned",
        "TRUSTED_PROXIES": "",
    }
    with running(COMPOSE, "edge", environment) as started:
        yield started


@pytest.fixture(scope="module")
def edge(stack: Stack, tmp_path_factory: pytest.TempPathFactory) -> Edge:
    return edge_of(stack, "nginx", tmp_path_factory)


@pytest.fixture(scope="module")
def proxied(stack: Stack, tmp_path_factory: pytest.TempPathFactory) -> Edge:
    return edge_of(stack, "proxied", tmp_path_factory)


def edge_of(stack: Stack, service: str, places: pytest.TempPathFactory) -> Edge:
    trusted = places.mktemp(service) / "certificate.pem"
    trusted.write_text(stack.shell(service, "cat /var/lib/selfsigned/fullchain.pem"))
    http_port = int(stack.environment["SITE_HTTP_PORT"])
    return Edge(https_port=stack.port(service, 8443), http_port=http_port, trusted=trusted)


def log_of(stack: Stack, service: str = "nginx") -> list[dict[str, str]]:
    lines = stack.shell(service, "cat /var/log/nginx/ocr.access.log").splitlines()
    matches = [(line, LOG_LINE.fullmatch(line)) for line in lines]
    assert [line for line, match in matches if not match] == []
    return [match.groupdict() for _, match in matches if match]


def assert_problem(answer: httpx.Response, status: int) -> None:
    problem = answer.json()
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert problem.keys() == {"type", "title", "status", "detail", "instance"}
    assert problem["status"] == status
    assert problem["instance"] == answer.headers["x-request-id"]
    assert "nginx" not in answer.text


# --- what passes, and what does not


@pytest.mark.parametrize("path", OCR_PATHS)
def test_passes_uploads_on_the_ocr_paths(edge: Edge, path: str) -> None:
    with edge.client() as client:
        answer = client.post(path, files={"file": ("r.jpg", b"x" * 70_000)})
    assert answer.status_code == 200
    assert answer.json()["size"] > 70_000
    assert answer.json()["path"] == path


@pytest.mark.parametrize("path", PROBES)
def test_passes_probes(edge: Edge, path: str) -> None:
    with edge.client() as client:
        assert client.get(path).json()["path"] == path


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/metrics",
        "/docs",
        "/openapi.json",
        "/v1/ocr/",
        "/v1/ocr/receipt/x",
        "/v1",
        "/live/",
        "/.env",
        "/LIVE",
        "/problem",
        "/authorize",
        "/%61uthorize",
        "/undecided",
        # past the edge only
        "/crashes",
        "/keys",
        "/pass",
    ],
)
def test_answers_404_on_every_other_path(edge: Edge, path: str) -> None:
    with edge.client() as client:
        assert_problem(client.get(path), 404)


@pytest.mark.parametrize(
    ("method", "status"),
    [("GET", 301), ("HEAD", 301), ("POST", 308), ("PUT", 308), ("PATCH", 308), ("DELETE", 308), ("OPTIONS", 308)],
)
def test_redirects_plain_requests_to_the_published_tls_port(edge: Edge, method: str, status: int) -> None:
    with edge.plain() as client:
        answer = client.request(method, "/v1/ocr?x=1", content=None if status == 301 else b"x")
    assert answer.status_code == status
    assert answer.headers["location"] == f"https://localhost:{edge.https_port}/v1/ocr?x=1"
    assert answer.headers.items() >= HEADERS.items()


@pytest.mark.parametrize("size", [1, 70_000, 3_000_000])
def test_a_receipt_posted_over_plain_http_arrives_by_its_redirect(edge: Edge, size: int) -> None:
    with httpx.Client(verify=edge.context, follow_redirects=True, timeout=30) as client:
        form = {"file": ("r.jpg", b"x" * size)}
        answer = client.post(f"http://localhost:{edge.http_port}/v1/ocr/receipt", files=form)
    assert answer.status_code == 200
    assert answer.json()["size"] > size


def test_serves_challenges_over_plain_http_and_nothing_beside_them(edge: Edge, stack: Stack) -> None:
    folder = "/var/www/acme/.well-known/acme-challenge"
    stack.shell("ocr", f"mkdir -p {folder} && echo -n token.thumb > {folder}/token && echo secret > /var/www/acme/x")
    with edge.plain() as client:
        found = client.get("/.well-known/acme-challenge/token")
        assert_problem(client.get("/.well-known/acme-challenge/other"), 404)
        assert_problem(client.get("/.well-known/acme-challenge/"), 404)
        assert client.get("/x").status_code == 301
    assert (found.status_code, found.text) == (200, "token.thumb")
    assert found.headers.items() >= HEADERS.items()


def test_answers_preflights_by_itself(edge: Edge, stack: Stack) -> None:
    asked = {"Origin": ORIGIN, "Access-Control-Request-Method": "POST"}
    with edge.client() as client:
        for path in OCR_PATHS:
            answer = client.options(path, headers=asked)
            assert (answer.status_code, answer.content) == (204, b"")
            assert answer.headers.items() >= HEADERS.items()
    preflights = [line for line in log_of(stack) if (line["method"], line["status"]) == ("OPTIONS", "204")]
    assert [line["upstream_status"] for line in preflights] == ["-"] * 3


@pytest.mark.parametrize("status", [400, 405, 413, 415, 422, 500, 503])
def test_leaves_the_errors_of_the_ocr_service_as_they_are(edge: Edge, status: int) -> None:
    with edge.client(headers={"X-Stub-Status": str(status)}) as client:
        answer = client.get("/ready")
    assert answer.status_code == status
    assert answer.json()["stub"] is True
    assert answer.headers.items() >= HEADERS.items()
    assert answer.headers.get_list("retry-after") == (["17"] if status == 503 else [])


# --- headers on every answer


def _pause_for_the_rate() -> None:
    """Let a slot of the rate limit come free; the matrix below makes many requests from one address."""
    time.sleep(0.2)


ANSWERS: dict[str, tuple[int, Callable[[httpx.Client], httpx.Response]]] = {
    "200": (200, lambda c: c.get("/live")),
    "204": (204, lambda c: c.options("/v1/ocr")),
    "400 of the service": (400, lambda c: c.get("/live", headers={"X-Stub-Status": "400"})),
    "400 for long headers": (400, lambda c: c.get("/live", headers={"X-Long": "x" * 40_000})),
    "404": (404, lambda c: c.get("/nothing")),
    "405": (405, lambda c: c.request("TRACE", "/v1/ocr")),
    "413": (413, lambda c: c.post("/v1/ocr", content=b"x" * (TEN_MIB + 1))),
    "413 of a probe": (413, lambda c: c.post("/live", content=b"x" * 2000)),
    "414": (414, lambda c: c.get("/" + "x" * 40_000)),
    "500 of the service": (500, lambda c: c.get("/live", headers={"X-Stub-Status": "500"})),
}


@pytest.mark.parametrize("origin", [None, ORIGIN, "https://evil.example"])
@pytest.mark.parametrize("case", ANSWERS)
def test_every_answer_has_every_header_once(edge: Edge, case: str, origin: str | None) -> None:
    status, ask = ANSWERS[case]
    _pause_for_the_rate()
    # HTTP/1.1: over HTTP/2 nginx resets a stream with headers or a path beyond its buffers
    with edge.client(http2=False, headers={"Origin": origin} if origin else {}) as client:
        answer = ask(client)
    assert answer.status_code == status
    assert {name: answer.headers.get_list(name) for name in HEADERS} == {n: [v] for n, v in HEADERS.items()}
    assert len(answer.headers.get_list("x-request-id")) == 1
    assert answer.headers["server"] == "nginx"
    if status >= 400 and "service" not in case:
        assert_problem(answer, status)


def test_gives_up_on_a_probe_after_10_seconds_with_504(edge: Edge) -> None:
    with edge.client(headers={"Origin": ORIGIN, "X-Stub-Delay": "11"}) as client:
        answer = client.get("/ready")
    assert_problem(answer, 504)
    assert answer.headers["retry-after"] == "5"
    assert answer.headers.items() >= HEADERS.items()
    assert 10 <= answer.elapsed.total_seconds() < 11


def test_redirects_have_every_header(edge: Edge) -> None:
    with edge.plain() as client:
        assert client.get("/live", headers={"Origin": ORIGIN}).headers.items() >= HEADERS.items()


@pytest.mark.parametrize(
    "request_",
    [
        b"GET /live HTTP/1.1\r\nHost: localhost\r\nno colon here\r\n\r\n",
        b"nonsense\r\n\r\n",
        # nginx's own answers: 501 and 505
        b"POST /v1/ocr HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: cow\r\n\r\n",
        b"GET /live HTTP/3.0\r\nHost: localhost\r\n\r\n",
    ],
)
def test_answers_malformed_requests_with_a_problem(edge: Edge, request_: bytes) -> None:
    answer = edge.raw_tls(request_).decode()
    head, body = answer.split("\r\n\r\n", 1)
    assert head.startswith("HTTP/1.1 400 ")
    for name, value in HEADERS.items():
        assert f"{name}: {value}".lower() in head.lower()
    assert '"status": 400' in body


def test_names_the_methods_with_its_own_405(edge: Edge) -> None:
    with edge.client() as client:
        assert client.request("TRACE", "/live").headers["allow"] == "GET, HEAD, POST, OPTIONS"


# --- TLS, names, versions


def test_speaks_http_2_and_http_1_1(edge: Edge) -> None:
    for http2, version in ((True, "HTTP/2"), (False, "HTTP/1.1")):
        with edge.client(http2=http2) as client:
            assert client.get("/live").http_version == version


@pytest.mark.parametrize(
    ("option", "accepted"), [("-tls1", False), ("-tls1_1", False), ("-tls1_2", True), ("-tls1_3", True)]
)
def test_accepts_tls_1_2_and_1_3_only(stack: Stack, option: str, accepted: bool) -> None:
    # at security level 0 the client itself would go down to TLS 1.0
    script = (
        f"openssl s_client -connect 127.0.0.1:8443 -servername localhost {option} -cipher ALL:@SECLEVEL=0 </dev/null"
    )
    assert ("BEGIN CERTIFICATE" in stack.shell("nginx", script, check=False)) is accepted


def test_agrees_on_the_hybrid_group_by_default(stack: Stack) -> None:
    script = "openssl s_client -connect 127.0.0.1:8443 -servername localhost </dev/null 2>&1"
    assert "Negotiated TLS1.3 group: X25519MLKEM768" in stack.shell("nginx", script, check=False)


@pytest.mark.parametrize("host", ["127.0.0.1", "203.0.113.7:8443", "[::1]"])
def test_answers_by_address_while_its_certificate_is_its_own(edge: Edge, host: str) -> None:
    request = f"GET /live HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode()
    assert b" 200 " in edge.raw_tls(request, None)
    assert b" 301 " in edge.raw_plain(request)


@pytest.mark.parametrize("host", ["example.org", "127.0.0.1.example.org", ""])
def test_closes_without_an_answer_on_an_unknown_host(edge: Edge, host: str) -> None:
    request = f"GET /live HTTP/1.1\r\nHost: {host}\r\n\r\n".encode()
    assert edge.raw_plain(request) == b""
    if host:
        assert edge.raw_tls(request) == b""


def test_says_nothing_to_malformed_plain_requests_and_to_plain_ones_on_the_tls_port(edge: Edge) -> None:
    assert edge.raw_plain(b"nonsense\r\n\r\n") == b""
    assert edge.raw_plain(b"GET / HTTP/1.1\r\nHost: example.org\r\n\r\n", port=edge.https_port) == b""
    assert b" 400 " in edge.raw_plain(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n", port=edge.https_port)


def test_serves_every_name_of_the_site(edge: Edge) -> None:
    assert b" 200 " in edge.raw_tls(b"GET /live HTTP/1.0\r\nHost: ocr.test\r\n\r\n", "ocr.test")


def test_makes_the_certificate_for_this_installation(edge: Edge, proxied: Edge) -> None:
    assert edge.trusted.read_text() != proxied.trusted.read_text()


# --- size


def test_takes_a_request_of_exactly_the_limit_and_refuses_one_byte_more(edge: Edge) -> None:
    # over HTTP/2 this client goes on waiting for permission to send after it has been refused
    with edge.client(http2=False) as client:
        assert client.post("/v1/ocr", content=b"x" * TEN_MIB).json()["size"] == TEN_MIB
        assert_problem(client.post("/v1/ocr", content=b"x" * (TEN_MIB + 1)), 413)


def test_takes_a_file_of_ten_million_bytes_with_its_form(edge: Edge) -> None:
    with edge.client() as client:
        assert client.post("/v1/ocr/receipt", files={"file": b"x" * 10_000_000}).status_code == 200


@pytest.mark.parametrize("http2", [True, False])
def test_refuses_11_mb_that_do_not_announce_their_size(edge: Edge, http2: bool) -> None:
    pieces = (b"x" * 100_000 for _ in range(110))
    with edge.client(http2=http2) as client:
        assert_problem(client.post("/v1/ocr/receipt", content=pieces), 413)


# --- rate

# requests, one after the other, of which some are refused on a machine that answers 6 a second
MANY = 300


def test_refuses_with_429_after_the_burst_and_forgives(proxied: Edge) -> None:
    with proxied.client(headers={"X-Forwarded-For": "203.0.113.1"}) as client:
        started = time.monotonic()
        answers: list[httpx.Response] = []
        refused: list[httpx.Response] = []
        # a slow machine gets there later
        while len(refused) < 9 and len(answers) < MANY:
            answers.append(client.post("/v1/ocr", content=b"x"))
            refused = [answer for answer in answers if answer.status_code != 200]
        seconds = time.monotonic() - started
        # the first, the burst of 20, and 5 a second
        assert [answer.status_code for answer in answers[:21]] == [200] * 21
        assert refused
        assert len(answers) - len(refused) <= 21 + 5 * seconds
        for answer in refused:
            assert_problem(answer, 429)
            assert answer.headers["retry-after"] == "4"
            assert answer.headers.items() >= HEADERS.items()
        time.sleep(1)
        assert client.post("/v1/ocr", content=b"x").status_code == 200


def test_limits_neither_probes_nor_preflights_nor_neighbours(proxied: Edge) -> None:
    with proxied.client(headers={"X-Forwarded-For": "203.0.113.2"}) as client:
        assert {client.get("/live").status_code for _ in range(60)} == {200}
        assert {client.options("/v1/ocr").status_code for _ in range(60)} == {204}
        assert any(client.post("/v1/ocr", content=b"x").status_code == 429 for _ in range(MANY))
    with proxied.client(headers={"X-Forwarded-For": "203.0.113.3"}) as client:
        assert client.post("/v1/ocr", content=b"x").status_code == 200


def test_counts_the_three_ocr_paths_together(proxied: Edge) -> None:
    with proxied.client(headers={"X-Forwarded-For": "203.0.113.4"}) as client:
        statuses = (client.post(OCR_PATHS[i % 3], content=b"x").status_code for i in range(MANY))
        assert 429 in statuses


def test_takes_an_ipv6_network_of_64_bits_for_one_client(proxied: Edge) -> None:
    with proxied.client() as client:

        def post(address: str) -> int:
            return client.post("/v1/ocr", content=b"x", headers={"X-Forwarded-For": address}).status_code

        assert 429 in (post(f"2001:db8:0:a::{i:x}") for i in range(MANY))
        # 0x0a is a newline to a careless pattern
        assert 429 in [post(f"2001:db8:a0a:a0a:{i:x}::") for i in range(30)]
        assert post("2001:db8:0:b::1") == 200


# --- identity of requests and clients


def test_starts_the_request_id_itself(edge: Edge) -> None:
    with edge.client(headers={"X-Request-ID": "forged"}) as client:
        answer = client.get("/live")
    assert answer.headers.get_list("x-request-id") == [answer.json()["headers"]["X-Request-ID"]]
    assert len(answer.headers["x-request-id"]) == 32


def test_believes_no_address_that_an_untrusted_client_names(edge: Edge, stack: Stack) -> None:
    with edge.client(headers={"X-Forwarded-For": "198.51.100.1", "CF-Connecting-IP": "198.51.100.1"}) as client:
        answer = client.get("/health")
    logged = next(line for line in log_of(stack) if line["request_id"] == answer.headers["x-request-id"])
    assert answer.json()["headers"]["X-Forwarded-For"] == logged["client"] == logged["peer"] != "198.51.100.1"


def test_takes_the_last_untrusted_address_behind_trusted_proxies(proxied: Edge, stack: Stack) -> None:
    with proxied.client(headers={"X-Forwarded-For": "198.51.100.1, 203.0.113.9, 10.1.2.3"}) as client:
        answer = client.get("/health")
    logged = next(line for line in log_of(stack, "proxied") if line["request_id"] == answer.headers["x-request-id"])
    assert answer.json()["headers"]["X-Forwarded-For"] == logged["client"] == "203.0.113.9"
    assert logged["peer"] != logged["client"]


def test_refuses_an_address_that_is_banned_at_the_edge(proxied: Edge, stack: Stack) -> None:
    stack.shell("ocr", "touch /var/lib/edge-bans/203.0.113.66 /var/lib/edge-bans/2001:db8::66")
    with proxied.client() as client:
        for address in ("203.0.113.66", "2001:db8::66"):
            assert_problem(client.get("/live", headers={"X-Forwarded-For": address}), 403)
        assert client.get("/live", headers={"X-Forwarded-For": "203.0.113.67"}).status_code == 200


# --- the log


def test_logs_route_and_path_without_query_and_without_what_the_client_says_of_itself(edge: Edge, stack: Stack) -> None:
    with edge.client(headers={"User-Agent": "agent-secret", "Referer": "referer-secret"}) as client:
        answer = client.post("/v1//%6fcr?token=query-secret", files={"file": ("name-secret.jpg", b"x")})
    logged = next(line for line in log_of(stack) if line["request_id"] == answer.headers["x-request-id"])
    assert (logged["route"], logged["path"]) == ("ocr", "/v1//%6fcr")
    everything = stack.shell("nginx", "cat /var/log/nginx/*.log") + stack.logs("nginx")
    assert "secret" not in everything


def test_no_path_forges_a_line(edge: Edge, stack: Stack) -> None:
    target = b'/x%0a203.0.113.66%20"\\\xff' + b"y" * 4000
    edge.raw_tls(b"GET " + target + b" HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
    logged = log_of(stack)[-1]
    assert logged["route"] == "other"
    assert logged["path"].startswith("/x%0a203.0.113.66%20\\x22\\x5C\\xFFyyy")
    assert len(logged["path"]) < 260


def test_rotation_keeps_every_line_and_the_mode(edge: Edge, stack: Stack) -> None:
    before = len(log_of(stack))
    stack.shell("nginx", "logrotate --force --state /run/nginx/test.state /opt/edge/logrotate.conf")
    with edge.client() as client:
        answer = client.get("/live")
    rotated = stack.shell("nginx", "cat /var/log/nginx/ocr.access.log.1").splitlines()
    assert len(rotated) == before
    assert log_of(stack)[-1]["request_id"] == answer.headers["x-request-id"]
    assert stack.shell("nginx", "stat -c '%a %u' /var/log/nginx/ocr.access.log") == "640 10002\n"


# --- start, stop, restart


@pytest.mark.usefixtures("stack")
def test_names_all_wrong_settings_and_does_not_start() -> None:
    wrong = {
        "SITE_DOMAIN": "good.example,192.0.2.1",
        "SITE_CORS_ORIGIN": "*",
        "SITE_HTTPS_PORT": "70000",
        "TLS_MODE": "none",
        "TRUSTED_PROXIES": "10.0.0.0/8;evil on",
        "TRUSTED_PROXIES_HEADER": "X-Anything",
        "SITE_RESOLVERS": "dns.example",
    }
    arguments = [word for name, value in wrong.items() for word in ("--env", f"{name}={value}")]
    command = ["docker", "run", "--rm", "--tmpfs", "/run/nginx", *arguments, "receipt-ocr/nginx"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode != 0
    assert [name for name in wrong if f"{name}=" not in done.stderr] == []


@pytest.mark.parametrize("everyone", ["0.0.0.0/0", "::/0"])
def test_refuses_to_trust_the_whole_internet(everyone: str) -> None:
    command = ["docker", "run", "--rm", "--env", f"TRUSTED_PROXIES={everyone}", "receipt-ocr/nginx"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode != 0
    assert "TRUSTED_PROXIES=" in done.stderr


def test_tells_a_service_that_breaks_off_from_one_that_is_away(edge: Edge, stack: Stack) -> None:
    with edge.client(headers={"X-Stub-Status": "0"}) as client:
        answer = client.post("/v1/ocr", content=b"x")
    assert_problem(answer, 502)
    assert answer.headers["retry-after"] == "5"
    assert log_of(stack)[-1]["status"] == "502"


def test_answers_by_itself_while_the_ocr_service_is_away_and_finds_it_again(edge: Edge, stack: Stack) -> None:
    stack.compose("stop", "--timeout", "1", "ocr")
    try:
        with edge.client() as client:
            answer = client.post("/v1/ocr", content=b"x")
            # 504 where the address known for a second more belongs to nobody
            assert_problem(answer, 504 if answer.status_code == 504 else 503)
            assert answer.headers["retry-after"] == "5"
            assert answer.headers.items() >= HEADERS.items()
            # by this fail2ban knows that the client is not to blame
            assert log_of(stack)[-1]["upstream_status"] != "503"
    finally:
        stack.compose("up", "--detach", "--wait", "--force-recreate", "ocr")
    deadline = time.monotonic() + 30
    with edge.client() as client:
        while client.get("/live").status_code != 200:
            assert time.monotonic() < deadline
            time.sleep(0.5)


def test_finishes_what_it_has_accepted_when_it_is_stopped_and_answers_soon_after_a_start(
    proxied: Edge, stack: Stack
) -> None:
    statuses: list[int] = []

    def read_slowly() -> None:
        # HTTP/1.1: this client takes GOAWAY for an error although its request is being answered
        headers = {"X-Forwarded-For": "203.0.113.5", "X-Stub-Delay": "8"}
        with proxied.client(http2=False, headers=headers) as client:
            statuses.append(client.post("/v1/ocr", content=b"x").status_code)

    request = threading.Thread(target=read_slowly)
    request.start()
    # it is accepted
    time.sleep(4)
    stack.compose("stop", "proxied")
    request.join()
    assert statuses == [200]

    stack.compose("start", "proxied")
    started = time.monotonic()
    restarted = Edge(stack.port("proxied", 8443), proxied.http_port, proxied.trusted)
    while True:
        try:
            with restarted.client() as client:
                assert client.get("/nothing").status_code == 404
            break
        except httpx.TransportError:
            assert time.monotonic() - started < 30
            time.sleep(0.1)
    # the same certificate: a client that trusts it need not be told again
    took = time.monotonic() - started
    assert took < pace.allowed(5)


def test_ends_when_one_of_its_parts_dies(stack: Stack) -> None:
    container = stack.container("proxied")
    before = state(container)
    stack.shell("proxied", "kill -9 $(cat /run/nginx/nginx.pid)", check=False)
    # Docker calls it unhealthy as it ends, and starts it again
    wait_until(lambda: is_new_and_healthy(container, before), seconds=60)
    assert "a part of the edge has ended" in stack.logs("proxied")
