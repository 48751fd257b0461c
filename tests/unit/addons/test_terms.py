"""The template for translations, in step with the sources."""

import re

from tests.support.addon import ADDON, NAME, python_terms, script_terms, template


def test_every_term_of_the_sources_is_in_the_template() -> None:
    terms = python_terms() | script_terms()
    missing = {term: path.name for term, path in terms.items() if term not in template()}
    assert missing == {}
    assert len(terms) > 50


def test_every_term_of_the_template_is_of_sources_that_are_there() -> None:
    gone = set()
    for places in template().values():
        for place in places:
            for path in re.findall(rf"code:addons/{NAME}/([\w/.-]+)", place):
                if not (ADDON / path).is_file():
                    gone.add(path)
    assert gone == set()


def test_no_term_of_the_code_has_gone() -> None:
    """Those of Python code alone; records' and scripts' templates have their own ways to be written."""
    terms = python_terms()
    stale = [
        term
        for term, places in template().items()
        if places and all(re.match(rf"code:addons/{NAME}/.*\.py:", place) for place in places) and term not in terms
    ]
    assert stale == []


def test_values_of_terms_are_named() -> None:
    """A translator may order them as the language wants."""
    several = [term for term in python_terms() if len(re.findall(r"(?<!%)%[sdif]", term)) > 1]
    assert several == []
