"""Languages besides English, which is in the tables themselves. A new language: its module, and a place in this list."""

from ocr.receipt.lexicon.languages.filipino import FILIPINO
from ocr.receipt.lexicon.languages.french import FRENCH
from ocr.receipt.lexicon.languages.german import GERMAN
from ocr.receipt.lexicon.languages.indonesian import INDONESIAN
from ocr.receipt.lexicon.languages.malay import MALAY
from ocr.receipt.lexicon.languages.spanish import SPANISH
from ocr.receipt.lexicon.languages.vietnamese import VIETNAMESE

LANGUAGES = (MALAY, INDONESIAN, FILIPINO, SPANISH, GERMAN, FRENCH, VIETNAMESE)
