"""Options of the command line."""

import argparse
from pathlib import Path
from typing import TypeAlias

from receipt_ocr_client import __version__
from receipt_ocr_client.program.check import Expectation, expectation

READ_EXAMPLES = """\
examples:
  receipt-ocr read *.jpg scans/ --csv expenses.csv        read files and folders into a table for a spreadsheet
  receipt-ocr read scans/ --xlsx march.xlsx --review      then correct the unsure ones in the browser
  receipt-ocr read scans/ --csv a.csv --json a.json       several outputs at once
  receipt-ocr read 'scans/**/*.pdf' --duplicates --csv a.csv
  receipt-ocr read receipt.jpg | jq .values.total         without an output, an object a line

Interrupted by Ctrl-C or anything else, the same command continues where it was: what was read is in a journal beside the
output (expenses.csv.journal; of several outputs, beside the CSV, else the JSON). Delete it to read everything again.
exit status: 0 all files were read, 1 some were not, 2 the command or a setting is wrong, 130 interrupted"""
CHECK_EXAMPLES = """\
examples:
  receipt-ocr check receipt.jpg --expect total=123.45 --expect date=2026-03-14
  receipt-ocr check receipt.jpg --expect merchant='Hilltop Canteen'

exit status: 0 as expected, 1 not, or not read, 2 the command or a setting is wrong"""
READY_EXAMPLES = """\
examples:
  receipt-ocr ready && receipt-ocr read scans/ --csv expenses.csv
  RECEIPT_OCR_URL=https://localhost receipt-ocr ready --insecure

exit status: 0 a receipt could be read now, 1 not, 2 the command or a setting is wrong"""
DESCRIPTION = (
    "Read receipts with the receipt OCR appliance. RECEIPT_OCR_URL says where it is, RECEIPT_OCR_KEY is its key."
)


def parser() -> argparse.ArgumentParser:
    """Return the parser of the command line."""
    main = argparse.ArgumentParser("receipt-ocr", description=DESCRIPTION)
    main.add_argument("--version", action="version", version=__version__)
    commands = main.add_subparsers(dest="command", required=True, metavar="COMMAND")
    add_read(commands)
    add_check(commands)
    add_ready(commands)
    return main


Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"  # noqa: SLF001 - it has no other name


def add_command(commands: Commands, name: str, help_: str, examples: str) -> argparse.ArgumentParser:
    """Add a command that talks to a service."""
    command = commands.add_parser(
        name,
        help=help_,
        description=help_[0].upper() + help_[1:] + ".",
        epilog=examples,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    command.add_argument("--url", help="where the service is, in place of RECEIPT_OCR_URL")
    trust = command.add_mutually_exclusive_group()
    trust.add_argument("--ca", type=Path, metavar="FILE", help="the certificate of a private authority")
    trust.add_argument(
        "--insecure", action="store_true", help="accept any certificate, such as that of an appliance without a domain"
    )
    return command


def add_read(commands: Commands) -> None:
    """Add `receipt-ocr read`."""
    read = add_command(commands, "read", "read files into a table", READ_EXAMPLES)
    read.add_argument("names", nargs="+", metavar="FILE_OR_FOLDER", help="a picture, a folder of them, or a pattern")
    outputs = read.add_argument_group("outputs")
    outputs.add_argument("--csv", type=Path, metavar="FILE", help="a table: UTF-8, with the mark that Excel needs")
    outputs.add_argument("--xlsx", type=Path, metavar="FILE", help="a workbook")
    outputs.add_argument(
        "--json", type=Path, metavar="FILE", help="a list of objects, with every field as the service gave it"
    )
    outputs.add_argument("--jsonl", type=Path, metavar="FILE", help="the same, an object a line")
    read.add_argument(
        "--jobs", type=number, metavar="N", help="at most N requests at once; without it, as many as make it faster"
    )
    read.add_argument("--duplicates", action="store_true", help="give for each duplicate the file that it repeats")
    read.add_argument(
        "--review", action="store_true", help="afterwards show the unsure ones in the browser, to be corrected"
    )


def add_check(commands: Commands) -> None:
    """Add `receipt-ocr check`."""
    check = add_command(commands, "check", "compare what is read with what is expected", CHECK_EXAMPLES)
    check.add_argument("file", type=Path)
    check.add_argument(
        "--expect", type=expected, action="append", required=True, metavar="FIELD=VALUE", help="may be given repeatedly"
    )


def add_ready(commands: Commands) -> None:
    """Add `receipt-ocr ready`."""
    add_command(commands, "ready", "tell whether a receipt could be read now", READY_EXAMPLES)


def number(text: str) -> int:
    """Parse the number of requests at once. Raises ArgumentTypeError unless it is from 1 to 24."""
    if not text.isdecimal() or not 1 <= int(text) <= 24:
        raise argparse.ArgumentTypeError("from 1 to 24: the service refuses more from one address")
    return int(text)


def expected(text: str) -> Expectation:
    """Parse `name=value`, the expected value of a field. Raises ArgumentTypeError."""
    try:
        return expectation(text)
    except ValueError as fault:
        raise argparse.ArgumentTypeError(str(fault)) from None
