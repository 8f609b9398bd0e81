"""``rawi decide``: what people say of claims, pages and names; each is a row that can be undone."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

from rawi.cli.decisions import one_line
from rawi.cli.desk_option import desk_option, open_desk
from rawi.errors import OptionError

if TYPE_CHECKING:
    from rawi.desk.decisions import Decision, Ref
    from rawi.desk.desk import Desk

F = TypeVar("F", bound=Callable[..., Any])

_CLAIM = re.compile(r"(\d{1,12})/(?:(\d{1,9})|(\d{1,9})-(\d{1,9}))")


@click.group("decide", short_help="Accept, reject, put right: decisions on claims, pages and names.")
@click.option("--who", help="Who decides [default: the environment's RAWI_WHO, else your user name].")
@click.option("--why", help="The reason, kept with the decision.")
@desk_option
@click.pass_context
def command(ctx: click.Context, who: str | None, why: str | None, desk: str) -> None:
    """Decide on claims, pages and names. Nothing is overwritten: `rawi undo` takes any of it back.

    A claim is PAGE/CLAIM, as in 12/5: claim 5 of page 12. Its number stays what it is while people decide; a claim that
    somebody added has none and is PAGE/START-END, its place on the page. `rawi decide list PAGE` shows both.

    \b
    Examples:
      rawi decide list 12
      rawi decide accept 12/5 12/6
      rawi decide --who Mona --why "a wish, no claim" reject 12/7
      rawi decide stance 12/5 denies
      rawi decide source 12/5 "وزيرة النقل ليلى قاسم"
      rawi decide span 12/5 "الجسر سيغلق ثلاثة أيام"
      rawi decide missed 12 --cue "وتوقع" --content "أن ينتهي العمل" --source "الزين" --stance believes
      rawi decide note 12/5 "asked the ministry"
      rawi decide merge 4 9
      rawi decide split 4 --page 12
      rawi decide same 12/5 30/2
      rawi decide not-same 12 31
      rawi decide copied-from 12 7
      rawi decide not-news 12
      rawi decide checked 12
    """
    ctx.obj = {"desk": desk, "who": who, "why": why}


@command.command("list")
@click.argument("page", type=int)
@click.pass_obj
def list_claims(given: dict[str, Any], page: int) -> int:
    """Show the claims of PAGE as they stand, with what was decided on them."""
    with open_desk(given["desk"]) as desk:
        decided = desk.decided(page)
    for c in decided.claims:
        content = c.claim.content
        place = f"{page}/{c.n}" if c.n is not None else f"{page}/{content[0][0]}-{content[-1][1]}"
        made = f"  ({', '.join(map(str, c.decisions))})" if c.decisions else ""
        click.echo(f"{place}  {c.claim.stance}  {c.state or 'as read'}{made}")
        click.echo(f"    {one_line(c.claim.text)}")
        if c.source:
            click.echo(f"    {one_line(c.source)}")
    marks = [name for name, so in (("not news", decided.not_news), ("checked", decided.checked)) if so]
    if marks:
        click.echo(f"The page is {' and '.join(marks)}.")
    if decided.loose:
        click.echo(f"Decisions whose words have moved: {', '.join(map(str, sorted(decided.loose)))}.")
    return 0


@command.command("accept")
@click.argument("claims", metavar="CLAIM...", nargs=-1, required=True)
@click.pass_obj
def accept(given: dict[str, Any], claims: tuple[str, ...]) -> int:
    """Say that a CLAIM is rightly found: its words, its stance, its source."""
    return _each(given, claims, lambda desk, page, ref, by: desk.accept(page, ref, **by))


@command.command("reject")
@click.argument("claims", metavar="CLAIM...", nargs=-1, required=True)
@click.pass_obj
def reject(given: dict[str, Any], claims: tuple[str, ...]) -> int:
    """Say that a CLAIM is none."""
    return _each(given, claims, lambda desk, page, ref, by: desk.reject(page, ref, **by))


@command.command("stance")
@click.argument("claim")
@click.argument("stance")
@click.pass_obj
def stance(given: dict[str, Any], claim: str, stance: str) -> int:
    """Say how the source stands to a CLAIM: states, denies, ..."""
    return _each(given, (claim,), lambda desk, page, ref, by: desk.correct(page, ref, stance=stance, **by))


@command.command("source")
@click.argument("claim")
@click.argument("words", required=False)
@click.option("--kind", help="person, group, organisation, media, document or unknown.")
@click.option("--nobody", is_flag=True, help="The page does not say who.")
@click.pass_obj
def source(given: dict[str, Any], claim: str, words: str | None, kind: str | None, nobody: bool) -> int:
    """Say who makes a CLAIM: the WORDS for them as they stand on the page, or their place START-END."""
    if nobody == (words is not None):
        raise OptionError("Give either the words for the source, or --nobody.")

    def put(desk: Desk, page: int, ref: Ref, by: dict[str, Any]) -> Decision:
        found = [] if words is None else [_place(desk, page, ref, words)]
        return desk.correct(page, ref, source=found, kind=kind, **by)

    return _each(given, (claim,), put)


@command.command("span")
@click.argument("claim")
@click.argument("words", nargs=-1, required=True)
@click.pass_obj
def span(given: dict[str, Any], claim: str, words: tuple[str, ...]) -> int:
    """Say what a CLAIM's content is: the WORDS as they stand on the page, each piece for itself, or places START-END."""

    def put(desk: Desk, page: int, ref: Ref, by: dict[str, Any]) -> Decision:
        return desk.correct(page, ref, content=[_place(desk, page, ref, w) for w in words], **by)

    return _each(given, (claim,), put)


@command.command("missed")
@click.argument("page", type=int)
@click.option("--content", required=True, help="The words that are claimed.")
@click.option("--cue", help="The words that attribute them; without, the page itself claims it.")
@click.option("--source", "speaker", help="The words for who says it.")
@click.option("--stance", default="states", show_default=True, help="How the source stands to it.")
@click.option("--kind", help="person, group, organisation, media, document or unknown.")
@click.pass_obj
def missed(
    given: dict[str, Any], page: int, content: str, cue: str | None, speaker: str | None, stance: str, kind: str | None
) -> int:
    """Add a claim of PAGE that was missed. Words are as they stand on the page, or places START-END."""
    from rawi.desk.decisions.places import locate

    with open_desk(given["desk"]) as desk:
        text = desk.get(page).page.text
        place = locate(text, content)
        parts: dict[str, Any] = {"content": [place], "stance": stance}
        if cue is None and (speaker or kind):
            raise OptionError("What somebody else says needs its cue too.")
        if cue is not None:
            parts["cue"] = [locate(text, cue, place[0])]
        if speaker is not None:
            parts["source"] = [locate(text, speaker, parts["cue"][0][0])]
        if kind is not None:
            parts["kind"] = kind
        _say(desk.add_part(page, "attribution" if cue else "claim", **parts, **_by(given)))
    return 0


@command.command("note")
@click.argument("where", metavar="PAGE|CLAIM")
@click.argument("words")
@click.pass_obj
def note(given: dict[str, Any], where: str, words: str) -> int:
    """Write WORDS down about a page or a claim."""
    if where.isdecimal():
        with open_desk(given["desk"]) as desk:
            _say(desk.note(int(where), words, **_by(given)))
        return 0
    return _each(given, (where,), lambda desk, page, ref, by: desk.note(page, words, ref, **by))


@command.command("merge")
@click.argument("entity", type=int)
@click.argument("others", metavar="OTHER...", type=int, nargs=-1, required=True)
@click.pass_obj
def merge(given: dict[str, Any], entity: int, others: tuple[int, ...]) -> int:
    """Say that OTHER entities of the desk are ENTITY."""
    with open_desk(given["desk"]) as desk:
        _say(desk.merge(entity, *others, **_by(given)))
    return 0


@command.command("split")
@click.argument("entity", type=int)
@click.option("--page", "pages", type=int, multiple=True, help="On this page it is somebody else; may be given often.")
@click.pass_obj
def split(given: dict[str, Any], entity: int, pages: tuple[int, ...]) -> int:
    """Take ENTITY out of those it was merged with; with --page, say that there it is somebody else."""
    with open_desk(given["desk"]) as desk:
        _say(desk.split(entity, pages, **_by(given)))
    return 0


@command.command("same")
@click.argument("one", metavar="PAGE|CLAIM")
@click.argument("other", metavar="PAGE|CLAIM")
@click.pass_obj
def same(given: dict[str, Any], one: str, other: str) -> int:
    """Say that two claims claim the same, or that two pages are about one event."""
    return _link(given, "same", one, other)


@command.command("not-same")
@click.argument("one", metavar="PAGE|CLAIM")
@click.argument("other", metavar="PAGE|CLAIM")
@click.pass_obj
def not_same(given: dict[str, Any], one: str, other: str) -> int:
    """Say that two claims do not claim the same, or that two pages are about two events."""
    return _link(given, "not_same", one, other)


@command.command("copied-from")
@click.argument("one", metavar="PAGE|CLAIM")
@click.argument("other", metavar="PAGE|CLAIM")
@click.pass_obj
def copied_from(given: dict[str, Any], one: str, other: str) -> int:
    """Say that the first page, or the words of the first claim, were copied from the other."""
    return _link(given, "copied_from", one, other)


@command.command("not-news")
@click.argument("pages", metavar="PAGE...", type=int, nargs=-1, required=True)
@click.pass_obj
def not_news(given: dict[str, Any], pages: tuple[int, ...]) -> int:
    """Say that a PAGE is no news: an advertisement, a list, a page of a shop."""
    with open_desk(given["desk"]) as desk:
        for page in pages:
            _say(desk.not_news(page, **_by(given)))
    return 0


@command.command("checked")
@click.argument("pages", metavar="PAGE...", type=int, nargs=-1, required=True)
@click.pass_obj
def checked(given: dict[str, Any], pages: tuple[int, ...]) -> int:
    """Say that somebody went through all of a PAGE, and that it is right as it now stands."""
    with open_desk(given["desk"]) as desk:
        for page in pages:
            _say(desk.checked(page, **_by(given)))
    return 0


def claim_of(words: str) -> tuple[int, Ref]:
    """The page and the claim that PAGE/CLAIM or PAGE/START-END names. Raises OptionError where it is neither."""
    from rawi.desk.decisions import Ref

    found = _CLAIM.fullmatch(words.strip())
    if not found:
        raise OptionError(f"{words!r} is no claim; it is PAGE/CLAIM, as in 12/5, or PAGE/START-END.")
    page, number, start, end = found.groups()
    return int(page), Ref("claim", int(number)) if number else Ref("claim", place=(int(start), int(end)))


def _link(given: dict[str, Any], kind: str, one: str, other: str) -> int:
    """Link two pages or two claims; `rawi together` heeds it when it comes to these pages again."""
    ends = [(int(words), None) if re.fullmatch(r"\d{1,12}", words) else claim_of(words) for words in (one, other)]
    with open_desk(given["desk"]) as desk:
        made = desk.link(kind, ends[0], ends[1], **_by(given))
        _say(made)
        there = made.after["to"].get("words")
        if there:
            click.echo(f"    {one_line(there)}", err=True)
    return 0


def _each(
    given: dict[str, Any], claims: tuple[str, ...], do: Callable[[Desk, int, Ref, dict[str, Any]], Decision]
) -> int:
    named = [claim_of(words) for words in claims]  # all are understood before anything is decided
    with open_desk(given["desk"]) as desk:
        for page, ref in named:
            _say(do(desk, page, ref, _by(given)))
    return 0


def _place(desk: Desk, page: int, ref: Ref, words: str) -> tuple[int, int]:
    """The place of words on a page, nearest to the claim."""
    from rawi.desk.decisions.places import locate

    reading = desk.get(page)
    near = ref.place[0] if ref.place else 0
    if ref.n is not None and 0 < ref.n <= len(reading.claims):
        near = reading.claims[ref.n - 1].content[0][0]
    return locate(reading.page.text, words, near)


def _by(given: dict[str, Any]) -> dict[str, Any]:
    return {"who": given["who"], "why": given["why"]}


def _say(decision: Decision) -> None:
    """Its number, and the words that it is about: a number may have been mistyped."""
    moved = " (its words are not there as they were; see rawi decisions --loose)" if decision.state == "loose" else ""
    click.echo(f"Decision {decision.id}: {decision.kind.replace('_', ' ')}{moved}", err=True)
    if decision.target is not None and decision.target.words:
        click.echo(f"    {one_line(decision.target.words)}", err=True)
