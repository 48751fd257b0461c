"""One run of certbot, and the outcome of its order."""

import os
import re
import shutil
import subprocess
import time
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from certificates.settings import Settings

LINEAGE = "site"
# an authority may take minutes to validate; certbot's own limit is 90 s for each step
TIMEOUT_SECONDS = 900


@dataclass(frozen=True)
class Outcome:
    """Outcome of an order: `result` is issued, kept (not due yet) or failed; `detail` is certbot's message on failure."""

    result: str
    detail: str = ""


@dataclass(frozen=True)
class Certbot:
    """certbot with a directory of its own for each authority: staging and production never mix."""

    settings: Settings

    @property
    def place(self) -> Path:
        host = re.sub(r"[^a-z0-9.-]", "_", self.settings.directory.removeprefix("https://").split("/")[0])
        return self.settings.state / f"{host}-{sha256(self.settings.directory.encode()).hexdigest()[:8]}"

    @property
    def lineage(self) -> Path:
        """The pair that certbot has got last."""
        return self.place / "config" / "live" / LINEAGE

    def order(self, *, force: bool = False, dry_run: bool = False) -> Outcome:
        """Let certbot get a certificate if one is due: by its age, or because the authority says so (ARI)."""
        for part in ("config", "work", "logs"):
            (self.place / part).mkdir(parents=True, exist_ok=True)
        environment = dict(os.environ)
        if bundle := self.settings.ca_bundle:
            environment["REQUESTS_CA_BUNDLE"] = str(bundle)
        command = [*self._command(), *(["--force-renewal"] if force else ["--keep-until-expiring"])]
        try:
            done = subprocess.run(  # noqa: S603
                [*command, *(["--dry-run"] if dry_run else [])],
                env=environment,
                capture_output=True,
                text=True,
                timeout=TIMEOUT_SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return Outcome("failed", f"certbot took more than {TIMEOUT_SECONDS} s")
        said = f"{done.stdout}\n{done.stderr}"
        if done.returncode:
            self._repair(said)
            return Outcome("failed", _reason(said))
        return Outcome("kept" if "not yet due for renewal" in said else "issued")

    def _command(self) -> list[str]:
        settings = self.settings
        names = [word for name in settings.names for word in ("--domain", name)]
        account = ["--email", settings.email] if settings.email else ["--register-unsafely-without-email"]
        profile = ["--preferred-profile", settings.profile] if settings.profile else []
        return [
            *("certbot", "certonly", "--non-interactive", "--agree-tos", *account),
            *("--server", settings.directory, "--webroot", "--webroot-path", str(settings.webroot)),
            *("--cert-name", LINEAGE, *names, "--renew-with-new-domains"),
            *("--key-type", settings.key_type, *profile),
            *("--config-dir", str(self.place / "config"), "--work-dir", str(self.place / "work")),
            *("--logs-dir", str(self.place / "logs"), "--max-log-backups", "20"),
        ]

    def _repair(self, said: str) -> None:
        """Set aside what would make every further attempt fail alike."""
        config = self.place / "config"
        if re.search(r"accountDoesNotExist|Account \S+ not found", " ".join(said.split())):
            self.set_aside(config / "accounts")

    def forget_lineage(self) -> None:
        """Set a broken lineage aside; the next order begins a new one, with the same account."""
        config = self.place / "config"
        self.set_aside(config / "live" / LINEAGE, config / "archive" / LINEAGE, config / "renewal" / f"{LINEAGE}.conf")

    def set_aside(self, *paths: Path) -> None:
        """Move files to where certbot does not look, without deleting them."""
        aside = self.place / "aside" / time.strftime("%Y%m%dT%H%M%S")
        for path in paths:
            if path.exists() or path.is_symlink():
                target = aside / path.relative_to(self.place)
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.move(path, target)


def _reason(said: str) -> str:
    """Pick the lines that say what happened: certbot wraps them in advice."""
    boring = ("Saving debug log", "Ask for help", "- - -", "See the logfile", "If you like", "* Donating")
    lines = [line.strip() for line in said.splitlines() if line.strip() and not line.strip().startswith(boring)]
    return " ".join(lines)[-600:]
