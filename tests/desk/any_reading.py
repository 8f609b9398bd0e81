"""Hypothesis: any reading that is one, whatever stands in it."""

from __future__ import annotations

import hashlib
from itertools import count

from hypothesis import strategies as st

from rawi.pages import Block, Fact, Page
from rawi.quantities import Quantity
from rawi.reading import Attribution, Claim, Entity, Link, Reading, Role, Source, Speaker
from rawi.times import Time

_pages = count()

letters = st.one_of(st.characters(codec=None), st.sampled_from("ابتثجلمنوي \n\x00\x1a\ufffd\ud800'\";%\\{}[]<>"))
words = st.text(letters, max_size=20)
some_words = st.one_of(words, st.sampled_from(["", "وزارة الصحة", "سامر", "سامر الجندلي", "'; DROP TABLE pages; --"]))
scores = st.floats(0, 1)
days = st.one_of(st.none(), st.dates().map(str), words)
numbers = st.one_of(st.none(), st.integers(-(10**30), 10**400), st.floats(allow_nan=False))


def span(length):
    return st.tuples(st.integers(0, length), st.integers(0, length)).map(lambda pair: (min(pair), max(pair)))


def facts(length):
    value = st.one_of(some_words, st.sampled_from(["https://a.example/x?utm_source=y", "2021-01-12", "ar"]))
    known = st.builds(Fact, value, words, st.one_of(st.none(), span(length)))
    return st.one_of(st.just(Fact()), known)


def times_of(length):
    value = st.one_of(st.sampled_from(["?", "2021-01-12/2021-01-31", "../2020-12-31", "-0283-01-01/..", "P3D"]), words)
    return st.builds(
        Time, span(length), value, words, words, st.integers(0, 3), st.lists(words, max_size=2).map(tuple), words, words
    )


@st.composite
def any_reading(draw):
    text = draw(st.text(letters, max_size=80))
    length = len(text)
    a_span = span(length)
    spans = st.lists(a_span, max_size=3).map(tuple)

    def many(of, most=4):
        return draw(st.lists(of, max_size=most))

    def numbers_to(things):
        return draw(st.lists(st.integers(1, len(things)), max_size=3).map(tuple)) if things else ()

    def one_of(things):
        return draw(st.one_of(st.none(), st.integers(1, len(things)))) if things else None

    times = tuple(many(times_of(length)))
    quantities = tuple(
        many(
            st.builds(
                Quantity,
                a_span,
                numbers,
                numbers,
                words,
                st.booleans(),
                st.one_of(st.none(), words),
                st.one_of(st.none(), a_span),
            )
        )
    )
    entities = tuple(
        Entity(n, draw(st.sampled_from(["PER", "ORG", "LOC"])), draw(some_words), draw(spans),
               tuple(many(st.builds(Role, words, a_span), 2)))
        for n in range(1, draw(st.integers(0, 4)) + 1)
    )  # fmt: skip
    sources = tuple(
        Source(n, draw(some_words), draw(st.sampled_from(["person", "organisation", "unnamed"])), draw(st.booleans()),
               one_of(entities), draw(spans))
        for n in range(1, draw(st.integers(0, 3)) + 1)
    )  # fmt: skip
    attributions = tuple(
        Attribution(n, draw(spans), draw(spans), draw(spans), draw(words), draw(words), draw(words), draw(st.booleans()),
                    draw(spans), one_of(sources), Speaker(draw(st.sampled_from(["read", "inferred"])), draw(scores)),
                    draw(spans), numbers_to(times), draw(st.one_of(st.none(), st.integers(1, 3))), draw(scores),
                    draw(st.booleans()))
        for n in range(1, draw(st.integers(0, 3)) + 1)
    )  # fmt: skip

    def chain():
        links = [Link(draw(st.sampled_from(["page", "outlet", "author"])))]
        links += [Link("attribution", n) for n in numbers_to(attributions)]
        return tuple(links[draw(st.integers(0, 1)) :])

    claims = tuple(
        Claim(n, draw(spans), draw(words), draw(words), chain(), numbers_to(entities), numbers_to(times),
              numbers_to(times), numbers_to(quantities), draw(scores), draw(st.booleans()))
        for n in range(1, draw(st.integers(0, 4)) + 1)
    )  # fmt: skip
    warnings = st.lists(words, max_size=2).map(tuple)
    known = {
        name: draw(facts(length))
        for name in ("language", "genre", "url", "outlet", "agency", "title", "author", "published")
    }
    page = Page(
        id=hashlib.sha256(str(next(_pages)).encode()).hexdigest(),
        text=text,
        blocks=tuple(many(st.builds(Block, st.sampled_from(["title", "body", "caption"]), a_span))),
        origin=draw(st.one_of(st.none(), words)),
        **known,
        warnings=draw(warnings),
        doubtful=draw(spans),
    )
    return Reading(
        page=page,
        producer=draw(st.dictionaries(words, words, max_size=2)),
        sentences=draw(spans),
        entities=entities,
        times=times,
        quantities=quantities,
        sources=sources,
        attributions=attributions,
        claims=claims,
        warnings=draw(st.one_of(st.just(page.warnings), warnings)),
    )
