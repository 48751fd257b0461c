import threading
import time
from collections.abc import Callable

import pytest

from ocr.errors import Overloaded
from ocr.web.admission import Admission


def wait_until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.005)


class Requests:
    """Threads that take turns; the first holds its turn until `release`."""

    def __init__(self, admission: Admission) -> None:
        self.admission = admission
        self.release = threading.Event()
        self.begun: list[int] = []
        self.served: list[int] = []
        self.refused: list[int] = []
        self.threads: list[threading.Thread] = []

    def start(self, number: int) -> None:
        def run() -> None:
            try:
                with self.admission.turn():
                    self.begun.append(number)
                    self.release.wait(60)
                    self.served.append(number)
            except Overloaded:
                self.refused.append(number)

        length = len(self.admission)
        self.threads.append(threading.Thread(target=run))
        self.threads[-1].start()
        wait_until(lambda: len(self.admission) == length + 1 or number in self.refused)

    def join(self) -> None:
        for thread in self.threads:
            thread.join(60)


def test_serves_one_at_a_time_in_order_of_arrival() -> None:
    requests = Requests(Admission(waiting_limit=8))
    for number in range(5):
        requests.start(number)
    requests.release.set()
    requests.join()

    assert requests.served == [0, 1, 2, 3, 4]
    assert len(requests.admission) == 0


def test_refuses_at_once_whoever_comes_when_enough_wait() -> None:
    requests = Requests(Admission(waiting_limit=2))
    for number in range(4):
        requests.start(number)

    assert requests.refused == [3]
    with pytest.raises(Overloaded, match="2 requests wait"):
        requests.admission.check()
    requests.release.set()
    requests.join()
    assert requests.served == [0, 1, 2]
    requests.admission.check()


def test_refuses_all_who_wait_when_it_closes_but_not_the_one_who_is_served() -> None:
    requests = Requests(Admission(waiting_limit=8))
    for number in range(3):
        requests.start(number)
    requests.admission.close()
    wait_until(lambda: len(requests.refused) == 2)
    requests.release.set()
    requests.join()

    assert requests.served == [0]
    assert sorted(requests.refused) == [1, 2]
    with pytest.raises(Overloaded, match="stopping"):
        requests.admission.check()


def test_serves_two_at_once_and_refuses_beyond_those_who_wait() -> None:
    requests = Requests(Admission(waiting_limit=1, at_once=2))
    for number in range(4):
        requests.start(number)

    assert requests.refused == [3]
    wait_until(lambda: sorted(requests.begun) == [0, 1])
    requests.release.set()
    requests.join()
    assert sorted(requests.served) == [0, 1, 2]


def test_lets_both_finish_that_are_served_when_it_closes() -> None:
    requests = Requests(Admission(waiting_limit=8, at_once=2))
    for number in range(3):
        requests.start(number)
    requests.admission.close()
    wait_until(lambda: requests.refused == [2])
    requests.release.set()
    requests.join()

    assert sorted(requests.served) == [0, 1]


def test_refuses_whoever_has_waited_too_long_and_serves_the_next() -> None:
    requests = Requests(Admission(waiting_limit=8, patience_seconds=0.3))
    requests.start(0)
    started = time.monotonic()
    requests.start(1)
    wait_until(lambda: requests.refused == [1])
    assert 0.25 < time.monotonic() - started < 3
    requests.start(2)
    requests.release.set()
    requests.join()

    assert requests.served == [0, 2]
    assert len(requests.admission) == 0


def test_gives_the_turn_on_when_the_one_who_has_it_fails() -> None:
    admission = Admission(waiting_limit=0)
    with pytest.raises(ValueError, match="x"), admission.turn():
        raise ValueError("x")

    with admission.turn():
        assert len(admission) == 1
