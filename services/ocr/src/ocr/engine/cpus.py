"""Number of CPUs that this process may use."""

import math
import os
from pathlib import Path

CGROUP = Path("/sys/fs/cgroup")


def cpu_limit(cgroup: Path = CGROUP) -> int:
    """Return the CPU limit of the container in whole CPUs, at least 1, at most those the process is bound to."""
    return max(1, math.ceil(min(quota(cgroup), len(os.sched_getaffinity(0)))))


def quota(cgroup: Path) -> float:
    """Read the quota of cgroup version 2 or 1, infinity where there is none."""
    try:
        limit, period = (cgroup / "cpu.max").read_text().split()
    except (OSError, ValueError):
        try:
            limit = (cgroup / "cpu/cpu.cfs_quota_us").read_text()
            period = (cgroup / "cpu/cpu.cfs_period_us").read_text()
        except OSError:
            return math.inf
    # version 2 says "max", version 1 says -1
    return math.inf if limit == "max" or int(limit) < 0 else int(limit) / int(period)
