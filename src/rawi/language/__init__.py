"""Letters, words, sentences, quotations and numbers of a text, and the language it is in.

Each module is usable alone and knows nothing of the others but what it builds on:

    letters      folding of spellings that readers take for the same, with offsets kept both ways
    words        words with offsets; candidate splits of a word into clitics and stem
    paragraphs   the lines of a text, or the parts that the caller knows
    quotations   pairs of quotation marks, wrong order and missing marks included
    sentences    sentence spans, also on pages that hardly write a full stop
    openers      words that sentences begin with
    identify     the language of a text
    numbers      number words and figures
    data         reading the data files

What belongs to one language is data, a folder a language (`arabic/`, `persian/`, `english/`); what belongs to all
stands beside the code (`folding.txt`, `identify.txt`, `languages.txt`). All offsets are Unicode code points of the
text as it was given, all spans half-open. Nothing here takes more than linear time.
"""

from rawi.language.identify import Identified, identify
from rawi.language.letters import (
    ARABIC_LETTERS,
    CONTROLS,
    HARAKAT,
    MARKS,
    PERSIAN_LETTERS,
    TATWEEL,
    Folded,
    fold,
    fold_text,
    is_arabic_letter,
    strip_marks,
)
from rawi.language.quotations import Quotation, quotations
from rawi.language.sentences import split as split_sentences
from rawi.language.words import Clitic, Split, Word, clitics, words

__all__ = [
    "ARABIC_LETTERS",
    "CONTROLS",
    "HARAKAT",
    "MARKS",
    "PERSIAN_LETTERS",
    "TATWEEL",
    "Clitic",
    "Folded",
    "Identified",
    "Quotation",
    "Split",
    "Word",
    "clitics",
    "fold",
    "fold_text",
    "identify",
    "is_arabic_letter",
    "quotations",
    "split_sentences",
    "strip_marks",
    "words",
]
