"""Pages are added: files, pasted text, an address; how far they are; failures are tried again."""

from __future__ import annotations

from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from rawi.desk.adding.filling import Input
from rawi.desk.moments import now
from rawi.errors import InputError
from rawi.pages import Fact
from rawi.pages.addresses import is_address
from rawi.pages.capture import Capture
from rawi.web.forms import posted, text
from rawi.web.rendering import render

LONGEST_NAME = 200
FACTS = ("title", "outlet", "author", "published", "url")


@posted
def add(request: Request, form: FormData) -> Response:
    """Put what was brought into the queue. The answer comes when it is there."""
    inputs: list[Input] = [
        _of_file(file) for file in form.getlist("files") if isinstance(file, UploadFile) and file.filename
    ]
    pasted, address = text(form, "text"), text(form, "address")
    if pasted:
        known = {name: Fact(text(form, name), "given") for name in FACTS if text(form, name)}
        inputs.append(Capture(pasted.encode(), "pasted", known, now(), is_text=True))
    if address:
        if not request.app.state.settings.addresses:
            raise InputError("This desk was started without the web (--offline): save the page and add the file.")
        if not is_address(address) or not address.lower().startswith(("http://", "https://")):
            raise InputError("An address of the web begins with http:// or https://.")
        inputs.append(address)
    if not inputs:
        raise InputError("Nothing was given: choose files, paste a text, or give an address.")
    request.app.state.adder.bring(inputs)
    return RedirectResponse("/#adding", 303)


def progress(request: Request) -> Response:
    """How far the reading is: a piece of the first page, which asks for itself again while something goes on."""
    return render(request, "adding.html", doing=request.app.state.adder.doing)


@posted
def retry(request: Request, form: FormData) -> Response:
    """Try failures again: one, or all."""
    given = text(form, "failure")
    numbers = [int(given)] if given.isascii() and given.isdigit() and len(given) < 18 else None
    request.app.state.adder.retry(numbers)
    return RedirectResponse("/#adding", 303)


def _of_file(file: UploadFile) -> Capture:
    """A file that was sent. Its name is what the browser says, without folders and signs that move text."""
    name = (file.filename or "").replace("\\", "/").rpartition("/")[2]
    shown = "".join(c for c in name if c.isprintable())[-LONGEST_NAME:].strip() or "file"
    return Capture(file.file.read(), shown, captured=now())
