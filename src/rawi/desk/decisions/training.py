"""Pages that people put right, as articles in the form of the annotation, to teach the tagger with.

The text of an article is the page's title and body, without what stands round them; every span is moved along with its
words. What stands outside of title and body is left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, select

from rawi.desk import store
from rawi.desk.decisions import kept, who_is_who
from rawi.desk.decisions.applying import decide
from rawi.desk.decisions.decision import Json, in_force
from rawi.desk.decisions.rows import rows_of
from rawi.desk.decisions.tables import decisions, page_states
from rawi.desk.decisions.values import TIME
from rawi.pages import Block, Page
from rawi.reading.reading import Span

CORPUS: Final = "desk"
_BODY: Final = ("dateline", "body")
_PUT_RIGHT: Final = ("accept", "reject", "correct", "add")


@dataclass(frozen=True, slots=True)
class Article:
    """A page for training: its record, or why there is none. ``left_out``: rows that do not stand in title and body."""

    page_id: int
    record: Json | None
    why: str | None = None
    left_out: int = 0


def articles(connection: Connection, *, all_decided: bool = False) -> Iterator[Article]:
    """The pages that somebody marked as checked, in their order; with ``all_decided`` all on which somebody decided.

    Pages that are not news are passed over. A page that was read otherwise since it was checked is given as it was then
    checked; where people have decided on it after that, it has to be checked again.
    """
    if all_decided:
        query = select(page_states.c.page_id).where(page_states.c.in_force > 0).order_by(page_states.c.page_id)
    else:
        query = (
            select(decisions.c.page_id).where(decisions.c.kind == "checked").distinct().order_by(decisions.c.page_id)
        )
    for page_id in connection.execute(query).scalars().all():
        found = article(connection, page_id, all_decided=all_decided)
        if found is not None:
            yield found


def article(connection: Connection, page_id: int, *, all_decided: bool = False) -> Article | None:
    """One page; None where it is not news, or its check was undone."""
    machine = store.get(connection, page_id)
    mine = [d for d in kept.load(connection, page_id=page_id) if d.page_id == page_id]
    now = decide(machine, mine, who_is_who.same_on_page(connection, page_id))
    checks = [d for d in in_force(mine) if d.kind == "checked"]
    if now.not_news or not (checks or all_decided):
        return None
    rows = rows_of(now.reading)
    if checks and not now.checked:
        if any(d.kind in _PUT_RIGHT and d.id > checks[-1].id for d in in_force(mine)):
            return Article(page_id, None, "it was read anew and decided on since it was checked; check it again")
        rows = checks[-1].after["rows"]
    return _article(page_id, machine.page, rows)


def _article(page_id: int, page: Page, rows: Json) -> Article:
    text, title_end, moves = article_text(page)
    if not text.strip():
        return Article(page_id, None, "it has neither title nor body")
    before = sum(len(rows[name]) for name in rows)
    moved = {
        "attributions": [r for r in (_move_all(a, text, moves) for a in rows["attributions"]) if r["cue"] and r["content"]],
        "entities": [r for r in (_move_all(e, text, moves) for e in rows["entities"]) if len(r["span"]) == 1],
        "times": [
            r for r in (_move_all(t, text, moves) for t in rows["times"]) if len(r["span"]) == 1 and TIME.fullmatch(r["value"])
        ],
    }  # fmt: skip
    record = {
        "id": page.id,
        "outlet": page.outlet.value or "",
        "date": (page.published.value or "")[:10],
        "url": page.url.value or "",
        "corpus": CORPUS,
        "title_end": title_end,
        "text": text,
        **moved,
    }
    return Article(page_id, record, left_out=before - sum(map(len, moved.values())))


_Moves = list[tuple[Span, int]]


def article_text(page: Page) -> tuple[str, int, _Moves]:
    """Title and body of a page, where the title ends, and which stretch of the page begins at which place."""
    titles = [b for b in page.blocks if b.kind == "title"]
    body = [b for b in page.blocks if b.kind in _BODY]
    title, title_moves = _join(page.text, titles, 0)
    if not body:
        return title, len(title), title_moves
    between = page.text[titles[-1].span[1] : body[0].span[0]] if titles else ""
    if titles and not ("\n" in between and not between.strip()):
        between = "\n"
    text, moves = _join(page.text, body, len(title) + len(between))
    return title + between + text, len(title), title_moves + moves


def _join(text: str, blocks: Iterable[Block], at: int) -> tuple[str, _Moves]:
    """The words of some blocks: with the space between them where nothing else is there, else a line each."""
    out: list[str] = []
    moves: _Moves = []
    end = None
    for block in blocks:
        start, stop = block.span
        if end is not None:
            between = text[end:start]
            out.append(between if start >= end and not between.strip() else "\n")
            at += len(out[-1])
        out.append(text[start:stop])
        moves.append(((start, stop), at))
        at += stop - start
        end = stop
    return "".join(out), moves


def _move_all(row: Json, text: str, moves: _Moves) -> Json:
    return {k: _move(v, text, moves) if isinstance(v, list) else v for k, v in row.items()}


def _move(spans: Iterable[Iterable[int]], text: str, moves: _Moves) -> list[list[int]]:
    """Spans of the page as spans of the article; pieces between which only space is left become one."""
    found: list[list[int]] = []
    pieces = (
        (place + max(start, s) - s, place + min(end, e) - s)
        for start, end in spans
        for (s, e), place in moves
        if start < e and s < end
    )
    for start, end in sorted(pieces):
        if found and not text[found[-1][1] : start].strip():
            found[-1][1] = end
        elif text[start:end].strip():
            found.append([start, end])
    return found
