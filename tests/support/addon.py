"""The add-on's sources as they can be read without Odoo: models by ast, records and views as XML, terms."""

import ast
import os
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

ROOT = Path(__file__).parents[2]
NAME = "ip_expense_mvp"
ADDON = ROOT / "addons" / NAME
ODOO_SRC = Path(os.environ["ODOO_SRC"]) if os.environ.get("ODOO_SRC") else None
MAGIC_FIELDS = frozenset({"id", "display_name", "create_date", "create_uid", "write_date", "write_uid"})
DIRECT_CHILDREN = ("groupby", "list", "form", "kanban", "search")


@dataclass
class Model:
    """A model as all its classes together describe it; `comodels` of its relations, by field."""

    inherits: set[str] = field(default_factory=set)
    fields: set[str] = field(default_factory=set)
    comodels: dict[str, str] = field(default_factory=dict)
    methods: set[str] = field(default_factory=set)
    is_made_here: bool = False
    base: str = "Model"

    def take(self, other: "Model") -> None:
        """Add what another class says."""
        self.inherits |= other.inherits
        self.fields |= other.fields
        self.comodels |= other.comodels
        self.methods |= other.methods
        if other.is_made_here:
            self.is_made_here, self.base = True, other.base


def manifest() -> dict[str, Any]:
    """Read the manifest as Odoo does: a literal."""
    read: dict[str, Any] = ast.literal_eval((ADDON / "__manifest__.py").read_text(encoding="utf-8"))
    return read


def files(suffix: str, under: str = "") -> list[Path]:
    """Return the add-on's files of a suffix, in order."""
    return sorted(path for path in (ADDON / under).rglob(f"*{suffix}") if "__pycache__" not in path.parts)


@cache
def models(folder: Path = ADDON / "models") -> dict[str, Model]:
    """Read the models that are made or extended in a folder."""
    found: dict[str, Model] = defaultdict(Model)
    for path in sorted(folder.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef):
                name, model = declared(node)
                if name:
                    found[name].take(model)
    return found


def declared(node: ast.ClassDef) -> tuple[str, Model]:
    """Read one class; without a name if it is not a model."""
    model = Model(base=node.bases[0].attr if node.bases and isinstance(node.bases[0], ast.Attribute) else "")
    values: dict[str, Any] = {}
    for statement in node.body:
        if isinstance(statement, ast.FunctionDef):
            model.methods.add(statement.name)
        if not (isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Name)):
            continue
        name, value = statement.targets[0].id, statement.value
        if is_field(value):
            model.fields.add(name)
            if comodel := comodel_of(value):
                model.comodels[name] = comodel
        elif name in ("_name", "_inherit", "_inherits"):
            values[name] = ast.literal_eval(value)
    inherits = values.get("_inherit", [])
    model.inherits = {inherits} if isinstance(inherits, str) else set(inherits)
    model.inherits |= set(values.get("_inherits", {}))
    model.is_made_here = "_name" in values and values["_name"] not in model.inherits
    name = values.get("_name") or (inherits if isinstance(inherits, str) else "")
    return name, model


def is_field(value: ast.expr) -> bool:
    """Return whether a call is `fields.X(...)`."""
    return (
        isinstance(value, ast.Call)
        and isinstance(value.func, ast.Attribute)
        and isinstance(value.func.value, ast.Name)
        and value.func.value.id == "fields"
    )


def comodel_of(value: ast.expr) -> str:
    """Return the model that a field leads to."""
    if not isinstance(value, ast.Call):
        return ""
    named = [keyword.value for keyword in value.keywords if keyword.arg == "comodel_name"]
    for candidate in [*value.args[:1], *named]:
        if isinstance(candidate, ast.Constant) and re.fullmatch(r"[a-z_0-9]+(\.[a-z_0-9]+)+", str(candidate.value)):
            return str(candidate.value)
    return ""


@dataclass(frozen=True)
class View:
    """A view of a file: its model, whether it changes another, and its root."""

    path: Path
    id: str
    model: str
    arch: ET.Element


def records() -> Iterator[tuple[Path, ET.Element]]:
    """Yield every record of the data files."""
    for path in files(".xml"):
        if "static" not in path.parts:
            # of this repository
            for record in ET.parse(path).getroot().iter("record"):  # noqa: S314
                yield path, record


def views() -> Iterator[View]:
    """Yield the views of models."""
    for path, record in records():
        if record.get("model") == "ir.ui.view":
            named = {each.get("name"): each for each in record.findall("field")}
            if named.get("model") is not None:
                yield View(path, record.get("id", ""), (named["model"].text or "").strip(), named["arch"])


def used_names(element: ET.Element, model: str) -> Iterator[tuple[str, str, str]]:
    """Yield what a view names: ("field" or "button", model, name), with lists within forms as of their own model."""
    name = element.get("name", "")
    if element.tag == "field" and name:
        yield "field", model, name
        comodel = models()[model].comodels.get(name, "") if model in models() else ""
        inner = comodel if any(child.tag in DIRECT_CHILDREN for child in element) else model
        if inner:
            for child in element:
                yield from used_names(child, inner)
        return
    if element.tag == "button" and element.get("type") == "object":
        yield "button", model, name
    for each in ("invisible", "readonly", "required", "column_invisible"):
        if expression := element.get(each):
            yield from (("field", model, used) for used in names_in(expression))
    if domain := element.get("domain"):
        yield from (("field", model, used) for used in fields_in(domain))
    for grouped in re.findall(r"['\"]group_by['\"]\s*:\s*['\"](\w+)", element.get("context", "")):
        yield "field", model, grouped
    for child in element:
        yield from used_names(child, model)


def names_in(expression: str) -> set[str]:
    """Return the names of fields in the expression of an attribute."""
    tree = ast.parse(expression.strip(), mode="eval")
    parents = {
        node.value.id for node in ast.walk(tree) if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)
    }
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    return names - parents - {"context", "uid", "id", "active_id", "true", "false", "set", "time"}


def fields_in(domain: str) -> set[str]:
    """Return the fields that a domain asks."""
    tree = ast.parse(domain.strip(), mode="eval")
    return {
        str(node.elts[0].value).partition(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Tuple) and len(node.elts) == 3 and isinstance(node.elts[0], ast.Constant)
    }


@cache
def python_terms() -> dict[str, Path]:
    """Return what the Python sources mark for translation, and the strings and helps of fields."""
    found: dict[str, Path] = {}
    for path in files(".py"):
        if path.relative_to(ADDON).parts[0] == "tests":
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                found |= dict.fromkeys(terms_of(node), path)
    return found


def terms_of(call: ast.Call) -> Iterator[str]:
    """Yield the terms of one call."""
    function = call.func
    name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
    candidates: list[ast.expr] = []
    if name in ("_", "_lt"):
        candidates = call.args[:1]
    elif is_field(call):
        candidates = [keyword.value for keyword in call.keywords if keyword.arg in ("string", "help")]
    for candidate in candidates:
        if isinstance(candidate, ast.Constant) and isinstance(candidate.value, str):
            yield candidate.value


def script_terms() -> dict[str, Path]:
    """Return what the scripts mark for translation."""
    found: dict[str, Path] = {}
    for path in files(".js", "static/src"):
        for quoted in re.findall(r'\b_t\(\s*("(?:[^"\\\n]|\\.)*")', path.read_text(encoding="utf-8")):
            found[ast.literal_eval(quoted)] = path
    return found


@cache
def template() -> dict[str, list[str]]:
    """Read the .pot: each term, and where it says that it is from."""
    found: dict[str, list[str]] = {}
    for entry in (ADDON / "i18n" / f"{NAME}.pot").read_text(encoding="utf-8").split("\n\n"):
        source = re.search(r'^msgid ((?:"(?:[^"\\]|\\.)*"\n?)+)', entry, re.MULTILINE)
        if source:
            term = "".join(ast.literal_eval(line) for line in source[1].splitlines())
            found[term] = re.findall(r"^#: (.*)$", entry, re.MULTILINE)
    return found
