"""The add-on in a real Odoo 19.0: it installs, passes its own tests, upgrades, and uninstalls without a trace."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.support import odoo
from tests.support.odoo import ADDON, SOURCE, WHY_NOT, Odoo, complaints
from tests.support.postgres import cluster

pytestmark = pytest.mark.skipif(not SOURCE, reason=WHY_NOT)

FEWEST_TESTS = 60
RESULT = re.compile(r"(?P<failed>\d+) failed, (?P<errors>\d+) error\(s\) of (?P<run>\d+) tests when loading database")
STATE = "select state from ir_module_module where name = 'ip_expense_mvp'"
RECORDS = """
select 'model', model from ir_model union select 'action', cron_name from ir_cron
union select 'menu', name->>'en_US' from ir_ui_menu union select 'alias', alias_name from mail_alias order by 1, 2
"""
PARAMETERS = "select key from ir_config_parameter where key like 'ip_expense_mvp.%'"
UNINSTALL = """
env["ir.module.module"].search([("name", "=", "ip_expense_mvp")]).button_immediate_uninstall()
"""


@pytest.fixture(scope="module")
def expenses(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Odoo]:
    with cluster() as own:
        yield odoo.made(own, tmp_path_factory.mktemp("odoo"))


@dataclass(frozen=True)
class Installed:
    """The add-on in a database, and what Odoo said while it was installed."""

    odoo: Odoo
    log: str


@pytest.fixture(scope="module")
def installed(expenses: Odoo) -> Installed:
    copy = expenses.copy("installed")
    return Installed(copy, copy.modules(f"--init={ADDON}"))


def tables(of: Odoo) -> set[str]:
    return {name for [name] in of.sql("select relname from pg_class where relnamespace = 'public'::regnamespace")}


def test_is_installed_without_a_complaint(installed: Installed) -> None:
    # a module that can't be installed is no error to Odoo
    assert installed.odoo.sql(STATE) == [["installed"]]
    assert complaints(installed.log) == []


def test_is_upgraded_twice_without_a_complaint(installed: Installed) -> None:
    for _ in range(2):
        assert complaints(installed.odoo.modules(f"--update={ADDON}")) == []


def test_passes_its_own_tests_without_a_complaint(installed: Installed, tmp_path: Path) -> None:
    words = (f"--update={ADDON}", "--test-enable", f"--test-tags=/{ADDON}")
    log = installed.odoo.copy("tested").modules(*words, fails=True)
    (tmp_path / "odoo.log").write_text(log)
    result = RESULT.search(log)
    assert result is not None, log[-6000:]
    assert complaints(log) == [], tmp_path
    assert (result["failed"], result["errors"]) == ("0", "0")
    assert int(result["run"]) >= FEWEST_TESTS


def test_leaves_nothing_when_it_is_uninstalled(expenses: Odoo, installed: Installed) -> None:
    copy = installed.odoo.copy("uninstalled")
    assert tables(copy) > tables(expenses)
    copy.shell(UNINSTALL)
    assert tables(copy) == tables(expenses)
    assert copy.sql(RECORDS) == expenses.sql(RECORDS)
    assert copy.sql(PARAMETERS) == []
