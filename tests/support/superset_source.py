"""The database that Superset reads in tests: the migrations applied, and receipts drawn into it."""

import json
import os
import random
import subprocess
import sys
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from tests.support.postgres import Cluster
from tests.support.postgrest import create
from tests.support.superset import ROOT

DAYS_BEGIN_IN = ZoneInfo("Asia/Manila")
ROLE = "superset_ro"
MERCHANTS = [
    "Jollibee", "Mercury Drug", "SM Supermarket", "Petron", "7-Eleven", "National Book Store", "Bayani Brew",
    "Puregold", "Grab", "Shell", "O'Brien & Söhne \"Café\" ☕", None,
]  # fmt: skip
# Receipts of a day of each currency are drawn by these weights; without one where none was read.
CURRENCIES = {"PHP": 12, "USD": 2, "JPY": 1, None: 1}
# Figures of a currency are of its size.
SIZE = {"PHP": 900, "USD": 40, "JPY": 6000, None: 500}
# Nothing came on it: the line has to fall to 0.
DAY_WITHOUT = 3


@dataclass(frozen=True)
class Source:
    """A database of receipts, and the role that reads it."""

    cluster: Cluster
    database: str
    # with characters that an address has to have encoded
    password: str = field(default="p@ss/w%rd: ü?", repr=False)

    @property
    def url(self) -> str:
        """Return its address, without the password."""
        return f"postgresql://{ROLE}@{self.cluster.host}:{self.cluster.port}/{self.database}"

    @property
    def login(self) -> dict[str, str]:
        """Return what an import needs to have Superset log in."""
        return {"ANALYTICS_DATABASE_URL": self.url, "SUPERSET_RO_PASSWORD": self.password}

    def sql(self, text: str) -> list[list[str]]:
        """Run statements as a role that sees all rows."""
        return self.cluster.sql(text, database=self.database)

    def insert(self, rows: list[dict[str, Any]]) -> None:
        """Write receipts."""
        names = ", ".join(rows[0])
        drawn = f"jsonb_populate_recordset(null::analytics.ip_ocr_receipts, $rows${json.dumps(rows)}$rows$)"
        self.sql(f"insert into analytics.ip_ocr_receipts ({names}) select {names} from {drawn}")  # noqa: S608


def source(cluster: Cluster, database: str = "receipts") -> Source:
    """Create a database as Supabase's is, apply the migrations as an operator does, and draw receipts."""
    made = Source(cluster, database)
    create(cluster, database)
    environ = os.environ | {"DATABASE_URL": cluster.uri(database)}
    subprocess.run([sys.executable, ROOT / "supabase/apply.py"], env=environ, check=True, timeout=120)
    # the program takes ASCII only; people set passwords by SQL, too
    cluster.sql(f"alter role {ROLE} password '{made.password}'")
    made.insert(receipts())
    return made


def receipts(seed: int = 1) -> list[dict[str, Any]]:
    """Draw receipts of the last 120 days, with edge cases: at midnight, refunds, missing facts, and a day without receipts."""
    chance = random.Random(seed)
    now = datetime.now(UTC)
    midnight = now.astimezone(DAYS_BEGIN_IN).replace(hour=0, minute=0, second=0, microsecond=0)
    moments = [now - timedelta(seconds=n) for n in range(3)]
    moments += [midnight, midnight - timedelta(seconds=1)]
    for ago in range(1, 120):
        if ago != DAY_WITHOUT:
            # more from week to week, fewer on a Sunday
            day = midnight - timedelta(days=ago)
            count = chance.randint(0, 3) if day.weekday() == 6 else chance.randint(2, 14 - ago // 10)
            moments += [day + timedelta(seconds=chance.randrange(86_400)) for _ in range(count)]
    return [row(n, moment, chance) for n, moment in enumerate(moments)]


def row(number: int, moment: datetime, chance: random.Random) -> dict[str, Any]:
    """Draw a receipt."""
    (currency,) = chance.choices(list(CURRENCIES), list(CURRENCIES.values()))
    unread = chance.random() < 0.04
    total = round(SIZE[currency] * chance.lognormvariate(0, 0.7), 2)
    return {
        "dedupe_key": f"drawn:{number}",
        "source": "odoo",
        "uploaded_at": moment.isoformat(),
        "updated_at": moment.isoformat(),
        "created_at": moment.isoformat(),
        "uploaded_by": f"employee{chance.randrange(9)}@example.com",
        "line_count": chance.randint(0, 60),
        "state": "failed" if unread else "done",
        "avg_confidence": None if unread else round(chance.uniform(0.8, 1), 4),
        "merchant": None if unread else chance.choices(MERCHANTS, range(len(MERCHANTS), 0, -1))[0],
        "currency": None if unread else currency,
        # every twentieth is given back
        "total_amount": None if unread else total * (-1 if number % 20 == 7 else 1),
        "needed_review": None if number % 10 == 3 else chance.random() < 0.4 - 0.25 * (number % 3 > 0),
        "duplicate": chance.random() < 0.05,
    }
