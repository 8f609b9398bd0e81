"""Why something was not read is said in Arabic too: every sentence that the code can raise there has its Arabic."""

import ast
import re
import time
from pathlib import Path

import pytest

import rawi
from rawi.wording import reasons

ROOT = Path(rawi.__file__).parent
FOLDERS = ("pages", "desk/adding", "desk/queue")
RAISED = ("InputError", "LanguageError", "Refused")
PASSED_ON = re.compile(
    r"str\(\w+\)|result\['error'\]|rules\.refused|reason|str\(error\)\.replace\('The table', 'The line'\)"
    r"\.replace\('column', 'key', 1\)|_refused\(member\)|answer\['why'\]|one\.why"
)
"""What is raised as it came from another place that is looked at as well."""
SAMPLE = "X7"


class Sentences:
    """The sentences of a module, {} where something of their own stands."""

    def __init__(self, tree, everywhere):
        self.tree, self.everywhere = tree, everywhere

    def of(self, node):
        match node:
            case ast.Constant(value=str() as value):
                return [value]
            case ast.JoinedStr():
                found = [""]
                for part in node.values:
                    found = [one + more for one in found for more in self.part(part)]
                return found
            case ast.BinOp(op=ast.Add()):
                return [a + b for a in self.of(node.left) for b in self.of(node.right)]
            case ast.IfExp():
                return [*self.of(node.body), *self.of(node.orelse)]
            case ast.Name() if node.id in self.constants():
                return self.of(self.constants()[node.id])
            case ast.Attribute(attr="MISSING"):
                return []  # of another module that is looked at
            case ast.Call(func=ast.Name(id=name)) if name in self.everywhere:
                return self.everywhere[name]
        text = ast.unparse(node)
        assert PASSED_ON.fullmatch(text), f"what is raised as {text!r} is not known"
        return []

    def part(self, part):
        if isinstance(part, ast.Constant):
            return [part.value]
        if isinstance(part.value, ast.IfExp) and all(
            isinstance(side, ast.Constant) for side in (part.value.body, part.value.orelse)
        ):
            return [part.value.body.value, part.value.orelse.value]
        return ["{}"]

    def constants(self):
        found = {}
        for node in self.tree.body:
            if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
                found[node.targets[0].id] = node.value
        return {**BOMB, **found}


BOMB = {}


def trees():
    files = sorted(file for folder in FOLDERS for file in (ROOT / folder).rglob("*.py"))
    return {file: ast.parse(file.read_text(encoding="utf-8")) for file in files}


def functions(parsed):
    """What functions of one sentence give."""
    found = {}
    for tree in parsed.values():
        for node in ast.walk(tree):
            if (
                isinstance(node, ast.FunctionDef)
                and node.returns
                and ast.unparse(node.returns) in ("str", "str | None")
            ):
                given = [r.value for r in ast.walk(node) if isinstance(r, ast.Return) and r.value is not None]
                strings = [
                    v for v in given if isinstance(v, ast.JoinedStr) or (isinstance(v, ast.Constant) and v.value)
                ]
                made = [one for v in strings for one in Sentences(tree, {}).of(v)]
                if made and all(re.match(r"[A-Z{]", one) and one.endswith(".") for one in made):
                    found.setdefault(node.name, []).extend(made)
    return found


def raised():
    parsed = trees()
    known = functions(parsed)
    for tree in parsed.values():
        for node in tree.body:
            if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "BOMB":
                BOMB["BOMB"] = node.value
    found = [(name, form) for name, forms in known.items() for form in forms]
    for file, tree in parsed.items():
        sentences = Sentences(tree, known)
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] in RAISED and node.args:
                found += [(f"{file.name}:{node.lineno}", form) for form in sentences.of(node.args[-1])]
            if isinstance(node, ast.Assign) and not isinstance(node.value, ast.Call | ast.Subscript):
                name = ast.unparse(node.targets[0])
                if name == "MISSING" or (name in ("why", "reason") and "desk" in file.parts):
                    found += [(f"{file.name}:{node.lineno}", form) for form in sentences.of(node.value)]
    return found


def test_every_reason_has_its_arabic():
    found = raised()
    assert len({form for _, form in found}) > 130
    for samples in (SAMPLE, f"{SAMPLE} is"), (SAMPLE, f"{SAMPLE} leads to {SAMPLE},"):  # the place of guard.py
        with_samples = [(where, said(form, *samples)) for where, form in found]
        assert [(where, form) for where, form in with_samples if not reasons.is_known(form, "ar")] == []


def said(form, sample, place):
    return form.replace("{}", place if form.startswith("{} no public address") else sample)


def test_a_sentence_without_arabic_would_be_seen():
    assert not reasons.is_known("It is made of cheese.", "ar")
    with pytest.raises(AssertionError, match="is not known"):
        Sentences(ast.parse(""), {}).of(ast.parse("anything(else_)", mode="eval").body)


def test_none_is_left_over_from_what_is_no_longer_said():
    code = re.sub(r"[\"']\s*f?[\"']", "", " ".join(f.read_text(encoding="utf-8") for f in ROOT.rglob("*.py")))
    for form in reasons.forms("ar"):
        longest = max(form.pieces, key=len).removeprefix(" is").strip(" ,.;:()")
        longest = longest.replace("The line has no key", "The table has no column")  # as `jsonl` says it
        if len(form.pieces) > 1 or form.pieces[0].endswith("."):
            assert longest in code or longest.partition(";")[0] in code, form.pieces


def test_each_form_has_what_it_tells_and_is_arabic():
    for form in reasons.forms("ar"):
        assert form.told.count("{}") == len(form.pieces) - 1, form.pieces
        assert re.search("[ء-ي]", form.told)
        assert form.pieces[-1].endswith(".") == form.told.endswith("."), form.pieces


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("The PDF has 1,000 bytes, more than the limit of 5.", "حجم ملف PDF \u20681,000\u2069 بايت، والحد \u20685\u2069."),
        (
            "https://x.example/a answers 404: there is no such page.",
            "أجاب \u2068https://x.example/a\u2069 بالرمز \u2068404\u2069: \u2068لا صفحة بهذا العنوان\u2069.",
        ),
        ("The image is damaged: its parser broke off (ValueError).", "تلف في \u2068الصورة\u2069: توقف محلله (\u2068ValueError\u2069)."),
        (
            "https://x.example cannot be reached (no connection); without a robots.txt to ask, nothing is fetched from there unless "
            "with --ignore-robots.",
            "\u200f\u2068لا يمكن الوصول إلى \u2068https://x.example\u2069 (\u2068لا اتصال\u2069)\u2069؛ ومن دون ملف robots.txt "
            "يُسأل لا يُجلب شيء من هناك إلا بالخيار --ignore-robots.",
        ),
        ("There is no file {0} {} %s <b>.", "لا ملف باسم \u2068{0} {} %s <b>\u2069."),
        ("Something that nobody foresaw.", "Something that nobody foresaw."),
    ],
)  # fmt: skip
def test_what_stands_in_a_reason_is_kept_and_isolated(said, told):
    assert reasons.reason(said, "ar") == told
    assert reasons.reason(said, "en") == said


def test_hostile_reasons_take_no_time():
    began = time.process_time()
    for said in (
        "The table has no column " + "; it has " * 400,
        "x answers " * 390,
        " is packed as " * 280,
        "a" * 10**6,
    ):
        reasons.reason(said, "ar")
    assert time.process_time() - began < 1
