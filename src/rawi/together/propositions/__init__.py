"""Propositions: claims that claim the same, whoever says it and however it is put.

propositions   find: the propositions of some pages, with their claims, stances, figures and conflicts
statements     the smallest parts of claims that claim something by themselves
candidates     the pairs of them that are worth a look
nearest        the vectors nearest to each
scorer         whether a pair is the same, contradicts, updates, is related or different; with a probability
features       what is told of a pair before that is decided
denial         whether two statements of one proposition are for and against it
values         figures and times, compared by what they stand for
grouping       from pairs to propositions
tolls          the dead of one event, told in several wordings
stems          words as they are compared
"""

from rawi.together.propositions.denial import opposed
from rawi.together.propositions.features import Weights
from rawi.together.propositions.propositions import Conflict, Member, Proposition, find, of
from rawi.together.propositions.scorer import Decision, Relation, decide, probability
from rawi.together.propositions.statements import Statement, statement, statements
from rawi.together.propositions.values import Figure, Period, figures_agree, periods_agree, values_agree

__all__ = [
    "Conflict", "Decision", "Figure", "Member", "Period", "Proposition", "Relation", "Statement", "Weights", "decide",
    "figures_agree", "find", "of", "opposed", "periods_agree", "probability", "statement", "statements", "values_agree",
]  # fmt: skip
