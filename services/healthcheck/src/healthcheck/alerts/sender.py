"""Sender of messages to a channel: runs `notify.py` with a time limit, and returns which were accepted."""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from healthcheck.alerts.channels import Channel
from healthcheck.alerts.message import Message

# Each answer of a mail server may take `PATIENCE_SECONDS`; a whole letter does not.
TIMEOUT_SECONDS = 45
# What `notify.py` says of a channel that Apprise can make nothing of.
NOT_UNDERSTOOD = "not understood"


def deliver(channel: Channel, messages: Sequence[Message], authority: Path) -> list[str]:
    """Send messages in order, up to the first that is not accepted; return a fault for each that was tried, "" if none.

    Without messages: give a fault if the channel is not understood.
    """
    letters = [{"subject": message.subject, "body": message.body} for message in messages]
    order = json.dumps({"service": channel.service, "messages": letters}).encode()
    # what is secret goes by the pipe: anybody may read the words of a command
    command = [sys.executable, "-m", "healthcheck.alerts.notify"]
    environment = _environment(authority)
    try:
        done = subprocess.run(  # noqa: S603
            command, input=order, capture_output=True, env=environment, timeout=TIMEOUT_SECONDS, check=False
        )
        printed, fault = done.stdout, f"the sender ended with status {done.returncode}" if done.returncode else ""
    except subprocess.TimeoutExpired as late:
        printed, fault = late.stdout or b"", f"no answer within {TIMEOUT_SECONDS} seconds"
    except OSError as refused:
        printed, fault = b"", f"the sender does not start: {refused}"
    # a line is whole if it has an end
    lines = printed.decode(errors="replace").split("\n")[:-1]
    return [channel.redact(line) for line in (*lines, *([fault] if fault else ()))]


def _environment(authority: Path) -> dict[str, str]:
    if authority.exists() and authority.read_bytes().strip():
        # beside the directory of the public ones, which OpenSSL goes on reading
        return {**os.environ, "SSL_CERT_FILE": str(authority)}
    return dict(os.environ)
