"""Templates of one language: messages that are always the same are translated when a template becomes Python, not in each answer.

A page of 5,000 words has some 250 claims with a dozen messages each, and Jinja asks for each of them by several calls.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from gettext import NullTranslations
from types import FunctionType
from typing import Any, Final

import markupsafe
from jinja2 import Environment, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.runtime import Context, Macro
from jinja2.visitor import NodeTransformer
from markupsafe import Markup, escape

_escape: Final[Callable[[str], str]] = getattr(markupsafe, "_escape_inner", lambda letters: str(escape(letters)))
"""What `markupsafe.escape` does with plain letters."""
_KNOWN: Final = 1 << 12


class QuickContext(Context):
    """Calls macros and plain functions with fewer questions than Jinja's own, which is for templates that are not trusted."""

    def call(self, obj: Any, /, *args: Any, **kwargs: Any) -> Any:
        """What a template calls."""
        kind = type(obj)
        if kind is not Macro and (kind is not FunctionType or hasattr(obj, "jinja_pass_arg")):
            return super().call(obj, *args, **kwargs)
        kwargs.pop("_block_vars", None)  # what stands round a call, for functions that take a context
        kwargs.pop("_loop_vars", None)
        return obj(self.eval_ctx, *args, **kwargs) if kind is Macro else obj(*args, **kwargs)


def escaped(value: Any) -> str:
    """Anything as it stands in HTML. Unlike `markupsafe.escape` it says so to nobody: it is for what is put out at once."""
    kind = type(value)
    if kind is str:
        return _escape(value)
    return value if kind is Markup else str(value) if kind is int else escape(value)


class _Generator(CodeGenerator):
    """Makes Python of a template, in which what is put out is `escaped`."""

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if not frame.eval_ctx.volatile and frame.eval_ctx.autoescape and finalize.src is None:
            self.write("environment.escaped(")
        else:
            super()._output_child_pre(node, frame, finalize)


class Templates(Environment):
    """Jinja's environment with the messages of a catalogue."""

    context_class = QuickContext
    code_generator_class = _Generator

    escaped = staticmethod(escaped)

    def __init__(self, translations: NullTranslations, **options: Any) -> None:
        super().__init__(extensions=["jinja2.ext.i18n"], **options)
        self.policies["ext.i18n.trimmed"] = True
        self._message = _message(translations)
        self.install_gettext_translations(translations, newstyle=True)  # type: ignore[attr-defined]
        self.globals["_"] = self.globals["gettext"] = _gettext(self._message)
        self.globals["ngettext"] = _ngettext(translations)

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        made = super()._parse(source, name, filename)
        found: nodes.Template = _Translator(self._message).visit(made)
        return found


class _Translator(NodeTransformer):
    """Puts what a message says in the place of ``_("message")``, wherever nothing is to be put into it."""

    def __init__(self, message: Callable[[str], tuple[str, Markup]]) -> None:
        self._message = message

    def visit_Call(self, node: nodes.Call) -> nodes.Node:
        """A call of any function."""
        self.generic_visit(node)
        is_message = isinstance(node.node, nodes.Name) and node.node.name in ("_", "gettext")
        more = node.kwargs or node.dyn_args or node.dyn_kwargs
        if not is_message or more or len(node.args) != 1 or not isinstance(node.args[0], nodes.Const):
            return node
        plain = self._message(node.args[0].value)[1]
        return nodes.MarkSafe(nodes.Const(str(plain), lineno=node.lineno), lineno=node.lineno)


def _message(translations: NullTranslations) -> Callable[[str], tuple[str, Markup]]:
    """What translates: the form of a message, into which values are put, and what it says without any."""

    @lru_cache(maxsize=_KNOWN)
    def known(message: str) -> tuple[str, Markup]:
        form = translations.gettext(message)
        return form, Markup(form % {} if "%" in form and "%(" not in form else form)

    return known


def _gettext(message: Callable[[str], tuple[str, Markup]]) -> Callable[..., Markup]:
    def gettext(form: str, /, **values: Any) -> Markup:
        found, plain = message(form)
        return filled(found, values) if values else plain

    return gettext


def _ngettext(translations: NullTranslations) -> Callable[..., Markup]:
    @lru_cache(maxsize=_KNOWN)
    def known(one: str, many: str, count: int) -> str:
        return translations.ngettext(one, many, count)

    def ngettext(one: str, many: str, count: int, /, **values: Any) -> Markup:
        values.setdefault("num", count)
        return filled(known(one, many, count), values)

    return ngettext


def filled(form: str, values: dict[str, Any]) -> Markup:
    """A message with its values, which are escaped; as `Markup` would, by a tenth of the way."""
    return Markup(form % {name: escape(value) for name, value in values.items()})
