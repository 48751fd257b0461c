"""Messages that wait: tried in order by each channel, kept until accepted, bounded."""

from collections.abc import Sequence
from dataclasses import replace

from healthcheck.alerts.channels import Channel
from healthcheck.alerts.message import Message
from healthcheck.alerts.outbox import BATCH, KEPT, WAITING, bounded, empty

MAIL, CHAT = Channel("email", "mailto://x"), Channel("slack", "slack://x")
FIRST, SECOND = (Message(at, "opened", f"subject {at}", "body") for at in (1, 2))


class Post:
    """Accepts messages by the channels that are open, and notes what it was asked to send."""

    def __init__(self, *open_channels: str) -> None:
        self.open = open_channels
        self.asked: list[tuple[str, str]] = []

    def __call__(self, channel: Channel, messages: Sequence[Message]) -> list[str]:
        self.asked += [(channel.name, message.subject) for message in messages]
        return [""] * len(messages) if channel.name in self.open else ["refused"]


def test_settles_what_all_ways_have_accepted() -> None:
    after, faults = empty((FIRST,), (MAIL, CHAT), Post("email", "slack"))
    assert after == (replace(FIRST, told=("email", "slack"), settled=True),)
    assert faults == []


def test_keeps_what_one_way_has_not_accepted_and_repeats_it_on_that_way_only() -> None:
    after, faults = empty((FIRST,), (MAIL, CHAT), Post("slack"))
    assert (after[0].told, after[0].settled, faults) == (("slack",), False, ["email: refused"])
    later = Post("email", "slack")
    assert empty(after, (MAIL, CHAT), later)[0][0].settled
    assert later.asked == [("email", "subject 1")]


def test_sends_in_order_and_tries_later_ones_again_when_an_earlier_one_is_refused() -> None:
    post = Post()
    after, _ = empty((FIRST, SECOND), (MAIL,), post)
    assert post.asked == [("email", "subject 1"), ("email", "subject 2")]
    assert [message.settled for message in after] == [False, False]


def test_tries_a_few_at_a_time_and_the_rest_in_the_next_round() -> None:
    waiting = tuple(replace(FIRST, at=at) for at in range(BATCH + 1))
    after, _ = empty(waiting, (MAIL,), Post("email"))
    assert [message.settled for message in after] == [True] * BATCH + [False]
    assert empty(after, (MAIL,), Post("email"))[0][-1].settled


def test_does_not_send_what_is_settled_by_a_way_that_is_new() -> None:
    post = Post("slack")
    empty((replace(FIRST, told=("email",), settled=True),), (MAIL, CHAT), post)
    assert post.asked == []


def test_sends_what_waits_by_the_ways_of_now() -> None:
    after, _ = empty((FIRST,), (CHAT,), Post("slack"))
    assert after[0].settled


def test_has_nothing_to_wait_for_where_nobody_is_told() -> None:
    assert empty((FIRST,), (), Post())[0][0].settled


def test_keeps_a_few_that_were_sent_and_many_that_wait() -> None:
    sent = tuple(replace(FIRST, at=at, settled=True) for at in range(50))
    waiting = tuple(replace(FIRST, at=at) for at in range(50, 250))
    kept = bounded(sent + waiting)
    assert [message.at for message in kept] == [*range(50 - KEPT, 50), *range(250 - WAITING, 250)]
