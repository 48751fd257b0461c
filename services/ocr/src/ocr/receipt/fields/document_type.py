"""The kind of document, by what it calls itself."""

from collections import Counter
from collections.abc import Sequence

from ocr.model import DocumentType
from ocr.receipt.fields.finding import Finding
from ocr.receipt.layout.rows import Row
from ocr.receipt.lexicon.documents import DOCUMENTS
from ocr.receipt.text.phrase_matcher import PhraseMatcher

_DOCUMENTS = PhraseMatcher(DOCUMENTS)

# A card slip says several of these; a shop's receipt may name one.
CARD_SLIP_MARKS = 3


def document_type(rows: Sequence[Row]) -> Finding[DocumentType] | None:
    """Return what the document calls itself: by a title before a mention, the higher up the likelier."""
    titles: list[tuple[float, DocumentType, str, Row]] = []
    slip_marks: Counter[str] = Counter()
    for row in rows:
        found = _DOCUMENTS.find(row.folded)
        if any(f.kind == "not_a_title" for f in found):
            continue
        for f in found:
            if f.kind == "card_slip":
                slip_marks[row.text[f.start : f.end].upper()] += 1
            elif f.kind != "not_a_title":
                share = (f.end - f.start) / max(len(row.text), 1)
                weight = share + (0.6 if f.kind != "receipt" else 0.0) - 0.5 * row.place
                titles.append((weight, f.kind, row.text[f.start : f.end], row))
    if len(slip_marks) >= CARD_SLIP_MARKS and not any(
        kind in ("invoice", "official_receipt") for _, kind, _, _ in titles
    ):
        return Finding("card_slip", ", ".join(sorted(slip_marks)[:3]), (), "card_slip", "inferred")
    if not titles:
        return None
    weight, kind, text, row = max(titles, key=lambda title: title[0])
    return Finding(kind, text, row.spans, "title" if weight > 1 else "mention")
