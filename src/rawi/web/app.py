"""The desk in a browser, put together: every address on one screen, and the guard round them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.routing import Mount, Route

from rawi.desk.adding.filling import Input
from rawi.desk.desk import Desk
from rawi.web import errors
from rawi.web.api.app import make_api
from rawi.web.assets import Static
from rawi.web.background import Background
from rawi.web.faults import FaultLog, Faults
from rawi.web.kept import Kept, kept
from rawi.web.processes.far import FarBackground
from rawi.web.safety.guard import Guard
from rawi.web.settings import Settings
from rawi.web.views import (
    adding,
    claim,
    correcting,
    deciding,
    disputes,
    entity,
    entrance,
    event,
    export,
    home,
    linking,
    missed,
    network,
    origin,
    page,
    pages_compared,
    proposition,
    search,
    searches,
    source,
    timeline,
)

GET, POST = ["GET"], ["POST"]

ROUTES = [
    Route("/", home.home, methods=GET),
    Route("/enter", entrance.enter, methods=GET),
    Route("/language/{code}", entrance.language, methods=GET),
    Route("/add", adding.add, methods=POST),
    Route("/adding", adding.progress, methods=GET),
    Route("/failures/retry", adding.retry, methods=POST),
    Route("/pages", kept(home.all_pages), methods=GET),
    Route("/pages/{page:int}", kept(page.page), methods=GET),
    Route("/pages/{page:int}/original", page.original, methods=GET),
    Route("/pages/{page:int}/add", missed.form, methods=GET),
    Route("/pages/{page:int}/add", missed.add, methods=POST),
    Route("/pages/{page:int}/decide", deciding.on_page, methods=POST),
    Route("/pages/{page:int}/claims/{key}", kept(claim.claim), methods=GET),
    Route("/pages/{page:int}/claims/{key}/decide", deciding.on_claim, methods=POST),
    Route("/pages/{page:int}/claims/{key}/correct", correcting.form, methods=GET),
    Route("/pages/{page:int}/claims/{key}/correct", correcting.correct, methods=POST),
    Route("/decisions/{decision:int}/undo", deciding.undo, methods=POST),
    Route("/sha256/{sha256}", page.by_hash, methods=GET),
    Route("/search", kept(search.search), methods=GET),
    Route("/search/export", export.search, methods=GET),
    Route("/searches", searches.searches, methods=GET),
    Route("/searches", searches.save, methods=POST),
    Route("/searches/{number:int}", searches.one, methods=GET),
    Route("/searches/{number:int}/export", searches.export, methods=GET),
    Route("/searches/{number:int}/open", searches.open_it, methods=POST),
    Route("/searches/{number:int}/rename", searches.rename, methods=POST),
    Route("/searches/{number:int}/remove", searches.remove, methods=POST),
    Route("/searches/{number:int}/restore", searches.restore, methods=POST),
    Route("/sources", kept(source.all_sources), methods=GET),
    Route("/sources/named", kept(source.source_by_name), methods=GET),
    Route("/sources/{entity:int}", kept(source.source), methods=GET),
    Route("/entities", kept(entity.all_entities), methods=GET),
    Route("/entities/{entity:int}", kept(entity.entity), methods=GET),
    Route("/entities/{entity:int}/decide", entity.decide, methods=POST),
    Route("/events", kept(event.events), methods=GET),
    Route("/events/{name:int}", kept(event.event), methods=GET),
    Route("/propositions/{name:int}", kept(proposition.proposition), methods=GET),
    Route("/disputes", kept(disputes.disputes), methods=GET),
    Route("/origins", kept(origin.origins), methods=GET),
    Route("/origins/named", kept(origin.origin), methods=GET),
    Route("/compare", kept(pages_compared.compare), methods=GET),
    Route("/together", linking.gathering, methods=GET),
    Route("/together", linking.bring_together, methods=POST),
    Route("/links", linking.link, methods=POST),
    Route("/links/{decision:int}/undo", linking.undo, methods=POST),
    Route("/timeline", kept(timeline.timeline), methods=GET),
    Route("/network", kept(network.network), methods=GET),
    Mount("/static", Static()),
]


def make_app(
    desk: Desk, settings: Settings, bring: Sequence[Input] = (), background: FarBackground | None = None
) -> Starlette:
    """The application over an open desk, which the caller closes after it. `bring` is added at its start.

    `background`: that of another process, where several serve one desk; else it has one of its own.
    """
    own = Background(desk, settings) if background is None else None
    working = background or own
    assert working is not None

    @asynccontextmanager
    async def life(app: Starlette) -> AsyncIterator[None]:
        if own is not None:
            own.start(bring)
        yield
        app.state.kept.close()
        if own is not None:
            own.close()

    app = Starlette(
        routes=[*ROUTES, Mount("/api", make_api(desk, settings))],
        middleware=[
            Middleware(Guard, settings=settings),
            Middleware(Faults, log=FaultLog(desk.folder), answer=errors.fault),
            Middleware(GZipMiddleware, minimum_size=1000, compresslevel=4),
        ],
        exception_handlers=errors.HANDLERS,
        lifespan=life,
    )
    app.state.desk, app.state.settings, app.state.kept = desk, settings, Kept(desk.engine)
    app.state.adder, app.state.gatherer = working.adder, working.gatherer
    return app
