"""Whatever stands in a query or a filter gives an answer or one clear error, and changes nothing."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rawi.desk.search.query import MOST_CHARACTERS, parse
from rawi.errors import OptionError

from .search_pages import Said, page, put

INJECTIONS = (
    "'", '"', "\\", "';--", "'; DROP TABLE claims; --", '" OR 1=1 --', "x' OR 'a'='a", "%", "_", "%%", ":match", "$1", "?",
    "{words} : x", "stems : x", "NEAR(a b, 2)", "^a", "a AND", "AND", "NOT", "NOT a", "a NOT", "OR", "OR OR", "a OR OR b",
    "(", ")", "(((", "a)", '"a', 'a"', '""', '"" ""', "-", "--", "-a", "- a", "-(a)", '-"', "*", "**", "a*", "*a", "a**b", "*a*b*",
    "a:*", "'a':*", "a & b", "a | b", "!a", "a <-> b", "<->", "\x00", "a\x00b", "\ud800", "a\udfff", "\u202eabc", "🙂", "\u0301",
    "ab*\x00", "\u0640\u0640", "1e999", "NaN", "0x41", "null", "None", "true", "[1]", "{}", "${x}", "{0}", "a\nb", "\r\n", "\u2028",
)  # fmt: skip
FIELDS = ("source", "entity", "kind", "stance", "named", "outlet", "said", "about", "quantity", "language", "sort", "after",
          "of", "limit")  # fmt: skip


@pytest.fixture
def small(desk):
    put(desk, page(Said("سقط الجسر", source="هند الزين", source_type="PER", names=())), page("a b or not near"))
    return desk


def answers(desk, query, **asked):
    """An answer, or the one error that may come."""
    try:
        return desk.search(query, **asked)
    except OptionError as error:
        told = str(error)
    assert len(told) < 300
    assert told.isprintable()
    return None


def test_queries(small):
    for query in INJECTIONS:
        for of in ("claims", "pages", "names"):
            answers(small, query, of=of)
            answers(small, f"{query} الجسر", of=of)
    assert small.search("جسر").count == 1
    assert small.search("").count == 2


def test_every_field(small):
    for field in FIELDS:
        for value in (*INJECTIONS, 0, -1, 2**63, 2**200, 1.5, float("nan"), True, b"x", [], (), {}, (None, None), ("a", "b"), ("2021-01-01",),
                      ("2021-01-01", "2020-01-01"), (1, 2, 3, 4), (float("inf"), None), (10**400, None), (None, None, "'; --"),
                      (None, None, "\x00"), (None, None, "\ud800"), ("'", "'"), (2, 1), "2021-02-30", "9999-12-31", "0001-01-01"):  # fmt: skip
            answers(small, "جسر", **{field: value})
    assert small.search("جسر").count == 1
    assert small.search("").count == 2


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"said": "gestern"}, "2021-01-31"),
        ({"said": ("2021-02-01", "2021-01-01")}, "ends before it begins"),
        ({"stance": "doubts"}, "stance is one of"),
        ({"kind": "robot"}, "kind is one of"),
        ({"limit": 0}, "limit"),
        ({"limit": 100_000}, "limit"),
        ({"after": "7"}, "after is a key"),
        ({"after": "t99999999999999999999"}, "after is a key"),
        ({"of": "stories"}, "claims, pages or names"),
        ({"sort": "size"}, "relevance or time"),
        ({"quantity": "5"}, "quantity"),
        ({"source": "-x"}, "left out"),
        ({"outlet": ""}, "outlet is no text"),
    ],
)
def test_what_is_wrong_is_said(tmp_path, asked, told):
    from rawi.desk.desk import Desk

    with Desk(tmp_path / "a.desk") as desk, pytest.raises(OptionError, match=told):
        desk.search("جسر", **asked)


def test_long_queries(small):
    with pytest.raises(OptionError, match="1,000"):
        small.search("ا" * (MOST_CHARACTERS + 1))
    with pytest.raises(OptionError, match="40 words"):
        small.search("كلمة " * 100)
    answers(small, '"' + "كلمة " * 150 + '"')
    answers(small, "*" * 900 + "ab")
    answers(small, "ab" + "*a" * 400)
    assert small.search("ا" * MOST_CHARACTERS).count == 0


def test_pages_of_any_letters(desk):
    texts = [
        "a\x00b الجسر",
        "الجسر \ud800 هنا",
        "الجسر " + "ا" * 5000,
        "الجسر 🙂 هنا\u202e",
        "الجسر 'x' \\ \" ; --",
        "الجسر ﷽ ﷺ",
    ]
    put(desk, *(page(text) for text in texts))
    for of in ("claims", "pages"):
        results = desk.search("جسر", of=of)
        assert results.count == len(texts)
        for hit in results.hits:
            text = hit.text if of == "claims" else desk.get(hit.page_id).page.text
            spans = hit.highlights if of == "claims" else hit.spans
            assert [text[a:b] for a, b in spans] == ["الجسر"]
    assert desk.search("ا" * 5000 if len("ا" * 5000) <= MOST_CHARACTERS else "ا" * 900).count == 1


@settings(max_examples=300)
@given(st.text(alphabet='ابسلم "«»-*|OR()\x00٣,.ـَ\u200f', max_size=40))
def test_any_text_is_a_query_or_an_option_error(text):
    try:
        parsed = parse(text)
    except OptionError:
        return
    for term in [t for group in parsed.groups for t in group] + list(parsed.without):
        assert term.words
        assert all(word and '"' not in word and "'" not in word for word in term.words)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(query=st.text(max_size=30))
def test_any_text_is_answered(small, query):
    answers(small, query)
    answers(small, f"جسر {query}*", of="names")
