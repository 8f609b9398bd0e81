"""The application under /api. Its document is at /api/openapi.json; pages that load others' scripts are not offered."""

from __future__ import annotations

from fastapi import Depends, FastAPI
from fastapi.security import HTTPBearer

from rawi.desk.desk import Desk
from rawi.version import VERSION
from rawi.web.api import deciding, errors, reading, searches
from rawi.web.faults import FaultLog
from rawi.web.settings import Settings


def make_api(desk: Desk, settings: Settings) -> FastAPI:
    """The application over an open desk. The guard round the whole desk looks after tokens, hosts and sizes."""
    api = FastAPI(
        title="Rawi's desk", version=VERSION, description=__doc__, docs_url=None, redoc_url=None, root_path_in_servers=False,
        servers=[{"url": "/api"}], responses=errors.RESPONSES,
        dependencies=[Depends(HTTPBearer(auto_error=False, description="The token that `rawi serve` prints."))],
    )  # fmt: skip
    api.state.desk, api.state.token, api.state.faults = desk, settings.token, FaultLog(desk.folder)
    api.include_router(reading.router)
    api.include_router(deciding.router)
    api.include_router(searches.router)
    api.include_router(searches.changing)
    errors.install(api)
    return api
