"""One claim: its words in their sentence, the chain as a diagram, its citation, and others that share something with it."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from rawi.desk.search.results import ClaimHit
from rawi.desk.views import chain as chains
from rawi.desk.views import claims as claim_lines
from rawi.desk.views import pages
from rawi.desk.views.rows import ChainLink
from rawi.reading import Reading
from rawi.together import desk as together
from rawi.web import claims, whereabouts
from rawi.web.citation import citation
from rawi.web.claims import ShownClaim
from rawi.web.diagrams.chain import chain
from rawi.web.languages import catalogue
from rawi.web.marks import weave_chosen
from rawi.web.rendering import language_of, render

OTHERS = 6
SHORTEST_WORD, MOST_WORDS, LEAST_WORDS = 4, 6, 4


def claim(request: Request) -> Response:
    """A claim; ``?as=citation`` gives its citation as plain text."""
    desk, page_id, key = request.app.state.desk, request.path_params["page"], request.path_params["key"]
    decided = desk.decided(page_id)
    found = claims.find(claims.shown(decided), key)
    language = language_of(request)
    translations = catalogue(language.code)
    page = decided.reading.page
    words = citation(page, found, next(iter(desk.captures(page_id)), None), language, translations)
    if request.query_params.get("as") == "citation":
        return PlainTextResponse(words)
    with desk.reading() as connection:
        kept = pages.kept(connection, page_id)
        same_source = claim_lines.of_same_source(connection, page_id, found.n, OTHERS) if found.n else []
        links = chains.of_claim(connection, page_id, found.n) if found.n else ()
        same_names = claim_lines.of_same_names(connection, page_id, found.n, OTHERS) if found.n else []
    start, stop = sentence_of(decided.reading, found)
    behind = together.propositions_of_page(desk, page_id).get(found.n) if found.n else None
    decisions = [d for d in desk.decisions(page_id) if d.id in found.decisions]
    diagram = chain(found, translations.gettext, _addresses(found, links))
    return render(
        request, "claim.html", page=page, kept=kept, claim=found, key=key, citation=words,
        sentence=weave_chosen(page.text, start, stop, found.content), diagram=diagram,
        same_source=same_source, same_names=same_names, same_words=_same_words(desk, page_id, found), decisions=decisions,
        by_number={d.id: d for d in decisions}, behind=behind, pending=together.pending(desk),
    )  # fmt: skip


def sentence_of(reading: Reading, claim: ShownClaim) -> tuple[int, int]:
    """From the beginning of the first sentence that a claim touches to the end of the last."""
    first, last = claim.hull
    touched = [s for s in reading.sentences if s[0] < last and s[1] > first]
    return min([first, *(s for s, _ in touched)]), max([last, *(e for _, e in touched)])


def _addresses(claim: ShownClaim, links: Sequence[ChainLink]) -> list[str | None]:
    """Where each step of a claim's chain is shown; nowhere where people decided otherwise of the chain meanwhile."""
    if [step.name for step in claim.steps] != [link.name for link in links]:
        return []
    return [whereabouts.of_source(link.who) if link.who else None for link in links]


def _same_words(desk: object, page_id: int, claim: ShownClaim) -> list[ClaimHit]:
    """Claims elsewhere that have the longest words of this one: six of them, else four."""
    words = sorted(
        {w for w in claim.text.split() if len(w) >= SHORTEST_WORD and w.isalpha()}, key=lambda w: (-len(w), w)
    )
    found: list[ClaimHit] = []
    # claims that have all six have four of them too: mostly there are none, and one search tells so
    for most in (LEAST_WORDS, MOST_WORDS):
        if len(words) < most:
            break
        results = desk.search(" ".join(words[:most]), limit=OTHERS + 4)  # type: ignore[attr-defined]
        hits = [h for h in results.hits if isinstance(h, ClaimHit) and (h.page_id, h.key) != (page_id, claim.key)]
        if not hits:
            break
        found = hits[:OTHERS]
    return found
