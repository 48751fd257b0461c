import ast
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import get_args

import pytest

from bench.measure_rules import CAP, MEASURED, PRIOR, Counts, count, drawn, probability, written
from ocr.receipt import fields
from ocr.receipt.fields.labelled_amounts import Rule
from ocr.receipt.scoring import measured
from ocr.receipt.scoring.thresholds import ACCEPT

# The fields that each module finds by a rule.
FIELDS = {
    "time": {"time"},
    "currency": {"currency"},
    "document_type": {"document_type"},
    "receipt_number": {"receipt_number"},
    "payment_method": {"payment_method"},
    "bir": {"tin", "branch_code", "vat_registered", "atp", "min", "ptu", "accreditation"},
}
AMOUNTS = set(PRIOR) - set().union(*FIELDS.values())
COUNTED = re.compile(r'^    "(\w+)": \{$|^        "(\w+)": [\d.]+,  # (?:(\d+)/(\d+)|prior)$', re.MULTILINE)


def rules_of(module: str) -> Iterator[str]:
    """Yield the rules that a module's findings are made with."""
    (folder,) = fields.__path__
    tree = ast.parse((Path(folder) / f"{module}.py").read_text(encoding="utf-8"))
    functions = {node.name: node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "Finding":
            yield from chosen(node.args[3], functions)


def chosen(rule: ast.expr, functions: Mapping[str, ast.FunctionDef]) -> Iterator[str]:
    """Yield what a rule may be: itself, one of several, or what a function of the module returns."""
    if isinstance(rule, ast.IfExp):
        yield from chosen(rule.body, functions)
        yield from chosen(rule.orelse, functions)
    elif isinstance(rule, ast.Call):
        for node in ast.walk(functions[ast.unparse(rule.func)]):
            if isinstance(node, ast.Return) and node.value:
                yield from chosen(node.value, functions)
    else:
        yield ast.literal_eval(rule)


def counts_in(table: str) -> Counts:
    """Return the counts that stand beside the probabilities of a table."""
    right: Counter[tuple[str, str]] = Counter()
    found: Counter[tuple[str, str]] = Counter()
    field = ""
    for name, rule, hits, cases in COUNTED.findall(table):
        field = name or field
        if cases:
            right[field, rule], found[field, rule] = int(hits), int(cases)
    return right, found


@pytest.mark.parametrize("module", FIELDS)
def test_every_rule_of_a_module_has_a_probability_and_none_is_dead(module: str) -> None:
    rules = set(rules_of(module))
    if module == "currency":
        # Of a sign that is not the country's; a misread one is read as the country's.
        read = {"own_sign", "shared_sign_named", "shared_sign_of_country", "dollar", "yen_or_yuan"}
        rules |= {f"foreign_{rule}" for rule in read & rules}
    assert set().union(*(measured.MEASURED[field] for field in FIELDS[module])) == rules


def test_every_rule_of_the_amounts_has_a_probability_and_none_is_dead() -> None:
    assert set().union(*(measured.MEASURED[field] for field in AMOUNTS)) == set(get_args(Rule))


def test_the_table_is_what_the_script_writes_for_the_counts_beside_it() -> None:
    table = MEASURED.read_text(encoding="utf-8")
    assert written(counts_in(table)) == table


def test_the_script_counts_what_is_right_and_what_is_found() -> None:
    rows = list(islice(drawn(1, "common"), 2))
    right, found = count(rows)
    assert right == found
    assert found["time", "printed"] == 2
    assert '"printed": 0.975,  # 2/2' in written((right, found))
    wrong, _ = count({**row, "truth": row["truth"] | {"time": "00:01"}} for row in rows)
    assert wrong["time", "printed"] == 0


@pytest.mark.parametrize(
    ("prior", "right", "found", "expected"),
    [(0.8, 0, 0, 0.8), (0.8, 0, 10, 0.4), (0.95, 1000, 1000, CAP), (0.95, 990, 1000, CAP), (0.95, 900, 1000, 0.9)],
)
def test_few_counts_leave_a_prior_and_many_reach_the_cap(prior: float, right: int, found: int, expected: float) -> None:
    assert probability(prior, right, found) == pytest.approx(expected, abs=0.001)


def test_drawn_receipts_alone_make_no_rule_accepted_that_was_left_to_a_person() -> None:
    assert probability(ACCEPT - 0.1, 1000, 1000) < ACCEPT
