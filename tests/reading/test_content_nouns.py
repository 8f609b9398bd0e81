import pytest
from cues import at, cue

from rawi.reading.content_nouns import added


def found(text, cues=()):
    words = [
        (text[slice(*c.span)], c.source and text[slice(*c.source)], text[slice(*c.content)], c.kind, c.form)
        for c in added(text, [(0, len(text))], cues)
        if c not in cues
    ]
    return words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "تلقت البلدية رسالة مفادها أن الجسر سيغلق، وأنها وحدها المسؤولة. وقال العمدة لا",
            ("مفادها", "رسالة", "الجسر سيغلق، وأنها وحدها المسؤولة", "document", "indirect"),
        ),
        (
            "على إثر توفر معلومات مفادها تعرض الجسر للتخريب.",
            ("مفادها", "معلومات", "تعرض الجسر للتخريب", "document", "indirect"),
        ),
        (
            "ونشرت الصحيفة خبرا من خمسة أسطر مفاده أن الجسر قديم.",
            ("مفاده", "خبرا من خمسة أسطر", "الجسر قديم", "document", "indirect"),
        ),
        ("وخرج بنتيجة خلاصتها أن الجسر متين", ("خلاصتها", "بنتيجة", "الجسر متين", "document", "indirect")),
        (
            "وساق تفسيرا مغايرا، فحواه أن الجسر قديم",
            ("فحواه", None, "الجسر قديم", "unknown", "indirect"),
        ),
        (
            "رسالة مفادها «أن الجسر قديم. ولا مال» كما يبدو",
            ("مفادها", "رسالة", "الجسر قديم. ولا مال", "document", "direct"),
        ),
    ],
)
def test_nouns_of_content_are_cues(text, expected):
    assert found(text) == [expected]


@pytest.mark.parametrize(
    "text", ["في خلاصته العامة", "خلاصته جيدة", "مضمونها معروف للجميع", "وجاء بخلاصتها إلى المكتب"]
)
def test_without_a_clause_they_are_none(text):
    assert found(text) == []


def test_what_the_tagger_has_found_is_not_added_again():
    text = "تلقت البلدية رسالة مفادها أن الجسر سيغلق"
    assert found(text, [cue(text, "مفادها", "رسالة", "الجسر سيغلق", kind="document")]) == []


def test_a_content_ends_before_the_next_cue_and_stays_in_its_block():
    text = "رسالة مفادها أن الجسر سيغلق، وأكد العمدة أنه لا يعلم"
    assert found(text, [cue(text, "وأكد", "العمدة", "أنه لا يعلم")])[0][2] == "الجسر سيغلق"
    assert added(text, [at(text, "وأكد العمدة")], []) == []
