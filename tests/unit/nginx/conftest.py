"""The scripts of the edge in a directory of their own: the real shell, with stand-ins for what asks the network and for nginx."""

import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
# of compose.yaml, and the one that `make cluster-init` adds
TWO_NETWORKS = "172.18.0.0/16 dev eth0\n172.19.0.0/16 dev eth1\n"
THREE_NETWORKS = f"{TWO_NETWORKS}172.28.0.0/24 dev eth2\n"
IP = """
case $* in
*"route show proto kernel scope link") cat "$ROOT/networks" ;;
*"route get 172."*) echo "${@: -1} dev eth2" ;;
*"route get "*) echo "${@: -1} via 172.18.0.1 dev eth0" ;;
esac
"""
ENVSUBST = r"""NAMES=$1 exec perl -pe 's/(\$\{(\w+)\})/index($ENV{NAMES}, $1) < 0 ? $1 : $ENV{$2}/ge'"""
# the size of the tmpfs, as `df` has it
DF = """printf 'n-blocks\\n%6d\\n' "$MEGABYTES" """
GETENT = """cat "$ROOT/names/$2" 2>/dev/null || exit 2"""


class Edge:
    """A container of nginx, as far as its scripts see it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.run = root / "run"
        for place in ("bin", "run", "names"):
            (root / place).mkdir()
        shutil.copytree(ROOT / "services" / "nginx", root / "edge")
        shutil.copy(ROOT / ".env.example", root / "edge")
        for script in (root / "edge").rglob("*.sh"):
            text = script.read_text().replace("/opt/edge", f"{root}/edge").replace("/run/nginx", f"{root}/run")
            script.write_text(text)
        path = f"{root}/bin:{os.environ['PATH']}"
        self.environment = {"PATH": path, "ROOT": str(root), "MEGABYTES": "256", "SITE_DOMAIN": "ocr.example.com"}
        for name, body in {"ip": IP, "envsubst": ENVSUBST, "df": DF, "getent": GETENT}.items():
            self.program(name, body)
        self.networks(TWO_NETWORKS)

    def program(self, name: str, body: str) -> None:
        """Put a stand-in before the real program."""
        path = self.root / "bin" / name
        path.write_text(f"#!/bin/bash\n{body}\n")
        path.chmod(0o755)

    def networks(self, routes: str) -> None:
        """Connect it to these."""
        (self.root / "networks").write_text(routes)

    def resolve(self, name: str, addresses: Sequence[str]) -> None:
        """Have a name stand for addresses; glibc gives each three times, for each kind of socket."""
        lines = (f"{address}  {kind}\n" for address in addresses for kind in ("STREAM x", "DGRAM", "RAW"))
        (self.root / "names" / name).write_text("".join(lines))

    def script(self, name: str) -> subprocess.CompletedProcess[str]:
        """Run one of its scripts."""
        command = [str(self.root / "edge" / name)]
        return subprocess.run(command, env=self.environment, capture_output=True, text=True, check=False, timeout=60)

    def render(self, readers: Sequence[str] = ()) -> dict[str, str]:
        """Render the configuration for one reader or for several, and return its parts."""
        (self.run / "readers").write_text("\n".join(readers))
        done = self.script("entrypoint.d/30-render-templates.sh")
        assert done.returncode == 0, done.stderr
        return {part.name: part.read_text() for part in self.run.iterdir() if part.name != "readers"}


@pytest.fixture
def edge(tmp_path: Path) -> Edge:
    return Edge(tmp_path)
