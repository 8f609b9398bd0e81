"""Decisions: what people put right, kept as rows that are never altered, and the desk as it stands by them.

decision     the data: Decision, Target, kinds;  in_force: which hold after all undos
anchors      a part of a reading found again in another one, by its words
applying     decide: reading and decisions in, the decided reading out;  working, people, claims_again: its steps
who_is_who   entities merged and split over all pages
values       what people give, checked;  parts: what they point at
making       decisions made on a desk;  kept: their rows;  tables: where they lie
carrying     what follows from them, also after another reading
training     pages put right, as articles to teach the tagger with
desk         all of it as methods of a desk
"""

from rawi.desk.decisions.applying import Decided, DecidedClaim, decide
from rawi.desk.decisions.decision import Decision, Target, in_force
from rawi.desk.decisions.parts import Ref

__all__ = ["Decided", "DecidedClaim", "Decision", "Ref", "Target", "decide", "in_force"]
