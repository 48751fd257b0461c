"""The bundle: what Superset's import wants of it, the same each time, and no password in it that nobody asked for."""

import io
import os
import re
import stat
import subprocess
import sys
import urllib.parse
import uuid
import zipfile
from pathlib import Path
from typing import Any

import pytest
import yaml
from bundle import DATABASE, MASK, ROOT, SOURCES, AddressInvalid, address, build

URL = "postgresql://superset_ro@db.example.com:5432/postgres"
PASSWORD = "p@ss/w%rd: ü?'"
CHARTS = ["confidence", "duplicates", "merchants", "receipts_last_7_days", "receipts_today", "totals_by_week"]


def files(bundle: bytes) -> dict[str, Any]:
    """Parse what is in it."""
    with zipfile.ZipFile(io.BytesIO(bundle)) as opened:
        return {name: yaml.safe_load(opened.read(name)) for name in opened.namelist()}


def of(folder: str) -> list[dict[str, Any]]:
    return [found for name, found in files(build()).items() if name.startswith(f"{ROOT}/{folder}/")]


def run(file: Path, **environ: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(SOURCES.parent / "bundle.py"), str(file)]
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in ("ANALYTICS_DATABASE_URL", "SUPERSET_RO_PASSWORD")
    }
    return subprocess.run(command, env=kept | environ, check=False, capture_output=True, text=True, timeout=60)


class TestBundle:
    def test_has_one_root_with_all_that_an_import_wants(self) -> None:
        named = ["databases/receipts.yaml", "datasets/daily.yaml", "datasets/merchants.yaml", "metadata.yaml"]
        named += ["dashboards/receipts.yaml", *(f"charts/{chart}.yaml" for chart in CHARTS)]
        assert sorted(files(build())) == sorted(f"{ROOT}/{name}" for name in named)

    @pytest.mark.parametrize("kind", ["Dashboard", "assets"])
    def test_says_of_what_kind_it_is(self, kind: str) -> None:
        metadata = files(build(kind=kind))[f"{ROOT}/metadata.yaml"]
        assert (metadata["version"], metadata["type"]) == ("1.0.0", kind)
        assert "timestamp" in metadata

    def test_is_the_same_each_time(self) -> None:
        with zipfile.ZipFile(io.BytesIO(build())) as opened:
            assert {entry.date_time for entry in opened.infolist()} == {(1980, 1, 1, 0, 0, 0)}
            assert opened.namelist() == sorted(opened.namelist())

    def test_links_all_by_uuid(self) -> None:
        databases, datasets, charts, dashboards = map(of, ("databases", "datasets", "charts", "dashboards"))
        every = [one["uuid"] for one in databases + datasets + charts + dashboards]
        assert len({uuid.UUID(one) for one in every}) == len(every)
        assert {one["database_uuid"] for one in datasets} == {one["uuid"] for one in databases}
        assert {one["dataset_uuid"] for one in charts} == {one["uuid"] for one in datasets}
        (dashboard,) = dashboards
        shown = {part["meta"]["uuid"]: part["meta"] for part in dashboard["position"].values() if "uuid" in str(part)}
        assert {number: meta["sliceName"] for number, meta in shown.items()} == {
            one["uuid"]: one["slice_name"] for one in charts
        }
        filters = dashboard["metadata"]["native_filter_configuration"]
        targets = [target["datasetUuid"] for one in filters for target in one["targets"] if target]
        assert set(targets) <= {one["uuid"] for one in datasets}

    def test_filters_leave_out_the_charts_of_days_that_are_fixed(self) -> None:
        (dashboard,) = of("dashboards")
        numbers = {
            part["meta"]["chartId"]: part["meta"]["sliceName"]
            for part in dashboard["position"].values()
            if isinstance(part, dict) and part["type"] == "CHART"
        }
        (dates, currency) = dashboard["metadata"]["native_filter_configuration"]
        assert [numbers[number] for number in dates["scope"]["excluded"]] == ["Receipts today", "Receipts, last 7 days"]
        assert currency["scope"]["excluded"] == []

    @pytest.mark.parametrize("chart", CHARTS)
    def test_asks_only_for_what_the_dataset_has_and_the_same_without_a_browser(self, chart: str) -> None:
        one = files(build())[f"{ROOT}/charts/{chart}.yaml"]
        (dataset,) = [found for found in of("datasets") if found["uuid"] == one["dataset_uuid"]]
        (query,) = yaml.safe_load(one["query_context"])["queries"]
        columns = {found["column_name"] for found in dataset["columns"]}
        metrics = {found["metric_name"] for found in dataset["metrics"]}
        params = one["params"]
        assert set(query["metrics"]) == set(params.get("metrics", [params.get("metric")])) <= metrics
        asked = {column if isinstance(column, str) else column["label"] for column in query["columns"]}
        grouped = params.get("groupby", []) + params.get("groupbyRows", []) + params.get("groupbyColumns", [])
        assert asked == {*grouped, *filter(None, [params.get("x_axis")])} <= columns
        filters = [(found["subject"], found["operator"], found["comparator"]) for found in params["adhoc_filters"]]
        assert [(found["col"], found["op"], found["val"]) for found in query["filters"]] == filters
        assert {found["col"] for found in query["filters"]} <= columns

    def test_names_only_columns_that_the_views_have(self) -> None:
        views = (SOURCES.parents[1] / "supabase/sql/0002_views.sql").read_text()
        for dataset in of("datasets"):
            body = views.partition(f"analytics.{dataset['table_name']}")[2]
            assert body
            for column in dataset["columns"]:
                if "expression" not in column:
                    assert re.search(rf"\b{column['column_name']}\b", body), column


class TestAddress:
    @pytest.mark.parametrize("scheme", ["postgresql", "postgres"])
    def test_encodes_the_password_and_limits_the_wait(self, scheme: str) -> None:
        made = urllib.parse.urlsplit(address(URL.replace("postgresql", scheme), PASSWORD))
        assert made.scheme == "postgresql+psycopg2"
        assert (made.username, made.hostname, made.port, made.path) == (
            "superset_ro",
            "db.example.com",
            5432,
            "/postgres",
        )
        assert urllib.parse.unquote(made.password or "") == PASSWORD
        assert not set(made.password or "") & set("@/: ?'")
        assert made.query == "connect_timeout=10"

    @pytest.mark.parametrize(
        ("url", "expected"),
        [
            (
                "postgresql://superset_ro.abc@pooler.example.com/postgres",
                "superset_ro.abc:X@pooler.example.com/postgres?",
            ),
            ("postgresql://r@[2001:db8::1]:6543/x", "r:X@[2001:db8::1]:6543/x?"),
            ("postgresql://r@h", "r:X@h/postgres?"),
            ("postgresql://r@h/", "r:X@h/postgres?"),
        ],
    )
    def test_keeps_user_host_port_and_database(self, url: str, expected: str) -> None:
        assert address(url, "X").startswith(f"postgresql+psycopg2://{expected}")

    def test_keeps_what_else_is_asked_for(self) -> None:
        made = address(f"{URL}?sslmode=verify-full&connect_timeout=3", "X")
        assert made.endswith("/postgres?connect_timeout=3&sslmode=verify-full")

    @pytest.mark.parametrize(
        "url",
        ["", "mysql://a@b/c", "postgresql://b/c", "postgresql://a@/c", "postgresql://a@b:x/c", "postgresql://a@[b/c"],
    )
    def test_says_what_it_should_be(self, url: str) -> None:
        with pytest.raises(AddressInvalid, match="Say ANALYTICS_DATABASE_URL=postgresql://"):
            address(url, "X")

    def test_refuses_a_password_in_it_without_repeating_it(self) -> None:
        with pytest.raises(AddressInvalid, match="give it as SUPERSET_RO_PASSWORD") as refused:
            address("postgresql://a:s3cret@b/c", "X")
        assert "s3cret" not in str(refused.value)


class TestProgram:
    def test_packs_no_address_unless_told_one(self, tmp_path: Path) -> None:
        done = run(tmp_path / "b.zip", SUPERSET_RO_PASSWORD=PASSWORD)
        assert (done.returncode, done.stdout) == (0, f"{tmp_path}/b.zip\n")
        assert (tmp_path / "b.zip").read_bytes() == build()

    def test_packs_the_address_with_a_mask_where_a_browser_asks_for_the_password(self, tmp_path: Path) -> None:
        assert run(tmp_path / "b.zip", ANALYTICS_DATABASE_URL=URL).returncode == 0
        packed = files((tmp_path / "b.zip").read_bytes())[f"{ROOT}/{DATABASE}"]
        assert packed["sqlalchemy_uri"] == address(URL, MASK)

    def test_packs_the_password_for_its_owner_alone(self, tmp_path: Path) -> None:
        (tmp_path / "b.zip").touch(0o644)
        done = run(tmp_path / "b.zip", ANALYTICS_DATABASE_URL=URL, SUPERSET_RO_PASSWORD=PASSWORD)
        assert "delete it after the import" in done.stdout
        assert stat.S_IMODE((tmp_path / "b.zip").stat().st_mode) == 0o600
        packed = files((tmp_path / "b.zip").read_bytes())[f"{ROOT}/{DATABASE}"]
        assert packed["sqlalchemy_uri"] == address(URL, PASSWORD)
        assert {**packed, "sqlalchemy_uri": ""} == {**files(build())[f"{ROOT}/{DATABASE}"], "sqlalchemy_uri": ""}

    def test_says_what_is_wrong(self, tmp_path: Path) -> None:
        for done in (run(tmp_path / "b.zip", ANALYTICS_DATABASE_URL="db.example.com"), run(tmp_path / "no" / "b.zip")):
            assert done.returncode == 1
            assert re.match(r"superset-bundle: .*\n$", done.stderr)
