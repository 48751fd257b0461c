"""What the operator reads."""

from healthcheck.alerts.advice import Advice
from healthcheck.alerts.incident import Event, Incident, Trouble
from healthcheck.alerts.message import FIGURE_CHARACTERS, Message, compose

AT_NOON = 1795348800.0
ADVICE = {"edge_ready": Advice("nobody gets in", "make logs SERVICE=nginx"), "disk": Advice("it fills", "make status")}
TROUBLES = {"edge_ready": Trouble(AT_NOON - 300, "timed\n  out"), "disk": Trouble(AT_NOON - 600, "97% full")}


def message(kind: str, incident: Incident) -> Message:
    return compose(Event(kind, incident, TROUBLES), "ocr.example.com", AT_NOON, ADVICE)


def test_says_what_failed_since_when_the_figure_and_the_command_to_run_next() -> None:
    opened = message("opened", Incident(AT_NOON - 600, AT_NOON, ("edge_ready", "disk")))
    assert opened.subject == "[receipt-ocr ocr.example.com] FAIL: edge_ready, disk"
    assert opened.body.splitlines()[:10] == [
        "edge_ready: nobody gets in",
        "  figure  timed out",
        "  since   2026-11-22 11:55:00 UTC",
        "  next    make logs SERVICE=nginx",
        "",
        "disk: it fills",
        "  figure  97% full",
        "  since   2026-11-22 11:50:00 UTC",
        "  next    make status",
        "",
    ]
    assert opened.body.endswith("Site ocr.example.com, 2026-11-22 12:00:00 UTC. What to do: docs/operations.md")


def test_reminds_of_what_goes_on_and_names_what_is_well_again() -> None:
    incident = Incident(AT_NOON - 90000, AT_NOON, ("disk",), recovered=("edge_ready",), recovered_at=AT_NOON - 60)
    reminder = message("reminder", incident)
    assert reminder.subject.endswith("still FAIL after 1 d 1 h: disk")
    assert "Recovered meanwhile: edge_ready." in reminder.body


def test_the_all_clear_has_the_duration_without_the_results_that_confirmed_it() -> None:
    incident = Incident(AT_NOON - 900, AT_NOON, (), recovered=("edge_ready", "disk"), recovered_at=AT_NOON - 300)
    ended = message("ended", incident)
    assert ended.subject.endswith("recovered after 10 min: edge_ready, disk")
    assert "It lasted 10 min." in ended.body


def test_keeps_a_long_figure_short() -> None:
    event = Event("opened", Incident(0, 0, ("disk",)), {"disk": Trouble(0, "x" * 5000)})
    assert "x" * (FIGURE_CHARACTERS + 1) not in compose(event, "localhost", 0, ADVICE).body
