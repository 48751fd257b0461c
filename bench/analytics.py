"""Measure the views and the upsert over a million receipts, and their query plans: docs/analytics.md.

make analytics-plans
"""

import argparse
import re
import statistics
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.labelled import ROOT
from bench.report import machine, put, quantile, table
from tests.support.postgres import Cluster, cluster
from tests.support.postgrest import Supabase, create

PAGE = ROOT / "docs/analytics.md"
DRAW = ROOT / "supabase/draw_rows.sql"
ROWS = 1_000_000
CALLS = 2_000
SENDER = "sender"
# What Superset asks of the daily view: a range of days, sums by week.
QUERIES = {
    "each day and currency of 90 days": """
        select * from analytics.v_ip_ocr_receipts_daily where day > analytics.day_of(now()) - 90
    """,
    "totals by week and currency of 90 days": """
        select date_trunc('week', day) as week, currency, sum(total_amount) as total_amount
        from analytics.v_ip_ocr_receipts_daily where day > analytics.day_of(now()) - 90 group by 1, 2
    """,
    "today": """
        select sum(receipts) from analytics.v_ip_ocr_receipts_daily where day = analytics.day_of(now())
    """,
    "each month, merchant and currency that has some of 90 days": """
        select * from analytics.v_ip_ocr_receipts_monthly
        where month >= analytics.month_of(now() - interval '89 days')
    """,
}
PLANNED = ("each day and currency of 90 days", "each month, merchant and currency that has some of 90 days")
DUPLICATES = """
    select from analytics.ip_ocr_receipts as other,
        (select * from analytics.ip_ocr_receipts where dedupe_key = 'drawn:40') as this
    where other.receipt_date = this.receipt_date and other.total_amount = this.total_amount
        and (other.tin = this.tin or lower(other.merchant) = lower(this.merchant))
        and (other.currency = this.currency or other.currency is null or this.currency is null)
        and other.dedupe_key <> this.dedupe_key
"""
RETENTION = """
    update analytics.ip_ocr_receipts set ocr_json = null
    where ocr_json is not null and uploaded_at < now() - interval '90 days'
"""
# A new receipt and one that is there, by turns.
UPSERT = r"""
\set n random(1, :rows * 2)
select analytics.upsert_ip_ocr_receipt(
    p_dedupe_key => 'drawn:' || :n, p_source => 'drawn', p_receipt_id => :n, p_filename => 'IMG.jpg',
    p_uploaded_by => 'employee1@example.com', p_line_count => 40, p_avg_confidence => 0.97,
    p_merchant => 'Merchant ' || :n % 500, p_tin => '100-000-' || :n % 500, p_receipt_date => current_date - :n % 700,
    p_currency => 'PHP', p_total_amount => :n / 100.0, p_vat_amount => :n / 1000.0, p_document_type => 'receipt',
    p_needed_review => false
);
"""


@dataclass(frozen=True)
class Drawn:
    """A database with receipts that were drawn."""

    project: Supabase
    rows: int

    def seconds(self, query: str) -> float:
        """Measure a query of Superset's, its rows fetched: the median of five."""
        script = f"\\timing on\n\\o /dev/null\n{query};\n\\o\n"
        printed = self._psql("superset_ro", script * 5)
        return statistics.median(float(found) / 1000 for found in re.findall(r"Time: ([\d.]+) ms", printed))

    def plan(self, query: str, role: str = "superset_ro") -> str:
        """Return a query's plan, as it went; what it changed is undone."""
        script = f"begin;\nexplain (analyze, costs off, timing off, summary off) {query};\nrollback;\n"
        return self._psql(role, script).strip()

    def upserts(self, calls: int = CALLS) -> list[float]:
        """Measure calls of the upsert, each a transaction, in seconds."""
        with tempfile.TemporaryDirectory() as folder:
            Path(folder).chmod(0o755)
            script = Path(folder, "upsert.sql")
            script.write_text(UPSERT)
            words = [
                f"--file={script}",
                f"--transactions={calls}",
                "--no-vacuum",
                "--log",
                f"--log-prefix={folder}/log",
            ]
            words += [f"--define=rows={self.rows}", "--protocol=prepared", "--random-seed=1"]
            self.project.cluster.run("pgbench", *words, database=self.project.database, role=SENDER)
            (log,) = Path(folder).glob("log.*")
            # client, transaction, microseconds, …
            return [int(line.split()[2]) / 1e6 for line in log.read_text().splitlines()]

    def _psql(self, role: str, script: str) -> str:
        words = ["--no-psqlrc", "--quiet", "--tuples-only", "--no-align", "--set=ON_ERROR_STOP=1", "--file=-"]
        return self.project.cluster.run("psql", *words, database=self.project.database, role=role, stdin=script)


@contextmanager
def drawn(rows: int) -> Iterator[Drawn]:
    """Draw receipts into a database of their own."""
    with cluster() as made:
        yield draw(made, rows)


def draw(made: Cluster, rows: int, database: str = "drawn") -> Drawn:
    """Draw receipts into a new database of a cluster."""
    project = create(made, database)
    project.migrate()
    words = ["--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", f"--set=rows={rows}", f"--file={DRAW}"]
    made.run("psql", *words, database=database, role="postgres")
    # What the API's login becomes for the service key.
    project.sql(f"create role {SENDER} login bypassrls; grant service_role to {SENDER}")
    return Drawn(project, rows)


def report(measured: Drawn) -> str:
    """Return figures and plans in Markdown."""
    rows = [[name, f"{1000 * measured.seconds(query):.0f} ms"] for name, query in QUERIES.items()]
    calls = measured.upserts()
    rows.append(["upsert, median", f"{1000 * statistics.median(calls):.2f} ms"])
    rows.append(["upsert, 99 of 100 within", f"{1000 * quantile(calls, 0.99):.2f} ms"])
    (version,) = measured.project.sql("show server_version")
    plans = {name: measured.plan(QUERIES[name]) for name in PLANNED}
    plans["the duplicates' look-up of an upsert"] = measured.plan(DUPLICATES, SENDER)
    plans["clearing answers"] = measured.plan(RETENTION, SENDER)
    parts = [
        f"{measured.rows:,} receipts of two years, PostgreSQL {version[0]}, disks not waited for; {machine()}.",
        table(["", "takes"], rows),
        *(f"{name[0].upper()}{name[1:]}:\n\n```\n{plan}\n```" for name, plan in plans.items()),
    ]
    return "\n\n".join(parts)


def main() -> None:
    """Print the report, or write it into the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=ROWS)
    parser.add_argument("--write", action="store_true", help=f"into {PAGE.relative_to(ROOT)}")
    arguments = parser.parse_args()
    with drawn(arguments.rows) as measured:
        text = report(measured)
    if arguments.write:
        put("plans", text, PAGE)
    else:
        print(text)


if __name__ == "__main__":
    main()
