"""Cutting contents and sentences into coordinated clauses. All texts are made up."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rawi.reading import clauses, verbs
from rawi.reading.predicates import asserts, comments, tells_event


def pieces(text: str, headline: bool = False) -> list[str]:
    return [text[s:e] for s, e in clauses.cut(text, (0, len(text)), headline)]


def bare(text: str) -> str:
    start, end = clauses.bare(text, (0, len(text)))
    return text[start:end]


@pytest.mark.parametrize(
    "text",
    [
        "النيران بدأت في المخزن ‖ وامتدت إلى بيتين مجاورين",
        "الجسر أغلق أمس، ‖ وأن فرق الصيانة وصلت إلى المكان",
        "الوزير نجا ‖ لكن اثنين من مرافقيه قُتلا",
        "اللجنة لم تجتمع ‖ بل اكتفت ببيان مكتوب",
        "الورقة ضاعت في الطريق، ‖ والختم لا يزال عند المدير",
        "الباب مغلق، ‖ ولا دليل على دخول أحد",
        "رست السفينة في الميناء ‖ وعلى متنها مئة كيس",
        "السعر ارتفع في العاصمة، ‖ فيما بقي على حاله في الريف",
        "زار المدينة صباحا، ‖ ثم عاد إلى مكتبه",
        "فتح الحارس الباب ‖ فهرب القط",
        "لن نبيع المصنع، ‖ ولم نفكر في ذلك",
        "الشركة دفعت الأجور، ‖ غير أنها أغلقت فرعين",
        "الرئيس سيوقع الاتفاق ‖ وسيسافر بعده",
        "أطلقت الهيئة موقعا، ‖ كما أنشأت مركزا للشكاوى",
    ],
)
def test_cut_between_coordinated_clauses(text: str) -> None:
    expected = [piece.strip(" ،") for piece in text.split("‖")]
    assert pieces(text.replace("‖ ", "")) == expected


@pytest.mark.parametrize(
    "text",
    [
        "الوزير والسفير وقعا اتفاقا للتعاون والتبادل",
        "بإغلاق المصنع ونقل العمال ودفع أجورهم",
        "المصنع الذي اشترته الشركة وباعته في عام واحد",
        "يريد أن يبيع الأرض ويشتري بيتا",
        "يجب أن تتوقف الحفريات وأن تعود المياه إلى النهر",
        "لأن العمال أضربوا وأغلقوا الباب",
        "عاد إلى القرية ليزرع الحقل ويبني بيتا",
        "أصابت المدينة عاصفة اقتلعت الأشجار وكسرت النوافذ",
        "وصل المدير وهو يحمل حقيبة",
        "كما قال الطبيب في رسالته",
        "اشترى وكيل الشركة ورقا وحبرا وأقلاما",
        "بعد توقف التصدير وتراجع الأسعار",
        "زار الوزير (وكان مريضا وعاد باكرا) المستشفى",
        "من جدد العقد، وهو مهندس من المدينة، قرأ الشرط",
    ],
)
def test_no_cut(text: str) -> None:
    assert pieces(text) == [text]


def test_short_quotations_stay_whole() -> None:
    text = "وصف الخطة بأنها «جاءت وذهبت» أمس"
    assert pieces(text) == [text]


def test_headline() -> None:
    assert pieces("مجلس البلدة يقر الموازنة والمعارضة تنسحب من الجلسة", True) == [
        "مجلس البلدة يقر الموازنة",
        "والمعارضة تنسحب من الجلسة",
    ]
    assert pieces("ارتفاع منسوب النهر وتضرر عشرين بيتا", True) == ["ارتفاع منسوب النهر وتضرر عشرين بيتا"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("وأن الماء انقطع", "الماء انقطع"),
        ("إن الماء انقطع", "الماء انقطع"),
        ("أنه انقطع", "أنه انقطع"),
        ("وانقطع الماء", "وانقطع الماء"),
        ("ثم انقطع الماء.", "انقطع الماء"),
        ("غير أن الماء انقطع", "الماء انقطع"),
        ("غير أنها انقطعت", "غير أنها انقطعت"),
        ("في المقابل، انقطع الماء", "انقطع الماء"),
        ("في المقابل الذي دفعه", "في المقابل الذي دفعه"),
        ("وتجدر الإشارة إلى أن الماء انقطع", "الماء انقطع"),
        ("يذكر أن الماء انقطع", "الماء انقطع"),
    ],
)
def test_what_stands_outside_a_claim(text: str, expected: str) -> None:
    assert bare(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("انقطع الماء عن البلدة", True),
        ("الماء لا يصل إلى البلدة", True),
        ("التعميم مزور", True),
        ("وعلى الجدار لوحة قديمة", True),
        ("أما المدير فسافر", True),
        ("في صباح 4 مايو رست السفينة", True),
        ("الرجل الذي باع بقرته لا ينتظر", True),
        ("إن الموقف صعب", True),
        ("لعب الحارس سامي الزين دورا كبيرا في الفوز", True),
        ("في بيان صحفي", False),
        ("خلال لقاء مع الصحفيين", False),
        ("رئيس البلدية السابق الذي غادر", False),
        ("مؤكدا ذلك", False),
        ("هل انقطع الماء", False),
        ("انقطع الماء؟", False),
        ("خطابا رسميا مطولا، اطلعت عليه الصحيفة", False),
    ],
)
def test_asserts(text: str, expected: bool) -> None:
    assert asserts(text, (0, len(text))) is expected


def test_headlines_of_events() -> None:
    for text, expected in (
        ("مقتل تسعة في انفجار مستودع", True),
        ("عشرة جرحى في حادث سير", True),
        ("السدود التي بنتها الذاكرة", False),
        ("ماء القرية في مجلس المدينة", False),
    ):
        assert tells_event(text, (0, len(text))) is expected


def test_comments_of_the_reporter() -> None:
    for text, expected in (("وهو ما أثار غضب السكان", True), ("وهو ما", False), ("أثار غضب السكان", False)):
        assert comments(text, (0, len(text))) is expected


@pytest.mark.parametrize(
    ("word", "aspect", "sure"),
    [
        ("قالت", "perfect", True),
        ("قيل", "perfect", False),
        ("استقالا", "perfect", True),
        ("دعوا", "perfect", True),
        ("نفته", "perfect", False),
        ("هاجمها", "perfect", True),
        ("يقولون", "imperfect", True),
        ("سيستقيل", "imperfect", True),
        ("تستعيدها", "imperfect", True),
        ("يقل", "imperfect", True),
        ("أُرفقت", "perfect", True),
        ("عبّر", "perfect", True),
        ("كتب", "perfect", False),
        ("تقدم", "perfect", False),
    ],
)
def test_verbs(word: str, aspect: str, sure: bool) -> None:
    found = verbs.find(word)
    assert found is not None
    assert (found.aspect, found.sure) == (aspect, sure)


@pytest.mark.parametrize("word", ["وزارة", "إعادة", "يوم", "تقرير", "كتابٌ", "المدينة", "مدرسة", "يوسف"])
def test_no_verbs(word: str) -> None:
    assert verbs.find(word) is None


WORDS = ["و", "قال", "وقال", "الذي", "إن", "وأن", "،", ".", "«", "»", '"', "(", ")", "كتاب", "الرئيس", "يريد", "أن", "ثم",
         "لكن", "في", "بينما", "2020", "لم", "فيما", "\n", "كما", ":", "ـ", "وَ"]  # fmt: skip


@given(st.lists(st.sampled_from(WORDS) | st.text(max_size=4), max_size=30), st.booleans())
def test_pieces_hold_every_letter_in_order(words: list[str], headline: bool) -> None:
    text = " ".join(words)
    found = clauses.cut(text, (0, len(text)), headline)
    assert all(0 <= s < e <= len(text) for s, e in found)
    assert all(a[1] <= b[0] for a, b in zip(found, found[1:], strict=False))
    inside = {i for s, e in found for i in range(s, e)}
    assert all(i in inside for i, character in enumerate(text) if character.isalnum() and character != "ـ")
    for span in found:
        start, end = clauses.bare(text, span)
        assert span[0] <= start <= end <= span[1]
        asserts(text, span)


@pytest.mark.parametrize(
    "unit", ["وقال ", "، ", "الذي قال ، ", "و الكتاب ", "« ", "( ", "أن يقول و", "، والكتاب من", "وفي بيت "]
)
def test_hostile_text_is_cut_as_any_other(unit: str) -> None:  # how long it takes is for benchmarks.hostile
    text = unit * 20_000
    spans = clauses.cut(text, (0, len(text)))
    assert all(a[1] <= b[0] for a, b in zip(spans, spans[1:], strict=False))
    for span in spans:
        asserts(text, clauses.bare(text, span))


def test_a_name_is_not_cut():
    text = "ولن يتمكن فيرنانديز من اللعب"
    names = [(text.index("فيرنانديز"), text.index("فيرنانديز") + len("فيرنانديز"))]
    assert [text[slice(*c)] for c in clauses.cut(text, (0, len(text)), names=names)] == [text]
    text = "دخلت وحدات حماية الشعب ووحدات حرس الحدود المدينة، وانسحبت قوات أخرى"
    start = text.index("ووحدات")
    names = [(text.index("وحدات"), start + len("ووحدات حرس الحدود"))]
    assert text[slice(*clauses.cut(text, (0, len(text)), names=names)[0])].endswith("المدينة")
