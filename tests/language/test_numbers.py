"""Numbers in figures and words: tables to read, round trips over all forms, hostile input."""

from fractions import Fraction

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from rawi.language.numbers import Number, find

# Words as a grammar book gives them; [masculine, feminine] is the gender of the counted noun.
UNITS = {
    1: ("واحد", "واحدة"),
    2: ("اثنان", "اثنتان"),
    3: ("ثلاثة", "ثلاث"),
    4: ("أربعة", "أربع"),
    5: ("خمسة", "خمس"),
    6: ("ستة", "ست"),
    7: ("سبعة", "سبع"),
    8: ("ثمانية", "ثماني"),
    9: ("تسعة", "تسع"),
    10: ("عشرة", "عشر"),
}
TENS = {2: "عشر", 3: "ثلاث", 4: "أربع", 5: "خمس", 6: "ست", 7: "سبع", 8: "ثمان", 9: "تسع"}
SCALES = [
    (10**12, ("تريليون", "تريليونا", "تريليونات")),
    (10**9, ("مليار", "مليارا", "مليارات")),
    (10**6, ("مليون", "مليونا", "ملايين")),
    (10**3, ("ألف", "ألفا", "آلاف")),
]


class Speller:
    """Renders a whole number as Arabic words in one of the ways of writing them."""

    def __init__(
        self, feminine: bool, oblique: bool, hundred: str, apart: bool, tanween: str, conjunction: str
    ) -> None:
        self.feminine = feminine
        self.oblique = oblique
        self.hundred = hundred
        self.apart = apart
        self.tanween = tanween
        self.conjunction = conjunction

    def words(self, n: int) -> str:
        if n == 0:
            return "صفر"
        parts = []
        for scale, (one, accusative, plural) in SCALES:
            count, n = divmod(n, scale)
            if count:
                parts.extend(self.scaled(count, one, accusative, plural))
        if n:
            parts.extend(self.below_thousand(n, self.feminine))
        return self.conjunction.join(parts)

    def scaled(self, count: int, one: str, accusative: str, plural: str) -> list[str]:
        if count == 1:
            return [one]
        if count == 2:
            return [one + self.dual]
        if 3 <= count <= 10:
            return [f"{UNITS[count][0]} {plural}"]
        if count % 100 in (0, 1, 2):
            hundreds = self.below_thousand(count - count % 100, feminine=False, construct=True)
            rest = {0: [], 1: [one], 2: [one + self.dual]}[count % 100]
            return [f"{self.conjunction.join(hundreds)} {one}", *rest]
        noun = plural if 3 <= count % 100 <= 10 else accusative[:-1] + self.tanween
        return [f"{self.conjunction.join(self.below_thousand(count, feminine=False))} {noun}"]

    @property
    def dual(self) -> str:
        return "ين" if self.oblique else "ان"

    def below_thousand(self, n: int, feminine: bool, construct: bool = False) -> list[str]:
        hundreds, rest = divmod(n, 100)
        parts = []
        if hundreds == 1:
            parts.append(self.hundred)
        elif hundreds == 2:
            stem = self.hundred[:-1] + "ت"
            ending = ("ي" if self.oblique else "ا") if construct and not rest else self.dual
            parts.append(stem + ending)
        elif hundreds:
            unit = UNITS[hundreds][1]
            parts.append(f"{unit} {self.hundred}" if self.apart else unit.removesuffix("ي") + self.hundred)
        tens, units = divmod(rest, 10)
        if 11 <= rest <= 19:
            parts.append(self.teen(rest, feminine))
        elif rest in UNITS:
            parts.append(self.unit(rest, feminine))
        elif rest:
            if units:
                parts.append("إحدى" if units == 1 and feminine else self.unit(units, feminine))
            parts.append(TENS[tens] + ("ين" if self.oblique else "ون"))
        return parts

    def unit(self, n: int, feminine: bool) -> str:
        word = UNITS[n][feminine]
        return word.removesuffix("ان") + "ين" if n == 2 and self.oblique else word

    def teen(self, n: int, feminine: bool) -> str:
        ten = "عشرة" if feminine else "عشر"
        if n == 11:
            return f"{'إحدى' if feminine else 'أحد'} {ten}"
        if n == 12:
            two = ("اثنت" if feminine else "اثن") + ("ي" if self.oblique else "ا")
            return f"{two} {ten}"
        return f"{UNITS[n - 10][feminine]} {ten}"


spellers = st.builds(
    Speller,
    feminine=st.booleans(),
    oblique=st.booleans(),
    hundred=st.sampled_from(["مئة", "مائة"]),
    apart=st.booleans(),
    tanween=st.sampled_from(["ا", "ًا", "اً"]),
    conjunction=st.sampled_from([" و", " و "]),
)
# Small and round numbers are where the grammar is: draw them as often as large ones.
wholes = st.one_of(
    st.integers(0, 10**12),
    st.integers(0, 1200),
    st.integers(0, 2_000_000),
    st.builds(lambda digit, power: digit * 10**power, st.integers(1, 120), st.integers(0, 10)),
    st.builds(lambda high, low: high * 1000 + low, st.integers(1, 999), st.integers(0, 12)),
)


@settings(max_examples=600, deadline=None)
@given(wholes, spellers)
@example(101_000, Speller(False, False, "مئة", False, "ا", " و"))
@example(202_002_002_002, Speller(True, True, "مائة", True, "ًا", " و"))
def test_every_whole_number_is_read_back(n: int, speller: Speller) -> None:
    words = speller.words(n)
    text = f"بلغ العدد {words}، كما ذُكر."
    assert [(number.value, text[slice(*number.span)]) for number in find(text)] == [(n, words)]
    assert find(text)[0].form == "words"


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 10**12), st.sampled_from(["0123456789", "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹"]), st.booleans())
def test_every_figure_is_read_back(n: int, script: str, grouped: bool) -> None:
    separator = "," if script.startswith("0") else "٬"
    figure = (f"{n:,}".replace(",", separator) if grouped else str(n)).translate(str.maketrans("0123456789", script))
    text = f"وبلغ المجموع {figure} قطعة."
    assert [(number.value, text[slice(*number.span)], number.form) for number in find(text)] == [(n, figure, "digits")]


half = Fraction(1, 2)
CARDINALS = [
    # text, [(words, value), ...]
    ("جمع ثلاثمئة وخمسة وعشرين ألفا", [("ثلاثمئة وخمسة وعشرين ألفا", 325_000)]),
    ("ثلاث مائة وخمسة وعشرون ألف نسمة", [("ثلاث مائة وخمسة وعشرون ألف", 325_000)]),
    ("ثمانمائة وثمان وثمانون", [("ثمانمائة وثمان وثمانون", 888)]),
    ("مئتا عامل ومئتي عاملة", [("مئتا", 200), ("ومئتي", 200)]),
    ("ألفا عامل", [("ألفا", 2000)]),
    ("ألفي عامل", [("ألفي", 2000)]),
    ("أحصى ألفًا من العمال", [("ألفًا", 1000)]),
    ("أحصى ألفا وخمسمئة عامل", [("ألفا وخمسمئة", 1500)]),
    ("مليونا شجرة", [("مليونا", 2_000_000)]),
    ("أحد عشر كوكبا وإحدى عشرة نجمة", [("أحد عشر", 11), ("وإحدى عشرة", 11)]),
    ("اثنا عشر بابا واثنتي عشرة نافذة", [("اثنا عشر", 12), ("واثنتي عشرة", 12)]),
    ("مئة وأحد عشر كتابا", [("مئة وأحد عشر", 111)]),
    ("مئة وإحدى وعشرون صفحة", [("مئة وإحدى وعشرون", 121)]),
    ("خمسةعشر كرسيا", [("خمسةعشر", 15)]),
    ("تلاتين جنيه", [("تلاتين", 30)]),
    ("مليون ونصف المليون شجرة", [("مليون ونصف المليون", 1_500_000)]),
    ("مليونين ونصف مليون شجرة", [("مليونين ونصف مليون", 2_500_000)]),
    ("مليونان ونصف", [("مليونان ونصف", 2_500_000)]),
    ("ثلاثة ملايين وربع المليون", [("ثلاثة ملايين وربع المليون", 3_250_000)]),
    ("ثلاثة ونصف مليار", [("ثلاثة ونصف مليار", 3_500_000_000)]),
    ("نصف مليون", [("نصف مليون", 500_000)]),
    ("ثلاثة أرباع المليون", [("ثلاثة أرباع المليون", 750_000)]),
    ("ألف مليون", [("ألف مليون", 10**9)]),
    ("خمسة عشر ألف مليار", [("خمسة عشر ألف مليار", 15 * 10**12)]),
    ("مئة ألف وألف", [("مئة ألف وألف", 101_000)]),
    ("سنة خمس وثمانين وتسعمئة وألف", [("خمس وثمانين وتسعمئة وألف", 1985)]),
    ("عام ألف وتسعمائة وخمسة وثمانين", [("ألف وتسعمائة وخمسة وثمانين", 1985)]),
    ("ألفين و10", [("ألفين و10", 2010)]),
    ("3 ملايين و500 ألف و20", [("3 ملايين و500 ألف و20", 3_500_020)]),
    ("2.5 مليار", [("2.5 مليار", 2_500_000_000)]),
    ("٢٫٧٥ مليون", [("٢٫٧٥ مليون", 2_750_000)]),
    ("1.125 مليون، و1.125 قطعة", [("1.125 مليون", 1_125_000), ("و1.125", 1125)]),
    ("25 ألفا و300 صندوق", [("25 ألفا و300", 25_300)]),
    ("مئة و50 صندوقا", [("مئة و50", 150)]),
    ("تريليون و300 مليار", [("تريليون و300 مليار", 1_300_000_000_000)]),
    ("ثلاثة تريليونات", [("ثلاثة تريليونات", 3 * 10**12)]),
    ("أربعة بلايين", [("أربعة بلايين", 4 * 10**9)]),
    ("اثنين ونصف", [("اثنين ونصف", Fraction(5, 2))]),
    ("ثلثا الحقول وثلاثة أرباع الآبار", [("ثلثا", Fraction(2, 3)), ("وثلاثة أرباع", Fraction(3, 4))]),
    ("خُمس أسهمها", [("خُمس", Fraction(1, 5))]),
    ("نصفهم وربعها", [("نصفهم", half), ("وربعها", Fraction(1, 4))]),
    ("خمس السكان وخمس قرى", [("خمس", Fraction(1, 5)), ("وخمس", 5)]),
    ("2½ طن و¾ لتر", [("2½", Fraction(5, 2)), ("و¾", Fraction(3, 4))]),
    ("عشرة آلاف وخمسة عشر ألفا", [("عشرة آلاف", 10_000), ("وخمسة عشر ألفا", 15_000)]),
    ("ما بين خمسين ومئة صندوق", [("خمسين", 50), ("ومئة", 100)]),
    ("بين ثلاثين وأربعين", [("ثلاثين", 30), ("وأربعين", 40)]),
    ("ثلاثة وأربعة", [("ثلاثة", 3), ("وأربعة", 4)]),
    ("10 000 صندوق و1 250 000 حبة", [("10 000", 10_000), ("و1 250 000", 1_250_000)]),
    ("عام 2015 200 صندوق", [("2015", 2015), ("200", 200)]),
    ("أعوام 2010،2011", [("2010", 2010), ("2011", 2011)]),
    ("بـ15 ولـ 20 والـ30", [("بـ15", 15), ("20", 20), ("والـ30", 30)]),
    ("سعره 0.500", [("0.500", half)]),
    ("ثلاثة فاصلة خمسة بالمئة", [("ثلاثة فاصلة خمسة", Fraction(7, 2))]),
    ("7 فاصلة 25 مليون", [("7 فاصلة 25 مليون", 7_250_000)]),
    ("بين مئة ومئتين", [("مئة", 100), ("ومئتين", 200)]),
    ("3 بالمئة و18 في المئة", [("3", 3), ("و18", 18)]),
    ("ثلاثة بالمئة وأربعة بالألف", [("ثلاثة", 3), ("وأربعة", 4)]),
    ("خمس ألعاب", [("خمس", 5)]),
    ("بنسبة 3.125%", [("3.125", Fraction(25, 8))]),
]


@pytest.mark.parametrize(("text", "expected"), CARDINALS)
def test_cardinals(text: str, expected: list[tuple[str, int | Fraction]]) -> None:
    numbers = find(text)
    assert [(text[slice(*number.span)], number.value) for number in numbers] == expected
    assert not any(number.ordinal for number in numbers)


ORDINALS = [
    ("المرة الثالثة", "الثالثة", 3),
    ("للمرة الخامسة عشرة", "الخامسة عشرة", 15),
    ("الحادي والعشرون من الشهر", "الحادي والعشرون", 21),
    ("القرن العشرين", "العشرين", 20),
    ("الذكرى الثلاثين", "الثلاثين", 30),
    ("الذكرى الـ75", "الـ75", 75),
    ("دورته الـ33", "الـ33", 33),
    ("ثالث أكبر مصنع", "ثالث", 3),
    ("الثامنة والأربعون", "الثامنة والأربعون", 48),
    ("المادة الخامسة بعد المئة", "الخامسة بعد المئة", 105),
    ("الحادية عشرة مساء", "الحادية عشرة", 11),
    ("الدورة الـ 35", "الـ 35", 35),
    ("الذكرى المئة والخمسين", "المئة والخمسين", 150),
    ("أول مصنع", "أول", 1),
]


@pytest.mark.parametrize(("text", "words", "value"), ORDINALS)
def test_ordinals_are_told_apart(text: str, words: str, value: int) -> None:
    (number,) = find(text)
    assert (text[slice(*number.span)], number.value, number.ordinal) == (words, value, True)


@pytest.mark.parametrize(
    "text",
    [
        "أحد العمال وإحدى العاملات",
        "لست هنا",
        "يوم الاثنين المقبل، ويوم الأحد",
        "شركة ميتا",
        "آلاف العمال وملايين الأشجار",
        "الطائرة F16 والدبابة تي72",
        "في 12.05.2015",
        "15 صفر".removeprefix("15 "),
        "9" * 41,
    ],
)
def test_what_is_no_number(text: str) -> None:
    assert [number for number in find(text) if number.value] == []


@pytest.mark.parametrize("text", ["الضحايا الـ15", "الدول العشرين الأعضاء", "العمال الثلاثين", "القتلى الـ40"])
def test_definite_plurals_are_counted(text: str) -> None:
    (number,) = find(text)
    assert number.definite
    assert not number.ordinal


def test_marks_and_particles_keep_their_offsets() -> None:
    text = "ومَعَهُ بِثَلاثَةٍ وَعِشْرِينَ كِتابًا"
    (number,) = find(text)
    assert text[slice(*number.span)] == "بِثَلاثَةٍ وَعِشْرِينَ"
    assert number == Number((8, 30), 23, form="words", clitic=1, scale=1)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("twenty-five thousand three hundred and two boxes", [25_302]),
        ("half a million trees, two thirds of them", [500_000, Fraction(2, 3)]),
        ("a hundred and one; two and a half million", [101, 2_500_000]),
        ("3.500 metres and 1,250 metres", [Fraction(7, 2), 1250]),
        ("سه میلیون و پانصد هزار و بیست و پنج نفر", [3_500_025]),
        ("دو سوم و ۱۲ درصد کارگران", [Fraction(2, 3), 12]),
    ],
)
def test_english_and_persian(text: str, expected: list[int | Fraction]) -> None:
    assert [number.value for number in find(text)] == expected


def test_english_and_persian_ordinals() -> None:
    assert [(number.value, number.ordinal) for number in find("the twenty-first and the 15th")] == [
        (21, True),
        (15, True),
    ]
    assert [(number.value, number.ordinal) for number in find("قرن بیست و یکم پژوهش")] == [(21, True)]


PIECES = [
    "مئة", "و", "وألف", "ألف", "آلاف", "ثلاثة", "عشر", "وعشرون", "مليون", "ونصف", "نصف", "المليون", "12", ",", ".",
    "1.000", " ", "  ", "\n", "الـ", "بـ", "الثالث", "بعد", "المئة", "أحد", "واحد", "ـ", "َ", "\u200f", "½", "بين",
    "two", "-", "hundred", "F", "٫", "ميت",
]  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join) | st.text(max_size=60))
def test_spans_are_ordered_and_in_the_text(text: str) -> None:
    last = 0
    for number in find(text):
        start, end = number.span
        assert last <= start < end <= len(text)
        assert 0 <= number.clitic < end - start
        assert number.value >= 0
        last = end


@pytest.mark.parametrize(
    "piece",
    [
        "مئة وألف ",
        "ألف ",
        "و",
        "1 111 ",
        "1.",
        "1,",
        "ثلاثة آلاف وعشرون ",
        "الـ",
        "ـ",
        "9",
        "خمسة عشر ",
        "و ",
        "½",
        "بعد المئة ",
        "الثالث والعشرون ",
    ],
)
def test_hostile_input_is_read_with_spans_in_order(piece: str) -> None:
    text = piece * (60_000 // len(piece))  # benchmarks/hostile.py measures how time grows
    found = find(text)
    assert all(0 <= n.span[0] < n.span[1] <= len(text) for n in found)
    assert all(a.span[1] <= b.span[0] for a, b in zip(found, found[1:], strict=False))
