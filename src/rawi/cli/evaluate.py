"""``rawi evaluate``: the table of scores against a gold file."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from rawi.cli.records import page_of, records
from rawi.errors import InputError
from rawi.evaluation import score


@click.command("evaluate", short_help="Score readings against annotated articles.")
@click.argument("gold", metavar="GOLD.jsonl", type=click.Path(path_type=Path))
@click.option("--rows", "given", type=click.Path(path_type=Path), help="Score these rows; else GOLD's texts are read.")
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
def command(gold: Path, given: Path | None, as_json: bool) -> int:
    """Score readings against the annotated articles of GOLD.jsonl.

    \b
    Example:
      rawi evaluate gold.jsonl
      rawi evaluate gold.jsonl --rows rows.jsonl --json
    """
    _check(gold)
    if given is not None:
        _check(given, text=False)
        return _print(gold, given, as_json)
    with tempfile.TemporaryDirectory() as folder:
        rows = Path(folder) / "rows.jsonl"
        with rows.open("w", encoding="utf-8") as out:
            for row in _read(gold):
                out.write(json.dumps(row) + "\n")
        return _print(gold, rows, as_json)


def _read(gold: Path) -> Iterator[dict[str, Any]]:
    from rawi.reading import read_page, to_rows

    for record in records(gold):
        yield to_rows(read_page(page_of(record)), record.id)


def _check(path: Path, text: bool = True) -> None:
    """Faults that the scorer would only stumble over."""
    try:
        lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    except FileNotFoundError:
        raise InputError(f"There is no file {path}.") from None
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}.") from None
    except ValueError:
        raise InputError(f"{path} is no JSON Lines.") from None
    wanted = ("id", "text", "attributions") if text else ("id", "attributions")
    for number, line in enumerate(lines, start=1):
        if not isinstance(line, dict) or any(key not in line for key in wanted):
            raise InputError(f"{path}, line {number}, is no annotated article: it needs {', '.join(wanted)}.")
    if not lines:
        raise InputError(f"{path} is empty.")


def _print(gold: Path, rows: Path, as_json: bool) -> int:
    try:
        result, _ = score.score(str(gold), str(rows))  # type: ignore[no-untyped-call]
    except (KeyError, TypeError, IndexError, ValueError) as error:
        raise InputError(f"The rows of {gold} and {rows} cannot be scored: {error!r}.") from None
    if as_json:
        click.echo(json.dumps(result))
        return 0
    click.echo(f"articles {result['articles']}, read {result['predicted']}")
    click.echo(f"{'':14}{'P':>7}{'R':>7}{'F1':>7}{'gold':>8}")
    for name in [*score.NAMES, "links"]:
        row = result[name]
        click.echo(f"{name:14}{row['p']:7.3f}{row['r']:7.3f}{row['f1']:7.3f}{row['gold']:8}")
    click.echo("agree  " + "  ".join(f"{name} {value:.3f}" for name, value in result["agree"].items()))
    return 0
