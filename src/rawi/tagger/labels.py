"""The values that the tagger tells apart, in the order of its outputs (``../annotation`` guidelines, sections 2 and 5)."""

from typing import Final

STANCES: Final = ("states", "confirms", "denies", "withholds", "alleges", "believes", "asks", "calls_for", "commits")
FORMS: Final = ("direct", "indirect", "mixed")
KINDS: Final = ("person", "group", "organisation", "media", "document", "unknown")
NAME_TYPES: Final = ("PER", "ORG", "LOC")
NAME_LABELS: Final = ("O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC")
CUE_LABELS: Final = ("O", "B", "I")
