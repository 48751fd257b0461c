import json
import pathlib

import pytest

from tests.support.receipts import __main__ as command
from tests.support.receipts.fonts import FontMissing


def labels(folder: pathlib.Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in (folder / "labels.jsonl").read_text(encoding="utf-8").splitlines()]


def test_writes_as_many_receipts_as_asked_for(tmp_path: pathlib.Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main(["--out", str(tmp_path), "--count", "2", "--layout", "card_slip", "--seed", "3"]) == 0
    assert [label["seed"] for label in labels(tmp_path)] == [3, 4]
    assert capsys.readouterr().out.splitlines() == [str(tmp_path / str(label["file"])) for label in labels(tmp_path)]


def test_layouts_of_one_country_take_turns(tmp_path: pathlib.Path) -> None:
    command.main(["--out", str(tmp_path), "--count", "4", "--country", "MY"])
    assert [label["layout"] for label in labels(tmp_path)] == [
        "my_gst_retail",
        "my_gst_restaurant",
        "my_sst_cafe",
        "my_gst_retail",
    ]


def test_receipts_of_a_country_elsewhere_are_drawn_where_it_is_asked_for(tmp_path: pathlib.Path) -> None:
    command.main(["--out", str(tmp_path), "--count", "2", "--country", "NZ"])
    assert [label["currency"] for label in labels(tmp_path)] == ["NZD", "NZD"]


def test_says_which_packages_are_missing(
    tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def no_fonts(*_: object, **__: object) -> object:
        raise FontMissing("apt-get install fonts-spleen")

    monkeypatch.setattr(command, "write_set", no_fonts)
    assert command.main(["--out", str(tmp_path)]) == 1
    assert "apt-get install fonts-spleen" in capsys.readouterr().err


def test_refuses_an_unknown_layout(tmp_path: pathlib.Path) -> None:
    with pytest.raises(SystemExit):
        command.main(["--out", str(tmp_path), "--layout", "papyrus"])
