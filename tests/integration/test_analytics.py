"""Supabase's side of analytics, on a real PostgreSQL behind a real PostgREST: rights, and what the views return.

What the add-on's client sends and is told is tested in tests/unit/addons/test_supabase_client.py, by the same double.
"""
# ruff: noqa: S608 - statements are made of this file's own constants

import hashlib
import json
import os
import re
import shutil
import stat
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from bench.analytics import QUERIES, Drawn, draw
from tests.support.documented import commands, typed
from tests.support.postgres import Cluster, StatementFailed, cluster
from tests.support.postgrest import MIGRATIONS, Supabase, create, supabase

ROOT = Path(__file__).parents[2]
DOCUMENT = ROOT / "docs/analytics.md"
FILES = sorted(path.name for path in MIGRATIONS.glob("*.sql"))
RO_PASSWORD = "Secret of superset_ro"
USER, OTHER = "6f1bd9f5-1a9a-4fd9-8c93-d1c9f2d4a3b1", "0b1d9c3e-7a4f-4a53-8d6d-5b4f0a2c9e11"
OLD = {
    "p_filename": "r.jpg",
    "p_line_count": 3,
    "p_total_amount": 12.5,
    "p_currency": "PHP",
    "p_uploaded_by": "ana@example.com",
    "p_ocr_json": {"lines": []},
    "p_dedupe_key": "old",
}
NEW = {
    "p_dedupe_key": "new",
    "p_source": "odoo",
    "p_receipt_id": 7,
    "p_filename": 'O\'Neil "é" 🧾.jpg',
    "p_uploaded_by": "ana@example.com",
    "p_uploaded_by_user": None,
    "p_uploaded_at": "2026-03-14T09:00:00+00:00",
    "p_line_count": 55,
    "p_avg_confidence": 0.9958,
    "p_merchant": 'Aling "Nena"\'s Sari-Sari 🍚; drop table x; --',
    "p_tin": "123-456-789",
    "p_receipt_date": "2026-03-14",
    "p_currency": "PHP",
    "p_total_amount": 1234.5,
    "p_vat_amount": 132.27,
    "p_document_type": "invoice",
    "p_state": "read",
    "p_ocr_json": {"lines": [{"text": "TOTAL ₱"}]},
    "p_updated_at": "2026-03-14T09:00:05+00:00",
    "p_needed_review": True,
}
# What PostgREST is asked without a profile is of `public`, the first of its schemas.
PROFILES = {"analytics": {"Content-Profile": "analytics"}, "public": {}}


@pytest.fixture(scope="module")
def own() -> Iterator[Cluster]:
    with cluster() as made:
        yield made


@pytest.fixture(scope="module")
def project(own: Cluster) -> Iterator[Supabase]:
    with supabase(own) as served:
        served.sql(f"insert into auth.users values ('{USER}'), ('{OTHER}')")
        yield served


@pytest.fixture
def empty(project: Supabase) -> Iterator[Supabase]:
    """Yield a project without receipts, and leave it so."""
    yield project
    project.sql("delete from analytics.ip_ocr_receipts")


@pytest.fixture
def bare(own: Cluster, request: pytest.FixtureRequest) -> Supabase:
    """Return a project that has seen no migration."""
    return create(own, "bare_" + hashlib.sha256(request.node.name.encode()).hexdigest()[:12])


# Who may what: all of it


TABLE = "analytics.ip_ocr_receipts"
DAILY = "analytics.v_ip_ocr_receipts_daily"
MONTHLY = "analytics.v_ip_ocr_receipts_monthly"
UPSERTS = {"analytics.upsert_ip_ocr_receipt", "public.upsert_ip_ocr_receipt"}
DAYS = {"analytics.day_of", "analytics.month_of"}
SEEN_BY_SUPERSET = set(
    "id uploaded_at uploaded_by merchant currency total_amount vat_amount avg_confidence needed_review duplicate".split()
)


def may(verb: str, *names: str) -> set[tuple[str, str]]:
    """Give a right to things."""
    return {(verb, name) for name in names}


RIGHTS: dict[str, set[tuple[str, str]]] = {
    "anon": may("USAGE", "public"),
    "authenticated": may("USAGE", "public", "analytics") | may("SELECT", TABLE, DAILY, MONTHLY) | may("EXECUTE", *DAYS),
    "service_role": may("USAGE", "public", "analytics")
    | may("SELECT", TABLE, DAILY, MONTHLY)
    | may("INSERT", TABLE)
    | may("UPDATE", TABLE)
    | may("DELETE", TABLE)
    | may("EXECUTE", *UPSERTS, *DAYS, "analytics.clear_ocr_json"),
    # PostgreSQL gives everybody the use of `public`, where there is nothing for it.
    "superset_ro": may("USAGE", "public", "analytics")
    | may("SELECT", DAILY, MONTHLY)
    | may("EXECUTE", *DAYS)
    | {("SELECT", f"{TABLE}.{column}") for column in SEEN_BY_SUPERSET},
}
# What a role may by any grant, own or everybody's, in any schema that it may use; `auth` is Supabase's.
HELD = """
with things as (
    select nspname as name, oid, 'schema' as kind, oid as schema from pg_namespace
    union all
    select relnamespace::regnamespace || '.' || relname, oid, case relkind when 'S' then 'sequence' else 'table' end,
        relnamespace from pg_class where relkind in ('r', 'v', 'm', 'S', 'f', 'p')
    union all
    select relnamespace::regnamespace || '.' || relname || '.' || attname, attrelid, 'column:' || attnum, relnamespace
    from pg_attribute join pg_class on pg_class.oid = attrelid
    where attnum > 0 and relkind in ('r', 'v', 'm', 'f', 'p') and not has_table_privilege(:role, attrelid, 'select')
    union all
    select pronamespace::regnamespace || '.' || proname, oid, 'function', pronamespace from pg_proc
)
select verb, name from things, unnest(
    '{USAGE,CREATE,SELECT,INSERT,UPDATE,DELETE,TRUNCATE,REFERENCES,TRIGGER,EXECUTE}'::text[]
) as verb
where schema::regnamespace::text !~ '^(pg_|information_schema|auth)' and has_schema_privilege(:role, schema, 'usage')
    and case
        when kind = 'schema' then verb in ('USAGE', 'CREATE') and has_schema_privilege(:role, oid, verb)
        when kind = 'table' then verb not in ('USAGE', 'CREATE', 'EXECUTE') and has_table_privilege(:role, oid, verb)
        when kind = 'sequence' then
            verb in ('USAGE', 'SELECT', 'UPDATE') and has_sequence_privilege(:role, oid, verb)
        when kind = 'function' then verb = 'EXECUTE' and has_function_privilege(:role, oid, verb)
        else verb in ('SELECT', 'INSERT', 'UPDATE', 'REFERENCES')
            and has_column_privilege(:role, oid, split_part(kind, ':', 2)::smallint, verb)
    end
"""


def held(project: Supabase, role: str) -> set[tuple[str, str]]:
    return {(verb, name) for verb, name in project.sql(f"\\set role '\\'{role}\\''\n{HELD};")}


@pytest.mark.parametrize("role", RIGHTS)
def test_a_role_may_this_and_nothing_else(project: Supabase, role: str) -> None:
    assert held(project, role) == RIGHTS[role]


def test_what_was_granted_too_freely_is_taken_back(bare: Supabase) -> None:
    # so Supabase's page on schemas of one's own has it
    bare.sql(
        "create schema analytics; grant usage on schema analytics to anon, authenticated, service_role;"
        "alter default privileges in schema analytics grant all on tables to anon, authenticated, service_role;"
        "alter default privileges in schema analytics grant all on functions to anon, authenticated, service_role;"
        "alter default privileges in schema analytics grant all on sequences to anon, authenticated, service_role;",
        role="owner",
    )
    apply(bare)
    for role in ("anon", "authenticated"):
        rights = {right for right in held(bare, role) if right[1].startswith("analytics")}
        assert rights == {right for right in RIGHTS[role] if right[1].startswith("analytics")}


@dataclass(frozen=True)
class Attempt:
    """Something to try as each role, by SQL and where there is a path by HTTP; who in `by` may."""

    sql: str
    by: str
    request: tuple[str, str] | None = None
    body: object = None
    # by HTTP, where it differs
    schema: str = "analytics"


UPSERT = "upsert_ip_ocr_receipt(p_dedupe_key => 'tried')"
ATTEMPTS = {
    "read the table": Attempt(f"select * from {TABLE}", "authenticated service_role", ("GET", "ip_ocr_receipts")),
    "read answers": Attempt(
        f"select ocr_json from {TABLE}", "authenticated service_role", ("GET", "ip_ocr_receipts?select=ocr_json")
    ),
    "read the daily view": Attempt(
        f"select * from {DAILY}", "authenticated service_role superset_ro", ("GET", "v_ip_ocr_receipts_daily")
    ),
    "read the monthly view": Attempt(
        f"select * from {MONTHLY}", "authenticated service_role superset_ro", ("GET", "v_ip_ocr_receipts_monthly")
    ),
    "call the function": Attempt(
        f"select analytics.{UPSERT}", "service_role", ("POST", "rpc/upsert_ip_ocr_receipt"), {"p_dedupe_key": "tried"}
    ),
    "call the wrapper": Attempt(
        f"select public.{UPSERT}",
        "service_role",
        ("POST", "rpc/upsert_ip_ocr_receipt"),
        {"p_dedupe_key": "tried"},
        schema="public",
    ),
    "insert": Attempt(
        f"insert into {TABLE} (dedupe_key) values ('tried')",
        "service_role",
        ("POST", "ip_ocr_receipts"),
        {"dedupe_key": "tried"},
    ),
    "update": Attempt(
        f"update {TABLE} set merchant = 'x'",
        "service_role",
        ("PATCH", "ip_ocr_receipts?id=gt.0"),
        {"merchant": "x"},
    ),
    "delete": Attempt(f"delete from {TABLE}", "service_role", ("DELETE", "ip_ocr_receipts?id=gt.0")),
    "clear answers": Attempt(
        "select analytics.clear_ocr_json(0)", "service_role", ("POST", "rpc/clear_ocr_json"), {"p_days": 0}
    ),
    "truncate": Attempt(f"truncate {TABLE}", ""),
    "lock": Attempt(f"lock {TABLE} in access exclusive mode", "service_role"),
    "move the day": Attempt(
        "select analytics.set_time_zone('UTC')", "", ("POST", "rpc/set_time_zone"), {"zone": "UTC"}
    ),
    "write through a view": Attempt(f"delete from {MONTHLY}", ""),
    "make a table": Attempt("create table analytics.mine (a int)", ""),
    "make a table in public": Attempt("create table public.mine (a int)", ""),
    "switch the policies off": Attempt(f"alter table {TABLE} disable row level security", ""),
    "read Supabase's users": Attempt("select * from auth.users", ""),
    "take the numbers": Attempt("select nextval('analytics.ip_ocr_receipts_id_seq')", ""),
}
BY_HTTP = {name: attempt for name, attempt in ATTEMPTS.items() if attempt.request}
TOKENS: dict[str, dict[str, Any]] = {
    "anon": {"role": "anon"},
    "authenticated": {"role": "authenticated", "sub": USER},
    "service_role": {"role": "service_role"},
    "superset_ro": {"role": "superset_ro"},
    "an expired token": {"role": "service_role", "exp": 1},
    "a token without a role": {"role": None},
}


def works_by_sql(project: Supabase, role: str, sql: str) -> bool:
    """Try it, undone, as PostgREST or Superset would be connected; raise what is not a matter of rights."""
    login, become = ("superset_ro", "") if role == "superset_ro" else ("authenticator", f"set local role {role};")
    claims = json.dumps({"role": role, "sub": USER})
    script = f"begin read write; {become} set local request.jwt.claims = '{claims}'; {sql}; rollback;"
    try:
        project.sql(script, role=login)
    except StatementFailed as error:
        refusals = ("permission denied", "must be owner", "read-only", "cannot delete from view")
        if not any(refusal in str(error) for refusal in refusals):
            raise
        return False
    return True


@pytest.mark.parametrize("name", ATTEMPTS)
@pytest.mark.parametrize("role", RIGHTS)
def test_by_sql_nothing_else_works(project: Supabase, role: str, name: str) -> None:
    attempt = ATTEMPTS[name]
    assert works_by_sql(project, role, attempt.sql) == (role in attempt.by.split())


@pytest.mark.parametrize("name", BY_HTTP)
@pytest.mark.parametrize("who", TOKENS)
def test_by_http_nothing_else_works(empty: Supabase, who: str, name: str) -> None:
    attempt = BY_HTTP[name]
    answer = ask(empty, empty.token(**TOKENS[who]), attempt)
    # nobody logs in to the API as Superset does
    allowed = who in attempt.by.split() and who != "superset_ro"
    assert answer.is_success == allowed, answer.text
    assert allowed or answer.status_code in (400, 401, 403, 404, 405), answer.text
    if not allowed:
        assert empty.sql(f"select count(*) from {TABLE}") == [["0"]]


def ask(project: Supabase, token: str, attempt: Attempt) -> httpx.Response:
    assert attempt.request
    method, path = attempt.request
    profile = {"Accept-Profile": attempt.schema, "Content-Profile": attempt.schema}
    headers = {"apikey": token, "Authorization": f"Bearer {token}", **profile}
    return httpx.request(method, f"{project.url}/rest/v1/{path}", json=attempt.body, headers=headers)


@pytest.mark.parametrize("view", ["ip_ocr_receipts", "v_ip_ocr_receipts_daily", "v_ip_ocr_receipts_monthly"])
def test_a_user_sees_own_rows_and_their_figures_alone(empty: Supabase, view: str) -> None:
    for key, who in (("mine", USER), ("theirs", OTHER), ("nobody's", None)):
        upsert(empty, {"p_dedupe_key": key, "p_uploaded_by_user": who, "p_merchant": key, "p_currency": "PHP"})
    attempt = Attempt("", "", ("GET", view))
    for who, seen in ((USER, 1), (OTHER, 1), ("9d3c5d0e-5b0f-4e43-9f8e-0f5f6f5a7b11", 0)):
        rows = ask(empty, empty.token("authenticated", sub=who), attempt).json()
        assert sum(row.get("receipts", 1) for row in rows) == seen
    assert sum(row.get("receipts", 1) for row in ask(empty, empty.service_key, attempt).json()) == 3


def test_superset_gets_rows_and_may_not_take_its_time(empty: Supabase) -> None:
    upsert(empty, NEW)
    upsert(empty, OLD)
    assert empty.sql(f"select sum(receipts) from {DAILY}", role="superset_ro") == [["2"]]
    assert empty.sql("select sum(receipts) from v_ip_ocr_receipts_monthly", role="superset_ro") == [["2"]]
    settings = "select current_setting('statement_timeout'), current_setting('default_transaction_read_only')"
    assert empty.sql(settings, role="superset_ro") == [["30s", "on"]]
    with pytest.raises(StatementFailed, match="statement timeout"):
        empty.sql("set statement_timeout = '50ms'; select pg_sleep(5)", role="superset_ro")


def test_the_documented_command_gives_superset_its_rows_back(empty: Supabase) -> None:
    (command,) = [found for found in commands(DOCUMENT) if found.startswith("psql ")]
    upsert(empty, NEW)
    seen = f"select sum(receipts) from {DAILY}"
    empty.sql(f"drop policy superset_ro_reads on {TABLE}")
    assert empty.sql(seen, role="superset_ro") == [["0"]]
    environ = os.environ | {"DATABASE_URL": empty.cluster.uri(empty.database)}
    subprocess.run(["bash", "-c", command], cwd=ROOT, env=environ, check=True, capture_output=True, timeout=60)
    assert empty.sql(seen, role="superset_ro") == [["1"]]


def test_superset_has_no_way_in_without_a_password(project: Supabase) -> None:
    with pytest.raises(StatementFailed, match="password"):
        by_port(project, "anything", "select")


def by_port(project: Supabase, password: str, sql: str) -> str:
    """Ask as Superset does, by the port and with the password."""
    address = f"postgresql://superset_ro@127.0.0.1:{project.cluster.port}/{project.database}"
    words = ["psql", "--no-psqlrc", "--no-password", "-tAc", sql, address]
    done = subprocess.run(
        words, env=os.environ | {"PGPASSWORD": password}, capture_output=True, text=True, check=False, timeout=60
    )
    if done.returncode:
        raise StatementFailed(done.stderr)
    return done.stdout


# What is sent


def upsert(project: Supabase, body: object, profile: str = "analytics", key: str = "") -> httpx.Response:
    key = key or project.service_key
    headers = {"apikey": key, **PROFILES[profile]}
    if not key.startswith("sb_"):
        headers["Authorization"] = f"Bearer {key}"
    url = f"{project.url}/rest/v1/rpc/upsert_ip_ocr_receipt"
    return httpx.post(url, json=body, headers=headers, timeout=60)


def rows(project: Supabase) -> list[dict[str, Any]]:
    found = project.sql("select to_jsonb(r) from analytics.ip_ocr_receipts r order by dedupe_key")
    return [json.loads(row) for (row,) in found]


@pytest.mark.parametrize("kind", ["service_key", "secret_key"])
@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize("body", [OLD, NEW], ids=["seven keys of old", "all keys"])
def test_a_row_is_kept_once(empty: Supabase, body: dict[str, Any], profile: str, kind: str) -> None:
    for _ in range(2):
        answer = upsert(empty, body, profile, getattr(empty, kind))
        assert answer.status_code == 200, answer.text
    (row,) = rows(empty)
    assert row["id"] == answer.json()
    assert {f"p_{name}": row[name] for name in row if f"p_{name}" in body} == body


def test_fifty_writers_of_one_key_leave_the_newest(empty: Supabase) -> None:
    # the newest comes neither first nor last
    seconds = [(n * 7) % 50 for n in range(50)]
    bodies = [NEW | {"p_line_count": n, "p_updated_at": f"2026-03-14T09:00:{n:02}+00:00"} for n in seconds]
    with ThreadPoolExecutor(50) as pool:
        answers = list(pool.map(lambda body: upsert(empty, body), bodies))
    assert {(answer.status_code, answer.json()) for answer in answers} == {(200, rows(empty)[0]["id"])}
    assert [row["line_count"] for row in rows(empty)] == [49]


def test_an_older_row_changes_nothing_but_gets_its_number(empty: Supabase) -> None:
    number = upsert(empty, NEW).json()
    older = upsert(empty, NEW | {"p_updated_at": "2026-03-14T08:00:00+00:00", "p_state": "pending", "p_ocr_json": {}})
    assert older.json() == number
    assert (rows(empty)[0]["state"], rows(empty)[0]["ocr_json"]) == ("read", NEW["p_ocr_json"])


def test_a_row_of_five_megabytes_is_kept(empty: Supabase) -> None:
    answer = {"lines": [{"text": hashlib.sha256(str(n).encode()).hexdigest(), "n": n} for n in range(60_000)]}
    assert len(json.dumps(answer)) > 5_000_000
    assert upsert(empty, NEW | {"p_ocr_json": answer}).status_code == 200
    assert rows(empty)[0]["ocr_json"] == answer


@pytest.mark.parametrize("total", [-12.5, 0, None, 0.005, 999_999_999_999.99])
def test_any_amount_is_kept(empty: Supabase, total: float | None) -> None:
    assert upsert(empty, NEW | {"p_total_amount": total, "p_receipt_date": None}).status_code == 200
    (row,) = rows(empty)
    assert row["receipt_date"] is None
    assert row["total_amount"] == (total if total != 0.005 else 0.01)


@pytest.mark.parametrize("name", ["p_total_amount", "p_vat_amount", "p_avg_confidence"])
@pytest.mark.parametrize("value", ["NaN", "Infinity", "-Infinity", 1e13])
def test_what_is_no_number_is_refused(empty: Supabase, name: str, value: object) -> None:
    answer = upsert(empty, NEW | {name: value})
    assert answer.status_code == 400, answer.text
    assert rows(empty) == []


PURCHASE = {"p_merchant": "SARI", "p_tin": "123-456-789", "p_receipt_date": "2026-03-14", "p_total_amount": 99.5}


@pytest.mark.parametrize(
    ("second", "duplicate"),
    [
        ({}, True),
        ({"p_merchant": "Another name"}, True),
        ({"p_tin": None, "p_merchant": "sari"}, True),
        ({"p_currency": "PHP"}, True),
        ({"p_tin": "999-999-999", "p_merchant": "Another"}, False),
        ({"p_tin": None, "p_merchant": None}, False),
        ({"p_total_amount": 99.51}, False),
        ({"p_total_amount": None}, False),
        ({"p_receipt_date": "2026-03-15"}, False),
        ({"p_receipt_date": None}, False),
    ],
    ids=str,
)
def test_the_second_of_one_purchase_is_a_duplicate(empty: Supabase, second: dict[str, Any], duplicate: bool) -> None:
    first = PURCHASE | {"p_dedupe_key": "a"}
    upsert(empty, first)
    upsert(empty, PURCHASE | {"p_dedupe_key": "b"} | second)
    # The first stays no duplicate when it is sent again.
    upsert(empty, first)
    assert [row["duplicate"] for row in rows(empty)] == [False, duplicate]


def test_another_currency_or_a_total_of_nothing_is_no_duplicate(empty: Supabase) -> None:
    for number, other in enumerate([{"p_currency": "PHP"}, {"p_currency": "USD"}]):
        upsert(empty, PURCHASE | other | {"p_dedupe_key": f"currency {number}"})
        upsert(empty, PURCHASE | {"p_total_amount": 0, "p_dedupe_key": f"zero {number}"})
    assert not any(row["duplicate"] for row in rows(empty))


def test_a_corrected_receipt_is_no_duplicate_any_more(empty: Supabase) -> None:
    for key in ("a", "b"):
        upsert(empty, PURCHASE | {"p_dedupe_key": key})
    upsert(empty, PURCHASE | {"p_dedupe_key": "b", "p_total_amount": 995})
    assert [row["duplicate"] for row in rows(empty)] == [False, False]


# What the views say


def view(project: Supabase, query: str) -> list[dict[str, Any]]:
    """Ask as Superset."""
    found = project.sql(f"select to_jsonb(v) from ({query}) v", role="superset_ro")
    return [json.loads(row) for (row,) in found]


def test_an_empty_view_has_a_row_of_nothing_for_each_day(empty: Supabase) -> None:
    found = view(empty, f"select * from {DAILY} order by day desc")
    assert [row["days_ago"] for row in found] == list(range(90))
    assert [row["is_today"] for row in found] == [True] + [False] * 89
    nothing = {
        "currency": None,
        "receipts": 0,
        "uploaders": 0,
        "merchants": 0,
        "total_amount": 0,
        "avg_confidence": None,
    }
    nothing |= {"share_needed_review": None, "share_duplicates": None, "needed_review": 0, "duplicates": 0}
    assert all({name: row[name] for name in nothing} == nothing for row in found)


def test_each_currency_has_each_day(empty: Supabase) -> None:
    for number, currency in enumerate(["PHP", "USD", "PHP", None]):
        body = {"p_dedupe_key": f"{number}", "p_currency": currency, "p_total_amount": 10 + number}
        upsert(empty, body | {"p_uploaded_at": ago(empty, number)})
    old = {"p_dedupe_key": "old", "p_currency": "EUR", "p_uploaded_at": ago(empty, 100), "p_total_amount": 5}
    upsert(empty, old)
    found = view(empty, f"select currency, day, days_ago, receipts, total_amount from {DAILY}")
    assert len(found) == 3 * 90 + 1
    some = {
        row["days_ago"]: (row["currency"], row["receipts"], row["total_amount"]) for row in found if row["receipts"]
    }
    assert some == {
        0: ("PHP", 1, 10),
        1: ("USD", 1, 11),
        2: ("PHP", 1, 12),
        3: (None, 1, 13),
        100: ("EUR", 1, 5),
    }


def ago(project: Supabase, days: int) -> str:
    """Return noon in Manila, these days ago."""
    return project.sql(f"select (analytics.day_of(now()) - {days} + time '12:00') at time zone 'Asia/Manila'")[0][0]


def test_a_day_is_counted_and_summed(empty: Supabase) -> None:
    bodies: list[dict[str, Any]] = [
        {"p_total_amount": 100, "p_vat_amount": 10.71, "p_avg_confidence": 0.9, "p_needed_review": True},
        {"p_total_amount": -40.25, "p_avg_confidence": 0.7, "p_needed_review": False, "p_uploaded_by": "b"},
        # not read: the first version of the add-on sent 0 for its confidence
        {"p_total_amount": None, "p_merchant": None, "p_needed_review": None, "p_avg_confidence": 0},
        {"p_total_amount": 100, "p_avg_confidence": 0.5, "p_needed_review": False},
    ]
    for number, body in enumerate(bodies):
        common = {"p_currency": "PHP", "p_uploaded_by": "a", "p_merchant": "SARI", "p_receipt_date": "2026-03-14"}
        upsert(empty, common | body | {"p_dedupe_key": f"{number}"})
    (row,) = view(empty, f"select * from {DAILY} where is_today")
    assert {name: value for name, value in row.items() if name not in ("day", "days_ago", "is_today")} == {
        "currency": "PHP",
        "receipts": 4,
        "uploaders": 2,
        "merchants": 1,
        "total_amount": 159.75,
        "vat_amount": 10.71,
        "avg_confidence": 0.7,
        "confidence_count": 3,
        "needed_review": 1,
        "needed_review_known": 3,
        "share_needed_review": 0.3333,
        "duplicates": 1,
        "share_duplicates": 0.25,
    }
    months = view(empty, f"select * from {MONTHLY} order by merchant")
    assert [(each["merchant"], each["receipts"], each["total_amount"]) for each in months] == [
        ("SARI", 3, 159.75),
        (None, 1, 0),
    ]
    assert {each["month"] for each in months} == {row["day"][:8] + "01"}


def test_a_day_begins_where_the_setting_says(empty: Supabase) -> None:
    # a second before and at midnight in Manila, at the end of a month
    for key, moment in (("before", "2025-01-31T15:59:59Z"), ("after", "2025-01-31T16:00:00Z")):
        upsert(empty, {"p_dedupe_key": key, "p_uploaded_at": moment})
    days = f"select day from {DAILY} where day between '2025-01-01' and '2025-02-28' order by day"
    months = f"select month from {MONTHLY} order by month"
    assert view(empty, days) == [{"day": "2025-01-31"}, {"day": "2025-02-01"}]
    assert view(empty, months) == [{"month": "2025-01-01"}, {"month": "2025-02-01"}]
    try:
        empty.sql("select analytics.set_time_zone('Europe/Berlin')", role="owner")
        # what runs again leaves it
        empty.migrate()
        for plan in ("set enable_seqscan = off;", "set enable_indexscan = off; set enable_bitmapscan = off;"):
            assert len(empty.sql(f"{plan} select day from ({days}) v group by day", role="superset_ro")) == 1
        assert view(empty, days) == [{"day": "2025-01-31"}]
        with pytest.raises(StatementFailed, match="knows no time zone 'Manila'"):
            empty.sql("select analytics.set_time_zone('Manila')", role="owner")
    finally:
        empty.sql("select analytics.set_time_zone('Asia/Manila')", role="owner")
    assert view(empty, days) == [{"day": "2025-01-31"}, {"day": "2025-02-01"}]


# What is kept how long


def test_answers_are_cleared_and_figures_kept(empty: Supabase) -> None:
    for key, days in (("old", 31), ("new", 29)):
        upsert(empty, NEW | {"p_dedupe_key": key, "p_uploaded_at": ago(empty, days)})
    before = rows(empty)
    attempt = Attempt("", "", ("POST", "rpc/clear_ocr_json"), {"p_days": 30})
    assert ask(empty, empty.service_key, attempt).json() == 1
    assert ask(empty, empty.service_key, attempt).json() == 0
    after = rows(empty)
    assert [row["ocr_json"] for row in after] == [NEW["p_ocr_json"], None]
    assert [row | {"ocr_json": None} for row in after] == [row | {"ocr_json": None} for row in before]


def test_who_cannot_clear_is_told(empty: Supabase) -> None:
    # the owner is held by the policies: it would find no row
    with pytest.raises(StatementFailed, match="row-level security"):
        empty.sql("select analytics.clear_ocr_json(30)", role="owner")
    for wrong in (-1, None):
        attempt = Attempt("", "", ("POST", "rpc/clear_ocr_json"), {"p_days": wrong})
        assert "how many days" in ask(empty, empty.service_key, attempt).json()["message"]


def test_the_documented_job_clears(empty: Supabase) -> None:
    # pg_cron runs what its line quotes, as Supabase's `postgres`, whom no policy holds
    (job,) = [line for line in DOCUMENT.read_text().splitlines() if line.startswith("select cron.schedule(")]
    statement = job.split("$$")[1]
    upsert(empty, NEW | {"p_uploaded_at": ago(empty, 400)})
    assert empty.sql(statement) == [["1"]]


# Migrations


def apply(
    project: Supabase, settings: dict[str, str] | None = None, *, tree: Path = ROOT, status: int = 0
) -> subprocess.CompletedProcess[str]:
    """Run `make analytics-apply`."""
    environ = {name: os.environ[name] for name in ("PATH", "HOME")}
    environ |= {"DATABASE_URL": project.cluster.uri(project.database)} | (settings or {})
    words = [
        str(shutil.which("make")),
        "--no-print-directory",
        "--silent",
        f"--file={ROOT}/Makefile",
        "analytics-apply",
    ]
    done = subprocess.run(words, cwd=tree, env=environ, capture_output=True, text=True, check=False, timeout=120)
    # make's own status for a recipe that failed
    assert done.returncode == (2 if status else 0), done.stdout + done.stderr
    return done


def said(done: subprocess.CompletedProcess[str]) -> dict[str, str]:
    """Return what became of each file."""
    return dict(line.split(maxsplit=1) for line in done.stdout.splitlines())


def test_what_is_missing_is_applied_and_told(bare: Supabase) -> None:
    first = said(apply(bare, {"SUPERSET_RO_PASSWORD": RO_PASSWORD}))
    assert first == dict.fromkeys(FILES, "applied") | {"superset_ro": "password set"}
    rows_seen = f"select count(*) from {DAILY}"
    assert by_port(bare, RO_PASSWORD, rows_seen) == "90\n"
    again = said(apply(bare))
    assert [again[name] for name in FILES] == ["was there already"] * len(FILES)
    assert again["superset_ro"].startswith("password left as it is")
    assert by_port(bare, RO_PASSWORD, rows_seen) == "90\n"
    with pytest.raises(StatementFailed, match="password"):
        by_port(bare, "another", rows_seen)
    bare.sql("alter role superset_ro password null")


@pytest.mark.parametrize("name", FILES)
def test_a_file_is_one_transaction_and_tells_postgrest(name: str) -> None:
    statements = re.sub(r"(?m)^--.*\n", "", (MIGRATIONS / name).read_text()).strip()
    assert statements.startswith("begin;\n")
    assert statements.endswith("notify pgrst, 'reload schema';\n\ncommit;")
    assert (statements.count("begin;\n"), statements.count("commit;")) == (1, 1)


def test_the_address_may_stand_after_make_and_the_password_may_not(project: Supabase) -> None:
    words = ["make", "--no-print-directory", "analytics-apply", f"DATABASE_URL={project.cluster.uri(project.database)}"]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr
    assert project.cluster.password not in done.stdout + done.stderr
    words.append("SUPERSET_RO_PASSWORD=secret")
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 2
    assert "give it before, in the environment" in done.stderr


@pytest.mark.parametrize("known", range(len(FILES)))
def test_an_upgrade_keeps_what_is_there(bare: Supabase, known: int) -> None:
    key = {"dedupe_key": "old", "uploaded_at": "2026-03-14T09:00:00+00:00", "receipt_date": "2026-03-14", "tin": "1"}
    values = key | {"merchant": "SARI", "total_amount": 99.5, "line_count": 3, "currency": "PHP", "avg_confidence": 0}
    for name in FILES[:known]:
        bare.sql((MIGRATIONS / name).read_text(), role="owner")
    if known:
        for each in ("old", "older"):
            bare.sql(f"select analytics.upsert_ip_ocr_receipt({arguments(values | {'dedupe_key': each})})")
    apply(bare)
    # by those who had no record, and once more
    for name in FILES:
        bare.sql((MIGRATIONS / name).read_text(), role="owner")
    bare.sql(f"select public.upsert_ip_ocr_receipt({arguments(values | {'dedupe_key': 'z'})}, p_needed_review => true)")
    found = {row["dedupe_key"]: row for row in rows(bare)}
    assert {(row["total_amount"], row["avg_confidence"]) for row in found.values()} == {(99.5, None)}
    assert {name: row["duplicate"] for name, row in found.items()} == (
        {"old": False, "older": True, "z": True} if known else {"z": False}
    )
    receipts = f"select sum(receipts) as receipts, sum(duplicates) as duplicates from {DAILY}"
    assert view(bare, receipts) == [{"receipts": len(found), "duplicates": len(found) - 1}]
    functions = "select count(*) from pg_proc where proname = 'upsert_ip_ocr_receipt'"
    assert bare.sql(functions) == [["2"]]


def arguments(values: dict[str, Any]) -> str:
    return ", ".join(f"p_{name} => '{value}'" for name, value in values.items())


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """Copy what is applied, to change it."""
    shutil.copytree(ROOT / "supabase", tmp_path / "supabase")
    return tmp_path


def test_a_file_that_fails_leaves_nothing(bare: Supabase, tree: Path) -> None:
    broken = tree / "supabase/sql/0099_broken.sql"
    broken.write_text("begin;\ncreate table analytics.half (a int);\nselect 1 / 0;\ncommit;\n")
    done = apply(bare, tree=tree, status=1)
    assert "0099_broken.sql failed, and nothing of it is kept: ERROR:  division by zero" in done.stderr
    assert said(done) == dict.fromkeys(FILES, "applied")
    assert bare.sql("select to_regclass('analytics.half'), count(*) from analytics.migrations") == [
        ["", str(len(FILES))]
    ]
    broken.write_text(broken.read_text().replace("select 1 / 0;", ""))
    assert said(apply(bare, tree=tree))["0099_broken.sql"] == "applied"


def test_a_file_is_not_applied_without_its_record(bare: Supabase, tree: Path) -> None:
    unrecorded = tree / "supabase/sql/0099_unrecorded.sql"
    unrecorded.write_text("begin;\nalter table analytics.migrations rename to elsewhere;\ncommit;\n")
    done = apply(bare, tree=tree, status=1)
    assert "0099_unrecorded.sql failed, and nothing of it is kept" in done.stderr
    assert bare.sql("select count(*) from analytics.migrations") == [[str(len(FILES))]]


def test_a_file_that_was_edited_is_told(bare: Supabase, tree: Path) -> None:
    apply(bare, tree=tree)
    edited = tree / "supabase/sql" / FILES[0]
    edited.write_text(edited.read_text().replace("commit;", "select 1;\ncommit;"))
    assert f"{FILES[0]} was applied with other content" in apply(bare, tree=tree, status=1).stderr


@pytest.mark.parametrize(
    ("environ", "told"),
    [
        ({"DATABASE_URL": ""}, "no database. Say make analytics-apply DATABASE_URL="),
        ({"DATABASE_URL": "https://x.supabase.co"}, "https:// is not an address of PostgreSQL"),
        ({"DATABASE_URL": "postgresql://owner:secret@127.0.0.1:1/x"}, "Connection refused"),
        ({"DATABASE_URL": "postgresql://owner:secret@nowhere.invalid/x"}, "could not translate host name"),
        ({}, "psql is missing"),
        ({"SUPERSET_RO_PASSWORD": "Füchse"}, "printable ASCII"),
    ],
    ids=str,
)
def test_what_is_wrong_is_told(project: Supabase, environ: dict[str, str], told: str, tmp_path: Path) -> None:
    # all that the target calls, but for psql
    for program, there in (("bash", "/bin/bash"), ("python3", sys.executable)):
        (tmp_path / program).symlink_to(Path(there).resolve())
    path = str(tmp_path) if "psql" in told else os.environ["PATH"]
    done = apply(project, {"PATH": path} | environ, status=1)
    assert told in done.stderr
    assert "secret" not in done.stderr + done.stdout


def test_a_wrong_password_is_told(project: Supabase) -> None:
    wrong = project.cluster.uri(project.database).replace(project.cluster.password, "wrong%40secret")
    done = apply(project, {"DATABASE_URL": wrong}, status=1)
    assert 'password authentication failed for user "owner"' in done.stderr
    assert "secret" not in done.stderr + done.stdout


def test_no_password_is_seen_by_other_users_or_sent_in_clear(bare: Supabase, tmp_path: Path) -> None:
    seen = tmp_path / "seen"
    shim = tmp_path / "psql"
    shim.write_text(f'#!/bin/bash\nprintf "%s\\n" "$@" >>{seen}\ntee -a {seen} | {shutil.which("psql")} "$@"\n')
    shim.chmod(shim.stat().st_mode | stat.S_IXUSR)
    done = apply(bare, {"PATH": f"{tmp_path}:{os.environ['PATH']}", "SUPERSET_RO_PASSWORD": RO_PASSWORD})
    everything = seen.read_text() + done.stdout + done.stderr
    assert "alter role superset_ro password 'SCRAM-SHA-256$4096:" in everything
    assert RO_PASSWORD not in everything
    assert bare.cluster.password not in everything
    assert by_port(bare, RO_PASSWORD, "select 1") == "1\n"
    bare.sql("alter role superset_ro password null")


# Speed. The figures over a million receipts are in docs/analytics.md: make analytics-plans


@pytest.fixture(scope="module")
def measured(own: Cluster) -> Drawn:
    return draw(own, 100_000)


@pytest.mark.parametrize("name", QUERIES)
def test_a_view_reads_what_is_asked_for_by_an_index(measured: Drawn, name: str) -> None:
    plan = measured.plan(QUERIES[name])
    assert "Seq Scan on ip_ocr_receipts" not in plan
    # a tenth of the rows that the figures are of, and a machine that does much else
    assert measured.seconds(QUERIES[name]) < 1


def test_an_upsert_takes_no_time(measured: Drawn) -> None:
    calls = sorted(measured.upserts(500))
    assert calls[len(calls) // 2] < 0.005


# From an empty project to the dashboard


def test_the_documented_commands_work(own: Cluster, tmp_path: Path) -> None:
    text = DOCUMENT.read_text()
    block = text.partition("## From an empty project")[2].partition("\n## ")[0]
    steps = [line for part in block.split("```console\n")[1:] for line in typed(part.partition("```")[0])]
    assert 0 < len(steps) <= 8
    # Superset's are run in test_superset.py
    steps = [step for step in steps if "SUPERSET_USER" not in step and "superset-import" not in step]
    project = create(own, "documented")
    project.start()
    hosted = {
        "postgresql://postgres@db.PROJECT.supabase.co:5432/postgres": f"postgresql://owner@127.0.0.1:{own.port}/documented",
        "https://PROJECT.supabase.co": project.url,
        "THE_DATABASE_PASSWORD": own.password,
        "THE_SECRET_KEY": project.secret_key,
    }
    script = "\n".join(steps)
    for name, value in hosted.items():
        assert name in script
        script = script.replace(name, value)
    try:
        done = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", script],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
            env={"PATH": os.environ["PATH"], "HOME": str(tmp_path)},
        )
    finally:
        project.stop()
    assert done.returncode == 0, done.stdout + done.stderr
    assert [line.split()[1] for line in done.stdout.splitlines() if line.split()[0] in FILES] == ["applied"] * len(
        FILES
    )
    (row,) = json.loads(done.stdout.splitlines()[-1])
    assert (row["is_today"], row["receipts"]) == (True, 0)


def test_each_documented_target_exists() -> None:
    makefile = (ROOT / "Makefile").read_text()
    named = {word for command in commands(DOCUMENT) for word in command.split() if word.startswith("analytics-")}
    assert {"analytics-apply", "analytics-plans"} <= named
    assert all(f"\n{name}:" in makefile for name in named)
