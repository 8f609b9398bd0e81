"""Decisions on a reading, without a desk: what they change, what they leave, and that taking them back leaves no trace."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rawi.desk.decisions.applying import decide
from rawi.desk.decisions.decision import Decision, Target, in_force
from rawi.reading import Reading

from .decided_pages import TEXT, Book, at, claim, cue, cues, names, read, said, spans

READING = read()


@pytest.fixture
def book() -> Book:
    return Book(READING)


def now(book: Book) -> Reading:
    return decide(book.reading, book.rows).reading


def states(book: Book) -> dict[str, str]:
    return {c.claim.text: c.state for c in decide(book.reading, book.rows).claims if c.state}


def test_nothing_decided_is_the_reading_itself(book: Book) -> None:
    assert now(book) == READING
    assert states(book) == {}


def test_a_rejected_claim_is_gone_and_shown_as_rejected(book: Book) -> None:
    book.make("reject", claim(READING, "أصيبوا"))
    after = now(book)
    assert len(after.claims) == len(READING.claims) - 1
    assert "ثلاثة عمال أصيبوا" not in [c.text for c in after.claims]
    assert after.attributions == READING.attributions  # its other claim still stands
    assert states(book) == {"ثلاثة عمال أصيبوا": "rejected"}
    assert [c.id for c in after.claims] == list(range(1, len(after.claims) + 1))


def test_an_attribution_whose_only_claim_is_rejected_goes_with_it(book: Book) -> None:
    book.make("reject", claim(READING, "التحقيق بدأ"))
    after = now(book)
    assert "وأضافت" not in [after.words(a.cue) for a in after.attributions]
    assert [a.id for a in after.attributions] == [1, 2, 3, 4]
    assert said(after, "كتب").outer == said(after, "وبحسب").id == 3


def test_an_outer_attribution_stays_when_its_own_words_are_rejected(book: Book) -> None:
    book.make("reject", said(READING, "كتب"))
    assert claim(now(book), "كتب مهندس").chain[-1].id == said(now(book), "وبحسب").id
    assert states(book)["السقف يحتاج إلى تدعيم"] == "rejected"
    assert states(book)["كتب مهندس في آذار أن السقف يحتاج إلى تدعيم"] == "changed"


def test_a_corrected_stance_holds_for_the_claim_and_its_attribution(book: Book) -> None:
    book.make("correct", claim(READING, "مخالفات"), {"stance": "withholds"})
    after = now(book)
    assert claim(after, "مخالفات").stance == said(after, "ونفى").stance == "withholds"
    assert states(book) == {"وجود مخالفات في البناء": "corrected"}
    assert replace(said(after, "ونفى"), stance="denies") == said(READING, "ونفى")


def test_a_source_put_right_is_by_a_person_and_joins_the_one_that_is_there(book: Book) -> None:
    minister = spans("وزيرة الأشغال ليلى قاسم")
    book.make("correct", claim(READING, "مخالفات"), {"source": minister, "referent": minister})
    after = now(book)
    a = said(after, "ونفى")
    assert a.speaker.how == "person"
    assert a.source_id == said(after, "قالت").source_id == 1
    assert [s.name for s in after.sources] == ["وزيرة الأشغال ليلى قاسم", "تقرير للبلدية", "مهندس"]


def test_another_mention_of_a_speaker_is_the_same_source(book: Book) -> None:
    book.make("correct", said(READING, "كتب"), {"source": spans("حداد المكان"), "referent": spans("حداد المكان")})
    after = now(book)
    source = after.source(said(after, "كتب").source_id)
    assert (source.name, source.id) == ("رئيس البلدية سامي حداد", said(after, "ونفى").source_id)
    assert source.spans == (at(TEXT, "رئيس البلدية سامي حداد"), at(TEXT, "حداد المكان"))
    assert len(after.sources) == 3


def test_a_source_that_was_none_before_is_a_new_one_in_its_place(book: Book) -> None:
    police = spans("الشرطة")
    book.make(
        "correct", said(READING, "كتب"), {"source": police, "referent": police, "kind": "organisation", "named": True}
    )
    after = now(book)
    names = ["وزيرة الأشغال ليلى قاسم", "رئيس البلدية سامي حداد", "الشرطة", "تقرير للبلدية"]
    assert [(s.id, s.name) for s in after.sources] == list(enumerate(names, start=1))
    assert after.source(said(after, "كتب").source_id).kind == "organisation"


def test_nobody_speaks(book: Book) -> None:
    book.make("correct", said(READING, "كتب"), {"source": [], "referent": [], "kind": "unknown", "named": False})
    a = said(now(book), "كتب")
    assert (a.source, a.referent, a.source_id, a.kind) == ((), (), None, "unknown")
    assert "مهندس" not in [s.name for s in now(book).sources]


def test_a_claims_content_put_right_is_that_of_its_attribution_too_where_it_is_the_only_one(book: Book) -> None:
    book.make("correct", claim(READING, "مخالفات"), {"content": spans("مخالفات في البناء")})
    after = now(book)
    assert claim(after, "مخالفات").text == after.words(said(after, "ونفى").content) == "مخالفات في البناء"


def test_of_two_claims_one_put_right_stretches_what_is_said_and_leaves_the_other(book: Book) -> None:
    wider = [[at(TEXT, "سقف المستودع انهار")[0], at(TEXT, "الثلاثاء وإن")[1]]]
    book.make("correct", claim(READING, "الثلاثاء"), {"content": wider})
    after = now(book)
    assert claim(after, "الثلاثاء").text == "سقف المستودع انهار يوم الثلاثاء وإن"
    assert claim(after, "أصيبوا").text == "ثلاثة عمال أصيبوا"
    assert said(after, "قالت").content == said(READING, "قالت").content


def test_an_attribution_put_right_has_its_claims_cut_again(book: Book) -> None:
    book.make("correct", said(READING, "قالت"), {"content": spans("ثلاثة عمال أصيبوا")})
    after = now(book)
    assert [c.text for c in after.claims if c.chain[-1].id == 1] == ["ثلاثة عمال أصيبوا"]
    assert states(book)["سقف المستودع انهار يوم الثلاثاء"] == "replaced"


def test_a_missed_attribution_takes_its_words_from_the_page(book: Book) -> None:
    after_rows = {
        "cue": spans("وأغلقت"),
        "content": spans("الشارع حتى المساء"),
        "source": spans("الشرطة"),
        "stance": "commits",
    }
    book.make("add", Target("attribution", READING.page.id), after_rows)
    after = now(book)
    added = said(after, "وأغلقت")
    assert (added.stance, added.speaker.how, added.score, added.unsure) == ("commits", "person", 1.0, False)
    assert [a.id for a in after.attributions] == [1, 2, 3, 4, 5, 6]
    assert added.id == 4
    assert claim(after, "الشارع").text == "الشارع حتى المساء"
    assert claim(after, "الشارع").times == claim(READING, "الشارع").times
    assert after.source(added.source_id).name == "الشرطة"


def test_a_missed_claim_of_the_page(book: Book) -> None:
    book.rows.clear()
    book.make("add", Target("claim", READING.page.id), {"content": spans("حداد المكان")})
    added = [c for c in now(book).claims if c.text == "حداد المكان"]
    assert [(c.stance, [x.link for x in c.chain], c.entities) for c in added] == [("states", ["page"], (3,))]


def test_later_wins_and_both_are_kept(book: Book) -> None:
    first = book.make("accept", claim(READING, "التحقيق بدأ"))
    second = book.make("reject", claim(READING, "التحقيق بدأ"))
    assert states(book) == {"التحقيق بدأ": "rejected"}
    book.undo(second)
    assert states(book) == {"التحقيق بدأ": "accepted"}
    book.make("correct", claim(READING, "التحقيق بدأ"), {"stance": "alleges"})
    assert states(book) == {"التحقيق بدأ": "corrected"}
    assert [d.id for d in in_force(book.rows)] == [first.id, 4]


def test_an_undo_taken_back_brings_the_decision_into_force_again(book: Book) -> None:
    d = book.make("reject", claim(READING, "التحقيق بدأ"))
    undo = book.undo(d)
    assert now(book) == READING
    redo = book.undo(undo)
    assert states(book) == {"التحقيق بدأ": "rejected"}
    book.undo(redo)
    assert now(book) == READING


def test_putting_a_sibling_right_does_not_bring_a_rejected_claim_back(book: Book) -> None:
    book.make("reject", claim(READING, "أصيبوا"))
    book.make("correct", claim(READING, "الثلاثاء"), {"stance": "alleges"})
    assert states(book) == {"سقف المستودع انهار يوم الثلاثاء": "corrected", "ثلاثة عمال أصيبوا": "rejected"}


def test_names_are_joined_taken_apart_and_put_right(book: Book) -> None:
    haddad = READING.entities[2]
    alone = spans("حداد المكان")[0][0]
    book.make(
        "add", Target("entity", READING.page.id), {"type": "PER", "name": "حداد", "mentions": [[alone, alone + 4]]}
    )
    after = now(book)
    assert [(e.name, len(e.mentions)) for e in after.entities] == [
        ("وادي الزيتون", 1), ("ليلى قاسم", 1), ("سامي حداد", 1), ("حداد", 1),
    ]  # fmt: skip
    assert claim(after, "وزار").entities == (4,)
    book.make(
        "correct", READING.entities[0], {"mentions": [list(m) for m in READING.entities[0].mentions], "type": "ORG"}
    )
    assert now(book).entities[0].type == "ORG"
    joined = decide(READING, [], same=[(2, 3)]).reading
    assert [(e.name, e.mentions) for e in joined.entities][1] == (
        "ليلى قاسم",
        READING.entities[1].mentions + haddad.mentions,
    )
    assert [s.entity for s in joined.sources] == [2, 2, None, None]


def test_a_rejected_name_is_in_no_claim(book: Book) -> None:
    book.make("reject", READING.entities[0])
    after = now(book)
    assert [e.name for e in after.entities] == ["ليلى قاسم", "سامي حداد"]
    assert after.claims[0].entities == ()
    assert [s.entity for s in after.sources] == [1, 2, None, None]


def test_times_are_put_right_added_and_rejected(book: Book) -> None:
    book.make("correct", READING.times[2], {"value": "2020-03-01/2020-03-31"})
    book.make("reject", READING.times[1])
    after = now(book)
    assert [t.value for t in after.times] == ["2021-03-02/2021-03-02", "2020-03-01/2020-03-31", "2021-03-03/2021-03-03"]
    assert said(after, "كتب").said == (2,)
    assert claim(after, "وزار").times == (3,)


def test_not_news_and_notes(book: Book) -> None:
    page = Target("page", READING.page.id)
    d = book.make("not_news", page)
    book.make("note", claim(READING, "التحقيق بدأ"), {"note": "سُئل عنه"})
    decided = decide(READING, book.rows)
    assert (decided.not_news, decided.reading, decided.loose) == (True, READING, frozenset())
    book.undo(d)
    assert not decide(READING, book.rows).not_news


# --- another reading of the same page


def test_decisions_stay_with_their_words_though_numbers_move(book: Book) -> None:
    book.make("reject", claim(READING, "مخالفات"))
    book.make("correct", said(READING, "كتب"), {"stance": "believes"})
    later = read(cues(said=None))  # the first cue is not found any more: all numbers are others
    decided = decide(later, book.rows)
    assert decided.loose == frozenset()
    assert said(decided.reading, "كتب").stance == "believes"
    assert "وجود مخالفات في البناء" not in [c.text for c in decided.reading.claims]


def test_what_is_no_longer_there_is_loose_and_comes_back(book: Book) -> None:
    book.make("accept", claim(READING, "التحقيق بدأ"))
    book.make("correct", said(READING, "وأضافت"), {"stance": "alleges"})
    gone = decide(read(cues(added=None)), book.rows)
    assert gone.loose == {1, 2}
    assert gone.reading == read(cues(added=None))
    assert decide(READING, book.rows).loose == frozenset()


def test_a_content_cut_a_little_otherwise_keeps_what_was_decided_and_a_very_other_one_does_not(book: Book) -> None:
    book.make("accept", claim(READING, "السقف يحتاج"))
    nearly = cue(TEXT, "كتب", "مهندس", "أن السقف يحتاج إلى تدعيم", named=False)
    other = cue(TEXT, "كتب", "مهندس", "تدعيم", named=False)
    assert decide(read(cues(wrote=nearly)), book.rows).loose == frozenset()
    assert decide(read(cues(wrote=other)), book.rows).loose == {1}


def test_whoever_accepted_a_claim_has_not_accepted_another_stance_or_source(book: Book) -> None:
    book.make("accept", claim(READING, "مخالفات"))
    stance = cue(TEXT, "ونفى", "رئيس البلدية سامي حداد", "وجود مخالفات في البناء", stance="states")
    source = cue(TEXT, "ونفى", "الشرطة", "وجود مخالفات في البناء", stance="denies")
    assert decide(read(cues(denied=stance)), book.rows).loose == {1}
    assert decide(read(cues(denied=source)), book.rows).loose == {1}


def test_a_reading_that_finds_what_was_put_right_loosens_nothing(book: Book) -> None:
    book.make("correct", claim(READING, "مخالفات"), {"stance": "withholds"})
    book.make(
        "accept", claim(READING, "مخالفات"),
        before={"stance": "withholds", "source": spans("رئيس البلدية سامي حداد")},
    )  # fmt: skip
    better = cue(TEXT, "ونفى", "رئيس البلدية سامي حداد", "وجود مخالفات في البناء", stance="withholds")
    decided = decide(read(cues(denied=better)), book.rows)
    assert decided.loose == frozenset()
    assert [c.state for c in decided.claims if "مخالفات" in c.claim.text] == ["accepted"]


def test_what_was_added_is_not_doubled_when_it_is_found(book: Book) -> None:
    without = read(cues(added=None))
    book = Book(without)
    after = {"cue": spans("وأضافت"), "content": spans("التحقيق بدأ"), "source": [], "stance": "states"}
    book.make("add", Target("attribution", without.page.id), after)
    assert len(now(book).attributions) == 5
    found = decide(READING, book.rows)
    assert len(found.reading.attributions) == 5
    assert found.loose == frozenset()


def test_names_are_found_again_by_their_places(book: Book) -> None:
    book.make("correct", READING.entities[2], {"name": "سامي يوسف حداد"})
    assert decide(read(named=names("ليلى قاسم")), book.rows).reading.entities[1].name == "سامي يوسف حداد"
    assert decide(read(named=names("سامي حداد", "حداد")), book.rows).loose == {1}


def test_a_page_that_was_checked_is_so_until_it_is_read_otherwise(book: Book) -> None:
    from rawi.desk.decisions.rows import digest, rows_of

    book.make("checked", Target("page", READING.page.id), {"rows": rows_of(READING), "machine": digest(READING)})
    assert decide(READING, book.rows).checked
    later = decide(read(cues(added=None)), book.rows)
    assert (later.checked, later.loose) == (False, {1})


# --- any sequence of decisions and undos

PARTS = [*READING.claims, *READING.attributions]
SPANS = [
    list(w)
    for w in spans("الشرطة", "حداد المكان", "وزيرة الأشغال ليلى قاسم", "التحقيق بدأ", "الشارع حتى المساء", "وأغلقت")
]
span = st.sampled_from(SPANS)
some = st.lists(span, min_size=1, max_size=2, unique_by=tuple).map(sorted)
changes = st.fixed_dictionaries(
    {},
    optional={
        "stance": st.sampled_from(["states", "denies", "believes"]), "content": some, "source": st.lists(span, max_size=1),
        "referent": st.lists(span, max_size=1), "kind": st.sampled_from(["person", "organisation", "unknown"]),
        "named": st.booleans(),
    },
).filter(bool)  # fmt: skip
moves = st.one_of(
    st.tuples(st.sampled_from(["accept", "reject"]), st.sampled_from([*PARTS, *READING.entities, *READING.times]), st.just({})),
    st.tuples(st.just("correct"), st.sampled_from(PARTS), changes),
    st.tuples(st.just("correct"), st.sampled_from(READING.attributions), st.fixed_dictionaries({"cue": span.map(lambda s: [s])})),
    st.tuples(st.just("correct"), st.sampled_from(READING.entities), st.fixed_dictionaries({"mentions": some})),
    st.tuples(st.just("correct"), st.sampled_from(READING.sources), st.just({"name": "مصدر", "kind": "group", "named": False})),
    st.tuples(
        st.just("add"), st.just(Target("attribution", READING.page.id)),
        st.fixed_dictionaries({"cue": span.map(lambda s: [s]), "content": some, "source": st.lists(span, max_size=1)}),
    ),
    st.tuples(st.just("add"), st.just(Target("claim", READING.page.id)), st.fixed_dictionaries({"content": some})),
    st.tuples(
        st.just("add"), st.just(Target("entity", READING.page.id)),
        st.fixed_dictionaries({"type": st.just("ORG"), "name": st.just("اسم"), "mentions": some}),
    ),
    st.tuples(st.sampled_from(["not_news"]), st.just(Target("page", READING.page.id)), st.just({})),
    st.tuples(st.just("undo"), st.integers(0, 30), st.just({})),
)  # fmt: skip


def play(sequence: list[tuple]) -> Book:
    book = Book(READING)
    for kind, about, after in sequence:
        if kind != "undo":
            book.make(kind, about, after)
        elif book.rows:
            book.undo(book.rows[about % len(book.rows)])
    return book


def again(rows: list[Decision]) -> list[Decision]:
    """The decisions in force, made anew: with numbers of their own."""
    return [replace(d, id=n) for n, d in enumerate(in_force(rows), start=1)]


@given(st.lists(moves, max_size=12))
def test_any_sequence_comes_to_the_same_as_its_surviving_decisions(sequence: list[tuple]) -> None:
    book = play(sequence)
    whole, replayed = decide(READING, book.rows), decide(READING, again(book.rows))
    assert whole.reading == replayed.reading
    assert [(c.claim, c.state, c.n) for c in whole.claims] == [(c.claim, c.state, c.n) for c in replayed.claims]
    assert (whole.not_news, len(whole.loose)) == (replayed.not_news, len(replayed.loose))


@given(st.lists(moves, max_size=12))
def test_undoing_everything_gives_the_reading_back(sequence: list[tuple]) -> None:
    book = play(sequence)
    for d in in_force(book.rows):
        book.undo(d)
    decided = decide(READING, book.rows)
    assert decided.reading == READING
    assert not [c for c in decided.claims if c.state]
    assert decided.loose == frozenset()


@given(st.lists(moves, max_size=12))
def test_whatever_is_decided_the_reading_is_whole(sequence: list[tuple]) -> None:
    r = now(play(sequence))
    for parts in (r.claims, r.attributions, r.sources, r.entities):
        assert [p.id for p in parts] == list(range(1, len(parts) + 1))
    for a in r.attributions:
        assert all(0 <= s < e <= len(TEXT) for s, e in (*a.cue, *a.source, *a.content, *a.referent))
        assert a.source_id is None or 1 <= a.source_id <= len(r.sources)
        assert a.outer is None or (1 <= a.outer <= len(r.attributions) and a.outer != a.id)
        assert all(1 <= t <= len(r.times) for t in a.said)
    for c in r.claims:
        assert c.text == " … ".join(TEXT[s:e] for s, e in c.content)
        links = [x.id for x in c.chain if x.link == "attribution"]
        assert [r.attribution(n).outer for n in links] == ([None, *links[:-1]] if links else [])
        assert all(1 <= n <= len(r.entities) for n in c.entities)
        assert all(1 <= n <= len(r.times) for n in (*c.times, *c.said))
        assert all(1 <= n <= len(r.quantities) for n in c.quantities)
    for s in r.sources:
        assert s.entity is None or 1 <= s.entity <= len(r.entities)
    assert len({m for e in r.entities for m in e.mentions}) == sum(len(e.mentions) for e in r.entities)
