"""The page reader: the text as published, marked, and beside it the claims."""

from __future__ import annotations

from gettext import NullTranslations

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from rawi.desk.views import pages
from rawi.errors import OptionError
from rawi.reading import Reading
from rawi.together import desk as together
from rawi.web import claims, figures
from rawi.web.languages import Language, catalogue
from rawi.web.paragraphs import paragraphs, sections
from rawi.web.rendering import language_of, render

FACTS = ("outlet", "agency", "author", "published", "title", "language", "genre", "url")


def page(request: Request) -> Response:
    """A page of the desk."""
    desk, page_id = request.app.state.desk, request.path_params["page"]
    decided = desk.decided(page_id)
    reading = decided.reading
    shown = claims.shown(decided)
    language = language_of(request)
    with desk.reading() as connection:
        kept = pages.kept(connection, page_id)
    decisions = desk.decisions(page_id)
    return render(
        request, "page.html", page=reading.page, kept=kept, decided=decided, claims=shown, reading=reading,
        sections=sections(paragraphs(reading, shown, names_of_times(reading, language, catalogue(language.code)))),
        facts=[(name, getattr(reading.page, name)) for name in FACTS],
        captures=desk.captures(page_id), versions=desk.versions(page_id), decisions=decisions,
        behind=together.propositions_of_page(desk, page_id), event=together.story_of_page(desk, page_id),
        pending=together.pending(desk), by_number={d.id: d for d in decisions}, done=_done(request, decisions),
    )  # fmt: skip


def names_of_times(reading: Reading, language: Language, translations: NullTranslations) -> dict[int, str]:
    """What the value of every time is called, by its number."""
    return {n: figures.period(t.value, language, translations) for n, t in enumerate(reading.times, start=1)}


def by_hash(request: Request) -> Response:
    """The address of a page that holds on every desk: by the sha256 of its bytes."""
    found = request.app.state.desk.find(request.path_params["sha256"].lower())
    if found is None:
        raise OptionError("No page of this desk has these bytes.")
    return RedirectResponse(f"/pages/{found}", 303)


def original(request: Request) -> Response:
    """The bytes as they came, to be kept by the browser as a file and never shown by it."""
    desk, page_id = request.app.state.desk, request.path_params["page"]
    raw = desk.original(page_id)
    with desk.reading() as connection:
        sha256 = pages.kept(connection, page_id).sha256
    return Response(
        raw,
        media_type="application/octet-stream",
        headers={
            "content-disposition": f'attachment; filename="{sha256[:16]}{_ending(raw)}"',
            "content-security-policy": "default-src 'none'; sandbox",
        },
    )


def _ending(raw: bytes) -> str:
    """The ending of a file's name, by what the bytes begin with."""
    head = raw[:1024].lstrip().lower()
    for beginning, ending in ((b"%pdf", ".pdf"), (b"\x89png", ".png"), (b"\xff\xd8", ".jpg"), (b"<", ".html")):
        if head.startswith(beginning):
            return ending
    return ".bin" if b"\0" in head else ".txt"


def _done(request: Request, decisions: list[object]) -> object | None:
    """The decision that was just made, to be told and perhaps undone."""
    number = request.query_params.get("done", "")
    return next((d for d in decisions if str(d.id) == number), None)  # type: ignore[attr-defined]
