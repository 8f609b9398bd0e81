"""What comes in and goes out under /api. Results are the desk's own dataclasses, so their documentation is theirs."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Annotated, Any, Final, Generic, Literal, TypeVar

from fastapi import Path, Query
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import JSONResponse

from rawi.desk.captures import CaptureInfo
from rawi.desk.search.results import Of, Order
from rawi.desk.views.pages import PageKept
from rawi.errors import OptionError
from rawi.tagger.labels import KINDS, STANCES

T = TypeVar("T")
MOST: Final = 200
HIGHEST: Final = 2**53 - 1
"""Numbers that every reader of JSON holds exactly."""
_HALF: Final = re.compile("[\ud800-\udfff]")

Number = Annotated[int, Path(ge=1, le=HIGHEST)]
Limit = Annotated[int, Query(ge=1, le=MOST, description="How many at most.")]
After = Annotated[str | None, Query(max_length=700, description="`next` of the list before.")]
Stance = Literal["states", "confirms", "denies", "withholds", "alleges", "believes", "asks", "calls_for", "commits"]
Kind = Literal["person", "group", "organisation", "media", "document", "unknown", "page"]
Type = Literal["PER", "ORG", "LOC"]
assert set(STANCES) == set(Stance.__args__) and {*KINDS, "page"} == set(Kind.__args__)  # type: ignore[attr-defined]  # noqa: PT018


class Missing(OptionError):
    """What an address names is not there."""


class Listing(BaseModel, Generic[T]):
    """A page of a list. `next`: ask again with it as `after`; null at the end."""

    items: list[T]
    next: str | None


class Found(Listing[T], Generic[T]):
    """A page of what was found. `count` in all where `exact`, else there are at least so many."""

    count: int
    exact: bool
    order: Order
    note: str | None


class PageOut(BaseModel):
    """A page as it now stands: the reading with what people decided (in the form of `rawi read --json`)."""

    page: PageKept
    captures: list[CaptureInfo]
    versions: list[int]
    checked: bool
    not_news: bool
    reading: dict[str, Any]


class DecisionOut(BaseModel):
    """What somebody decided."""

    id: int
    kind: str
    page: int | None
    target: dict[str, Any] | None
    before: dict[str, Any]
    after: dict[str, Any]
    who: str
    when: str
    why: str | None
    undoes: int | None
    state: str


class _Asked(BaseModel):
    model_config = ConfigDict(extra="forbid")

    why: Annotated[str | None, Field(max_length=1000)] = None


_Positive = Annotated[int, Field(ge=1, le=HIGHEST)]


class OnClaim(_Asked):
    """Accept or reject a claim."""

    kind: Literal["accept", "reject"]
    page: _Positive
    claim: Annotated[_Positive, Field(description="Its number in the page, as the machine read it.")]


class Note(_Asked):
    """Write something down about a page, or a claim on it."""

    kind: Literal["note"]
    page: _Positive
    claim: _Positive | None = None
    note: Annotated[str, Field(min_length=1, max_length=10_000)]


class OnPage(_Asked):
    """Say that a page was checked, or that it is no news."""

    kind: Literal["checked", "not_news"]
    page: _Positive


class Merge(_Asked):
    """Say that entities are one; they go by the name of the first."""

    kind: Literal["merge"]
    entity: _Positive
    others: Annotated[list[_Positive], Field(min_length=1, max_length=200)]


class Split(_Asked):
    """Take an entity out of those it was merged with; with pages, say that there it is somebody else."""

    kind: Literal["split"]
    entity: _Positive
    pages: Annotated[list[_Positive], Field(max_length=200)] = []


Asked = Annotated[OnClaim | Note | OnPage | Merge | Split, Field(discriminator="kind")]


_Words = Annotated[str | None, Field(min_length=1, max_length=1000)]
_Day = Annotated[str | None, Field(pattern=r"^\d{4}-\d{2}-\d{2}$", description="An ISO day.")]
_Name = Annotated[str, Field(min_length=1, max_length=100)]


class Renamed(BaseModel):
    """Another name."""

    model_config = ConfigDict(extra="forbid")

    name: _Name


class SearchIn(Renamed):
    """A search under a name; words and filters as of `GET /claims`. Names have `kind` only: PER, ORG, LOC."""

    q: Annotated[str, Field(max_length=1000)] = ""
    of: Of = "claims"
    sort: Order = "relevance"
    source: _Words = None
    source_entity: _Positive | None = None
    entity: _Words = None
    entity_id: _Positive | None = None
    kind: Kind | Type | None = None
    stance: Stance | None = None
    named: bool | None = None
    outlet: _Words = None
    said_from: _Day = None
    said_to: _Day = None
    about_from: _Day = None
    about_to: _Day = None
    language: _Words = None

    def filters(self) -> dict[str, Any]:
        """What `Desk.search` is called with beside the words."""
        days = {"said": (self.said_from, self.said_to), "about": (self.about_from, self.about_to)}
        return {
            "of": self.of, "sort": self.sort, "source": self.source_entity or self.source, "kind": self.kind,
            "entity": self.entity_id or self.entity, "stance": self.stance, "named": self.named, "outlet": self.outlet,
            "language": self.language, **{name: sides for name, sides in days.items() if any(sides)},
        }  # fmt: skip


def plain(value: Any) -> Any:
    """What JSON takes: dataclasses as objects; halves of characters, which no UTF-8 holds, as U+FFFD."""
    if isinstance(value, str):
        return _HALF.sub("\ufffd", value) if not value.isascii() else value
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {plain(key): plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    return value


class Json(JSONResponse):
    """An answer in JSON."""

    def render(self, content: Any) -> bytes:
        """As UTF-8, whatever letters there are."""
        return json.dumps(plain(content), ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()
