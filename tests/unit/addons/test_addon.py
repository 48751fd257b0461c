"""The add-on as far as its sources tell: manifest, access, records, views. Odoo itself is not asked."""

import ast
import csv
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.addon import ADDON, MAGIC_FIELDS, NAME, ODOO_SRC, files, manifest, models, records, used_names, views

needs_odoo = pytest.mark.skipif(ODOO_SRC is None, reason="ODOO_SRC names no checkout of Odoo 19.0")

# What views and models use of Odoo's own models; the last test compares it with Odoo's sources, where these are.
KNOWN = {
    "mail.thread": {"message_ids", "message_follower_ids", "message_needaction", "message_attachment_count"},
    "mail.thread.main.attachment": {"message_main_attachment_id"},
    "mail.activity.mixin": {
        "activity_ids",
        "activity_state",
        "activity_user_id",
        "activity_type_icon",
        "activity_exception_decoration",
        "activity_exception_icon",
        "my_activity_date_deadline",
        "activity_summary",
        "activity_type_id",
        "activity_date_deadline",
    },
    "hr.expense": {"state", "name", "date", "employee_id", "total_amount_currency"},
    "res.config.settings": {"company_id"},
}
# What every model of Odoo can be asked.
EVERY_MODELS = {"get_formview_action"}
# Packages that Odoo 19.0 itself requires.
SHIPPED = {
    "cryptography",
    "odoo",
    "requests",
    "urllib3",
    "PIL",
    "psycopg2",
    "werkzeug",
    "markupsafe",
    "lxml",
    "dateutil",
    "pytz",
    "freezegun",
}


# the manifest


def test_the_manifest_says_what_an_add_on_has_to_say() -> None:
    said = manifest()
    assert re.fullmatch(r"19\.0\.\d+\.\d+\.\d+", said["version"])
    assert said["license"] == "LGPL-3"
    assert said["depends"] == ["hr_expense"]
    assert "external_dependencies" not in said
    assert said.keys() >= {"name", "summary", "category", "author", "data", "assets"}


def test_every_file_of_the_manifest_is_there() -> None:
    missing = [name for name in manifest()["data"] if not (ADDON / name).is_file()]
    assert missing == []


def test_every_data_file_is_in_the_manifest() -> None:
    there = {
        str(path.relative_to(ADDON))
        for folder in ("data", "security", "views", "report", "wizard")
        for suffix in (".xml", ".csv")
        for path in files(suffix, folder)
    }
    assert there == set(manifest()["data"])


def test_rights_are_loaded_before_what_they_guard() -> None:
    kinds = [name.partition("/")[0] for name in manifest()["data"]]
    assert kinds == sorted(kinds, key=["security", "data", "views"].index)


def test_every_asset_is_there_and_every_script_is_an_asset() -> None:
    assets = [path for paths in manifest()["assets"].values() for path in paths]
    own = [path.removeprefix(f"{NAME}/") for path in assets if path.startswith(f"{NAME}/")]
    found = {path: set(ADDON.glob(path)) for path in own}
    assert [path for path, matches in found.items() if not matches] == []
    there = {
        path for folder in ("static/src", "static/tests") for path in (ADDON / folder).rglob("*") if path.is_file()
    }
    assert there - set().union(*found.values()) == set()


# what it imports


def imported(path: Path) -> set[str]:
    """Return the packages that a module imports; none for those beside it."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level and node.module:
            found.add(node.module.partition(".")[0])
    return found


def test_no_package_is_imported_that_odoo_does_not_ship() -> None:
    packages = set().union(*(imported(path) for path in files(".py")))
    assert packages - sys.stdlib_module_names - SHIPPED == set()


def test_the_gateway_knows_nothing_of_odoo() -> None:
    packages = set().union(*(imported(path) for path in files(".py", "gateway")))
    assert packages - sys.stdlib_module_names == {"requests", "urllib3", "PIL"}


# access and records


def access() -> list[dict[str, str]]:
    with (ADDON / "security" / "ir.model.access.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def own_ids() -> list[str]:
    return [record.get("id", "").removeprefix(f"{NAME}.") for _, record in records()]


def test_access_is_of_models_that_are_there() -> None:
    made = {f"model_{name.replace('.', '_')}" for name, model in models().items() if model.is_made_here}
    named = [row["model_id:id"] for row in access()]
    assert {name for name in named if "." not in name} - made == set()


def test_every_model_has_access() -> None:
    stored = {
        f"model_{name.replace('.', '_')}"
        for name, model in models().items()
        if model.is_made_here and model.base != "AbstractModel"
    }
    assert stored - {row["model_id:id"] for row in access()} == set()


def test_access_is_written_as_odoo_reads_it() -> None:
    rows = access()
    rights = ("perm_read", "perm_write", "perm_create", "perm_unlink")
    assert set(rows[0]) == {"id", "name", "model_id:id", "group_id:id", *rights}
    assert len({row["id"] for row in rows}) == len(rows)
    assert {row[right] for row in rows for right in rights} <= {"0", "1"}
    # without a group it would be everybody's, also of who is not signed in
    assert [row["id"] for row in rows if not row["group_id:id"]] == []
    groups = {row["group_id:id"].removeprefix(f"{NAME}.") for row in rows}
    assert {group for group in groups if "." not in group} - set(own_ids()) == set()


def test_an_id_is_one_records() -> None:
    ids = own_ids()
    assert sorted({each for each in ids if ids.count(each) > 1}) == []


def test_every_own_id_that_is_referred_to_is_there() -> None:
    ids = set(own_ids())
    for path in files(".xml"):
        if "static" in path.parts:
            continue
        text = path.read_text(encoding="utf-8")
        ids |= set(re.findall(r'<(?:menuitem|template)\b[^>]*?\bid="(?:ip_expense_mvp\.)?([\w.]+)"', text))
    ids |= {f"model_{name.replace('.', '_')}" for name in models()}
    for path in files(".xml"):
        if "static" in path.parts:
            continue
        text = path.read_text(encoding="utf-8")
        named = set(re.findall(r'(?:\bref|\baction|\bparent|\bt-call)="([\w.]+)"', text)) | set(
            re.findall(r"\bref\('([\w.]+)'", text)
        )
        own = {each.removeprefix(f"{NAME}.") for each in named if "." not in each or each.startswith(f"{NAME}.")}
        assert own - ids == set(), path.name


# views


def fields_of(model: str) -> set[str]:
    """Return all fields of a model that are known here."""
    known = set(MAGIC_FIELDS) | KNOWN.get(model, set())
    if model in models():
        known |= models()[model].fields
        for parent in models()[model].inherits - {model}:
            known |= fields_of(parent)
    if model.startswith("mail.") and model != "mail.thread":
        known |= KNOWN["mail.thread"]
    return known


def test_every_field_and_method_that_a_view_names_is_in_the_sources() -> None:
    unknown = []
    for view in views():
        for kind, model, name in (use for child in view.arch for use in used_names(child, view.model)):
            there = fields_of(model) if kind == "field" else models()[model].methods | EVERY_MODELS
            if name not in there:
                unknown.append(f"{view.path.name} {view.id}: {kind} {name} of {model}")
    assert unknown == []
    assert len(list(views())) >= 5


def test_views_speak_odoo_19() -> None:
    for path in files(".xml"):
        text = path.read_text(encoding="utf-8")
        old = re.findall(r"<tree\b|\battrs=|\bstates=|t-raw=|oe_chatter|view_type=|groups_id", text)
        assert old == [], path.name


# with Odoo's sources


@needs_odoo
def test_data_files_are_of_odoos_schema() -> None:
    assert ODOO_SRC
    # Odoo's own environment has lxml.
    program = (
        "import sys; from lxml import etree; schema = etree.RelaxNG(etree.parse(sys.argv[1]))\n"
        "wrong = [f'{path}: {schema.error_log.last_error}' for path in sys.argv[2:]"
        " if not schema.validate(etree.parse(path))]\n"
        "sys.exit('\\n'.join(wrong) or 0)"
    )
    data = [str(ADDON / name) for name in manifest()["data"] if name.endswith(".xml")]
    command = ["/usr/bin/python3", "-c", program, str(ODOO_SRC / "odoo" / "import_xml.rng"), *data]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


@needs_odoo
@pytest.mark.parametrize(
    ("addon", "model"),
    [
        ("mail", "mail.thread"),
        ("mail", "mail.thread.main.attachment"),
        ("mail", "mail.activity.mixin"),
        ("hr_expense", "hr.expense"),
        ("base", "res.config.settings"),
    ],
)
def test_odoos_models_have_the_fields_that_are_known_here(addon: str, model: str) -> None:
    assert ODOO_SRC
    folders = [ODOO_SRC / "addons" / addon / "models", ODOO_SRC / "odoo" / "addons" / addon / "models"]
    if model == "res.config.settings":
        folders.append(ODOO_SRC / "addons" / "base_setup" / "models")
    there = set().union(*(models(folder)[model].fields for folder in folders if folder.is_dir()))
    assert KNOWN[model] - there == set()
