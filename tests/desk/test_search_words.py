"""Words are found in any spelling and form, the same on both databases, and shown in the original text."""

from __future__ import annotations

import pytest

from rawi.desk.adding.run import MERGED_AFTER, Run
from rawi.desk.search import hits, index
from rawi.errors import OptionError

from .search_pages import Said, page, put


def found(desk, query: str, **asked) -> list[str]:
    """The texts of what is found, sorted."""
    return sorted(h.text for h in desk.search(query, **asked).hits)


VARIANTS = {
    "tashkeel": "الرَّئِيسُ",
    "tatweel": "الرئيـــس",
    "hamza": "الرييس",
    "wa and al": "والرئيس",
    "bare noun": "رئيس",
    "bi and al": "بالرئيس",
    "li and al": "للرئيس",
    "li": "لرئيس",
    "pronoun": "رئيسها",
    "broken plural": "الرؤساء",
    "broken plural with a pronoun": "لرؤسائهم",
    "accusative": "رئيسا",
    "ZWNJ": "الر\u200cئيس",
    "presentation forms": "ﺍﻟﺮﺋﻴﺲ",
    "Persian ya": "الرئیس",
}
OTHERS = {
    "ta marbuta": ("البلدية", "البلديه"),
    "alef maqsura": ("المستشفى", "المستشفي"),
    "Arabic digits": ("٢٠١٥", "2015"),
    "Persian digits": ("۲۰۱۵", "2015"),
    "Persian kaf": ("الکويت", "الكويت"),
    "madda": ("القرآن", "القران"),
    "hamza on alef": ("أحمد", "احمد"),
    "thousands": ("3,500", "3500"),
    "Arabic thousands": ("٣٬٥٠٠", "3500"),
    "Latin accents": ("São", "sao"),
}


def test_every_variant_finds_every_other(desk):
    put(desk, *(page(f"وصل {variant} أمس", title=f"خبر {n}") for n, variant in enumerate(VARIANTS.values())))
    put(desk, page("وصل المدير أمس"))
    for query in VARIANTS.values():
        for of in ("claims", "pages"):
            results = desk.search(query, of=of)
            assert (results.count, results.exact) == (len(VARIANTS), True), query
            shown = []
            for hit in results.hits:
                [(start, stop)] = hit.highlights if of == "claims" else hit.spans
                text = hit.text if of == "claims" else desk.get(hit.page_id).page.text
                shown.append(text[start:stop])
            assert sorted(shown) == sorted(VARIANTS.values()), query


def test_spellings(desk):
    put(desk, page(*(f"في {one} أمس" for one, _ in OTHERS.values())))
    for one, other in OTHERS.values():
        for query in (one, other):
            hits = desk.search(query).hits
            assert f"في {one} أمس" in [h.text for h in hits], query
            for hit in hits:
                [(start, stop)] = hit.highlights
                assert hit.text[start:stop] in {x for x, y in OTHERS.values() if {x, y} & {one, other}}


def test_words_are_not_found_in_other_words(desk):
    put(desk, page("وصلت البلدة", "وصل البلد"))
    assert found(desk, "بلدة") == ["وصلت البلدة"]


def test_all_words_are_needed(desk):
    put(desk, page("حريق في غابة", "حريق في بيت"))
    assert found(desk, "حريق غابة") == ["حريق في غابة"]
    assert found(desk, "حريق مطر") == []


def test_phrases(desk):
    put(desk, page("رئيس مجلس الوزراء", "مجلس رئيس الوزراء", "لمجلس الوزراء رئيس"))
    assert found(desk, '"مجلس الوزراء"') == ["رئيس مجلس الوزراء", "لمجلس الوزراء رئيس"]
    assert found(desk, "«مجلس وزراء»") == ["رئيس مجلس الوزراء", "لمجلس الوزراء رئيس"]
    assert found(desk, "“رئيس الوزراء”") == ["مجلس رئيس الوزراء"]
    [one, two] = desk.search('"مجلس الوزراء"', sort="time").hits
    assert {h.text[a:b] for h in (one, two) for a, b in h.highlights} == {"مجلس الوزراء", "لمجلس الوزراء"}


def test_or_and_without(desk):
    put(desk, page("سقط قتلى", "سقط جرحى", "سقط مطر"))
    assert found(desk, "قتلى OR جرحى") == ["سقط جرحى", "سقط قتلى"]
    assert found(desk, "قتيل | جريح") == ["سقط جرحى", "سقط قتلى"]
    assert found(desk, "سقط -مطر") == ["سقط جرحى", "سقط قتلى"]
    assert found(desk, "-مطر") == ["سقط جرحى", "سقط قتلى"]
    assert found(desk, 'سقط -"سقط مطر" -جرحى') == ["سقط قتلى"]
    assert found(desk, "سقط قتلى OR مطر") == ["سقط قتلى", "سقط مطر"]


def test_parts_of_words(desk):
    put(desk, page("زار سليماني المدينة", "والسليمانية مدينة", "مدينة أخرى"))
    assert found(desk, "سليم*") == ["زار سليماني المدينة", "والسليمانية مدينة"]
    assert found(desk, "*ماني") == ["زار سليماني المدينة"]
    assert found(desk, "*يما*") == ["زار سليماني المدينة", "والسليمانية مدينة"]
    assert found(desk, "سل*ني*") == ["زار سليماني المدينة", "والسليمانية مدينة"]
    assert found(desk, "*ما*") == ["زار سليماني المدينة", "والسليمانية مدينة"]
    assert found(desk, "قط*") == []
    [hit] = desk.search("*مَانـي").hits
    assert [hit.text[a:b] for a, b in hit.highlights] == ["سليماني"]


def test_a_part_of_too_many_words(desk):
    letters = "بتثجحخدذرزسشصضطظعغفق"
    put(desk, page(" ".join(f"كلم{a}{b}" for a in letters for b in letters)))
    with pytest.raises(OptionError, match="more than 300 words"):
        desk.search("كلم*")
    assert desk.search("كلمب*").count == 1


LATIN = {
    "سليماني": ("Suleimani", "Soleimani", "Sulaymani"),
    "عبد الرحمن": ("Abdul Rahman", "Abdelrahman", "Abd al-Rahman", "Abderrahmane"),
    "نور الدين": ("Nour Eddine", "Noureddine", "Nur al-Din"),
    "محمد": ("Mohammed", "Muhammad", "Mohamed"),
    "يوسف": ("Youssef", "Yusuf"),
    "القذافي": ("Gaddafi", "al-Qadhafi"),
}


def test_latin_spellings(desk):
    put(
        desk, page(*(Said(f"زار {name} بيته", names=((name, "PER"),)) for name in (*LATIN, "سلمان", "محمود", "سليمان")))
    )
    for name, spellings in LATIN.items():
        for latin in spellings:
            assert found(desk, latin) == [f"زار {name} بيته"], latin
            [hit] = desk.search(latin, of="names").hits
            assert (hit.name, hit.type, hit.pages) == (name, "PER", 1)
            assert [hit.name[a:b] for a, b in hit.highlights] == [name]
            assert found(desk, "", entity=latin) == [f"زار {name} بيته"], latin


def test_latin_words_are_found_as_they_stand(desk):
    put(desk, page("أعلنت NATO موقفها"))
    assert found(desk, "nato") == ["أعلنت NATO موقفها"]


def test_furniture_is_not_found(desk):
    put(desk, page("وصل الوفد", navigation="أخبار الرياضة"))
    assert desk.search("وفد", of="pages").count == 1
    assert desk.search("رياضة", of="pages").count == 0
    [hit] = desk.search("خبر", of="pages").hits  # the title has it, the navigation has it too
    assert hit.spans == ((0, 3),)


def test_a_claim_in_pieces(desk):
    put(desk, page(Said("الجسر، قال المدير، سيغلق غدا", pieces=("الجسر", "سيغلق غدا"))))
    [hit] = desk.search("جسر يغلق OR سيغلق").hits
    assert hit.text == "الجسر … سيغلق غدا"
    assert [hit.text[a:b] for a, b in hit.highlights] == ["الجسر", "سيغلق"]
    text = desk.get(hit.page_id).page.text
    assert [text[a:b] for a, b in hit.spans] == ["الجسر", "سيغلق"]


def test_all_places_are_highlighted(desk):
    put(desk, page("الجسر قرب الجسر وجسرهم", title="جسور"))
    [hit] = desk.search("جسر", of="pages").hits
    text = desk.get(hit.page_id).page.text
    assert [text[a:b] for a, b in hit.spans] == ["جسور", "الجسر", "الجسر", "وجسرهم"]
    [excerpt] = hit.excerpts
    assert [excerpt.text[a:b] for a, b in excerpt.highlights] == ["جسور", "الجسر", "الجسر", "وجسرهم"]
    assert text[excerpt.start : excerpt.start + len(excerpt.text)] == excerpt.text


def test_an_excerpt_has_nothing_of_a_menu(desk):
    put(desk, page("الجسر مغلق", navigation="رياضة اقتصاد"))
    [hit] = desk.search("جسر", of="pages").hits
    assert [excerpt.text.strip() for excerpt in hit.excerpts] == ["خبر\nالجسر مغلق"]
    [hit] = desk.search("", of="pages").hits
    assert [excerpt.text.strip() for excerpt in hit.excerpts] == ["خبر\nالجسر مغلق"]


def test_excerpts_lie_between_what_is_no_part_of_the_article():
    text = "قائمة الأخبار\nالجسر مغلق منذ أمس\nاقرأ أيضا\nوالجسر الآخر مفتوح\nقائمة"
    unread = [(0, 13), (33, 42), (62, len(text))]
    assert [text[a:b] for a, b in unread] == ["قائمة الأخبار", "اقرأ أيضا", "قائمة"]
    spans = [(14, 19), (43, 49)]
    found = [excerpt.text.strip() for excerpt in hits._excerpts(text, spans, unread)]
    assert found == ["الجسر مغلق منذ أمس", "والجسر الآخر مفتوح"]
    assert [excerpt.text.strip() for excerpt in hits._excerpts(text, [], unread)] == ["الجسر مغلق منذ أمس"]
    assert list(hits._excerpts(text, [], [(0, len(text))])) == []


def test_a_long_page_is_one_result(desk):
    filler = " ".join(["كلام"] * 1990)
    [number] = put(desk, page(f"بداية الجسر {filler}", f"وسط الجسر {filler}", f"نهاية الجسر الكبير {filler}"))
    for sort in ("time", "relevance"):
        results = desk.search("جسر", of="pages", sort=sort)
        assert ([h.page_id for h in results.hits], results.count, results.exact) == ([number], 1, True)
    assert len(results.hits[0].spans) == 3
    assert desk.search('"الجسر الكبير"', of="pages").count == 1


def test_an_index_in_many_pieces_becomes_one_and_finds_the_same(desk):
    put(desk, *(page(f"الجسر رقم {number} مغلق") for number in range(40)))

    def pieces():
        with desk.reading() as connection:
            block = connection.exec_driver_sql("SELECT block FROM search_claims_data WHERE id = 10").scalar_one()
        return block[5]  # after the number of the index's state and that of its levels, both small here

    before = [(hit.page_id, hit.text) for hit in desk.search("جسر", limit=50).hits]
    assert len(before) == 40
    is_sqlite = desk.engine.dialect.name == "sqlite"
    assert not is_sqlite or pieces() > 3
    run = Run(desk)
    run._merge()  # after a few pages nothing is merged
    assert not is_sqlite or pieces() > 3
    run._done = MERGED_AFTER
    run._merge()
    assert not is_sqlite or pieces() == 1
    assert [(hit.page_id, hit.text) for hit in desk.search("جسر", limit=50).hits] == before
    with desk.writing() as connection:
        assert index.faults(connection) == []
        assert not index.merge(connection)
