"""What all services share knows none of them, and needs nothing that an image may lack."""

import ast
import sys
from pathlib import Path

SOURCES = Path(__file__).parents[3] / "services/shared/src/service"


def test_imports_the_standard_library_and_itself() -> None:
    for path in SOURCES.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            modules = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom):
                modules.append(node.module or "")
            assert {module.partition(".")[0] for module in modules} <= sys.stdlib_module_names | {"service"}, path
