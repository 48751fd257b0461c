"""Logins by SSH, by key, password or code, and whether a command then runs."""

import base64
import hmac
import os
import subprocess
import time
from pathlib import Path

from tests.support.hosts.namespace import Host

COMMON = ("-o", "StrictHostKeyChecking=no", "-o", "UserKnownHostsFile=/dev/null", "-o", "ConnectTimeout=10")


def can_log_in(host: Host, user: str, *, key: Path | None = None, answer: str = "", scratch: Path) -> bool:
    """Log in from the host, with the key if there is one; return the answer to whatever is asked."""
    ask = scratch / "answer"
    ask.write_text('#!/bin/sh\nprintf "%s\\n" "$ANSWER"\n')
    ask.chmod(0o700)
    identity = ("-o", "IdentitiesOnly=yes", "-i", str(key)) if key else ("-o", "PubkeyAuthentication=no")
    tried = subprocess.run(
        ["ip", "netns", "exec", host.namespace, "ssh", *COMMON, "-o", "NumberOfPasswordPrompts=1", *identity,
         f"{user}@{host.droplet_ipv4}", "true"],
        env={**os.environ, "SSH_ASKPASS": str(ask), "SSH_ASKPASS_REQUIRE": "force", "ANSWER": answer},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )  # fmt: skip
    refused = "Permission denied" in tried.stderr
    assert refused or tried.returncode == 0, tried.stderr
    return not refused


def code(secret: str) -> str:
    """Return the code that an authenticator shows now for a secret in base32 (RFC 6238)."""
    counter = int(time.time() // 30).to_bytes(8, "big")
    digest = hmac.digest(base64.b32decode(secret), counter, "sha1")
    offset = digest[-1] & 15
    number = int.from_bytes(digest[offset : offset + 4], "big") & 0x7FFFFFFF
    return f"{number % 10**6:06}"
