"""The add-on's client against Supabase's double: the migrations of this repository behind a real PostgREST."""

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest

import tests.support.gateway  # noqa: F401 - before what it makes importable
from addons.ip_expense_mvp.gateway.supabase_client import SupabaseClient, SupabaseError
from tests.support.postgres import StatementFailed, cluster
from tests.support.postgrest import Supabase, supabase

ROW = {
    "dedupe_key": "sum:database:7",
    "source": "odoo",
    "receipt_id": 7,
    "filename": 'O\'Neil "é" 🧾.jpg',
    "uploaded_by": "ana@example.com",
    "uploaded_at": "2026-03-14T09:00:00+00:00",
    "line_count": 55,
    "avg_confidence": 0.9958,
    "merchant": "SARI-SARI STORE",
    "tin": "123-456-789",
    "receipt_date": "2026-03-14",
    "currency": "PHP",
    "total_amount": 1234.5,
    "vat_amount": 132.27,
    "document_type": "invoice",
    "state": "read",
    "ocr_json": {"lines": [{"text": "TOTAL"}]},
    "needed_review": True,
    "updated_at": "2026-03-14T09:00:05+00:00",
}
KINDS = ["service_key", "secret_key"]


@pytest.fixture(scope="module")
def project() -> Iterator[Supabase]:
    """Serve a Supabase project with the migrations applied."""
    with cluster() as made, supabase(made) as served:
        yield served


@pytest.fixture(autouse=True)
def _empty(project: Supabase) -> Iterator[None]:
    """Leave no row to the next test."""
    yield
    project.sql("delete from analytics.ip_ocr_receipts")


def client_of(project: Supabase) -> SupabaseClient:
    return SupabaseClient(project.url, project.service_key)


def rows(project: Supabase) -> list[dict[str, Any]]:
    found = project.sql("select to_jsonb(r) from analytics.ip_ocr_receipts r order by dedupe_key")
    return [json.loads(row) for (row,) in found]


def refused(client: SupabaseClient, row: dict[str, Any] | None = None) -> SupabaseError:
    with pytest.raises(SupabaseError) as caught:
        client.upsert(ROW if row is None else row)
    assert client.service_key not in f"{caught.value} {caught.value.values} {client!r}"
    return caught.value


@pytest.mark.parametrize("kind", KINDS)
def test_writes_a_row_with_either_kind_of_key(project: Supabase, kind: str) -> None:
    client = SupabaseClient(f"{project.url}/", getattr(project, kind))
    client.probe()
    client.upsert(ROW)
    (row,) = rows(project)
    assert {name: row[name] for name in ROW} == ROW


def test_twice_is_once(project: Supabase) -> None:
    for _ in range(2):
        client_of(project).upsert(ROW)
    assert len(rows(project)) == 1


def test_a_newer_row_replaces_an_older_one(project: Supabase) -> None:
    client_of(project).upsert(ROW)
    newer = {"state": "done", "merchant": None, "updated_at": "2026-03-14T10:00:00+00:00"}
    client_of(project).upsert(ROW | newer)
    (row,) = rows(project)
    assert {name: row[name] for name in newer} == newer
    assert row["created_at"]


def test_an_older_row_replaces_none(project: Supabase) -> None:
    client_of(project).upsert(ROW)
    client_of(project).upsert(ROW | {"state": "pending", "updated_at": "2026-03-14T08:00:00+00:00"})
    assert rows(project)[0]["state"] == "read"


def test_who_leaves_out_the_answer_does_not_remove_it(project: Supabase) -> None:
    client_of(project).upsert(ROW)
    without = {name: value for name, value in ROW.items() if name not in ("ocr_json", "uploaded_at")}
    client_of(project).upsert(without)
    (row,) = rows(project)
    assert (row["ocr_json"], row["uploaded_at"]) == (ROW["ocr_json"], ROW["uploaded_at"])


def test_fifty_writers_of_one_key_make_one_row(project: Supabase) -> None:
    client = client_of(project)
    states = [ROW | {"line_count": n, "updated_at": f"2026-03-14T09:00:{n:02}+00:00"} for n in range(50)]
    with ThreadPoolExecutor(50) as pool:
        list(pool.map(client.upsert, states))
    (row,) = rows(project)
    assert row["line_count"] == 49


def test_an_answer_of_five_megabytes_is_kept(project: Supabase) -> None:
    answer = {"lines": [{"text": "x" * 100, "n": n} for n in range(40_000)]}
    client_of(project).upsert(ROW | {"ocr_json": answer})
    assert project.sql("select jsonb_array_length(ocr_json -> 'lines') from analytics.ip_ocr_receipts") == [["40000"]]


@pytest.mark.parametrize("total", [-12.5, 0, None, 999_999_999_999.99])
def test_any_total_is_kept(project: Supabase, total: float | None) -> None:
    client_of(project).upsert(ROW | {"total_amount": total, "receipt_date": None})
    assert rows(project)[0]["total_amount"] == total


@pytest.mark.parametrize(
    "wrong",
    [
        {"currency": "peso"},
        {"state": "new"},
        {"avg_confidence": 1.5},
        {"line_count": -1},
        {"total_amount": "NaN"},
        {"total_amount": 1e13},
        {"receipt_date": "2026-02-30"},
        {"dedupe_key": ""},
        {"dedupe_key": None},
        {"uploaded_by_user": "6f1bd9f5-1a9a-4fd9-8c93-d1c9f2d4a3b1"},
    ],
    ids=str,
)
def test_a_row_that_is_wrong_is_refused_and_not_sent_again(project: Supabase, wrong: dict[str, Any]) -> None:
    error = refused(client_of(project), ROW | wrong)
    assert (error.status in (400, 409), error.retryable) == (True, False)
    assert "Correct the receipt" in str(error)
    assert rows(project) == []


def test_the_old_clients_seven_keys_are_enough_without_a_profile(project: Supabase) -> None:
    body = {
        "p_filename": "r.jpg",
        "p_line_count": 3,
        "p_total_amount": 12.5,
        "p_currency": "PHP",
        "p_uploaded_by": "4c0e1a52-4f7e-4c0e-9f59-1a9b2c3d4e5f",
        "p_ocr_json": {"lines": []},
        "p_dedupe_key": "old",
    }
    key = project.service_key
    headers = {"apikey": key, "Authorization": f"Bearer {key}"}
    for _ in range(2):
        answer = httpx.post(f"{project.url}/rest/v1/rpc/upsert_ip_ocr_receipt", json=body, headers=headers)
        assert answer.status_code == 200
    (row,) = rows(project)
    assert (row["filename"], row["state"], row["source"]) == ("r.jpg", "read", "odoo")
    assert answer.json() == row["id"]


# keys and settings: rows wait until they are right


@pytest.mark.parametrize(
    ("role", "claims"),
    [("anon", {}), ("authenticated", {"sub": "6f1bd9f5-1a9a-4fd9-8c93-d1c9f2d4a3b1"}), ("service_role", {"exp": 1})],
)
def test_no_other_token_writes(project: Supabase, role: str, claims: dict[str, Any]) -> None:
    error = refused(SupabaseClient(project.url, project.token(role, **claims)))
    assert (error.status in (401, 403), error.retryable) == (True, True)
    assert "Enter a valid one in the settings" in str(error)
    assert rows(project) == []


@pytest.mark.parametrize("key", ["", "sb_secret_of_another_project", "eyJ.eyJ.x"])
def test_no_other_key_writes(project: Supabase, key: str) -> None:
    with pytest.raises(SupabaseError, match="refuses the key") as caught:
        SupabaseClient(project.url, key).upsert(ROW)
    assert caught.value.retryable
    with pytest.raises(SupabaseError, match="refuses the key"):
        SupabaseClient(project.url, key).probe()


MAY = {
    "anon": set(),
    "authenticated": {"SELECT"},
    "service_role": {"SELECT", "INSERT", "UPDATE", "DELETE", "EXECUTE"},
}


def test_the_roles_may_this_and_no_more(project: Supabase) -> None:
    functions = [
        row[0] for row in project.sql("select oid::regprocedure from pg_proc where proname ~ '^upsert_ip_ocr'")
    ]
    assert len(functions) == 2
    project.sql("grant all on analytics.ip_ocr_receipts to anon, authenticated")
    project.sql(f"grant execute on function {', '.join(functions)} to public, anon, authenticated")
    project.sql("grant all on schema analytics to public")
    project.migrate()
    for role, may in MAY.items():
        table = "SELECT INSERT UPDATE DELETE TRUNCATE REFERENCES TRIGGER".split()
        asked = [f"has_table_privilege('{role}', 'analytics.ip_ocr_receipts', '{each}')" for each in table]
        asked += [f"has_function_privilege('{role}', '{each}', 'EXECUTE')" for each in functions]
        asked += [f"has_schema_privilege('{role}', 'analytics', '{each}')" for each in ("USAGE", "CREATE")]
        wanted = [each in may for each in table] + ["EXECUTE" in may] * 2 + [bool(may), False]
        (answers,) = project.sql(f"select {', '.join(asked)}")
        assert answers == ["t" if each else "f" for each in wanted], role


def test_a_user_reads_own_rows_only(project: Supabase) -> None:
    user, other = "6f1bd9f5-1a9a-4fd9-8c93-d1c9f2d4a3b1", "0b1d9c3e-7a4f-4a53-8d6d-5b4f0a2c9e11"
    for who in (user, other):
        project.sql(f"insert into auth.users values ('{who}')")  # noqa: S608 - of the line above
    client_of(project).upsert(ROW | {"uploaded_by_user": user})
    for who, seen in ((user, 1), (other, 0)):
        token = project.token("authenticated", sub=who)
        headers = {"apikey": token, "Authorization": f"Bearer {token}", "Accept-Profile": "analytics"}
        answer = httpx.get(f"{project.url}/rest/v1/ip_ocr_receipts", headers=headers)
        assert (answer.status_code, len(answer.json())) == (200, seen)


def test_the_owner_of_the_table_goes_by_the_policies(project: Supabase) -> None:
    client_of(project).upsert(ROW)
    assert project.sql("select * from analytics.ip_ocr_receipts", role="owner") == []
    with pytest.raises(StatementFailed, match="row-level security"):
        project.sql("insert into analytics.ip_ocr_receipts (dedupe_key) values ('x')", role="owner")


def test_the_migrations_may_run_again(project: Supabase) -> None:
    client_of(project).upsert(ROW)
    project.migrate()
    client_of(project).upsert(ROW)
    assert len(rows(project)) == 1


def test_a_schema_that_is_not_exposed_is_told(project: Supabase) -> None:
    project.stop()
    project.schemas = "public"
    project.start()
    try:
        error = refused(client_of(project))
    finally:
        project.stop()
        project.schemas = "public,analytics"
        project.start()
    assert (error.status, error.retryable) == (406, True)
    assert "Add it to the exposed schemas" in str(error)


def test_a_function_that_is_missing_is_told(project: Supabase) -> None:
    error = refused(client_of(project), {"dedupe_key": "a", "of_a_later_version": 1})
    assert (error.status, error.retryable) == (404, True)
    assert "Apply the files of supabase/sql" in str(error)


def test_supabase_that_is_away_is_asked_again(project: Supabase) -> None:
    project.stop()
    try:
        error = refused(client_of(project))
    finally:
        project.start()
    assert (error.status, error.retryable) == (None, True)
    client_of(project).upsert(ROW)
