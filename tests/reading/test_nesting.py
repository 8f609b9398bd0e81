from rawi.reading.nesting import outers

TEXT = "بحسب إحدى الرسائل، كتب قائد في الجماعة أن المدينة مستعدة"


def at(words: str):
    start = TEXT.index(words)
    return ((start, start + len(words)),)


def test_an_attribution_stands_in_the_content_that_holds_it():
    cues = [at("بحسب"), at("كتب")]
    contents = [at("كتب قائد في الجماعة أن المدينة مستعدة"), at("المدينة مستعدة")]
    assert outers(TEXT, cues, contents) == [None, 0]


def test_the_innermost_of_several_is_taken():
    cues = [at("بحسب"), at("كتب"), at("مستعدة")]
    contents = [at("كتب قائد في الجماعة أن المدينة مستعدة"), at("أن المدينة مستعدة"), at("المدينة")]
    assert outers(TEXT, cues, contents) == [None, 0, 1]


def test_two_that_hold_each_other_make_no_circle():
    cues = [at("بحسب"), at("كتب")]
    both = at("إحدى الرسائل، كتب قائد في الجماعة أن المدينة مستعدة")
    found = outers(TEXT, cues, [(both[0],), (at("بحسب إحدى الرسائل")[0],)])
    seen = 0
    while found[seen] is not None and seen < 2:
        seen = found[seen]
    assert None in found


def test_apart_is_apart():
    assert outers(TEXT, [at("بحسب"), at("كتب")], [at("إحدى الرسائل"), at("المدينة مستعدة")]) == [None, None]


def test_denied_and_then_confirmed_hold_not_each_other():
    text = "قتل القائد في العاصمة وهو ما نفاه النظام لكنه أكده لاحقا"
    content = ((0, text.index(" وهو")),)
    cues = [((text.index(w), text.index(w) + len(w)),) for w in ("نفاه", "أكده")]
    assert outers(text, cues, [content, content]) == [None, None]
