"""Letters of a text that was put together from spans: how sure the reader was of each."""

import math
from collections.abc import Sequence

from ocr.model import Letter
from ocr.receipt.layout.span import TextSpan

# Below, a letter is doubted.
DOUBTED = 0.9
_PUT = Letter(1.0)


def letters_of(text: str, spans: Sequence[TextSpan]) -> tuple[Letter, ...]:
    """Return the letter of each character of a text cut from these spans; none unless the reader gives letters of all spans.

    Words are looked for one after the other, so that a text may lack words of the spans, or parts of them.
    """
    if not all(span.letters for span in spans):
        return ()
    printed = " ".join(span.text for span in spans)
    letters = [letter for span in spans for letter in (*span.letters, _PUT)]
    found: list[Letter] = []
    end = 0
    for word in text.split(" "):
        start = printed.find(word, end)
        if start < 0:
            found += [_PUT] * len(word)
        else:
            end = start + len(word)
            found += letters[start:end]
        found.append(_PUT)
    return tuple(found[:-1])


def doubt(text: str, spans: Sequence[TextSpan]) -> dict[str, float]:
    """Return the evidence of doubt in the letters and digits of a text; none where the reader gives no letters.

    `doubt` is the log of one by the probability that all are right, `doubted` whether any is read with less than DOUBTED.
    """
    letters = letters_of(text, spans)
    probabilities = [
        letter.probability for character, letter in zip(text, letters, strict=False) if character.isalnum()
    ]
    if not probabilities:
        return {}
    return {
        "doubt": min(-sum(math.log(max(p, 0.01)) for p in probabilities), 4.0),
        "doubted": float(min(probabilities) < DOUBTED),
    }
