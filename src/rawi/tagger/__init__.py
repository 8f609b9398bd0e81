"""The tagger: one small multilingual encoder that finds names, cues, and who says what at each cue.

Offsets are code points of the text it is given. It knows no other folder of Rawi, and runs on onnxruntime alone.

    labels      the values that are told apart
    words       a page as words, sentences, quotation marks
    pieces      words as the encoder's pieces, in windows
    cues        the words round one cue;  groups: windows of like length together
    referents   whom a source means
    decode      from scores to spans
    weights     the files, checked by sha256
    network     layers and heads
    tagger      all of it
"""

from rawi.tagger.tagger import Cue, NamedMention, Tagger, Tags
from rawi.tagger.words import Words

__all__ = ["Cue", "NamedMention", "Tagger", "Tags", "Words"]
