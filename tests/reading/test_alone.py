"""Quotations that are a sentence of their own, with nobody named beside them."""

from rawi.reading import alone
from rawi.tagger import Cue


def cue(text: str, word: str, source: str, content: str) -> Cue:
    def at(words: str) -> tuple[int, int]:
        start = text.index(words)
        return start, start + len(words)

    return Cue(
        at(word), at(source), at(content), "states", "indirect", "person", True, (at(source),), 0.9, 0.9, 0.9, 0.9, 0.9
    )


def added(text: str, *cues: Cue, title_end: int = 0) -> list[tuple[str, str, tuple[str, ...]]]:
    new = [c for c in alone.added(text, [(0, len(text))], title_end, cues) if c not in cues]
    return [(c.stance, text[slice(*c.content)], tuple(text[slice(*r)] for r in c.referent)) for c in new]


TOLD = "تقول هدى النمري إنها لم تنم منذ أسبوع."


def told(text: str) -> Cue:
    return cue(text, "تقول", "هدى النمري", "إنها لم تنم منذ أسبوع")


def test_the_speaker_is_who_spoke_just_before():
    text = TOLD + " «أعدّ الشاحنات كل ليلة ولا أحد يسأل». وبقي الطريق مغلقا."
    assert added(text, told(text)) == [("states", "أعدّ الشاحنات كل ليلة ولا أحد يسأل", ("هدى النمري",))]


def test_the_cue_is_the_opening_mark():
    text = TOLD + ' "متى تصل الشاحنة إلى بيتنا؟"'
    [_, found] = alone.added(text, [(0, len(text))], 0, [told(text)])
    assert (text[slice(*found.span)], found.stance) == ('"', "asks")


def test_nobody_speaks_in_a_title():
    title = "«لن نترك بيوتنا مهما حدث».. أهالي القرية ينتظرون"
    assert added(title, title_end=len(title)) == [("states", "لن نترك بيوتنا مهما حدث", ())]


def test_what_is_no_sentence_of_its_own_stays():
    text = TOLD
    for end in (
        " وشهدت القرية عرض فيلم «رجل من زمن المطر القديم» أمس.",  # inside a sentence
        " «رجل من زمن المطر القديم» فيلم عرض أمس.",  # the sentence goes on
        " «رجل المطر». ثم انتهى العرض.",  # a name
        " «هل تصل الشاحنة إلى بيتنا؟»، سألت هدى.",  # somebody is named beside it
    ):
        assert added(text + end, told(text)) == []


def test_what_stands_in_a_content_stays():
    text = "قال سامر الخطيب: «وصلنا التمويل أمس وسنبدأ الحفر»."
    assert added(text, cue(text, "قال", "سامر الخطيب", "وصلنا التمويل أمس وسنبدأ الحفر")) == []


def test_many_quotations_cost_no_more_each():
    text = " ".join(["«كلمة بعد كلمة بعد كلمة»."] * 3000)
    assert len(added(text)) == 3000
