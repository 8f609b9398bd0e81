"""Search as a method of a desk. `rawi.Desk` has it."""

from __future__ import annotations

from sqlalchemy import Engine

from rawi.desk.engine import reading
from rawi.desk.search import searching
from rawi.desk.search.results import Of, Order, Results


class Searching:
    """Search in claims, pages and names."""

    engine: Engine

    def search(
        self,
        query: str = "",
        *,
        of: Of = "claims",
        source: int | str | None = None,
        entity: int | str | None = None,
        kind: str | None = None,
        stance: str | None = None,
        named: bool | None = None,
        outlet: str | None = None,
        said: tuple[str | None, str | None] | str | None = None,
        about: tuple[str | None, str | None] | str | None = None,
        quantity: tuple[float | None, float | None] | tuple[float | None, float | None, str | None] | None = None,
        language: str | None = None,
        sort: Order = "relevance",
        after: str | None = None,
        limit: int = 20,
    ) -> Results:
        """What fits a query and all filters; of an empty query all that fits the filters, the newest first.

        ``query``: words, all to be found in any spelling and form; "phrases"; OR between two; - before one that is not
        to be found; * where a word goes on. Names are found by Latin spellings too.
        ``of``: claims, pages, or names (of entities, and of sources that are none).
        ``source``: who says it, anywhere in its chain; ``entity``: who is named in it. A number is an entity with all
        that people merged with it, text is words of names, in any spelling.
        ``kind``: of the innermost source, or "page" for what the page itself says; of names PER, ORG, LOC or "source".
        ``stance``, ``named``: of the innermost attribution. ``outlet``: the whole name of the publisher.
        ``said``: first and last day of saying (of pages: of publication), ``about``: of which days it speaks, as ISO
        days or None for an open side, or one day; what overlaps is found.
        ``quantity``: lowest and highest number, and perhaps a unit, that it tells.
        ``sort``: "relevance" or "time" (newest first). Where more is found than can be ranked it is by time in any case;
        `Results.order` says which it is.
        ``after``: `Results.next` of the page of results before; ``limit``: 1 to 1,000 results.

        Filters of pages ask for a page that has what is asked for anywhere in it. Raises `OptionError`.
        """
        with reading(self.engine) as connection:
            return searching.search(
                connection, query, of=of, source=source, entity=entity, kind=kind, stance=stance, named=named,
                outlet=outlet, said=said, about=about, quantity=quantity, language=language, sort=sort, after=after,
                limit=limit,
            )  # fmt: skip
