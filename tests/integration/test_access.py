"""Keys and networks as other hosts meet them: the real OCR service, nginx and fail2ban, whatever is set."""

import json
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, nullcontext
from itertools import product
from pathlib import Path

import pytest

from tests.support import shipped
from tests.support.edge.client import LOG_LINE
from tests.support.hosts import droplet, namespace
from tests.support.hosts.appliance import Appliance, appliance
from tests.support.hosts.attack import MAX_RETRY, OCR_PATH, is_refused, wait_until
from tests.support.hosts.client import Answer, Client
from tests.support.hosts.droplet import Droplet
from tests.support.hosts.namespace import Host
from tests.support.hosts.person import ended, person

pytestmark = pytest.mark.skipif(droplet.why_not() is not None, reason=str(droplet.why_not()))

SAMPLE = Path(__file__).parents[2] / "services/healthcheck/sample-receipt.jpg"
# what the OCR service says to a POST without a form: it was let in, and no receipt had to be read for that
LET_IN = 415
LIMIT = 3
TEN_MB = 10_000_000
PATIENCE_SECONDS = 60
WRONG = "ocr_" + "A" * 43
STATUS_ALONE = ("--request", "POST", "--output", "/dev/null", "--write-out", "%{http_code}")
# hosts by the number of their link, and the networks of those that are allowed
INSIDE, OUTSIDE = range(2**14), range(2**14, 2**15)
NETWORKS = "198.18.0.0/16, 2001:db8::/50 192.0.2.0/24"
# what the client says beside the figures, by the status of the one answer that it got
SAYS = {
    200: "",
    401: "Set RECEIPT_OCR_KEY to a key that the operator has made and not revoked.",
    403: "Ask the operator: this network is not allowed",
}


@pytest.fixture(scope="module")
def switched_on(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Droplet]:
    with droplet.droplet(tmp_path_factory.mktemp("droplet")) as running:
        yield running


@pytest.fixture(scope="module")
def proxy(switched_on: Droplet) -> Iterator[Host]:
    with namespace.host("proxy", switched_on.namespace, numbers=OUTSIDE) as host:
        yield host


@pytest.fixture(scope="module")
def edge(switched_on: Droplet, proxy: Host) -> Iterator[Appliance]:
    """Start with networks and a proxy: each change of settings would be a restart."""
    settings = {"SITE_ALLOW": NETWORKS, "TRUSTED_PROXIES": proxy.ipv4, "OCR_KEY_LIMITS": f"scanner={LIMIT}"}
    with appliance(switched_on, "ocr", "nginx", "fail2ban", SITE_IPV6="true", **settings) as running:
        yield running


@pytest.fixture
def friend(edge: Appliance) -> Iterator[Host]:
    with namespace.host("friend", edge.droplet.namespace, numbers=INSIDE) as host:
        yield host


@pytest.fixture
def stranger(edge: Appliance) -> Iterator[Host]:
    with namespace.host("stranger", edge.droplet.namespace, numbers=OUTSIDE) as host:
        yield host


def keys(edge: Appliance, *words: str) -> str:
    """Run what `make key` and its like run."""
    return edge.compose("exec", "-T", "ocr", "python", "-m", "ocr.keys", *words).strip()


@contextmanager
def key(edge: Appliance, name: str = "odoo") -> Iterator[str]:
    """Make a key, and open the service to the world afterwards."""
    try:
        yield keys(edge, "create", name)
    finally:
        keys(edge, "open")


def bearer(token: str | None) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"} if token else {}


def asked(host: Host, token: str | None = None, *, to: str | None = None, method: str = "POST") -> Answer:
    with Client(host, to=to) as client:
        return client.answer(OCR_PATH, headers=bearer(token), method=method)


def lines(edge: Appliance, host: Host) -> list[dict[str, str]]:
    """Return the log's lines about a host, by column."""
    log = edge.compose("exec", "-T", "nginx", "cat", "/var/log/nginx/ocr.access.log")
    found = [LOG_LINE.fullmatch(line) for line in log.splitlines()]
    return [match.groupdict() for match in found if match and match["client"] in (host.ipv4, host.ipv6)]


def curl(host: Host, *words: str, token: str | None = None, to: str | None = None) -> str:
    """Post to the path of receipts with curl, and return what it prints."""
    to = f"[{to}]" if to and ":" in to else to or host.droplet_ipv4
    command = ["ip", "netns", "exec", host.namespace, "curl", "--silent", "--insecure", *words]
    command += ["--header", f"Authorization: Bearer {token}"] if token else []
    command += ["--connect-to", f"localhost:443:{to}:443", f"https://localhost{OCR_PATH}"]
    # it may find the connection closed while it sends to a service that has refused already
    return subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False).stdout


def answer_to(*, listed: bool, inside: bool, asks: bool, right: bool, let_in: int) -> int:
    """Return the status that is due to a request; the network comes first."""
    if listed and not inside:
        return 403
    return 401 if asks and not right else let_in


@pytest.fixture(scope="module", params=[False, True], ids=["any network", "networks"])
def listed(edge: Appliance, request: pytest.FixtureRequest) -> Iterator[bool]:
    """Have networks listed or not."""
    with nullcontext() if request.param else edge.changed(SITE_ALLOW=""):
        yield request.param


@pytest.mark.parametrize("asks", [False, True], ids=["no keys", "keys"])
def test_lets_in_who_has_a_key_and_a_network_where_they_are_asked_for(
    edge: Appliance, friend: Host, stranger: Host, *, listed: bool, asks: bool
) -> None:
    expected, found = [], []
    with key(edge) if asks else nullcontext() as right:
        for host, to, token in product((friend, stranger), ("droplet_ipv4", "droplet_ipv6"), (None, WRONG, right)):
            expected.append(
                answer_to(listed=listed, inside=host is friend, asks=asks, right=token is right, let_in=LET_IN)
            )
            found.append(int(curl(host, *STATUS_ALONE, token=token, to=getattr(host, to))))
        for host in (friend, stranger):
            # probes and preflights are everybody's
            with Client(host) as client:
                assert client.status("/ready", method="GET") == 200
                assert client.status(OCR_PATH, method="OPTIONS") == 204
    assert found == expected


@pytest.mark.parametrize("asks", [False, True], ids=["no keys", "keys"])
def test_the_client_reads_where_it_may_and_else_says_what_to_do(edge: Appliance, *, listed: bool, asks: bool) -> None:
    with ExitStack() as exits:
        right = exits.enter_context(key(edge)) if asks else None
        people = {numbers: exits.enter_context(person(edge, numbers=numbers)) for numbers in (INSIDE, OUTSIDE)}
        tokens = (None, WRONG, right) if asks else (None,)
        said: dict[range, list[tuple[int, str]]] = {numbers: [] for numbers in people}
        for token in tokens:
            running = [each.start("read", str(SAMPLE), "--insecure", key=token) for each in people.values()]
            for numbers, program in zip(people, running, strict=True):
                said[numbers].append(ended(program))
        for numbers, each in people.items():
            expected = [
                answer_to(listed=listed, inside=numbers is INSIDE, asks=asks, right=token is right, let_in=200)
                for token in tokens
            ]
            # one request, whatever the answer
            assert [line["status"] for line in lines(edge, each.at)] == list(map(str, expected))
            for status, (code, words) in zip(expected, said[numbers], strict=True):
                last = "1 read" if status == 200 else "0 read, 0 unsure, 0 failed, 1 not read"
                assert (code, words.splitlines()[-1][: len(last)]) == (status != 200, last)
                assert SAYS[status] in words
        # a probe is everybody's
        assert people[OUTSIDE].run("ready", "--insecure")[0] == 0


def test_reads_a_receipt_with_a_key_of_another_host(edge: Appliance, friend: Host) -> None:
    with key(edge) as token:
        words = ["--http2", "--form", f"file=@{SAMPLE}"]
        refused, receipt = (json.loads(curl(friend, *words, token=given)) for given in (None, token))
    assert (refused["status"], refused["title"]) == (401, "Unauthorized")
    assert receipt["total_amount"]["value"] == 152.0


def test_a_key_opens_from_the_next_request_on_and_a_revoked_one_no_more(edge: Appliance, friend: Host) -> None:
    with key(edge) as first, Client(friend) as kept:
        second = keys(edge, "create", "odoo-b")
        assert [kept.status(OCR_PATH, bearer(token)) for token in (first, second)] == [LET_IN, LET_IN]
        keys(edge, "revoke", "odoo")
        assert [kept.status(OCR_PATH, bearer(token)) for token in (first, second)] == [401, LET_IN]
        keys(edge, "revoke", "odoo-b")
        # the last one revoked does not open the service
        assert [kept.status(OCR_PATH, bearer(token)) for token in (second, None)] == [401, 401]


def assert_is_a_problem(answer: Answer, status: int) -> None:
    problem = json.loads(answer.body)
    assert (answer.status, problem["status"]) == (status, status)
    assert answer.headers["content-type"] == "application/problem+json"
    assert problem["instance"] == answer.headers["x-request-id"]
    # a browser may read it, and send a key the next time
    assert answer.headers["access-control-allow-origin"] == shipped.setting("SITE_CORS_ORIGIN")
    assert "Authorization" in answer.headers["access-control-allow-headers"]
    assert "retry-after" not in answer.headers


def test_a_refusal_for_want_of_a_key_says_how_to_send_one(edge: Appliance, friend: Host) -> None:
    with key(edge):
        without, wrong = asked(friend), asked(friend, WRONG)
    assert without.headers["www-authenticate"] == 'Bearer realm="receipt-ocr"'
    assert wrong.headers["www-authenticate"] == 'Bearer realm="receipt-ocr", error="invalid_token"'
    for answer in (without, wrong):
        assert_is_a_problem(answer, 401)


@pytest.mark.parametrize("status", [401, 403])
def test_the_tenth_refusal_bans_and_the_ninth_does_not(edge: Appliance, friend: Host, status: int) -> None:
    numbers = OUTSIDE if status == 403 else INSIDE
    with (
        key(edge) as token,
        namespace.host("stranger", edge.droplet.namespace, numbers=numbers) as stranger,
        Client(stranger) as client,
    ):
        answers = [client.answer(OCR_PATH, headers=bearer(WRONG)) for _ in range(MAX_RETRY - 1)]
        time.sleep(1)
        assert stranger.ipv4 not in edge.banned()
        answers.append(client.answer(OCR_PATH, headers=bearer(WRONG)))
        for answer in answers:
            assert_is_a_problem(answer, status)
            assert ("www-authenticate" in answer.headers) is (status == 401)
        wait_until(lambda: is_refused(stranger), seconds=PATIENCE_SECONDS)
        assert f"lastly {status}" in edge.fail2ban("bans")
        assert asked(friend, token).status == LET_IN


def test_who_is_banned_behind_a_proxy_does_not_prolong_it(edge: Appliance, proxy: Host, stranger: Host) -> None:
    for_stranger = {"X-Forwarded-For": stranger.ipv4}
    with Client(proxy) as front:
        assert front.status(OCR_PATH, {"X-Forwarded-For": "192.0.2.7"}) == LET_IN
        assert [front.status(OCR_PATH, for_stranger) for _ in range(MAX_RETRY)] == [403] * MAX_RETRY
        wait_until(lambda: stranger.ipv4 in edge.banned(), seconds=PATIENCE_SECONDS)
        wait_until(lambda: is_refused(stranger), seconds=PATIENCE_SECONDS)
        counted = edge.fail2ban("fail2ban-client", "status", "nginx-ocr")
        assert [front.status(OCR_PATH, for_stranger) for _ in range(MAX_RETRY)] == [403] * MAX_RETRY
        time.sleep(1)
        assert edge.fail2ban("fail2ban-client", "status", "nginx-ocr") == counted
        # its own network may
        assert front.status(OCR_PATH, {"X-Forwarded-For": "192.0.2.7"}) == LET_IN
    refusals = [line["refusal"] for line in lines(edge, stranger)]
    assert refusals == ["network"] * MAX_RETRY + ["banned"] * MAX_RETRY
    edge.fail2ban("unban", stranger.ipv4)


def test_a_key_has_its_requests_of_the_day_and_no_ban_for_asking_more(edge: Appliance, friend: Host) -> None:
    with key(edge, "scanner") as token:
        unlimited = keys(edge, "create", "odoo")
        answers = [asked(friend, token) for _ in range(LIMIT)]
        edge.compose("restart", "ocr")
        # not by asking, which uses up the rate
        edge.up("--wait")
        # counts outlive the container's restart
        answers += [asked(friend, token) for _ in range(MAX_RETRY + 2)]
        assert [answer.status for answer in answers] == [LET_IN] * LIMIT + [429] * (MAX_RETRY + 2)
        left = 86400 - time.time() % 86400
        assert abs(answers[-1].retry_after - left) < PATIENCE_SECONDS
        assert "day" in json.loads(answers[-1].body)["detail"]
        time.sleep(1)
        assert friend.ipv4 not in edge.banned()
        assert asked(friend, unlimited).status == LET_IN
        listed = {row.split()[0]: row.split()[-2:] for row in keys(edge, "list").splitlines()}
        assert listed["scanner"] == [str(LIMIT), str(LIMIT)]
        assert lines(edge, friend)[-2]["key"] == "scanner"
        assert lines(edge, friend)[-2]["refusal"] == "quota"


def sent_as_written(host: Host, request: str, *headers: str) -> str:
    """Send a request as it is written, and return the status of its answer, nothing where the connection is closed."""
    head = "\r\n".join((request, "Host: localhost", "Content-Length: 0", *headers, "", "")).encode()
    with Client(host) as client:
        client.send(head)
        status = client.receive().partition(b"\r\n")[0].decode()
    # slower than the rate that any path of the OCR service has
    time.sleep(0.25)
    return status[9:12]


def test_no_spelling_of_a_request_gets_past_the_key(edge: Appliance, friend: Host) -> None:
    paths = [
        "https://localhost/v1/ocr/receipt", "//v1//ocr/receipt", "/v1/./ocr/receipt", "/x/../v1/ocr/receipt",
        "/%76%31/ocr/receipt", "/v1%2focr/receipt", "/v1/ocr/receipt?/live", "/v1/ocr/receipt#/../../../../live",
        "/v1/ocr/receipt/", "/V1/OCR/RECEIPT", "/v1/ocr/receipt%20", "/v1/ocr/receipt;/live", "/v1/ocr/receipt%00",
        "/live/../v1/ocr/receipt", "/v1/ocr/receipt/../../../live", "/v1/ocr/receipt%3f/../../../../live",
        "/v1/ocr/receipt%23/../../../../live", "/live#/../v1/ocr/receipt", "/live%2f..%2fv1%2focr%2freceipt",
    ]  # fmt: skip
    headers = [
        ("Authorization:",), ("Authorization: Bearer",), ("Authorization: Bearer  ",), ("Authorization: Basic eDp5",),
        ("X-Key-Name: odoo",), ("X_Key_Name: odoo",), ("X-Denied: no",), ("X-HTTP-Method-Override: OPTIONS",),
        ("X-Original-URI: /live",), ("X-Rewrite-URL: /live",), ("X-Forwarded-For: 127.0.0.1", "X-Real-IP: 127.0.0.1"),
        ("Connection: authorization",),
    ]  # fmt: skip
    with edge.changed(FAIL2BAN_DENIED_STATUSES="none"), key(edge) as token:
        assert sent_as_written(friend, f"POST {OCR_PATH} HTTP/1.0", f"Authorization: Bearer {token}") == str(LET_IN)
        found = {path: sent_as_written(friend, f"POST {path} HTTP/1.1") for path in paths}
        found |= {
            method: sent_as_written(friend, f"{method} {OCR_PATH} HTTP/1.0")
            for method in ("GET", "HEAD", "POST", "PUT")
        }
        found |= {str(each): sent_as_written(friend, f"POST {OCR_PATH} HTTP/1.1", *each) for each in headers}
        both = [f"Authorization: Bearer {each}" for each in (token, WRONG)]
        found["two keys"] = sent_as_written(friend, f"POST {OCR_PATH} HTTP/1.1", *both)
    # 405: nginx and the OCR service both take it for the probe
    refusals = ("400", "401", "404", "405")
    assert {spelling: status for spelling, status in found.items() if status not in refusals} == {}
    assert found["https://localhost/v1/ocr/receipt"] == found["/x/../v1/ocr/receipt"] == "401"


def test_no_header_chooses_the_network_of_a_client(edge: Appliance, stranger: Host) -> None:
    inside = edge.compose("exec", "-T", "nginx", "hostname", "-i").split()[0]
    names = ("X-Forwarded-For", "X-Real-IP", "CF-Connecting-IP", "Forwarded", "True-Client-IP")
    with edge.changed(SITE_ALLOW="192.0.2.7"):
        found = [
            sent_as_written(stranger, f"POST {OCR_PATH} HTTP/1.1", *(f"{name}: {address}" for name in names))
            for address in ("192.0.2.7", "127.0.0.1", inside, "for=192.0.2.7")
        ]
    assert found == ["403"] * 4


def test_logs_and_metrics_have_the_names_of_keys_and_no_key(edge: Appliance, friend: Host) -> None:
    with key(edge, "named") as token, Client(friend) as client:
        client.status(OCR_PATH, bearer(token))
        client.status(OCR_PATH, bearer(WRONG))
        client.status("/ready", bearer(token), method="GET")
        seen = [(line["status"], line["key"], line["refusal"]) for line in lines(edge, friend)]
        logs = edge.compose("logs", "ocr", "nginx") + edge.compose(
            "exec", "-T", "nginx", "sh", "-c", "cat /var/log/nginx/*"
        )
        metrics = edge.compose(
            "exec", "-T", "ocr", "python", "-c",
            "import urllib.request; print(urllib.request.urlopen('http://127.0.0.1:8100/metrics').read().decode())",
        )  # fmt: skip
    assert seen == [(str(LET_IN), "named", "-"), ("401", "-", "key"), ("200", "-", "-")]
    assert '"key": "named"' in logs
    assert 'ocr_key_requests_total{key="named",verdict="accepted"} 1.0' in metrics
    for text in (logs, metrics):
        assert token not in text
        assert WRONG not in text


@pytest.mark.parametrize("expects", [False, True])
def test_answers_before_the_body_of_who_has_no_key_is_sent(edge: Appliance, friend: Host, *, expects: bool) -> None:
    head = f"POST {OCR_PATH} HTTP/1.1\r\nHost: localhost\r\nContent-Length: {TEN_MB}\r\n"
    head += "Expect: 100-continue\r\n\r\n" if expects else "\r\n"
    with key(edge), Client(friend) as client:
        client.send(head.encode())
        answer = client.receive()
    # no 100 either
    assert answer.startswith(b"HTTP/1.1 401 ")


@pytest.mark.parametrize("version", ["--http1.1", "--http2"])
def test_takes_in_no_body_of_who_has_no_key(edge: Appliance, friend: Host, tmp_path: Path, version: str) -> None:
    (tmp_path / "large").write_bytes(bytes(TEN_MB))
    words = [version, "--header", "Expect:", "--form", f"file=@{tmp_path}/large"]
    words += ["--output", "/dev/null", "--write-out", "%{http_code} %{size_upload}"]
    with key(edge):
        said = curl(friend, *words)
        kept = edge.compose("exec", "-T", "nginx", "find", "/var/cache/nginx", "-type", "f", "-size", "+1k")
    status, sent = map(int, said.split())
    assert status == 401
    assert kept == ""
    assert int(lines(edge, friend)[-1]["received"]) < 100_000
    assert sent < TEN_MB


def test_says_that_the_ocr_service_is_away_before_it_asks_for_a_key(edge: Appliance, friend: Host) -> None:
    with key(edge) as token:
        edge.compose("kill", "ocr")
        try:
            # nginx waits 5 seconds for the name of a service that is away
            with Client(friend, timeout=20) as client:
                # nothing in a query is taken for a path of the edge's own
                answers = [client.answer(path) for path in (OCR_PATH, f"{OCR_PATH}?authorize")]
        finally:
            edge.up("--wait")
        for answer in answers:
            assert answer.status in (502, 503, 504)
            assert answer.retry_after
        assert asked(friend, token).status == LET_IN
        time.sleep(1)
        assert friend.ipv4 not in edge.banned()


def test_a_damaged_file_of_keys_lets_nobody_in(edge: Appliance, friend: Host) -> None:
    with key(edge) as token:
        edge.compose("exec", "-T", "ocr", "sh", "-c", "cd /var/lib/ocr && cp keys.json kept && echo x >keys.json")
        assert [asked(friend, given).status for given in (token, None)] == [503, 503]
        edge.compose("exec", "-T", "ocr", "mv", "/var/lib/ocr/kept", "/var/lib/ocr/keys.json")
        assert [asked(friend, given).status for given in (token, None)] == [LET_IN, 401]


def test_networks_that_are_none_stop_the_start_each_with_its_reason(edge: Appliance) -> None:
    wrong = ["192.0.2.0/33", "192.0.2", "erp.example.com", "2001:db8::/129", ":::1", "0.0.0.0/0"]
    with pytest.raises(RuntimeError) as refused:
        edge.docker(
            "run", "--rm", "--env", f"SITE_ALLOW=192.0.2.7 {' '.join(wrong)},2001:db8::7", "--tmpfs",
            "/run/nginx:uid=10002,mode=750", "--tmpfs", "/var/cache/nginx:uid=10002", "receipt-ocr/nginx",
            "/opt/edge/entrypoint.d/10-check-settings.sh",
        )  # fmt: skip
    faults = [line for line in str(refused.value).splitlines() if ": SITE_ALLOW=" in line]
    assert [fault.split(': "')[1].split('"')[0] for fault in faults] == wrong
