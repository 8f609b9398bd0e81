"""The order in which the pieces of a page are read: columns from right to left, each from the top down.

The page is cut into strips by the empty rows between its lines, and neighbouring strips that share an empty gutter are
taken together: they are columns. A headline that spans the columns has no gutter and so ends them.
"""

from __future__ import annotations

from rawi.pages.pdf.words import Piece

_GUTTER = 0.9
"""Ems of the narrowest gutter between two columns."""

_COLUMN_LINES = 3
"""Lines on either side of a gutter; below it is a table's row or a chance."""

_EMPTY_ROW = 2.6
"""Ems from one base line to the next from which an empty row across all columns ends them; lines stand 1.2 to 2 apart."""

_COLUMN_WIDTH = 7.0
"""Ems of the narrowest column of text; cells of tables are narrower, and are read row by row."""

_DEPTH = 6
"""How deep columns are looked for in columns."""

Span = tuple[float, float]


def in_order(pieces: list[Piece], right_to_left: bool, depth: int = 0) -> list[list[Piece]]:
    """The pieces of a page by columns, in the order in which these are read, each column's from the top down.

    A column's pieces that stand on one line follow each other in reading order. N log N for pages of lines.
    """
    if not pieces:
        return []
    em = sorted(piece.size for piece in pieces)[len(pieces) // 2]
    columns: list[list[Piece]] = []
    run: list[Piece] = []
    gutters: list[Span] = []
    for strip in _strips(pieces):
        free = _free(strip, em)
        shared = _common(gutters, free, em) if run else free
        if run and not (shared and _still_columns(run, strip, shared) and _near(run, strip)):
            columns += _run(run, right_to_left, em, depth)
            run, shared = [], free
        run += strip
        gutters = shared
    columns += _run(run, right_to_left, em, depth)
    return columns


def _strips(pieces: list[Piece]) -> list[list[Piece]]:
    """Pieces that overlap in height, directly or through others, from the top down."""
    strips: list[list[Piece]] = []
    floor = 0.0
    for piece in sorted(pieces, key=lambda one: -one.top):
        middle = piece.base + 0.3 * piece.size
        if strips and middle > floor:
            strips[-1].append(piece)
            floor = min(floor, piece.base)
        else:
            strips.append([piece])
            floor = piece.base
    return strips


def _free(strip: list[Piece], em: float) -> list[Span]:
    """The empty spans of a strip, to the page's edges and beyond."""
    spans: list[Span] = []
    edge = float("-inf")
    for left, right in sorted((piece.left, piece.right) for piece in strip):
        if left - edge >= _GUTTER * em:
            spans.append((edge, left))
        edge = max(edge, right)
    return [*spans, (edge, float("inf"))]


def _common(one: list[Span], other: list[Span], em: float) -> list[Span]:
    found = []
    first = second = 0
    while first < len(one) and second < len(other):
        left, right = max(one[first][0], other[second][0]), min(one[first][1], other[second][1])
        if right - left >= _GUTTER * em:
            found.append((left, right))
        if one[first][1] < other[second][1]:
            first += 1
        else:
            second += 1
    return found


def _near(run: list[Piece], strip: list[Piece]) -> bool:
    """Whether a strip follows closely enough to belong to the columns above: an empty row across all ends them."""
    floor = min(piece.base for piece in run)
    top = max(strip, key=lambda piece: piece.base)
    return floor - top.base <= _EMPTY_ROW * max(top.size, min(piece.size for piece in run))


def _still_columns(run: list[Piece], strip: list[Piece], shared: list[Span]) -> bool:
    """Whether a strip goes on with the columns of a run: a gutter is left that has text on both sides."""
    left = min(piece.left for piece in run)
    right = max(piece.right for piece in run)
    inner = [span for span in shared if span[0] >= left and span[1] <= right]
    alone = len({round(piece.base) for piece in run}) == len(run)
    return bool(inner) or (alone and len(strip) == 1)


def _run(run: list[Piece], right_to_left: bool, em: float, depth: int) -> list[list[Piece]]:
    """The columns of strips that were taken together; one where they are none."""
    gutters = _inner(run, em) if depth < _DEPTH else []
    parts: list[list[Piece]] = [[] for _ in range(len(gutters) + 1)]
    for piece in run:
        parts[sum(piece.left >= gutter[1] - 0.01 for gutter in gutters)].append(piece)
    text = all(_is_column(part, em) for part in parts)
    if len(parts) == 1 or not text:
        return [_by_rows(run, right_to_left)]
    columns: list[list[Piece]] = []
    for part in reversed(parts) if right_to_left else parts:
        columns += in_order(part, right_to_left, depth + 1)
    return columns


def _inner(run: list[Piece], em: float) -> list[Span]:
    return _free(run, em)[1:-1]


def _is_column(part: list[Piece], em: float) -> bool:
    lines = {round(piece.base) for piece in part}
    widest = max(piece.right for piece in part) - min(piece.left for piece in part)
    return len(lines) >= _COLUMN_LINES and widest >= _COLUMN_WIDTH * em


def _by_rows(run: list[Piece], right_to_left: bool) -> list[Piece]:
    rows: list[list[Piece]] = []
    for piece in sorted(run, key=lambda one: -one.base):
        if rows and abs(rows[-1][0].base - piece.base) < 0.3 * piece.size:
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return [piece for row in rows for piece in sorted(row, key=lambda one: -one.right if right_to_left else one.left)]
