"""Where sentences end, and that no character is lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rawi.language.sentences import split


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in split(text)]


# A bar marks where a sentence ends; it is taken out before the text is split.
@pytest.mark.parametrize(
    "marked",
    [
        "انتهى الاجتماع.| وقال الناطق إن اللجنة ستعود غدا.| أليس كذلك؟| بلى!| لا أحد يدري?",
        "هل عاد؟!| لا جواب!!| ومضى .| وعاد ؟| نعم",
        "سطر بلا نقطة|\nسطر ثان|\r\n\n وثالث|\u2028ورابع",
        # numbers, addresses, initials, abbreviations
        "بلغت النسبة 3.5 في المئة و٣.٥ و٣٫٥ أمس.| وكانت 1.200.000 من قبل.",
        "انظر www.example.org/a.html أو اكتب إلى a.b@example.org غدا.| شكرا",
        "نقلت ا.ف.ب. عن د. سامي حداد وم. ليلى قاسم أن الجسر يبعد 50 كلم. عن المدينة.| وأضافت أنه سليم",
        "جاء في ص. 12 من تقرير J. Smith و Dr. Brown ما يلي",
        "نشر موقع العربية.نت وسكاي.نيوز وبي.بي.سي الخبر.",
        "كان ذلك عام 2015.| وقال إن العدد 12.| ثم مضى",
        "1. أولا نبدأ.| 2. ثانيا ننتهي.|\n3. ثالثا نعود",
        # no space after the stop
        "انتهى الاجتماع.|وقال الناطق نعم!|وعاد.",
        "شكلت اللجنة عام 2015.|وقال الناطق نعم",
        # ellipses
        "المدينة.. غدا يوم جديد... ربما… المدينة|",
        "المدينة هادئة...| وقال الناطق نعم..| وأضاف أن الأمر انتهى…| في الغد يعود",
        "... ثم عاد.| نعم",
        # quotation marks
        "قال «لن نقبل. لن نعود. انتهى» ثم خرج.| وأضاف: “نعم! لا؟ ربما” ثم صمت.",
        'قال «لن نقبل».| وأضاف "انتهى الأمر."| وأكد الوالي ذلك.| المدينة هادئة',
        "«لن نعود أبدا.» قال الرجل وهو يمضي.| «متى نعود؟» سأل الولد.",
        "قال «لن نقبل.»، ثم مضى.| وكتب «نعم!» - لا أكثر.",
        "كتب بحّار يرمز إليه بـ«ع. س.» قوله نعم.",
        "قال »لن نقبل. لن نعود« ثم خرج.| وقال ”نعم. لا“ ومضى.",
        "قال «لن نقبل أبدا.| ثم سكت.| وعاد",  # never closed: protects nothing
        'قال" لن نقبل.| لن نعود',
        # direction marks and footnotes belong to the stop
        "انتهى الاجتماع.\u200f| وقال الناطق نعم.[12]| وعاد «غدا».\u200f| نعم",
        # brackets
        "كان ذلك قديما (انظر الفصل الأول. والثاني) ثم انتهى.| نعم",
        "انتهى الأمر (أمس.)| وقال إنه نعم",
    ],
)
def test_ends(marked: str) -> None:
    expected = [part.strip() for part in marked.split("|") if part.strip()]
    assert sentences(marked.replace("|", "")) == expected


def test_bare_stops_join_the_sentence_before_them() -> None:
    assert sentences("انتهى الأمر. *** . وعاد") == ["انتهى الأمر. *** .", "وعاد"]
    assert sentences("...") == ["..."]
    assert sentences(" \n ") == []


def test_given_paragraphs_end_sentences_and_nothing_is_lost() -> None:
    text = "عنوان قصير نص الخبر يبدأ هنا ثم ينتهي"
    spans = split(text, [(0, 10), (11, 28)])
    assert [text[start:end] for start, end in spans] == ["عنوان قصير", "نص الخبر يبدأ هنا", "ثم ينتهي"]


CLAUSE = "أعلنت لجنة السدود في المدينة أن أعمال الصيانة في السد الكبير ستبدأ قبل نهاية الشهر الجاري بعد موافقة المجلس"


def test_page_without_stops_is_cut_at_commas_before_openers() -> None:
    clauses = [
        CLAUSE + "،",
        "وقال رئيس اللجنة إن الأعمال ستستمر ستة أشهر على الأقل،",
        "كما طلب من السكان الابتعاد عن ضفتي النهر في تلك المدة ،",
        "في نهاية العام الماضي، انهار جزء من السور الشرقي بعد أمطار غزيرة",
    ]
    text = " ".join(clauses)
    # What the last one needs before it is more: في is a weak opener.
    assert sentences(text) == [clauses[0], clauses[1], clauses[2] + " " + clauses[3]]


def test_weak_openers_need_a_longer_stretch_before_them() -> None:
    first = CLAUSE + " البلدي الذي اجتمع أمس في مقره،"
    second = "في نهاية العام الماضي، انهار جزء من السور الشرقي بعد أمطار غزيرة هطلت على المنطقة كلها،"
    assert sentences(f"{first} {second} والسور قديم جدا ومهمل منذ زمن") == [
        first,
        second + " والسور قديم جدا ومهمل منذ زمن",
    ]
    # Where no verb follows soon, في begins no sentence.
    phrase = "في مدينة تل الحور القديمة الواقعة على ضفة النهر الشرقية"
    assert sentences(f"{first} {phrase}") == [f"{first} {phrase}"]


def test_a_verb_after_a_phrase_set_before_it_begins_nothing() -> None:
    first = CLAUSE + "،"
    second = (
        "ووفقا لبيان اللجنة الصادر في العاصمة مساء الخميس بعد اجتماع طويل مع الأهالي ومع الوالي، كان السد سليما تماما"
    )
    assert sentences(f"{first} {second}") == [first, second]


def test_no_cut_at_commas_inside_quotation_marks() -> None:
    text = f"قال الناطق: «{CLAUSE}، وقال رئيس اللجنة إن الأعمال ستستمر ستة أشهر على الأقل، كما طلب من السكان الابتعاد»"
    assert sentences(text) == [text]


def test_a_page_that_writes_stops_keeps_its_long_sentences() -> None:
    long = f"{CLAUSE}، وقال رئيس اللجنة إن الأعمال ستستمر ستة أشهر على الأقل، كما طلب من السكان الابتعاد."
    assert sentences(f"{long} وانتهى الاجتماع.") == [long, "وانتهى الاجتماع."]


def test_titles_and_menus_do_not_make_stops_rare() -> None:
    menu = "الرئيسية\nأخبار\nاقتصاد\nرياضة\n" * 30
    long = f"{CLAUSE}، وقال رئيس اللجنة إن الأعمال ستستمر ستة أشهر على الأقل، كما طلب من السكان الابتعاد."
    assert sentences(menu + long)[-1] == long


def test_a_semicolon_makes_a_weak_opener_strong() -> None:
    first = "أعلنت لجنة السدود أن أعمال الصيانة ستبدأ قبل نهاية الشهر"
    second = "كانت اللجنة قد طلبت ذلك مرارا من المجلس ومن الوالي في الأعوام الماضية فلم يجبها أحد منهم قط"
    third = "حتى وقع ما كانت تخشاه"
    assert sentences(f"{first}؛ {second} {third}") == [first + "؛", f"{second} {third}"]
    assert sentences(f"{first}، {second} {third}") == [f"{first}، {second} {third}"]


WORDS = [
    "قال",
    "وقال",
    "كما",
    "في",
    "الجسر",
    "د.",
    "3.5",
    "«نعم.",
    "لا»",
    '"',
    "(",
    ").",
    "،",
    "؛",
    ".",
    "..",
    "؟",
    "\n",
    "…",
]


@given(st.one_of(st.text(max_size=80), st.lists(st.sampled_from(WORDS), max_size=120).map(" ".join)))
def test_spans_are_in_order_trimmed_and_hold_everything_visible(text: str) -> None:
    spans = split(text)
    reached = 0
    for start, end in spans:
        assert reached <= start < end <= len(text)
        assert not text[reached:start].strip()
        assert text[start:end] == text[start:end].strip()
        assert len(text[start:end].splitlines()) == 1
        reached = end
    assert not text[reached:].strip()


@given(st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join), st.data())
def test_given_borders_are_never_crossed(text: str, data: st.DataObject) -> None:
    border = data.draw(st.integers(0, len(text)))
    spans = split(text, [(0, border), (border, len(text))])
    assert all(end <= border or start >= border for start, end in spans)
    assert "".join("".join(text[a:b].split()) for a, b in spans) == "".join(text.split())
