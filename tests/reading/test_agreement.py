import pytest
from hypothesis import given
from hypothesis import strategies as st

from rawi.reading.agreement import Form, checker, gender_of, of_cue, of_source

MANY = Form("m", "many")
HE, SHE = Form("m", "one"), Form("f", None)


@pytest.mark.parametrize(
    ("cue", "form"),
    [
        ("وأضاف", HE), ("قال", HE), ("يؤكد", HE), ("سيقول", HE), ("لفت", HE), ("أثبت", HE),
        ("وأضافت", SHE), ("تؤكد", SHE), ("لفتت", SHE), ("سألته", SHE), ("من دون أن تستبعد", SHE),
        ("قالوا", MANY), ("يعتقدون", MANY), ("اعتبروه", MANY), ("مؤكدين", MANY),
        ("مضيفا", HE), ("مشيراً", HE), ("لافتا إلى", HE), ("مضيفةً", SHE), ("مشيره", SHE), ("متسائلات", Form("f", "many")),
        ("على حد قوله", HE), ("وفق تعبيرها", SHE), ("على حد قولهم", MANY),
        ("تطلب", Form()), ("نقول", Form()), ("بحسب", Form()), ("«", Form()), (":", Form()), ("من دون الكشف", Form()),
    ],
)  # fmt: skip
def test_the_form_of_a_cue(cue, form):
    assert of_cue(cue) == form


@pytest.mark.parametrize(
    ("words", "person", "form"),
    [
        ("سميرة خضر", "سميرة خضر", Form("f", "one")),
        ("المندوب الجهوي للتربية سميرة خضر", "سميرة خضر", Form("f", "one")),
        ("النائب مراد سالم", "مراد سالم", HE),
        ("المستشارة ليلى الكفوري", "ليلى الكفوري", Form("f", "one")),
        ("الخبير فلان", "فلان", Form(None, "one")),
        ("عمدة الوادي المختار العيساوي", "المختار العيساوي", HE),
        ("عمدة الوادي", None, Form()),
        ("وزارة النقل", None, Form("f", None)),
        ("مصادر مطلعة", None, Form("f", None)),
        ("السلطات", None, Form("f", None)),
        ("المحتجون", None, MANY),
        ("التلفزيون", None, Form()),
        ("شهود عيان", None, MANY),
        ("رئيس البلدية", None, Form()),
    ],
)
def test_the_form_of_a_source(words, person, form):
    assert of_source(words, person) == form


def test_who_may_be_meant():
    text = "قالت الوزيرة سميرة خضر، وجلس إلى جانبها مراد سالم، إن الأمر محسوم. وأضافت"
    fits = checker(text)

    def at(words):
        return text.index(words), text.index(words) + len(words)

    cue, she, he = at("وأضافت"), at("سميرة خضر"), at("مراد سالم")
    assert fits(cue, she, [she])
    assert not fits(cue, he, [he])
    assert fits(at("إن"), he, [he])


def test_two_people_are_many():
    text = "قال مراد سالم وسميرة خضر. وأضافوا"
    one, other = (4, 13), (15, 24)
    assert [text[slice(*one)], text[slice(*other)]] == ["مراد سالم", "سميرة خضر"]
    fits, cue = checker(text), (text.index("وأضافوا"), len(text))
    assert fits(cue, (4, 24), [one, other])
    assert not fits(cue, one, [one])


@pytest.mark.parametrize(("name", "gender"), [("أسامة", "m"), ("فاطمه", "f"), ("نور", None), ("طاولة", None)])
def test_given_names(name, gender):
    assert gender_of(name) == gender


@given(st.text(max_size=40), st.text(max_size=40))
def test_any_words_have_a_form(cue, source):
    assert of_cue(cue).agrees(of_source(source)) in (True, False)
