"""The dashboard in a real Superset, on a real PostgreSQL with the migrations: imported, queried and viewed."""

import json
import os
import re
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from playwright.sync_api import Browser, Page, Response, StorageState, ViewportSize

from tests.support.chromium import chromium
from tests.support.documented import typed
from tests.support.postgres import Cluster, cluster, free_port
from tests.support.superset import BINARIES, DATABASE, ROOT, Superset
from tests.support.superset_screenshots import DESK, DRAWN, PATH, PHONE, Scheme, log_in, open_dashboard, visit
from tests.support.superset_source import Source, source

pytestmark = pytest.mark.skipif(not BINARIES.is_dir(), reason="needs Superset: make .venv-superset/.complete")

DOCUMENT = ROOT / "docs/analytics.md"
# What the dashboard's words mean on the table, in SQL of its own: the views are judged, too.
RECEIPTS = """
with receipt as (
    select *, (uploaded_at at time zone 'Asia/Manila')::date as day, coalesce(merchant, 'none') as merchant_name,
        coalesce(currency, 'none') as currency_name, (now() at time zone 'Asia/Manila')::date as today
    from analytics.ip_ocr_receipts
), shown as (
    select *, date_trunc('week', day)::date as week, date_trunc('month', day)::date as month from receipt
    where currency_name ~ '{currency}'
), chosen as (
    select * from shown where day >= '{since}' and day < '{until}'
)
"""
EXPECTED = {
    "Receipts today": "select count(*) from shown where day = today",
    "Receipts, last 7 days": """
        select days.day::date, (select count(*) from shown where shown.day = days.day)
        from (select max(today) as today from receipt) as receipt,
            generate_series(today - 6, today, '1 day') as days(day)
    """,
    "Totals by week and currency": "select week, currency_name, sum(total_amount) from chosen group by 1, 2",
    "Merchants": """
        select merchant_name, currency_name, count(*), sum(total_amount) from shown
        where month >= '{since}' and month < '{until}' group by 1, 2
    """,
    "Confidence, and share checked by a person": """
        select week, avg(avg_confidence), avg(needed_review::integer) from chosen group by 1
    """,
    "Duplicates": "select week, count(*) filter (where duplicate) from chosen group by 1",
}
DAYS = ("day", "week")
WORDS = ("week_label", "merchant_name", "currency_name")
METRICS = ("receipts_count", "total", "mean_confidence", "checked_share", "duplicates_count")
# Superset gives a mean of means, which the view has rounded to four digits.
TOLERANCE = 1e-4


@pytest.fixture(scope="module")
def postgres() -> Iterator[Cluster]:
    with cluster() as made:
        yield made


@pytest.fixture(scope="module")
def receipts(postgres: Cluster) -> Source:
    return source(postgres)


@pytest.fixture(scope="module")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Superset:
    """Return a Superset with nothing in it, which nobody serves."""
    made = Superset(tmp_path_factory.mktemp("blank"))
    made.initialise()
    return made


@pytest.fixture(scope="module")
def superset(blank: Superset, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Superset]:
    made = blank.copy(tmp_path_factory.mktemp("superset"))
    with made.running():
        yield made


@pytest.fixture(scope="module")
def environ(superset: Superset, receipts: Source) -> dict[str, str]:
    """Return what an operator sets before an import."""
    return os.environ | superset.login | receipts.login


@pytest.fixture(scope="module")
def imported(superset: Superset, receipts: Source) -> subprocess.CompletedProcess[str]:
    """Return the first import, by the commands of the documentation."""
    here = {
        "https://superset.example.com": superset.url,
        "THE_PASSWORD_IN_SUPERSET": superset.password,
        "postgresql://superset_ro@db.PROJECT.supabase.co:5432/postgres": receipts.url,
    }
    # the commands before these have set the password
    environ = {"PATH": os.environ["PATH"], "SUPERSET_RO_PASSWORD": receipts.password}
    commands = [step for step in steps("## From an empty") if "SUPERSET_USER" in step or "superset-import" in step]
    return run_documented(commands, here, environ)


@pytest.fixture(scope="module")
def api(superset: Superset, imported: object) -> Iterator[httpx.Client]:
    """Superset as its administrator asks it."""
    with httpx.Client(base_url=superset.url, timeout=120, headers={"Referer": superset.url}) as client:
        login = {"username": superset.user, "password": superset.password, "provider": "db"}
        token = client.post("/api/v1/security/login", json=login).raise_for_status().json()["access_token"]
        client.headers["Authorization"] = f"Bearer {token}"
        client.headers["X-CSRFToken"] = client.get("/api/v1/security/csrf_token/").raise_for_status().json()["result"]
        yield client


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as made:
        yield made


@pytest.fixture(scope="module")
def session(browser: Browser, superset: Superset, imported: object) -> StorageState:
    return log_in(browser, superset)


@pytest.fixture
def restored(environ: dict[str, str], imported: object) -> Iterator[None]:
    """Import once more after a test that points the charts elsewhere."""
    yield
    assert run_import(environ).returncode == 0


def steps(heading: str) -> list[str]:
    """List the commands that a section of the documentation has its readers type."""
    section = DOCUMENT.read_text().partition(f"\n{heading}")[2].partition("\n## ")[0]
    return [step for block in section.split("```console\n")[1:] for step in typed(block.partition("```")[0])]


def run_documented(
    commands: list[str], here: dict[str, str], environ: dict[str, str]
) -> subprocess.CompletedProcess[str]:
    """Run commands of the documentation, with what there is here in the place of its examples."""
    script = "\n".join(commands)
    for example, value in here.items():
        assert example in script
        script = script.replace(example, value)
    command = ["bash", "-euo", "pipefail", "-c", script]
    return subprocess.run(command, cwd=ROOT, env=environ, check=False, capture_output=True, text=True, timeout=300)


def run_import(environ: dict[str, str]) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "superset/import_dashboard.py")]
    return subprocess.run(command, env=environ, check=False, capture_output=True, text=True, timeout=180)


def count_objects(api: httpx.Client) -> dict[str, int]:
    kinds = ("database", "dataset", "chart", "dashboard")
    return {kind: api.get(f"/api/v1/{kind}/").raise_for_status().json()["count"] for kind in kinds}


def charts(api: httpx.Client) -> dict[str, int]:
    """Return the number of each chart on the dashboard by its name."""
    found = api.get("/api/v1/dashboard/ip-ocr-receipts/charts").raise_for_status().json()["result"]
    return {chart["slice_name"]: chart["id"] for chart in found}


def expected(
    receipts: Source, chart: str, *, currency: str = "", since: date | None = None, until: date | None = None
) -> dict[str, float]:
    """Ask the table what a chart shows; by default of the days that the dashboard's filter lets pass by itself."""
    today = datetime.now(UTC).date()
    filters = {
        "currency": currency,
        "since": since or today - timedelta(days=90),
        "until": until or today + timedelta(days=2),
    }
    rows = receipts.sql((RECEIPTS + EXPECTED[chart]).format(**filters))
    return figures(rows)


def shown(data: list[dict[str, Any]]) -> dict[str, float]:
    """Return the data that Superset gives for a chart as `expected` does: the browser puts columns in an order of its own."""
    rows = []
    for row in data:
        words = [str(datetime.fromtimestamp(row[day] / 1000, UTC).date()) for day in DAYS if day in row]
        words += [row[name] for name in WORDS if name in row]
        assert len(words) + len([name for name in METRICS if name in row]) == len(row)
        rows.append(words + [str(row[name]) for name in METRICS if row.get(name) is not None])
    return figures(rows)


def figures(rows: Any) -> dict[str, float]:
    """Return each figure by the words and days before it in its row, those that say nothing left out but for counts."""
    found = {}
    for row in rows:
        words = [cell for cell in row if not is_number(cell)]
        for number, cell in enumerate(cell for cell in row if is_number(cell)):
            found[" | ".join([*filter(None, words), str(number)])] = float(cell)
    return found


def is_number(cell: str) -> bool:
    return re.fullmatch(r"-?\d+(\.\d+)?(e-?\d+)?", cell) is not None


def without_zeros(figures: dict[str, float]) -> dict[str, float]:
    """Leave out what is 0: the views have rows of nothing for each day and currency."""
    return {name: figure for name, figure in figures.items() if figure}


def test_an_import_prints_the_rows_of_each_chart(
    imported: subprocess.CompletedProcess[str], superset: Superset
) -> None:
    assert (imported.returncode, imported.stderr) == (0, "")
    *lines, address = imported.stdout.splitlines()
    assert {re.sub(r" +\d+ rows?$", "", line) for line in lines} == set(EXPECTED)
    assert not re.search(r" 0 rows", imported.stdout)
    assert address == f"{superset.url}{PATH}"


def test_a_second_import_makes_no_duplicates_and_undoes_what_was_changed(
    api: httpx.Client, environ: dict[str, str], receipts: Source
) -> None:
    before = count_objects(api)
    assert before == {"database": 1, "dataset": 2, "chart": 6, "dashboard": 1}
    today = charts(api)["Receipts today"]
    api.put(f"/api/v1/chart/{today}", json={"slice_name": "Changed", "query_context": "{}"}).raise_for_status()
    done = run_import(environ)
    assert (done.returncode, done.stderr) == (0, "")
    assert count_objects(api) == before
    assert charts(api)["Receipts today"] == today
    assert answer(api, "Receipts today") == expected(receipts, "Receipts today")


def answer(api: httpx.Client, chart: str) -> dict[str, float]:
    """Ask Superset for a chart's data by the question that is stored with it."""
    (result,) = api.get(f"/api/v1/chart/{charts(api)[chart]}/data/?force=true").raise_for_status().json()["result"]
    return shown(result["data"])


@pytest.mark.parametrize("chart", EXPECTED)
def test_each_chart_answers_with_what_the_table_says(api: httpx.Client, receipts: Source, chart: str) -> None:
    want = expected(receipts, chart)
    assert without_zeros(want)
    assert without_zeros(answer(api, chart)) == pytest.approx(without_zeros(want), abs=TOLERANCE)


def test_a_day_without_receipts_is_there_as_0(api: httpx.Client, receipts: Source) -> None:
    got = answer(api, "Receipts, last 7 days")
    assert got == expected(receipts, "Receipts, last 7 days")
    assert len(got) == 7
    assert 0.0 in got.values()


def test_the_password_is_kept_and_shown_by_nobody(
    imported: subprocess.CompletedProcess[str], api: httpx.Client, superset: Superset, receipts: Source
) -> None:
    (number,) = api.get("/api/v1/database/").json()["ids"]
    said = api.get(f"/api/v1/database/{number}/connection").raise_for_status().text
    with sqlite3.connect(superset.folder / DATABASE) as database:
        kept = database.execute("select sqlalchemy_uri, password from dbs").fetchall()
    assert "superset_ro:XXXXXXXXXX@" in said
    for text in (said, str(kept), imported.stdout, (superset.folder / "superset.log").read_text()):
        assert receipts.password not in text
        assert "p%40ss" not in text


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        pytest.param({"SUPERSET_PASSWORD": "wrong"}, "does not let admin in", id="wrong login"),
        pytest.param({"SUPERSET_URL": "{elsewhere}"}, "is not reachable", id="nobody there"),
        pytest.param({"SUPERSET_URL": "{superset}/nowhere"}, "is not a Superset", id="no Superset"),
        pytest.param({"SUPERSET_RO_PASSWORD": "wr0ng"}, "cannot connect to the database", id="wrong password"),
        pytest.param(
            {"ANALYTICS_DATABASE_URL": "postgresql://superset_ro@127.0.0.1:{port}/receipts"},
            "cannot connect to the database",
            id="database away",
        ),
        pytest.param({"ANALYTICS_DATABASE_URL": "mysql://a@b/c"}, "Say ANALYTICS_DATABASE_URL=", id="no PostgreSQL"),
        pytest.param({"ANALYTICS_DATABASE_URL": ""}, "ANALYTICS_DATABASE_URL: what Superset is to read", id="not set"),
    ],
)
def test_says_what_is_wrong_and_changes_nothing(
    environ: dict[str, str], api: httpx.Client, receipts: Source, changed: dict[str, str], says: str
) -> None:
    port = free_port()
    places = {"elsewhere": f"http://127.0.0.1:{port}", "superset": environ["SUPERSET_URL"], "port": port}
    done = run_import(environ | {name: value.format(**places) for name, value in changed.items()})
    assert done.returncode == 1
    assert says in done.stderr
    assert "Traceback" not in done.stderr
    for secret in (environ["SUPERSET_PASSWORD"], receipts.password, "p%40ss", "wr0ng"):
        assert secret not in done.stdout + done.stderr
    assert answer(api, "Receipts today") == expected(receipts, "Receipts today")


@pytest.mark.parametrize("role", ["Gamma", "Alpha"])
def test_a_user_who_may_not_import_is_told_so(environ: dict[str, str], api: httpx.Client, role: str) -> None:
    roles = {
        found["name"]: found["id"] for found in api.get("/api/v1/security/roles/?q=(page_size:100)").json()["result"]
    }
    person = {
        "first_name": "Juan",
        "last_name": "Cruz",
        "username": role,
        "email": f"{role}@example.com",
        "active": True,
    }
    api.post(
        "/api/v1/security/users/", json=person | {"password": "juan1234", "roles": [roles[role]]}
    ).raise_for_status()
    done = run_import(environ | {"SUPERSET_USER": role, "SUPERSET_PASSWORD": "juan1234"})
    assert done.returncode == 1
    assert "it must be an Admin" in done.stderr


def test_views_that_are_missing_are_no_success(environ: dict[str, str], postgres: Cluster, restored: None) -> None:
    postgres.sql("create database bare")
    done = run_import(environ | {"ANALYTICS_DATABASE_URL": f"postgresql://superset_ro@127.0.0.1:{postgres.port}/bare"})
    assert done.returncode == 1
    assert "make analytics-apply makes the views" in done.stderr


def test_an_empty_table_is_warned_of(environ: dict[str, str], postgres: Cluster, restored: None) -> None:
    postgres.sql("create database empty template receipts")
    postgres.sql("truncate analytics.ip_ocr_receipts", database="empty")
    done = run_import(environ | {"ANALYTICS_DATABASE_URL": f"postgresql://superset_ro@127.0.0.1:{postgres.port}/empty"})
    assert done.returncode == 0
    assert "warning: The charts answer, but there are no receipts" in done.stderr


def test_superset_imports_the_bundle_by_its_own_program(blank: Superset, receipts: Source, tmp_path: Path) -> None:
    fresh = blank.copy(tmp_path)
    bundle = tmp_path / "receipts.zip"
    environ = fresh.environ | receipts.login | {"PATH": f"{os.environ['PATH']}:{BINARIES}"}
    done = run_documented(steps("### Without the REST API"), {"receipts.zip": str(bundle)}, environ)
    assert done.returncode == 0, done.stdout + done.stderr
    assert bundle.stat().st_mode & 0o077 == 0
    with sqlite3.connect(fresh.folder / DATABASE) as kept:
        counts = kept.execute("select (select count(*) from slices), (select count(*) from dashboards)").fetchall()
        ((address, secret),) = kept.execute("select sqlalchemy_uri, password from dbs").fetchall()
    assert counts == [(6, 1)]
    assert "superset_ro:XXXXXXXXXX@127.0.0.1" in address
    assert secret
    assert receipts.password not in str(secret)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [pytest.param(DESK, id="desk"), pytest.param(PHONE, id="phone")])
def test_opens_in_a_browser_with_every_chart_drawn_and_no_error(
    browser: Browser, session: StorageState, superset: Superset, size: ViewportSize, scheme: Scheme
) -> None:
    with visit(browser, session, size, scheme) as page:
        assert open_dashboard(page, superset.url) == []
        assert page.evaluate(DRAWN).keys() == EXPECTED.keys()
        paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
        assert (paper == "rgb(0, 0, 0)") == (scheme == "dark")
        # nothing to the right of the screen, and nothing too narrow to read
        assert page.evaluate("document.documentElement.scrollWidth") == size["width"]
        widths = page.evaluate(
            "[...document.querySelectorAll('.dashboard-component-chart-holder')].map((chart) => chart.clientWidth)"
        )
        assert min(widths) >= 340


@pytest.fixture
def page(browser: Browser, session: StorageState) -> Iterator[Page]:
    with visit(browser, session) as made:
        yield made


@pytest.mark.parametrize(
    ("currency", "ago"),
    [
        pytest.param(None, None, id="as it opens"),
        pytest.param("PHP", None, id="currency"),
        # 35 days: a month, by whose first day merchants are found, begins within them
        pytest.param("none", (45, 10), id="currency and dates"),
    ],
)
def test_the_dashboard_shows_what_the_table_says_under_its_filters(
    page: Page, api: httpx.Client, receipts: Source, currency: str | None, ago: tuple[int, int] | None
) -> None:
    filters: dict[str, Any] = {}
    chosen = []
    if currency is not None:
        filters["currency"] = currency
        condition = f"(col:currency_name,op:IN,val:!('{currency}'))"
        chosen.append(native_filter("currency", f"filters:!({condition})", f"!('{currency}')"))
    if ago is not None:
        filters["since"], filters["until"] = (datetime.now(UTC).date() - timedelta(days=days) for days in ago)
        dates = f"'{filters['since']} : {filters['until']}'"
        chosen.append(native_filter("dates", f"time_range:{dates}", dates))
    asked: dict[int, dict[str, float]] = {}

    def note(response: Response) -> None:
        address = urlsplit(response.url)
        if address.path == "/api/v1/chart/data" and "form_data" in parse_qs(address.query):
            number = json.loads(parse_qs(address.query)["form_data"][0]).get("slice_id")
            if number:
                asked[number] = shown(response.json()["result"][0]["data"])

    page.on("response", note)
    open_dashboard(page, str(api.base_url), f"?native_filters=({','.join(chosen)})" if chosen else "")
    for name, number in charts(api).items():
        want = without_zeros(expected(receipts, name, **filters))
        assert without_zeros(asked[number]) == pytest.approx(want, abs=TOLERANCE), name


def native_filter(name: str, condition: str, value: str) -> str:
    """Return what an address says of a filter that a person has chosen, in Rison."""
    name = f"NATIVE_FILTER-{name}"
    return f"{name}:(extraFormData:({condition}),filterState:(value:{value}),id:{name},ownState:())"
