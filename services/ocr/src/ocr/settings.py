"""Settings from the environment, as one frozen object."""

import dataclasses
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, Self, get_args

from service.settings import Environment, Parse, between, one_of, words

PREFIX = "OCR_"

# Where fetch_models.py puts them in a checkout
MODELS_DIR = Path(__file__).parents[2] / "models"

# A key's name stands in nginx's log, in metrics and in settings, where blanks, commas and quotes mean something
KEY_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,31}")
# of the appliance's own requests
INTERNAL_KEY = "internal"

# The countries whose paper is known: those of receipt/lexicon/papers.
Country = Literal[
    "any", "MY", "PH", "TH", "SG", "ID", "VN", "BN", "KH", "IN", "JP", "KR", "CN", "HK", "TW", "AU", "NZ", "US", "CA",
    "MX", "GB", "IE", "DE", "AT", "CH", "FR", "BE", "NL", "ES", "IT", "SE", "NO", "DK", "ZA", "AE", "SA",
]  # fmt: skip


def setting(default: Any, parse: Parse[Any], doc: str, *, secret: bool = False) -> Any:  # noqa: ANN401 - of any type, as dataclasses.field
    """Declare a setting: its default, its parser, one line of documentation, whether it must not be logged."""
    return dataclasses.field(default=default, metadata={"parse": parse, "doc": doc, "secret": secret})


def address(text: str) -> str:
    """Accept HOST:PORT."""
    host, _, port = text.rpartition(":")
    if not host or not port.isdigit() or not 0 < int(port) < 65536:
        raise ValueError("give HOST:PORT, such as 127.0.0.1:8100")
    return text


class ByKey(tuple[tuple[str, Any], ...]):
    """Names of keys with a value for each, in order; as text NAME=VALUE, separated by commas."""

    __slots__ = ()

    def __str__(self) -> str:
        """Return it as the operator writes it."""
        return ",".join(f"{name}={value}" for name, value in self)


def by_key(value: Parse[Any]) -> Parse[ByKey]:
    """Accept NAME=VALUE for some names of keys, separated by commas or blanks."""

    def parse(text: str) -> ByKey:
        pairs = ByKey((name, value(given)) for name, _, given in (word.partition("=") for word in words(text)))
        for name, _ in pairs:
            if not is_key_name(name):
                raise ValueError("give NAME=VALUE, the name 1 to 32 of a-z, 0-9, dot, dash and underscore")
        if len(dict(pairs)) < len(pairs):
            raise ValueError("give each name once")
        return pairs

    return parse


def is_key_name(text: str) -> bool:
    """Return whether a key may be called so."""
    return KEY_NAME.fullmatch(text) is not None and text != INTERNAL_KEY


def sha256(text: str) -> str:
    """Accept a SHA-256 in hexadecimal digits."""
    if not re.fullmatch(r"[0-9a-fA-F]{64}", text):
        raise ValueError("give NAME=HASH, the hash a SHA-256 of 64 hexadecimal digits")
    return text.lower()


@dataclass(frozen=True, kw_only=True)
class Settings:
    """Settings of the operator; each field is the variable `OCR_<FIELD>`."""

    engine: Literal["onnxruntime", "paddleocr", "paddle"] = setting(
        "onnxruntime", one_of("onnxruntime", "paddleocr", "paddle"), "engine that reads the lines"
    )
    lang: Literal["en", "multi"] = setting("en", one_of("en", "multi"), "Latin script, or all that the models know")
    weights: Literal["receipt", "published"] = setting(
        "receipt",
        one_of("receipt", "published"),
        "weights that read Latin script: trained on receipts, or as published",
    )
    date_order: Literal["mdy", "dmy", "ymd"] = setting(
        "mdy", one_of("mdy", "dmy", "ymd"), "order of a date's numbers where the paper does not tell"
    )
    country: Country = setting("any", one_of(*get_args(Country)), "country that most receipts are from")  # noqa: RUF009 - a field, as the others
    max_pixels: int = setting(50_000_000, between(1_000_000, 200_000_000), "pixels of one page at most")
    max_pages: int = setting(10, between(1, 100), "pages of a PDF or TIFF at most")
    # twice the 24 that nginx passes on from one client: the bursts of two wait, and are not refused
    queue_length: int = setting(48, between(0, 64), "requests that may wait while others are read")
    threads: int = setting(0, between(0, 16), "threads of the engine; 0 takes the CPU limit of the container")
    api_keys: ByKey = setting(  # noqa: RUF009 - a field, as the others
        ByKey(), by_key(sha256), "hashes of keys, beside those that are made by name", secret=True
    )
    key_limits: ByKey = setting(  # noqa: RUF009 - a field, as the others
        ByKey(), by_key(between(0, 1_000_000_000)), "requests a day (UTC) by name of a key"
    )
    log_level: Literal["debug", "info", "warning", "error"] = setting(
        "info", one_of("debug", "info", "warning", "error"), "least severity that is logged"
    )
    bind: str = setting("127.0.0.1:8100", address, "address and port to listen on")
    models_dir: Path = setting(MODELS_DIR, Path, "folder with the weights")  # noqa: RUF009 - a field, as the others
    state_dir: Path | None = setting(None, Path, "folder of the keys and their counts, if any")  # noqa: RUF009 - a field, as the others

    @classmethod
    def from_env(cls, environ: Mapping[str, str]) -> Self:
        """Read `OCR_*`; an empty variable counts as unset. Raises SettingsInvalid naming every bad one."""
        environment = Environment(environ)
        fields = {PREFIX + field.name.upper(): field for field in dataclasses.fields(cls)}
        for name in sorted(environ):
            # a name that is misspelt may hold a key
            if name.startswith(PREFIX) and name not in fields and environment.text(name):
                environment.refuse(name, f"there is no such setting; there are {', '.join(fields)}")
        values: dict[str, Any] = {
            field.name: environment.read(name, field.default, field.metadata["parse"], secret=field.metadata["secret"])
            for name, field in fields.items()
        }
        environment.check()
        return cls(**values)
