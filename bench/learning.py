"""Features and decisions for training: tables of weights under the names by which the service knows them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from bench import train_address, train_ranking
from bench.labelled import Labelled
from ocr.receipt.layout.rows import Row, read_rows
from ocr.receipt.scoring import address_weights, calibration_weights, ranking_weights

Tables = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True)
class Ranking:
    """A ranking that learns: its tables before training, and its examples by table, one for each receipt."""

    prior: Tables
    examples: Callable[[Sequence[Labelled]], Mapping[str, Sequence[Any]]]
    learn: Callable[[str, Sequence[Any]], Mapping[str, float]]


RANKINGS = (
    Ranking(train_ranking.PRIOR, train_ranking.examples, train_ranking.learn_table),
    Ranking(
        {"ADDRESS": train_address.PRIOR},
        lambda receipts: {"ADDRESS": train_address.examples(receipts)},
        lambda _, of: train_address.learn(of),
    ),
)
PRIOR: Tables = {name: table for ranking in RANKINGS for name, table in ranking.prior.items()}
# The tables themselves, as the service has imported them.
SHIPPED: dict[str, dict[str, Any]] = {
    name: table
    for module in (ranking_weights, address_weights, calibration_weights)
    for name, table in vars(module).items()
    if name.isupper()
}


@dataclass(frozen=True)
class Example:
    """A labelled receipt with its rows, and what each table of the rankings learns from it."""

    receipt: Labelled
    rows: Sequence[Row]
    of: Mapping[str, Any]


@contextmanager
def deciding_with(tables: Tables) -> Iterator[None]:
    """Replace the tables that the service ships by these, until the end of the block.

    They are replaced where they stand: it is the benchmarks alone that have others, and no signature need say so.
    """
    kept = {name: dict(SHIPPED[name]) for name in tables}
    try:
        _replace(tables)
        yield
    finally:
        _replace(kept)


def _replace(tables: Tables) -> None:
    for name, table in tables.items():
        SHIPPED[name].clear()
        SHIPPED[name].update(table)


def examples(receipts: Sequence[Labelled]) -> list[Example]:
    """Return the training example of each receipt, its candidates decided with the weights before any training."""
    with deciding_with(PRIOR):
        by_table = {name: of for ranking in RANKINGS for name, of in ranking.examples(receipts).items()}
    return [
        Example(receipt, read_rows(receipt.pages), {name: of[number] for name, of in by_table.items()})
        for number, receipt in enumerate(receipts)
    ]


def learn_rankings(of: Sequence[Example]) -> dict[str, Mapping[str, Any]]:
    """Return the tables by which candidates are chosen, learnt from these receipts."""
    return {name: ranking.learn(name, [each.of[name] for each in of]) for ranking in RANKINGS for name in ranking.prior}
