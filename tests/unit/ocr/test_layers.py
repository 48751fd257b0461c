"""Data flows one way: each layer imports only the layers that it may."""

import ast
import functools
import statistics
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCES = Path(__file__).parents[3] / "services/ocr/src/ocr"

MAY_IMPORT = {
    "model": set(),
    "errors": set(),
    "logs": set(),
    "memory": set(),
    "settings": set(),
    "keys": {"settings"},
    "crashes": {"keys"},
    "image": {"errors", "model"},
    "engine": {"errors", "model"},
    "receipt": {"model"},
    "fingerprint": {"model", "receipt"},
    "quality": {"model"},
    "pipeline": {"engine", "fingerprint", "image", "memory", "model", "quality", "receipt"},
    "web": {"crashes", "engine", "errors", "keys", "logs", "model", "pipeline", "settings"},
    "app": {"crashes", "engine", "image", "keys", "memory", "pipeline", "settings", "web"},
    "wsgi": {"app", "engine", "image", "settings"},
    "probe": {"settings"},
    "__main__": {"app", "engine", "errors", "receipt", "settings", "web"},
}
# Inside the receipt layer each package imports only those before it: words, then print, then what is printed, then what it
# is, then how sure that is.
ORDER = (
    ("lexicon", "tax"), ("locale",), ("text",), ("layout",), ("amounts",), ("fields",), ("decisions",), ("scoring",), ("facts",), ("extract",),
    ("parting",), ("explain",), ("__init__",),
)  # fmt: skip
MAX_LINES = 250
MAX_MEDIAN = 8


RECEIPT = SOURCES / "receipt"
MODULES = sorted(RECEIPT.rglob("*.py"))


@functools.cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text())


@functools.cache
def imports(path: Path) -> tuple[str, ...]:
    return tuple(imported(parsed(path)))


def imported(module: ast.Module) -> Iterator[str]:
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module == "ocr":
            yield from (f"ocr.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def layer(path: Path) -> str:
    return path.relative_to(SOURCES).parts[0].removesuffix(".py")


def test_a_layer_imports_only_the_layers_that_it_may() -> None:
    for path in SOURCES.rglob("*.py"):
        if path == SOURCES / "__init__.py":
            continue
        layers = {name.split(".")[1] for name in imports(path) if name.startswith("ocr.")}

        # the package's own version is not a layer
        assert layers - {layer(path), "__version__"} <= MAY_IMPORT[layer(path)], path


def test_a_package_of_the_receipt_layer_imports_only_those_before_it() -> None:
    place = {name: number for number, names in enumerate(ORDER) for name in names}
    for path in MODULES:
        package = path.relative_to(RECEIPT).parts[0].removesuffix(".py")
        packages = {name.split(".")[2] for name in imports(path) if name.startswith("ocr.receipt.")} - {package}

        assert not {name for name in packages if place[name] >= place[package]}, path


def test_a_module_of_the_receipt_layer_is_read_in_one_go() -> None:
    assert [path for path in MODULES if len(path.read_text().splitlines()) > MAX_LINES] == []


def test_most_functions_of_the_receipt_layer_are_short() -> None:
    functions = [node for path in MODULES for node in ast.walk(parsed(path)) if isinstance(node, ast.FunctionDef)]

    assert statistics.median(map(lines_without_docstring, functions)) <= MAX_MEDIAN


def lines_without_docstring(function: ast.FunctionDef) -> int:
    first = function.body[0]
    docstring = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
    kept = function.body[1:] if docstring else function.body
    return (kept[-1].end_lineno or 0) - kept[0].lineno + 2 if kept else 1


@pytest.mark.parametrize(
    ("library", "only"),
    [
        ("falcon", {"web", "app"}),
        ("paddleocr", {"engine"}),
        ("onnxruntime", {"engine"}),
        ("PIL", {"image"}),
        ("pypdfium2", {"image"}),
        ("prometheus_client", {"web"}),
        ("service", {"crashes", "keys", "logs", "settings"}),
    ],
)
def test_a_library_is_imported_only_by_its_own_layer(library: str, only: set[str]) -> None:
    users = {layer(path) for path in SOURCES.rglob("*.py") if any(n.split(".")[0] == library for n in imports(path))}

    assert users == only & users
    assert users
