import pytest

from rawi.reading.medium import find


@pytest.mark.parametrize(
    ("text", "medium"),
    [
        ("قال الوزير في مؤتمر صحفي، إن السد آمن", "في مؤتمر صحفي"),
        ("كتبت النائبة عبر صفحتها على فيسبوك أن السد آمن", "عبر صفحتها على فيسبوك"),
        ("أوضح المدير من خلال تسجيل مصور بثته القناة أن السد آمن", "من خلال تسجيل مصور بثته القناة"),
        ("وفي بيان نشرته البلدية، قال الوزير إن السد آمن", "وفي بيان نشرته البلدية"),
        ("قال الوزير لقناة «الضفة» إن السد آمن", "لقناة «الضفة»"),
        ("قال الوزير في حديث لـ«الميزان» إن السد آمن", "في حديث لـ«الميزان»"),
        ("قال الوزير لليلى إن السد آمن", None),
        ("قال الوزير في المدينة القديمة إن السد آمن", None),
        ("قال الوزير إن السد آمن", None),
    ],
)
def test_where_it_was_said(text, medium):
    taken = []
    for words in ("قال", "كتبت", "أوضح", "الوزير", "النائبة", "المدير", "السد آمن"):
        if words in text:
            taken.append((text.index(words), text.index(words) + len(words)))
    found = [text[s:e].lstrip("و") for s, e in find(text, (0, len(text)), tuple(taken))]
    assert found == ([medium.lstrip("و")] if medium else [])
