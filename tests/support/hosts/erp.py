"""A client that obeys Retry-After: it posts receipts at once, and repeats each until it is read."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack

from tests.support.hosts import namespace
from tests.support.hosts.appliance import Appliance
from tests.support.hosts.attack import OCR_PATH
from tests.support.hosts.client import Client
from tests.support.hosts.namespace import Host

BOUNDARY = "limit"
FORM = {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"}


def form(picture: bytes) -> bytes:
    """Return the body of a request with a picture."""
    head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="r.jpg"\r\n\r\n'
    return head.encode() + picture + f"\r\n--{BOUNDARY}--\r\n".encode()


def post(
    host: Host, body: bytes = b"", *, path: str = OCR_PATH, keep: bool = True, seconds: float = 120
) -> list[int | None]:
    """Post a receipt until it is read, for some seconds; return the statuses, None for a connection that failed."""
    statuses: list[int | None] = []
    until = time.monotonic() + seconds
    client: Client | None = None
    while time.monotonic() < until:
        try:
            client = client or Client(host, timeout=130)
            answer = client.answer(path, body=body, headers=FORM)
        except OSError:
            statuses.append(None)
            return statuses
        statuses.append(answer.status)
        if answer.status == 200:
            break
        if not keep or answer.closes:
            client.close()
            client = None
        time.sleep(answer.retry_after)
    if client:
        client.close()
    return statuses


def burst(
    hosts: list[Host], number: int, body: bytes = b"", *, path: str = OCR_PATH, keep: bool = True, seconds: float = 120
) -> list[list[int | None]]:
    """Post a number of receipts from each host, all at once."""
    together = threading.Barrier(number * len(hosts))

    def one(host: Host) -> list[int | None]:
        together.wait()
        return post(host, body, path=path, keep=keep, seconds=seconds)

    with ThreadPoolExecutor(number * len(hosts)) as pool:
        return list(pool.map(one, [host for host in hosts for _ in range(number)]))


def hosts(edge: Appliance, number: int, exits: ExitStack) -> list[Host]:
    """Plug hosts in, until the end of `exits`."""
    return [exits.enter_context(namespace.host(f"erp{n}", edge.droplet.namespace)) for n in range(number)]


def assert_nobody_is_banned(edge: Appliance, clients: list[Host]) -> None:
    """Fail if one of them is banned, or about to be."""
    time.sleep(1)
    assert not {client.ipv4 for client in clients} & set(edge.banned())
