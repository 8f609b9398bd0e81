"""Windows of like length together, so that little of a batch is padding."""

from __future__ import annotations

from collections.abc import Sequence


def alike(lengths: Sequence[int], at_most: int) -> list[list[int]]:
    """Indices in groups of like length, each with at most ``at_most`` places when padded."""
    groups: list[list[int]] = []
    for i in sorted(range(len(lengths)), key=lengths.__getitem__):
        if groups:
            group = groups[-1]
            if lengths[i] * (len(group) + 1) <= at_most and lengths[i] <= 1.25 * lengths[group[0]] + 16:
                group.append(i)
                continue
        groups.append([i])
    return groups
