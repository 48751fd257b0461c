"""Pages share memory: what they hold together is a figure that they never exceed."""

import random
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from ocr.engine import NETWORK_BYTES, page_bytes
from ocr.image.memory import decoding_bytes
from ocr.memory import BASE_BYTES, PASSES, USUAL_LIMIT_BYTES, Room, memory_limit, room_for_pages

SIZE, NETWORK = 100, 40


def wait_until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.002)


class Pages:
    """Pages in threads of their own, each decoded, then read, then held until it may go."""

    def __init__(self, room: Room) -> None:
        self.room = room
        self.begun: list[str] = []
        self.read: list[str] = []
        self.gone: dict[str, threading.Event] = {}
        self.decoded: dict[str, threading.Event] = {}
        self.threads: list[threading.Thread] = []

    def start(self, name: str, needed: int, page: int) -> None:
        self.gone[name], self.decoded[name] = threading.Event(), threading.Event()

        def run() -> None:
            with self.room.place() as place:
                place.decode(needed, page)
                self.begun.append(name)
                self.decoded[name].wait(60)
                place.read()
                self.read.append(name)
                self.gone[name].wait(60)

        before = len(self.begun) + len(self.room.waiting)
        self.threads.append(threading.Thread(target=run))
        self.threads[-1].start()
        wait_until(lambda: len(self.begun) + len(self.room.waiting) > before)

    def let_go(self, *names: str) -> None:
        for name in names:
            self.decoded[name].set()
            self.gone[name].set()

    def join(self) -> None:
        self.let_go(*self.gone)
        for thread in self.threads:
            thread.join(60)
            assert not thread.is_alive()


@pytest.fixture
def pages() -> Pages:
    return Pages(Room(SIZE, NETWORK))


@pytest.mark.parametrize("seed", range(3))
def test_pages_together_never_exceed_the_room(seed: int) -> None:
    room = Room(SIZE, NETWORK)
    chance = random.Random(seed)
    needs = [(chance.randint(1, SIZE), chance.randint(1, SIZE - NETWORK)) for _ in range(200)]
    held: list[int] = []

    def go(need: tuple[int, int]) -> None:
        with room.place() as place:
            place.decode(*need)
            held.append(room.held)
            place.read()
            held.append(room.held)

    with ThreadPoolExecutor(6) as clients:
        list(clients.map(go, needs))

    assert len(held) == 2 * len(needs)
    assert max(held) <= SIZE
    assert room.held == 0


def test_large_pages_wait_for_each_other(pages: Pages) -> None:
    pages.start("large", 70, 30)
    pages.start("other", 70, 30)
    assert pages.begun == ["large"]

    pages.let_go("large")
    wait_until(lambda: pages.begun == ["large", "other"])
    pages.join()


def test_small_pages_pass_a_large_one_that_waits(pages: Pages) -> None:
    pages.start("large", 70, 10)
    pages.start("other", 70, 10)
    pages.start("small", 10, 5)

    assert pages.begun == ["large", "small"]
    pages.join()


def test_a_large_page_is_not_passed_for_ever(pages: Pages) -> None:
    pages.start("large", 50, 10)
    pages.start("other", 70, 10)
    for number in range(PASSES):
        pages.start(f"small {number}", 10, 5)
        pages.let_go(f"small {number}")
        pages.threads[-1].join(60)
    pages.start("late", 1, 1)

    assert "late" not in pages.begun
    pages.join()
    assert pages.begun.index("other") < pages.begun.index("late")


def test_pages_that_wait_are_let_in_in_order_of_arrival(pages: Pages) -> None:
    names = ["first", "second", "third", "fourth"]
    for name in names:
        pages.start(name, 90, 30)
    pages.join()

    assert pages.begun == names


def test_a_page_is_begun_only_where_it_can_be_read_as_well(pages: Pages) -> None:
    pages.start("one", 40, 40)
    pages.start("other", 40, 40)

    # both can be decoded, but the pages that come out would leave no room for the networks
    assert pages.begun == ["one"]
    pages.join()
    assert pages.read == ["one", "other"]


def test_a_page_larger_than_the_room_is_let_in_alone(pages: Pages) -> None:
    pages.start("small", 10, 5)
    pages.start("giant", 500, 300)
    assert pages.begun == ["small"]

    pages.let_go("small")
    wait_until(lambda: pages.begun == ["small", "giant"])
    pages.start("next", 1, 1)
    assert pages.begun == ["small", "giant"]
    pages.join()
    assert pages.begun == ["small", "giant", "next"]


@pytest.mark.parametrize("stage", ["decode", "read"])
def test_a_page_that_fails_gives_its_room_back(stage: str) -> None:
    room = Room(SIZE, NETWORK)

    def fail() -> None:
        with room.place() as place:
            place.decode(90, 60)
            if stage == "read":
                place.read()
            raise ValueError("broken")

    with pytest.raises(ValueError, match="broken"):
        fail()
    assert room.held == 0


def test_a_document_holds_one_page_at_a_time() -> None:
    room = Room(SIZE, NETWORK)
    with room.place() as place:
        for _ in range(3):
            place.decode(50, 20)
            assert room.held == 50
            place.read()
            assert room.held == 20 + NETWORK


def test_what_the_networks_keep_goes_before_a_page_that_needs_its_memory() -> None:
    room = Room(SIZE, NETWORK)
    released: list[bool] = []
    with room.place(lambda: released.append(True)) as place:
        place.decode(SIZE - NETWORK, 10)
        assert not released
        place.decode(SIZE - NETWORK + 1, 10)
        assert released


def test_what_the_networks_keep_stays_while_another_page_is_read_and_there_is_room() -> None:
    room = Room(SIZE, NETWORK)
    released: list[bool] = []
    with room.place() as one, room.place(lambda: released.append(True)) as other:
        one.decode(20, 20)
        one.read()
        other.decode(20, 20)
    assert not released


def test_a_scan_is_decoded_while_the_photograph_of_a_phone_is_read() -> None:
    held = page_bytes(3000, 4000) + NETWORK_BYTES + decoding_bytes("JPEG", (1000, 2400), "RGB")

    assert held <= room_for_pages(USUAL_LIMIT_BYTES)


def test_the_largest_jpeg_fits_alone() -> None:
    assert decoding_bytes("JPEG", (10_000, 5_000), "RGB") <= room_for_pages(USUAL_LIMIT_BYTES)
    assert page_bytes(4000, 4000) + NETWORK_BYTES <= room_for_pages(USUAL_LIMIT_BYTES)


def test_all_that_is_held_is_less_than_450_mb() -> None:
    assert BASE_BYTES + room_for_pages(USUAL_LIMIT_BYTES) <= 450_000_000


@pytest.mark.parametrize(
    ("file", "text", "limit"),
    [
        ("memory.max", "480247808\n", 480_247_808),
        ("memory.max", "max\n", USUAL_LIMIT_BYTES),
        ("memory/memory.limit_in_bytes", "1073741824\n", 1 << 30),
        ("memory/memory.limit_in_bytes", "9223372036854771712\n", USUAL_LIMIT_BYTES),
    ],
)
def test_reads_the_limit_of_the_container(tmp_path: Path, file: str, text: str, limit: int) -> None:
    (tmp_path / file).parent.mkdir(exist_ok=True)
    (tmp_path / file).write_text(text)

    assert memory_limit(tmp_path) == limit


def test_takes_the_usual_limit_where_there_is_none(tmp_path: Path) -> None:
    assert memory_limit(tmp_path) == USUAL_LIMIT_BYTES
