"""``rawi serve``: the desk in a browser, on this machine."""

from __future__ import annotations

import webbrowser

import click

from rawi.cli.desk_option import DEFAULT, desk_option, open_desk
from rawi.cli.running import workers_option

SAMPLE = "rawi-sample.desk"


@click.command("serve", short_help="Open a desk in a browser.")
@desk_option
@click.option("--port", metavar="NUMBER", type=click.IntRange(0, 65535), help="[default: 8765, or any that is free]")
@click.option("--host", metavar="ADDRESS", default="127.0.0.1", show_default=True, help="127.0.0.1 or ::1; no other.")
@click.option(
    "--sample", is_flag=True, help=f"Open a desk with made-up pages to try it: {SAMPLE}, where --desk names no other."
)
@click.option("--offline", is_flag=True, help="Fetch no addresses of the web.")
@click.option("--browser", is_flag=True, help="Open the browser as well.")
@click.option(
    "--processes",
    metavar="NUMBER",
    type=click.IntRange(1, 64),
    help="Processes that answer. [default: one for each core, 4 at most]",
)
@workers_option
def command(
    desk: str,
    port: int | None,
    host: str,
    sample: bool,
    offline: bool,
    browser: bool,
    processes: int | None,
    workers: int | None,
) -> int:
    """Serve the desk to a browser on this machine, until Ctrl-C.

    The address that is printed holds a token, new with every start: whoever has it can read and change the desk. Nobody
    else on the network can reach it.

    \b
    Examples:
      rawi serve --desk news.desk
      rawi serve --sample                               a made-up event, told by six made-up outlets
    """
    from rawi.web.processes import parent
    from rawi.web.serving import default_processes, open_socket, serve
    from rawi.web.settings import Settings

    opened = open_socket(host, port)
    with opened, open_desk(SAMPLE if sample and desk == DEFAULT else desk, create=True) as open_one:
        from rawi.web.app import make_app

        def tell(address: str) -> None:
            click.echo(f"Rawi's desk {open_one.name} is open at\n\n  {address}\n\nCtrl-C closes it.", err=True)
            if browser:
                webbrowser.open(address)

        bring = _sample() if sample else ()
        settings = Settings(addresses=not offline, workers=workers)
        count = processes or default_processes()
        if count > 1:
            parent.serve(opened, open_one, settings, count, tell, bring)
        else:
            serve(opened, settings, lambda settings: make_app(open_one, settings, bring), tell)
    return 0


def _sample() -> list[str]:
    from importlib.resources import files

    return [str(files("rawi").joinpath("samples", "event"))]
