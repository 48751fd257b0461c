"""Markers of texts for the export of terms; the models translate them."""


def _lt(template: str) -> str:
    """Mark a template for translation: the gateway knows no language."""
    return template


def filled(template: str, values: dict[str, object]) -> str:
    """Put values into a template; one without values may hold any character."""
    return template % values if values else template
