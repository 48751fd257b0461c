"""When incidents begin, continue and end, from a series of rounds, and what the operator is told of each."""

import dataclasses
import itertools

import pytest

from healthcheck.alerts.advice import Advice
from healthcheck.alerts.incident import QUIET_ROUNDS, Event, Rules, State, advance, moved
from healthcheck.result import CheckResult

MINUTES = 60
HOUR = 3600
DAY = 86400
ADVICE = {
    "a": Advice("a", "make a"),
    "b": Advice("b", "make b"),
    "c": Advice("c", "make c", follows=("a",)),
    "bans": Advice("bans", "make bans", event=True),
}


def told(rounds: str, *, check: str = "a", after: int = 2, reminder_seconds: float = DAY) -> list[str]:
    """Return what is told after each round of one check, five minutes apart: F for failed, . for well."""
    state, words = State(), []
    for number, letter in enumerate(rounds):
        results = {check: CheckResult(ok=letter == ".", figure=str(number))}
        state, events = advance(state, results, number * 5 * MINUTES, Rules(after, reminder_seconds, ADVICE))
        words.append(" ".join(event.kind for event in events) or "-")
    return words


def play(*rounds: str, rules: Rules | None = None, minutes: int = 5) -> tuple[State, list[list[Event]]]:
    """Return the state and the events of rounds in which the checks named fail, and all others are well."""
    state, history = State(), []
    for number, failing in enumerate(rounds):
        results = {name: CheckResult(ok=name not in failing.split(), figure=f"round {number}") for name in ADVICE}
        state, events = advance(state, results, number * minutes * MINUTES, rules or Rules(2, DAY, ADVICE))
        history.append(events)
    return state, history


@pytest.mark.parametrize(
    ("rounds", "words"),
    [
        (".....", "- - - - -"),
        ("F.F.F", "- - - - -"),
        ("FF", "- opened"),
        ("FFFFF", "- opened - - -"),
        ("FF..", "- opened - ended"),
        ("FF..FF", "- opened - ended - opened"),
    ],
)
def test_opens_after_failures_in_a_row_and_ends_after_good_results_in_a_row(rounds: str, words: str) -> None:
    assert told(rounds) == words.split()


@pytest.mark.parametrize("rounds", ["FF.F.F.F", "FF.FF.FF", "FFF.FFFF.F"])
def test_flapping_is_one_incident(rounds: str) -> None:
    assert [word for word in told(rounds) if word != "-"] == ["opened"]
    assert [word for word in told(f"{rounds}..") if word != "-"] == ["opened", "ended"]


@pytest.mark.parametrize(("after", "words"), [(1, "opened ended"), (3, "- -")])
def test_the_number_of_results_in_a_row_is_a_setting(after: int, words: str) -> None:
    assert told("F.", after=after) == words.split()


def test_three_in_a_row_open_and_three_good_ones_end_when_the_setting_is_three() -> None:
    assert told("FFFF..F...", after=3) == "- - opened - - - - - - ended".split()


def test_reminds_once_a_day_and_not_more_often() -> None:
    words = told("F" * (2 + 2 * 288), reminder_seconds=DAY)
    assert [number for number, word in enumerate(words) if word != "-"] == [1, 289, 577]
    assert words[289] == words[577] == "reminder"


# seconds by which the clock was off in the rounds, one setting after the other
@pytest.mark.parametrize("wrong", [[DAY], [-DAY], [3650 * DAY], [-3650 * DAY], [DAY, -DAY, 9 * DAY], [1800, -1800]])
def test_reminds_once_a_day_also_after_a_clock_that_was_wrong(wrong: list[int]) -> None:
    rules, failed = Rules(2, DAY, ADVICE), {"a": CheckResult(ok=False, figure="it")}
    start, state, reminded = 20000 * DAY, State(), []
    offsets = [0, 0, *(offset for offset in wrong for _ in range(6))]
    for number in range(4 * 288):
        off = offsets[number] if number < len(offsets) else 0
        now = start + number * 5 * MINUTES + off
        state, events = advance(state, failed, now, rules)
        if number >= len(offsets):
            assert state.incidents[0].told_at <= now
            assert state.incidents[0].since <= now
            reminded += [number for event in events if event.kind == "reminder"]
    # the first comes up to a day sooner than it would have
    assert reminded[0] <= len(offsets) + 288
    assert [later - earlier for earlier, later in itertools.pairwise(reminded)] == [288] * (len(reminded) - 1)
    assert len(reminded) >= 3


@pytest.mark.parametrize("ahead", [60, 3600, DAY, 30 * DAY, 3650 * DAY])
def test_what_ends_after_a_clock_was_ahead_has_not_ended_in_the_future(ahead: int) -> None:
    rules, state, ended = Rules(2, DAY, ADVICE), State(), []
    for number, (letter, off) in enumerate(zip("FFF..", (ahead, ahead, ahead, ahead, 0), strict=True)):
        results = {"a": CheckResult(ok=letter == ".", figure="it")}
        state, events = advance(state, results, 20000 * DAY + number * 300 + off, rules)
        ended += [event.incident for event in events if event.kind == "ended"]
    assert ended[0].since <= ended[0].recovered_at <= 20000 * DAY + 4 * 300


def test_what_fails_in_the_same_round_is_one_incident() -> None:
    state, history = play("a b", "a b", "a b")
    assert [event.kind for events in history for event in events] == ["opened"]
    assert state.incidents[0].checks == ("a", "b")


def test_what_fails_when_an_incident_opens_is_part_of_it_although_it_began_a_round_later() -> None:
    state, history = play("a", "a b", "a b", "a b")
    assert [[event.kind for event in events] for events in history] == [[], ["opened"], [], []]
    assert state.incidents[0].checks == ("a", "b")


def test_what_follows_from_an_open_incident_is_no_part_of_a_new_one() -> None:
    _, history = play("a", "a", "a b", "a b c")
    assert [event.incident.checks for event in history[3]] == [("b",)]


def test_what_begins_later_is_told_by_itself() -> None:
    _, history = play("a", "a", "a b", "a b")
    assert [event.incident.checks for event in history[3]] == [("b",)]


def test_what_follows_from_an_open_incident_joins_it_in_silence() -> None:
    state, history = play("a", "a", "a c", "a c")
    assert history[2:] == [[], []]
    assert state.incidents[0].checks == ("a", "c")


def test_an_incident_ends_when_its_last_check_is_well() -> None:
    _, history = play("a b", "a b", "b", "b", "", "")
    assert [[event.kind for event in events] for events in history] == [[], ["opened"], [], [], [], ["ended"]]
    ended = history[5][0].incident
    assert (ended.recovered, ended.since, ended.recovered_at) == (("a", "b"), 0, 20 * MINUTES)


def test_a_check_that_was_well_again_is_told_anew_although_others_of_its_incident_go_on() -> None:
    _, history = play("a b", "a b", "b", "b", "a b", "a b")
    assert [event.incident.checks for event in history[5]] == [("a",)]


def test_an_event_is_told_at_once_and_over_only_after_a_long_quiet() -> None:
    quiet = "." * QUIET_ROUNDS
    assert told(f"F{quiet}", check="bans") == ["opened", *["-"] * (QUIET_ROUNDS - 1), "ended"]


def test_bans_in_each_of_several_rounds_are_one_message() -> None:
    words = told("F.FF..F.F" + "." * QUIET_ROUNDS, check="bans")
    assert [word for word in words if word != "-"] == ["opened", "ended"]


def test_a_check_that_is_no_longer_made_is_over() -> None:
    state, _ = play("a", "a")
    state, events = advance(state, {}, DAY / 2, Rules(2, DAY, ADVICE))
    assert [event.kind for event in events] == ["ended"]
    assert state == State()


def test_shows_the_newest_figure_and_the_first_failure() -> None:
    _, history = play("a", "a", "a", rules=Rules(3, DAY, ADVICE))
    trouble = history[2][0].troubles["a"]
    assert (trouble.figure, trouble.since) == ("round 2", 0)


def test_remembers_nothing_once_all_is_well() -> None:
    state, _ = play("a b", "a b", "b", "", "")
    assert state == State()


def test_goes_on_from_a_state_as_if_there_had_been_no_restart() -> None:
    state, _ = play("a", "a")
    _, events = advance(state, {"a": CheckResult(ok=False, figure="x")}, 15 * MINUTES, Rules(2, DAY, ADVICE))
    assert events == []


def test_takes_a_check_without_advice_as_any_other() -> None:
    assert told("FF..", check="unheard-of") == "- opened - ended".split()


def test_a_state_can_not_be_changed_in_place() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        State().incidents = ()  # type: ignore[misc]


@pytest.mark.parametrize("seconds", [-400 * DAY, -DAY, HOUR, DAY])
def test_a_clock_that_was_set_makes_no_incident_longer_and_no_reminder_earlier(seconds: float) -> None:
    failing, rules = {"a": CheckResult(ok=False, figure="x")}, Rules(2, DAY, ADVICE)
    state, _ = play("a", "a", "a b", "a")
    state, events = advance(moved(state, seconds), failing, 20 * MINUTES + seconds, rules)
    assert (events, state.incidents[0].since) == ([], seconds)
    state, events = advance(moved(state, -seconds), failing, 25 * MINUTES, rules)
    assert (events, state.incidents[0].since) == ([], 0)
