"""The index: what it keeps, that it can be stored and made again, and what hostile pages cost."""

from __future__ import annotations

import random
import time

import numpy as np

from rawi.pages import Page
from rawi.together import copies
from rawi.together.copies import CopyIndex, wording
from rawi.together.copies.hashing import common, contexts, grams, hash_words
from rawi.together.copies.index import PAGES
from rawi.together.copies.postings import MOST, Postings
from rawi.together.copies.shingles import GUARANTEE, WIDTH, WINDOW, Shingles, kept

LETTERS = "ابتثجحدرزسشصضطعغفقكلمنهوي"


def invented(count: int, seed: int) -> list[str]:
    chance = random.Random(seed)
    return ["".join(chance.choices(LETTERS, k=chance.randint(2, 7))) for _ in range(count)]


def pages(count: int, words: int = 120) -> list[Page]:
    return [Page(str(n), " ".join(invented(words, n)), ()) for n in range(count)]


def test_hashes_are_the_same_in_every_run() -> None:
    one = wording(Page("1", "قال، 12 مرة", ()))
    assert one.begins.tolist() == [0, 5, 8]
    assert one.ends.tolist() == [3, 7, 11]
    assert one.words.tolist() == hash_words("قال 12 مره").tolist()
    assert [hex(h) for h in hash_words("قال").tolist()] == ["0x1814e532"]


def test_a_word_has_one_number_wherever_it_stands() -> None:
    text = " ".join(["كلمة", *invented(30_000, 1), "كلمة"])
    hashes = hash_words(text)
    assert len(text) > 1 << 16
    assert hashes[0] == hashes[-1] == hash_words("كلمة")[0]
    assert len(np.unique(hashes)) == len(set(text.split()))


def test_contexts_hold_the_words_around() -> None:
    some = invented(40, 5)
    one = hash_words(" ".join(some))
    other = hash_words(" ".join([*invented(9, 6), *some[10:30]]))
    here, there = contexts(one, np.array([18]), WIDTH, 8), contexts(other, np.array([17]), WIDTH, 8)
    alone = contexts(one, np.array([0]), len(one), 8)
    assert alone.tolist() == [0]
    assert here.tolist() == there.tolist()
    assert common(here, there).tolist() == [bin(int(here[0])).count("1")]
    assert common(here, alone).tolist() == [0]
    assert common(np.array([2**64 - 1], np.uint64), np.array([2**63 + 5], np.uint64)).tolist() == [3]


def test_every_window_keeps_a_shingle() -> None:
    hashes = hash_words(" ".join(invented(400, 3)))
    chosen, places, _ = kept(hashes)
    assert grams(hashes, WIDTH)[places].tolist() == chosen.tolist()
    gaps = np.diff(np.sort(places))
    assert gaps.max() <= WINDOW
    assert GUARANTEE == 6
    assert 0.4 < len(chosen) / len(hashes) < 0.6


def test_postings_are_what_a_dictionary_would_hold() -> None:
    """Against a plain dictionary, through many growths, with shingles that share slots and one that is number 0."""
    chance = np.random.default_rng(3)
    vocabulary = np.concatenate(([0], np.arange(1, 300) << 40, chance.integers(2, 2**63, 6000))).astype(np.uint64)
    postings, plain = Postings(), {}
    for number in range(600):
        chosen = np.unique(chance.choice(vocabulary, 40))
        around = chance.integers(0, 2**63, len(chosen)).astype(np.uint64)
        places = np.arange(len(chosen), dtype=np.int32)
        postings.add(number, Shingles(chosen, places, around))
        for row in zip(chosen.tolist(), places.tolist(), around.tolist(), strict=True):
            if len(plain.setdefault(row[0], [])) < MOST:
                plain[row[0]].append((number, *row[1:]))
    asked = np.unique(np.concatenate((vocabulary[:500], [np.uint64(7)])))
    found = postings.find(asked)
    assert found.frequencies.tolist() == [len(plain.get(key, ())) for key in asked.tolist()]
    rows = zip(found.asked.tolist(), found.pages.tolist(), found.places.tolist(), found.contexts.tolist(), strict=True)
    expected = [(n, *row) for n, key in enumerate(asked.tolist()) for row in plain.get(key, ())]
    assert sorted(rows) == sorted(expected)
    assert len(postings) == sum(map(len, plain.values()))


def test_a_page_added_again_takes_the_place_of_the_first() -> None:
    index, (one, two) = CopyIndex(), pages(2)
    index.add(wording(one))
    index.add(wording(Page(one.id, two.text, ())))
    assert len(index) == 1
    assert index.candidates(wording(Page("new", one.text, ()))).pages == []
    assert index.candidates(wording(Page("new", two.text, ()))).pages == [one.id]


def test_rows_are_found_whatever_the_runs() -> None:
    """3,000 pages go through many runs: each finds its own copy, and the place is right."""
    index = CopyIndex()
    every = pages(3000, 30)
    for one in every:
        index.add(wording(one))
    for number in (0, 1, 777, 1500, 2998, 2999):
        assert index.candidates(wording(Page("new", every[number].text, ()))).pages == [str(number)]


def test_a_page_of_one_word_costs_little() -> None:
    index, text = CopyIndex(), "كلمة " * 100_000
    began = time.process_time()
    one, two = wording(Page("1", text, ())), wording(Page("2", text + " أخرى", ()))
    index.add(one)
    assert index.rows == 1
    copies.find(two, index, {"1": one}.get)
    copies.between(two, one)
    assert time.process_time() - began < 5


def test_two_words_in_turn_cost_little() -> None:
    began = time.process_time()
    copies.compare([Page("1", "كلمة أخرى " * 50_000, ()), Page("2", "أخرى كلمة وثالثة " * 30_000, ())])
    assert time.process_time() - began < 5


def test_a_page_without_spaces_costs_little() -> None:
    long = "ك" * 300_000 + "".join(invented(50_000, 2))
    began = time.process_time()
    assert copies.compare([Page("1", long, ()), Page("2", long + "م", ()), Page("3", long, ())]) == []
    assert time.process_time() - began < 5


def test_what_stands_between_letters_hides_nothing() -> None:
    """Zero-width letters, vowel signs and other spellings in every word: the same words, and the span is the whole page."""
    text = " ".join(invented(60, 31))
    between = " ".join("\u200c".join(word) for word in text.split())
    marked = " ".join("\u064e".join(word) for word in text.split())
    spelt = text.translate(str.maketrans("اهي", "أةى"))
    for other in (between, marked, spelt, marked.translate(str.maketrans("اهي", "إةى"))):
        assert other != text
        (copy,) = copies.compare([Page("1", text, ()), Page("2", other, ())])
        assert (copy.kind, copy.equal, copy.share) == ("verbatim", 60, 1.0)
        assert other[slice(*copy.span)] == other


def test_near_copies_by_the_hundred_are_aligned_to_the_bound() -> None:
    """Each has one word changed, so that no shingle is quite worn: at most `PAGES` are aligned and found."""
    base, index, shelf, counts = invented(80, 41), CopyIndex(), {}, []
    for number in range(160):
        changed = [*base]
        changed[random.Random(number).randrange(80)] = f"بدل{number}"
        made = wording(Page(str(number), " ".join(changed), ()))
        assert len(index.candidates(made).pages) <= PAGES
        found = copies.find(made, index, shelf.get)
        counts.append(len({copy.other for copy in found}))
        index.add(made)
        shelf[made.page] = made
    assert counts[:30] == list(range(30))
    assert max(counts) <= PAGES
    assert counts[-1] >= 60
    assert len(index._postings) <= MOST * 80 + 160 * 8


def test_pages_of_boilerplate_only_are_held_against_the_first() -> None:
    form, index, shelf, counts = " ".join(invented(36, 51)), CopyIndex(), {}, []
    for number in range(MOST + 12):
        made = wording(Page(str(number), f"{form} رقم{number}", ()))
        counts.append(len(copies.find(made, index, shelf.get)))
        index.add(made)
        shelf[made.page] = made
    assert counts == [min(number, MOST) for number in range(MOST + 12)]


def test_identical_pages_are_held_against_the_first_only() -> None:
    index, text = CopyIndex(), " ".join(invented(100, 9))
    shelf = {}
    for number in range(1000):
        one = wording(Page(str(number), text, ()))
        if number < MOST or number == 999:
            found = copies.find(one, index, shelf.get)
            assert [c.other for c in found] == [str(n) for n in range(min(number, MOST))]
        index.add(one)
        shelf[str(number)] = one
    assert MOST <= PAGES
    assert len(index.candidates(wording(Page("last", text, ()))).pages) == MOST


def test_formulas_of_many_pages_pair_none() -> None:
    formula = " ".join(invented(16, 77))
    index, shelf = CopyIndex(), {}
    for one in [Page(p.id, f"{p.text} {formula} {p.text[::-1]}", ()) for p in pages(60, 40)]:
        made = wording(one)
        found = copies.find(made, index, shelf.get)
        if int(one.id) > 40:
            assert found == []
        index.add(made)
        shelf[one.id] = made


def test_an_empty_index_has_no_candidates() -> None:
    assert CopyIndex().candidates(wording(pages(1)[0])).pages == []
