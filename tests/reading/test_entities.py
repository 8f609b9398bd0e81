"""Mentions of one name, grouped. All names are invented."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from rawi.reading.entities import group
from rawi.reading.reading import Entity
from rawi.tagger import NamedMention


def read(marked: str) -> tuple[str, list[Entity]]:
    """Group the names of a text in which they stand as [P سامي الحداد], [O ...], [L ...]."""
    types = {"P": "PER", "O": "ORG", "L": "LOC"}
    text, mentions = "", []
    for n, piece in enumerate(marked.split("[")):
        if not n:
            text += piece
            continue
        name, _, rest = piece[2:].partition("]")
        mentions.append(NamedMention((len(text), len(text) + len(name)), types[piece[0]], 0.9))
        text += name + rest
    return text, group(text, mentions, [])


def words(marked: str) -> list[list[str]]:
    text, entities = read(marked)
    return [[text[slice(*m)] for m in entity.mentions] for entity in entities]


def test_surname_and_first_name_go_to_the_full_name() -> None:
    text, entities = read("قال [P الحداد] إن [P سامي الحداد] سافر، ثم عاد [P سامي] مع [P ليلى قاسم].")
    assert [(e.id, e.type, e.name, len(e.mentions)) for e in entities] == [
        (1, "PER", "سامي الحداد", 3),
        (2, "PER", "ليلى قاسم", 1),
    ]
    assert text[slice(*entities[0].mentions[0])] == "الحداد"


def test_two_brothers_stay_two_and_the_surname_goes_to_the_latest() -> None:
    marked = "[P سامي الحداد] وأخوه [P رامي الحداد]. قال [P الحداد]. ثم رجع [P سامي الحداد] وقال [P الحداد]."
    assert words(marked) == [["سامي الحداد", "سامي الحداد", "الحداد"], ["رامي الحداد", "الحداد"]]


def test_nobody_is_called_by_the_given_name_of_the_father() -> None:
    assert words("قال [P سامي فؤاد الحداد] إن [P فؤاد] سافر، ثم عاد [P الحداد] و[P سامي].") == [
        ["سامي فؤاد الحداد", "الحداد", "سامي"],
        ["فؤاد"],
    ]
    assert words("وصل [P محمد فؤاد الحداد]، وقال [P فؤاد] إنه عاد.") == [["محمد فؤاد الحداد", "فؤاد"]]


def test_clitics_are_known_from_the_rest_of_the_page() -> None:
    text, entities = read("[P وليد سلوم] و[L دلمان] [L ودلمان] [L بدلمان]، [P لسلوم] و[O للفجر] [O والفجر]")
    assert [e.name for e in entities] == ["وليد سلوم", "دلمان", "الفجر"]
    assert [len(e.mentions) for e in entities] == [2, 3, 2]
    assert text[slice(*entities[1].mentions[2])] == "بدلمان"


def test_a_place_sheds_its_conjunction_where_it_is_no_letter_of_its_own() -> None:
    _, entities = read("زار [L بلقين] و[L دلمان] ثم [L وكربان] و[L وادي الصخر] و[P وديع]")
    assert [e.name for e in entities] == ["بلقين", "دلمان", "كربان", "وادي الصخر", "وديع"]


def test_a_person_sheds_the_conjunction_before_a_common_given_name() -> None:
    _, entities = read(
        "حضر [P وسامي الخرساني] ثم [P ووليد سلوم] [P وعبد الله كرشيد] و[P وجدي صبان] [P وسام الحايك] [P وائل نوار]"
    )
    assert [e.name for e in entities] == [
        "سامي الخرساني",
        "وليد سلوم",
        "عبد الله كرشيد",
        "وجدي صبان",
        "وسام الحايك",
        "وائل نوار",
    ]


def test_a_name_that_only_begins_like_a_clitic_stays_whole() -> None:
    _, entities = read("جاء [P وليد] ثم [P لبيب كرشيد] وعاد [P كرشيد] إلى [L بلقين]")
    assert [e.name for e in entities] == ["وليد", "لبيب كرشيد", "بلقين"]


def test_bodies_with_and_without_class_word_and_nationality() -> None:
    marked = "[O تنظيم الفجر] و[O الفجر]، [O مجلس الأعيان الدلماني] [O لمجلس الأعيان]، [O الجيش الدلماني] في [L دلمان]"
    assert words(marked) == [
        ["تنظيم الفجر", "الفجر"],
        ["مجلس الأعيان الدلماني", "لمجلس الأعيان"],
        ["الجيش الدلماني"],
        ["دلمان"],
    ]


def test_acronyms_told_beside_the_name() -> None:
    assert words("[O مكتب القياس الدلماني] ([O قدم]) ثم قال [O قدم] إن") == [["مكتب القياس الدلماني", "قدم", "قدم"]]
    assert words("[O مكتب القياس الدلماني] [O DMB] و[O DMB]") == [["مكتب القياس الدلماني", "DMB", "DMB"]]
    assert words("[O مكتب القياس] و[O الفجر]") == [["مكتب القياس"], ["الفجر"]]


def test_spellings_and_known_other_names() -> None:
    assert words("[L بيونجيانج] [L بيونغيانغ]") == [["بيونجيانج", "بيونغيانغ"]]
    assert words("[L الولايات المتحدة الأمريكية] [L وأميركا]") == [["الولايات المتحدة الأمريكية", "وأميركا"]]
    assert words("[P محمد سلوم] [P محمود سلوم]") == [["محمد سلوم"], ["محمود سلوم"]]


def test_the_kingdom_is_the_one_that_the_page_names_most() -> None:
    assert words("[L البحرين] [L السعودية] [L للسعودية] [L المملكة]") == [
        ["البحرين"],
        ["السعودية", "للسعودية", "المملكة"],
    ]


def test_one_type_for_the_same_words() -> None:
    text = "الفجر ثم الفجر ثم الفجر"
    spans = [(0, 5), (9, 14), (18, 23)]
    mentions = [NamedMention(span, kind, 0.8) for span, kind in zip(spans, ("ORG", "LOC", "ORG"), strict=True)]
    assert group(text, mentions, []) == [Entity(1, "ORG", "الفجر", tuple(spans))]


def test_a_city_and_its_club_with_a_class_word_stay_two() -> None:
    assert words("[L النويرة] و[O نادي النويرة]") == [["النويرة"], ["نادي النويرة"]]


def test_lone_quotation_marks_are_left_out_of_the_name() -> None:
    _, entities = read('[O شركة «أمواج الفجر] و[O قناة "البوصلة"]')
    assert [e.name for e in entities] == ["شركة أمواج الفجر", 'قناة "البوصلة"']


@given(st.text(alphabet='وبلك ابتسعدمنحر«»"()،.\n َـABu0', max_size=120), st.data())
def test_every_mention_is_in_one_entity(text: str, data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=12)))
    spans = list(zip(cuts[::2], cuts[1::2], strict=False))
    mentions = [NamedMention(s, data.draw(st.sampled_from(["PER", "ORG", "LOC"])), 0.5) for s in spans]
    entities = group(text, mentions, [])
    assert sorted(m for e in entities for m in e.mentions) == sorted(spans)
    assert [e.id for e in entities] == list(range(1, len(entities) + 1))
    firsts = [e.mentions[0] for e in entities]
    assert firsts == sorted(firsts)
    assert all(list(e.mentions) == sorted(e.mentions) for e in entities)


def test_a_page_of_thousands_of_like_names_is_grouped() -> None:
    letters = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"
    text, mentions = "", []
    for n in range(4000):
        name = "محمد " + "".join(letters[n * k % 28] for k in (3, 5, 7, 11, 13)) + letters[n % 28]
        mentions.append(NamedMention((len(text), len(text) + len(name)), "PER", 0.9))
        text += name + "، "
    grouped = group(text, mentions, [])  # about 0.3 s; what is quadratic takes minutes
    assert sum(len(e.mentions) for e in grouped) == 4000


def test_links_of_the_annotated_articles(shared: Path) -> None:
    def pairs(labels: Counter[object]) -> int:
        return sum(n * (n - 1) // 2 for n in labels.values())

    right = said = true = 0
    for line in (shared / "annotation" / "dev_madeup.jsonl").read_text(encoding="utf-8").splitlines():
        article = json.loads(line)
        rows = sorted(article["entities"], key=lambda e: e["span"])
        mentions = [NamedMention((e["span"][0][0], e["span"][-1][1]), e["type"], 1.0) for e in rows]
        found = {m: e.id for e in group(article["text"], mentions, []) for m in e.mentions}
        labels = [(e["entity"], found[m.span]) for e, m in zip(rows, mentions, strict=True)]
        right += pairs(Counter(labels))
        true += pairs(Counter(gold for gold, _ in labels))
        said += pairs(Counter(ours for _, ours in labels))
    assert 2 * right / (said + true) > 0.95  # measured 0.987; equal folded words give 0.713
