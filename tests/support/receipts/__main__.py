"""Write receipts to a folder: python -m tests.support.receipts --out DIR --count N [--level phone]."""

import argparse
import pathlib
import sys
from collections.abc import Iterator

from tests.support.receipts.dataset import write_sample, write_set
from tests.support.receipts.fonts import FontMissing
from tests.support.receipts.layouts import ABROAD, LAWS, LAYOUTS
from tests.support.receipts.photo import LEVELS

_DRAWN = {**LAYOUTS, **ABROAD}
_COUNTRIES = tuple(dict.fromkeys(layout.country for layout in _DRAWN.values()))


def main(arguments: list[str] | None = None) -> int:
    options = _parser().parse_args(arguments)
    try:
        for path in _written(options):
            sys.stdout.write(f"{path}\n")
    except FontMissing as missing:
        sys.stderr.write(f"{missing}\n")
        return 1
    return 0


def _written(options: argparse.Namespace) -> Iterator[pathlib.Path]:
    if options.sample:
        return write_sample(options.out)
    layouts = options.layout or [name for name, layout in _DRAWN.items() if layout.country in options.country]
    return write_set(
        options.out, layouts, options.count, first_seed=options.seed, wordings=options.wordings, level=options.level
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.support.receipts", description=__doc__)
    parser.add_argument("--out", type=pathlib.Path, required=True, help="the folder, made where it is missing")
    parser.add_argument("--count", type=int, default=len(LAYOUTS), help="how many; layouts take turns")
    parser.add_argument("--seed", type=int, default=1, help="the first seed")
    parser.add_argument("--layout", action="append", choices=[*_DRAWN, *LAWS], help="only this one; may be repeated")
    parser.add_argument("--country", nargs="+", choices=_COUNTRIES, default=("PH", "MY"))
    parser.add_argument("--wordings", choices=("common", "held_out"), default="common")
    parser.add_argument("--level", choices=LEVELS, default="clean")
    parser.add_argument("--sample", action="store_true", help="write the sample receipt of `make up` instead")
    return parser


if __name__ == "__main__":
    sys.exit(main())
