"""What the desk says where something cannot be done is said in the language of the interface."""

import re
import time
from html import unescape

import pytest

import rawi
from rawi.desk import engine
from rawi.errors import DeskError
from rawi.web.languages import catalogue
from rawi.web.sentences import SENTENCES, sentence
from rawi.wording import reason

ARABIC = catalogue("ar").gettext
LATIN = re.compile(r"[A-Za-z]{3,}")


@pytest.mark.parametrize(
    "path",
    ["/pages/99", "/pages/1/claims/99", "/sources/99999", "/sources/named?name=x", "/entities/99999", "/origins/named?name=x",
     "/events/99", "/propositions/99", "/search?q=%3F", "/search?said_from=never", "/compare?one=1&other=1", "/compare?one=x&other=1",
     "/timeline?said_from=never", "/sha256/" + "0" * 64],
)  # fmt: skip
def test_a_view_says_it_in_arabic(client, path):
    page = client.get(path, headers={"accept-language": "ar"}).text
    [said] = (
        re.findall(r'<p dir="auto">(.*?)</p>', page, re.S)[:1] or re.findall(r'dir="auto">(.*?)</p>', page, re.S)[:1]
    )
    known = [word for word in LATIN.findall(unescape(said)) if word not in ("said", "never")]
    assert known == []
    assert re.search("[ء-ي]", said)


def test_a_form_says_it_in_arabic(client, post):
    client.get("/language/ar?to=/")
    page = post("/pages/5/add").text
    assert "اختر الكلمات التي قيلت." in page


def test_every_sentence_is_one_of_the_desk():
    """None is left over from what the desk no longer says."""
    from pathlib import Path

    code = " ".join(
        re.sub(r"\{[^{}]*\}", "{}", file.read_text(encoding="utf-8"))
        for file in Path(rawi.__file__).parent.rglob("*.py")
        if file.name != "sentences.py"
    )
    for form in SENTENCES:
        tail = "is no longer claimed by several pages" if form.startswith("Proposition {} is no") else form
        tail = "is to be made again: rawi together" if form.startswith("Proposition {} is to") else tail
        assert tail in code, form


def test_what_stands_in_a_sentence_is_kept_and_isolated():
    assert sentence("There is no page 99 in the desk.", ARABIC) == "لا صفحة رقمها \u206899\u2069 على المكتب."
    assert "{evil}" in sentence("The page has no claim '{evil}'.", ARABIC)
    assert sentence("There is no page 99 in the desk.", catalogue("en").gettext) == "There is no page 99 in the desk."
    assert sentence("Something else.", ARABIC) == "Something else."


def test_a_sentence_that_begins_with_foreign_words_reads_from_the_right():
    """dir=auto goes by the first strong letter; and a day within Arabic is one unit."""
    said = sentence("'never' is no day; write it as 2021-01-31.", ARABIC)
    assert said.startswith("\u200f\u2068'never'\u2069 ليس يوما")
    assert "\u20662021-01-31\u2069" in said


def test_hostile_sentences_take_no_time():
    began = time.process_time()
    for _ in range(20):
        sentence("Words " + " to :" * 390, ARABIC)
        sentence(" ends before it begins: , " * 70, ARABIC)
    assert time.process_time() - began < 2


def test_a_failure_is_told_in_arabic(client, post, desk):
    post("/add", files={"files": ("<b>صورة.pdf", b"%PDF-1.7 broken", "application/pdf")})
    for _ in range(600):
        if desk.failures():
            break
        time.sleep(0.1)
    [failure] = desk.failures()
    page = client.get("/", headers={"accept-language": "ar"}).text
    assert reason(failure.reason, "ar") in unescape(page)
    assert failure.reason in unescape(client.get("/").text)
    assert failure.reason not in unescape(page)


def test_what_a_view_refuses_is_said_in_arabic():
    """Every sentence that a view raises has a form, and so its Arabic."""
    import ast
    from pathlib import Path

    web = Path(rawi.__file__).parent / "web"
    said = []
    for file in [*(web / "views").glob("*.py"), web / "claims.py", web / "processes" / "calls.py"]:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call) and node.exc.args:
                given = node.exc.args[-1]
                parts = given.values if isinstance(given, ast.JoinedStr) else [given]
                words = [part.value if isinstance(part, ast.Constant) else "7" for part in parts]
                if all(isinstance(word, str) for word in words) and " " in "".join(words):
                    said.append("".join(words))
    assert len(said) > 15
    assert [one for one in said if sentence(one, ARABIC) == one] == []


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (PermissionError(13, "Permission denied"), "لا إذن"),
        (OSError(28, "No space left on device"), "لم يبق مكان على القرص"),
        (OSError(5, "Input/output error"), "خطأ في القراءة أو الكتابة"),
        (
            EOFError("Compressed file ended before the end-of-stream marker was reached"),
            "انقطع الملف المضغوط قبل نهايته",
        ),
    ],
)
def test_why_originals_cannot_be_read_is_in_arabic_too(desk, monkeypatch, error, told):
    def stumble(*_):
        raise error

    monkeypatch.setattr(type(desk.originals), "_pieces", stumble)
    with pytest.raises(DeskError) as raised:
        desk.originals.get("ab" * 32)
    folder = desk.originals.folder
    said = f"تعذرت قراءة الأصل \u2068{'ab' * 32}\u2069 في \u2068{folder}\u2069: \u2068{told}\u2069."
    assert reason(str(raised.value), "ar") == said


def test_saving_what_was_not_changed_says_so(client, post):
    client.get("/language/ar?to=/")
    answer = post("/pages/5/claims/2/correct")
    assert answer.status_code == 422
    assert "لم تغيّر شيئا، فلا شيء يُصحَّح." in answer.text


@pytest.mark.parametrize("known", [engine._SQLITE, engine._POSTGRESQL])
def test_what_the_database_refuses_is_said_in_arabic(known):
    """Only who opens a desk meets the sentences that speak of its beginning."""
    for form in set(known.values()):
        told = sentence(form.format(name="/news/a.desk"), ARABIC)
        if "does not let this user in" in form or "There is no database" in form:
            continue
        assert re.search("[ء-ي]", told), form
        assert "\u2068/news/a.desk\u2069" in told
