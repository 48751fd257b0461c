"""Durations: their units, those that several services count on, and how one is written."""

MINUTE_SECONDS = 60
HOUR_SECONDS = 60 * MINUTE_SECONDS
DAY_SECONDS = 24 * HOUR_SECONDS
YEAR_SECONDS = 365 * DAY_SECONDS

# certbot's service reports every few seconds, but waits for certbot: a report that is older says that nobody is at work.
REPORT_SECONDS = 1_000
# nginx looks for another certificate every 2 seconds, then reloads: until then it may serve the one before. It serves
# nothing for as long while it restarts.
SWITCH_SECONDS = 10

UNITS = ((DAY_SECONDS, "d"), (HOUR_SECONDS, "h"), (MINUTE_SECONDS, "min"), (1, "s"))


def duration(seconds: float) -> str:
    """Write a duration in its largest unit and the next, if there is anything of that: "1 h 5 min"."""
    rest = max(0, round(seconds))
    figures: list[str] = []
    for size, unit in UNITS:
        count, rest = divmod(rest, size)
        if count:
            figures.append(f"{count} {unit}")
        if figures and (not count or len(figures) == 2):
            break
    return " ".join(figures) or "0 s"
