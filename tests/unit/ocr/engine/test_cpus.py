import os
from pathlib import Path

import pytest

from ocr.engine.cpus import cpu_limit


@pytest.fixture(autouse=True)
def four_cpus(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _pid: {0, 1, 2, 3})


@pytest.mark.parametrize(("limit", "cpus"), [("150000 100000", 2), ("50000 100000", 1), ("max 100000", 4)])
def test_reads_the_quota_of_cgroup_2(tmp_path: Path, limit: str, cpus: int) -> None:
    (tmp_path / "cpu.max").write_text(limit + "\n")

    assert cpu_limit(tmp_path) == cpus


@pytest.mark.parametrize(("quota", "cpus"), [("200000", 2), ("-1", 4), ("900000", 4)])
def test_reads_the_quota_of_cgroup_1(tmp_path: Path, quota: str, cpus: int) -> None:
    (tmp_path / "cpu").mkdir()
    (tmp_path / "cpu/cpu.cfs_quota_us").write_text(quota + "\n")
    (tmp_path / "cpu/cpu.cfs_period_us").write_text("100000\n")

    assert cpu_limit(tmp_path) == cpus


def test_takes_what_the_process_is_bound_to_where_there_is_no_quota(tmp_path: Path) -> None:
    assert cpu_limit(tmp_path) == 4
