from cues import at, cue
from hypothesis import given
from hypothesis import strategies as st

from rawi.pages import page_of_article
from rawi.reading import Entity, assemble, turns
from rawi.tagger import Tags

TALK = """حوار مع مدير المكتبة حازم الشماع
التقت «الضفاف» مدير المكتبة حازم الشماع في مكتبه.
«الضفاف»: لماذا أغلقت المكتبة؟
الشماع: لأن السقف تشقق. أبلغنا البلدية في مارس.
«الضفاف»: البلدية تقول إنها لم تتلق شيئا.
الشماع (مبتسما): (صمت) لدينا رقم الوارد.
وبعد الحوار عاد الشماع إلى الرفوف."""
BLOCKS = [(0, 32), (33, len(TALK))]
PEOPLE = [Entity(1, "PER", "حازم الشماع", (at(TALK, "حازم الشماع"), at(TALK, "الشماع", 2)))]


def words(text, cues):
    return [
        (c.source and text[slice(*c.source)], text[slice(*c.referent[0])] if c.referent else None, c.stance, c.kind,
         text[slice(*c.content)])
        for c in cues
    ]  # fmt: skip


def test_each_turn_is_said_by_its_label():
    spoken, whole = turns.settle(TALK, BLOCKS, [], PEOPLE)
    assert words(TALK, spoken) == [
        ("الضفاف", "الضفاف", "asks", "media", "لماذا أغلقت المكتبة؟"),
        ("الشماع", "حازم الشماع", "states", "person", "لأن السقف تشقق. أبلغنا البلدية في مارس"),
        ("الضفاف", "الضفاف", "states", "media", "البلدية تقول إنها لم تتلق شيئا"),
        ("الشماع", "حازم الشماع", "states", "person", "لدينا رقم الوارد"),
    ]
    assert whole == {c.span for c in spoken}
    assert [TALK[slice(*c.span)] for c in spoken] == [":"] * 4


def test_the_taggers_cues_stay_but_those_at_labels():
    says = cue(TALK, "تقول", "البلدية", "لم تتلق شيئا")
    label = cue(TALK, "الشماع", "الضفاف", "لأن السقف تشقق", nth=2)
    mark = cue(TALK, "وبعد", "الشماع", "عاد الشماع إلى الرفوف")
    spoken, _ = turns.settle(TALK, BLOCKS, [label, says, mark], PEOPLE)
    assert [TALK[slice(*c.span)] for c in spoken] == [":", ":", ":", "تقول", ":", "وبعد"]


def test_several_sentences_of_a_turn_are_one_content():
    page = page_of_article(TALK, 32, "2026-03-01")
    said = assemble(page, Tags((), ()), "none").attributions
    assert [TALK[slice(*a.content[0])] for a in said][1] == "لأن السقف تشقق. أبلغنا البلدية في مارس"
    assert [a.stance for a in said] == ["asks", "states", "states", "states"]


def test_question_and_answer_stand_for_the_names_before_them():
    text = "المنار: من كتب الرواية؟\nسعاد البيطار: جدتي\nس: متى؟\nج: قبل سنين\nس: وأين؟\nج: في قرية"
    spoken, _ = turns.settle(text, [(0, len(text))], [], [])
    assert [w[:3] for w in words(text, spoken)] == [
        ("المنار", "المنار", "asks"), ("سعاد البيطار", "سعاد البيطار", "states"), ("س", "المنار", "asks"),
        ("ج", "سعاد البيطار", "states"), ("س", "المنار", "asks"), ("ج", "سعاد البيطار", "states"),
    ]  # fmt: skip


def test_what_is_no_conversation():
    facts = "المكان: قاعة الربيع\nالزمان: السبت\nالمكان: قاعة الخريف\nالزمان: الأحد\nالمكان: الساحة\nالزمان: الاثنين"
    own = "س: ما المد الأحمر؟\nج: طحالب\nس: هل يضر؟\nج: قليلا\nس: متى ينتهي؟\nج: قريبا"
    told = "فقلت: من أنت؟\nفقال: حارس\nفقلت: وأين المفتاح؟\nفقال: ضاع\nفقلت: ومتى ضاع؟"
    one = "الشماع: تشقق السقف\nالشماع: أبلغنا البلدية\nالشماع: فمن يرد؟\nالشماع: لا أحد"
    few = "الضفاف: لماذا؟\nالشماع: لأن السقف تشقق\nالضفاف: ومن أبلغتم؟"
    for text in (facts, own, told, one, few, "", ":", "\n:\n::\n"):
        assert turns.find(text, [(0, len(text))]) == []


@given(st.text(alphabet="ab:؟?\n ()«»سج1*-،.", max_size=300))
def test_places_lie_in_the_text(text):
    for turn in turns.find(text, [(0, len(text))]):
        assert text[turn.colon] == ":"
        assert turn.start <= turn.label[0] < turn.label[1] <= turn.colon < turn.said[0] < turn.said[1] <= len(text)


def test_a_long_line_of_colons_is_read_in_time_that_grows_with_it():
    found = turns.find("ا" * 48 + "(" * 5000 + ":" * 5000 + "\n" * 5000, [(0, 15048)])
    assert found == []
