import pytest
from cues import at
from hypothesis import given
from hypothesis import strategies as st

from rawi.reading.mentions import settle
from rawi.tagger import NamedMention


def named(text, *names):
    found = [NamedMention(at(text, words), kind, 0.9) for words, kind in names]
    return [(text[slice(*m.span)], m.type) for m in settle(text, found)]


@pytest.mark.parametrize(
    ("text", "found", "settled"),
    [
        ("زعيم الحركة الملا عمر", [("الملا عمر", "PER")], [("عمر", "PER")]),
        ("الأمير حكمتي", [("أمير حكمتي", "PER")], [("أمير حكمتي", "PER")]),
        ("عن الإمام سالم رضي الله عنه", [("سالم رضي الله", "PER")], [("سالم", "PER")]),
        ("وقال الرائد إنه", [("الرائد", "PER")], []),
        ("يوم الخميس الماضي", [("الخميس", "ORG")], []),
        ("على www.example.com اليوم", [("www.example.com", "ORG")], []),
        ("وبدأ فريق العمل", [("فريق", "ORG")], []),
        (
            "نور الحاج- مرايا- المرجان: قال",
            [("نور الحاج", "PER"), ("المرجان", "LOC")],
            [("نور الحاج", "PER"), ("مرايا", "ORG"), ("المرجان", "LOC")],
        ),
        (
            "نور الحاج- مساء- المرجان ثم الواحة",
            [("نور الحاج", "PER"), ("المرجان", "LOC")],
            [("نور الحاج", "PER"), ("المرجان", "LOC")],
        ),
        (
            "وعاد نور الحاج- مساء- المرجان:",
            [("نور الحاج", "PER"), ("المرجان", "LOC")],
            [("نور الحاج", "PER"), ("المرجان", "LOC")],
        ),
        ("على مستوى المملكة في المرحلة", [], [("المملكة", "LOC")]),
        ("نادي ليوبار الكونغولي", [("نادي ليوبار الكونغولي", "ORG")], [("نادي ليوبار", "ORG")]),
        ("في سبها الليبية", [("سبها الليبية", "LOC")], [("سبها", "LOC")]),
        ("وزارة الخارجية الأمريكية", [("وزارة الخارجية الأمريكية", "ORG")], [("وزارة الخارجية الأمريكية", "ORG")]),
        ("وزارة خارجية عيلان", [("وزارة خارجية عيلان", "ORG")], [("وزارة خارجية عيلان", "ORG")]),
        ("الجيش المصري", [("الجيش المصري", "ORG")], [("الجيش المصري", "ORG")]),
        ("جمهورية مصر العربية", [("جمهورية مصر العربية", "LOC")], [("جمهورية مصر العربية", "LOC")]),
        ("قناة الهضاب تي في", [("قناة الهضاب تي في", "ORG")], [("قناة الهضاب تي في", "ORG")]),
        ("الجيش الوطني في العاصمة", [("الجيش الوطني في", "ORG")], [("الجيش الوطني", "ORG")]),
        ("زين العابدين بن علي", [("زين العابدين بن علي", "PER")], [("زين العابدين بن علي", "PER")]),
        ("عروض أسواق النخلة اليوم", [("أسواق", "ORG"), ("النخلة", "LOC")], [("أسواق النخلة", "ORG")]),
        ("أمانة جدة", [("أمانة", "ORG"), ("جدة", "LOC")], [("أمانة جدة", "ORG")]),
        ("الأمانة جدة", [("الأمانة", "ORG"), ("جدة", "LOC")], [("الأمانة", "ORG"), ("جدة", "LOC")]),
        (
            "مديرية الشؤون الصحية بمنطقة الرياض",
            [("مديرية الشؤون الصحية بمنطقة", "ORG"), ("الرياض", "LOC")],
            [("مديرية الشؤون الصحية بمنطقة الرياض", "ORG")],
        ),
        ("واتهم للحوثيين يدا", [], [("للحوثيين", "ORG")]),
    ],
)
def test_names_are_mended(text, found, settled):
    assert named(text, *found) == settled


@given(
    st.text(max_size=60),
    st.lists(st.tuples(st.integers(0, 59), st.integers(1, 9), st.sampled_from(["PER", "ORG", "LOC"]))),
)
def test_spans_stay_in_the_text_apart_and_in_order(text, places):
    found, end = [], 0
    for start, length, kind in sorted(places):
        if end <= start < start + length <= len(text):
            found.append(NamedMention((start, start + length), kind, 0.5))
            end = start + length
    spans = [m.span for m in settle(text, found)]
    assert all(0 <= s < e <= len(text) for s, e in spans)
    assert all(a[1] <= b[0] for a, b in zip(spans, spans[1:], strict=False))
