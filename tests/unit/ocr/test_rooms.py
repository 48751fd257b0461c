"""Data flows one way: each room imports only what stands here."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCES = Path(__file__).parents[3] / "services/ocr/src/ocr"

MAY_IMPORT = {
    "model": set(),
    "errors": set(),
    "logs": set(),
    "settings": set(),
    "image": {"errors", "model"},
    "engine": {"errors", "model"},
    "receipt": {"model"},
    "pipeline": {"engine", "image", "model", "receipt"},
    "web": {"engine", "errors", "logs", "model", "pipeline"},
    "app": {"engine", "image", "pipeline", "settings", "web"},
    "wsgi": {"app", "engine", "settings"},
    "probe": {"settings"},
    "__main__": {"app", "engine", "errors", "settings", "web"},
}


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module == "ocr":
            yield from (f"ocr.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def room(path: Path) -> str:
    return path.relative_to(SOURCES).parts[0].removesuffix(".py")


@pytest.mark.parametrize("path", sorted(SOURCES.rglob("*.py")), ids=lambda path: str(path.relative_to(SOURCES)))
def test_a_room_imports_only_the_rooms_before_it(path: Path) -> None:
    if path == SOURCES / "__init__.py":
        return
    rooms = {name.split(".")[1] for name in imports(path) if name.startswith("ocr.")}

    assert rooms - {room(path)} <= MAY_IMPORT[room(path)]


@pytest.mark.parametrize(
    ("library", "only"),
    [
        ("falcon", {"web", "app"}),
        ("paddleocr", {"engine"}),
        ("onnxruntime", {"engine"}),
        ("PIL", {"image"}),
        ("pypdfium2", {"image"}),
        ("prometheus_client", {"web"}),
    ],
)
def test_a_library_is_known_to_its_room_alone(library: str, only: set[str]) -> None:
    users = {room(path) for path in SOURCES.rglob("*.py") if any(n.split(".")[0] == library for n in imports(path))}

    assert users == only & users
    assert users
