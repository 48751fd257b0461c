"""Bans and unbans by the operator."""

import ipaddress
import re
import sys

from bans.jail import NAME, JailUnreachable, banned, client, covers

USAGE = "usage: ban ADDRESS | unban ADDRESS|all"


def main(verb: str, word: str) -> str:
    """Ban or unban, and say what was done; raise ValueError with what the operator should do instead."""
    if (verb, word) == ("unban", "all"):
        return f"bans lifted: {client('set', NAME, 'unbanip', *found) if (found := banned()) else 0}"
    address = _address(word)
    if verb == "ban":
        if covers(ignored(), address):
            raise ValueError(f"{address} is never banned: it is in FAIL2BAN_IGNORE_IP, a proxy, or ours")
        client("set", NAME, "banip", address)
        return f"{address} is banned; undo it with: make unban IP={address}"
    if client("set", NAME, "unbanip", address) == "0":
        return f"{address} was not banned"
    return f"{address} is no longer banned"


def ignored() -> list[str]:
    """Return the networks that the jail ignores just now."""
    return re.findall(r"[|`]- (\S+)", client("get", NAME, "ignoreip"))


def _address(word: str) -> str:
    try:
        return str(ipaddress.ip_address(word))
    except ValueError:
        raise ValueError(f"'{word}' is not an address. Give one like 203.0.113.7 or 2001:db8::7") from None


if __name__ == "__main__":
    if len(sys.argv) != 3 or sys.argv[1] not in ("ban", "unban"):
        sys.exit(USAGE)
    try:
        sys.stdout.write(main(sys.argv[1], sys.argv[2]) + "\n")
    except (ValueError, JailUnreachable) as error:
        sys.exit(str(error))
