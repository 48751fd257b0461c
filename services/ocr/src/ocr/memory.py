"""Memory that pages share: how much there is, and the order in which they get it."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

CGROUP = Path("/sys/fs/cgroup")
# Version 1 says "no limit" by a number near 2 to the 63rd
NO_LIMIT_BYTES = 1 << 60
# What is taken where there is no limit: that of compose.yaml
USUAL_LIMIT_BYTES = 537_000_000

# Held always: the worker with its models 150 MB, its master 15
BASE_BYTES = 165_000_000
# Two uploads of 10 MB, the process that starts decoders 23 and two of these with their copy of a file 27 each at most, what
# the heap keeps of what was freed, and what the kernel counts for the container
SPARE_BYTES = 87_000_000
# So often smaller pages may go before one that waits
PASSES = 8


def memory_limit(cgroup: Path = CGROUP) -> int:
    """Read the limit of the container in bytes, from cgroup version 2 or 1."""
    for name in ("memory.max", "memory/memory.limit_in_bytes"):
        try:
            text = (cgroup / name).read_text().strip()
        except OSError:
            continue
        # version 2 says "max"
        if text.isdigit() and int(text) < NO_LIMIT_BYTES:
            return int(text)
    return USUAL_LIMIT_BYTES


def room_for_pages(limit: int) -> int:
    """Return how many bytes of a limit are left for pages."""
    return max(0, limit - BASE_BYTES - SPARE_BYTES)


class Place:
    """The memory that a page holds, or waits for: see `Room`."""

    def __init__(self, room: "Room", release: Callable[[], None]) -> None:
        """Hold nothing yet; `release` gives back what is kept for pages to come."""
        self._room = room
        self.release = release
        self.now = self.page = self.passed = 0
        self.decoded = self.reading = False

    def decode(self, needed: int, page: int) -> None:
        """Wait until there is room for decoding a page of `page` bytes, which holds `needed`; the page before is gone."""
        self._room.begin_decoding(self, needed, page)

    def read(self) -> None:
        """Wait until there is room for the networks to read the page that was decoded."""
        self._room.begin_reading(self)


class Room:
    """An amount of memory for pages in order of arrival, which they never exceed together.

    A page is decoded, and then read by networks that all pages share. It begins only where all that are there can be read
    as well, so that no two wait for each other. One that is larger than the room is let in alone. Smaller pages go before a
    large one that waits, a few times.
    """

    def __init__(self, size: float, network: int) -> None:
        """Share `size` bytes, of which the networks hold `network` while any page is read."""
        self.size = size
        self._network = network
        self._places: list[Place] = []
        self.waiting: list[Place] = []
        self._changed = threading.Condition()

    @property
    def held(self) -> int:
        """The bytes that pages and networks hold now, at most."""
        return sum(place.now for place in self._places) + self._network * any(place.reading for place in self._places)

    @contextmanager
    def place(self, release: Callable[[], None] = lambda: None) -> Iterator[Place]:
        """Return a place for one page after the other; the last one is gone at the end of the block."""
        place = Place(self, release)
        try:
            yield place
        finally:
            with self._changed:
                self._leave(place)

    def begin_decoding(self, place: Place, needed: int, page: int) -> None:
        """Admit a page when its turn has come: `Place.decode`."""
        with self._changed:
            self._leave(place)
            place.now, place.page, place.passed = needed, page, 0
            self.waiting.append(place)
            try:
                self._changed.wait_for(lambda: self._may_decode(place))
                for other in self.waiting[: self.waiting.index(place)]:
                    other.passed += 1
                self._places.append(place)
            finally:
                self.waiting.remove(place)
                self._changed.notify_all()
            crowded = sum(each.now for each in self._places) + self._network > self.size
        if crowded:
            # what the networks keep goes, which nobody can use before this page is decoded
            place.release()

    def begin_reading(self, place: Place) -> None:
        """Admit a decoded page to the networks: `Place.read`."""
        with self._changed:
            place.now, place.decoded = place.page, True
            self._changed.notify_all()
            self._changed.wait_for(lambda: self._may_read(place))
            place.reading = True
            self._changed.notify_all()

    def _may_decode(self, place: Place) -> bool:
        # who has been decoded comes first
        if any(other.decoded and not other.reading for other in self._places):
            return False
        ahead = self.waiting[: self.waiting.index(place)]
        return self._fits(place) and not any(other.passed >= PASSES or self._fits(other) for other in ahead)

    def _fits(self, place: Place) -> bool:
        later = sum(other.page for other in self._places) + place.page + self._network
        return not self._places or (self.held + place.now <= self.size and later <= self.size)

    def _may_read(self, place: Place) -> bool:
        others = sum(other.now for other in self._places if other is not place)
        return not others or others + place.page + self._network <= self.size

    def _leave(self, place: Place) -> None:
        if place in self._places:
            self._places.remove(place)
        place.decoded = place.reading = False
        self._changed.notify_all()
