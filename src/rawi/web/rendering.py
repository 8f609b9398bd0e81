"""Templates, one environment for each language, and what every page needs."""

from __future__ import annotations

from functools import cache
from typing import Any

from jinja2 import PackageLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from rawi.version import VERSION
from rawi.web import assets, figures, words
from rawi.web.languages import COOKIE, LANGUAGES, Language, catalogue, choose
from rawi.web.navigation import NAVIGATION, section
from rawi.web.safety.session import Sessions
from rawi.web.sentences import sentence
from rawi.web.templating import Templates
from rawi.wording import reason


@cache
def environment(code: str) -> Templates:
    """The templates in a language."""
    language, translations = LANGUAGES[code], catalogue(code)
    made = Templates(
        translations, loader=PackageLoader("rawi.web"), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True, auto_reload=False,
    )  # fmt: skip
    made.globals.update(
        comma="، " if language.direction == "rtl" else ", ",
        semicolon="؛ " if language.direction == "rtl" else "; ",
        asset=assets.address,
        has_asset=assets.is_there,
        version=VERSION,
        languages=LANGUAGES,
        words=words,
    )
    made.filters.update(
        day=language.day, moment=language.moment, number=language.number, sign=words.stance_sign,
        term=lambda value: translations.gettext(words.term(value)) if value else "",
        period=lambda value: figures.period(value, language, translations),
        figure=lambda quantity: figures.figure(quantity, language, translations),
        sentence=lambda said: sentence(reason(said, code), translations.gettext),
        reason=lambda said: reason(said, code),
        brief=lambda sha: f"{sha[:8]}…{sha[-4:]}",
    )  # fmt: skip
    return made


def language_of(request: Request) -> Language:
    """The language that a request asks for."""
    return choose(request.query_params.get("lang"), request.cookies.get(COOKIE), request.headers.get("accept-language"))


def csrf_of(request: Request) -> str:
    """What every form of a request's session sends back."""
    return Sessions(request.app.state.settings.token).csrf(request.state.cookie)


def render(request: Request, template: str, status: int = 200, **values: Any) -> Response:
    """A page from a template."""
    language = language_of(request)
    state = request.state
    marks = getattr(state, "marks", None)  # of an answer that is kept (`rawi.web.kept`)
    here = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    content = (
        environment(language.code)
        .get_template(template)
        .render(
            language=language, nonce=marks.nonce if marks else state.nonce, is_in=state.is_in, here=here, path=request.url.path,
            section=section(request.url.path),
            is_get=request.method == "GET", status=status,
            csrf=marks.csrf if marks else csrf_of(request), navigation=NAVIGATION,
            desk_name=request.app.state.desk.name, settings=request.app.state.settings, **values,
        )
    )  # fmt: skip
    return HTMLResponse(content, status, {"content-language": language.code, "vary": "accept-language, cookie"})
