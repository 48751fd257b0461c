"""Outbox of the messages that channels have not accepted yet: kept, tried in order, and bounded."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from healthcheck.alerts.channels import Channel
from healthcheck.alerts.message import Message

# For `make status` and whoever asks what was told.
KEPT = 20
# Beyond this the oldest are given up: years of reminders, or a flood.
WAITING = 100
# Tried in one round by each channel: Apprise pauses for seconds between two, and a round must end.
BATCH = 5

Deliver = Callable[[Channel, Sequence[Message]], list[str]]


def empty(
    messages: Sequence[Message], channels: Sequence[Channel], deliver: Deliver
) -> tuple[tuple[Message, ...], list[str]]:
    """Try to send everything that waits, each channel by itself; return the messages as they are then, and the faults."""
    after, faults = list(messages), []
    for channel in channels:
        waiting = [at for at, message in enumerate(after) if not message.settled and channel.name not in message.told]
        waiting = waiting[:BATCH]
        if not waiting:
            continue
        outcomes = deliver(channel, [after[number] for number in waiting])
        for number, fault in zip(waiting, outcomes, strict=False):
            if fault:
                faults.append(f"{channel.name}: {fault}")
            else:
                after[number] = replace(after[number], told=(*after[number].told, channel.name))
    names = {channel.name for channel in channels}
    return tuple(replace(m, settled=m.settled or names <= set(m.told)) for m in after), faults


def bounded(messages: Sequence[Message]) -> tuple[Message, ...]:
    """Return the newest messages that wait, and of all others the last few."""
    waiting = [number for number, message in enumerate(messages) if not message.settled][-WAITING:]
    others = [number for number, message in enumerate(messages) if message.settled][-KEPT:]
    return tuple(messages[number] for number in sorted(waiting + others))
