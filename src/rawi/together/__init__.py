"""Together: what many pages say, who copied whom, and how many independent origins there are.

    compare        all of it over the readings of some pages: `Together`
    copies         passages that stand in two pages nearly word for word
    stories        pages about the same event
    propositions   claims that claim the same, whoever says it and however it is put
    origins        where their chains end, and how many of these are independent

Rawi counts origins that can be seen in the text; it cannot see a hidden common source.
"""

from rawi.together.compare import FORMAT, Together, compare

__all__ = ["FORMAT", "Together", "compare"]
