"""Report of the verdicts, as a table for people or JSON for programs, and the exit status."""

import json
import textwrap
from collections.abc import Mapping

from gates.access import Access
from gates.table import Gate
from gates.verdict import State, Verdict

COLOURS = {State.PASS: "32", State.FAIL: "1;31", State.NOT_CHECKED: "33"}
FIGURE_WIDTH = 58
EXIT_STATUS = {State.PASS: 0, State.FAIL: 1, State.NOT_CHECKED: 3}


def as_text(verdicts: Mapping[Gate, Verdict], *, colour: bool) -> str:
    """Format the verdicts: gate, figure, threshold, state; beneath each that does not pass, what to do next."""
    gate_width = max(len(_title(gate)) for gate in verdicts)
    threshold_width = max(len(gate.threshold) for gate in verdicts)

    def row(title: str, figure: str, threshold: str, state: str) -> str:
        return f"{title:<{gate_width}}  {figure:<{FIGURE_WIDTH}}  {threshold:<{threshold_width}}  {state}".rstrip()

    lines = [row("GATE", "FIGURE", "THRESHOLD", "STATE")]
    for gate, verdict in verdicts.items():
        figure, *more = textwrap.wrap(verdict.figure, FIGURE_WIDTH) or [""]
        state = f"\033[{COLOURS[verdict.state]}m{verdict.state}\033[0m" if colour else verdict.state
        lines.append(row(_title(gate), figure, gate.threshold, state))
        lines += [row("", part, "", "") for part in more]
        if verdict.next_step:
            lines.append(f"{'':<{gate_width}}  next: {verdict.next_step}")
    return "\n".join(lines)


def as_json(verdicts: Mapping[Gate, Verdict], access: Access | None = None) -> str:
    """Return the verdicts for programs, and who may use the service; `passed` only if all gates are."""
    gates = [
        {
            "number": gate.number,
            "gate": gate.name,
            "figure": verdict.figure,
            "threshold": gate.threshold,
            "state": verdict.state,
            "next": verdict.next_step or None,
        }
        for gate, verdict in verdicts.items()
    ]
    return json.dumps(
        {
            "passed": exit_status(verdicts) == 0,
            "gates": gates,
            "access": access and {"open_to_the_world": access.open, "who": access.text},
        },
        indent=1,
        ensure_ascii=False,
    )


def exit_status(verdicts: Mapping[Gate, Verdict]) -> int:
    """Return 0 if all pass, 1 if one fails, 3 if none fails but some could not be checked."""
    states = {verdict.state for verdict in verdicts.values()}
    return next(EXIT_STATUS[state] for state in (State.FAIL, State.NOT_CHECKED, State.PASS) if state in states)


def _title(gate: Gate) -> str:
    return f"{gate.number} {gate.name}"
