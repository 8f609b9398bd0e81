import re
from html import unescape

from hypothesis import given
from hypothesis import strategies as st

from rawi.web.marks import DEEPEST, Mark, weave

texts = st.text(alphabet=st.sampled_from("اب <>&\"'\r\n😀\u202e\x00\u0301"), max_size=40)


@st.composite
def marked(draw):
    text = draw(texts)
    end = len(text)
    marks = []
    for _ in range(draw(st.integers(0, 12))):
        start, stop = sorted((draw(st.integers(0, end)), draw(st.integers(0, end))))
        href = draw(st.sampled_from([None, "#c1"]))
        marks.append(Mark(start, stop, draw(st.integers(0, 6)), "k", {"data-a": '"<1>'}, id="i", href=href))
    start, stop = sorted((draw(st.integers(0, end)), draw(st.integers(0, end))))
    return text, start, stop, marks


@given(marked())
def test_the_text_stays_letter_by_letter_what_it_is(given):
    text, start, stop, marks = given
    html = str(weave(text, start, stop, marks))
    shown = re.sub(r"<[^>]*>", "", html).replace("&#13;", "\r")
    assert unescape(shown.replace("\r", "\ue000")).replace("\ue000", "\r") == text[start:stop].replace("\x00", "\ufffd")


@given(marked())
def test_elements_are_nested_and_links_never_within_links(given):
    text, start, stop, marks = given
    stack = []
    for closing, name in re.findall(r"<(/?)(\w+)[^>]*>", str(weave(text, start, stop, marks))):
        if closing:
            assert stack.pop() == name
        else:
            assert not (name == "a" and "a" in stack)
            stack.append(name)
    assert stack == []


def test_marks_across_each_other_are_cut():
    html = weave("abcdef", 0, 6, [Mark(0, 4, 0, "x"), Mark(2, 6, 1, "y", id="i")])
    assert html == '<span class="x">ab<span class="y" id="i">cd</span></span><span class="y">ef</span>'


def test_of_two_that_begin_together_the_lower_layer_is_outside():
    html = weave("ab", 0, 2, [Mark(0, 2, 3, "inner"), Mark(0, 2, 1, "outer")])
    assert html == '<span class="outer"><span class="inner">ab</span></span>'


def test_marks_are_cut_at_the_ends_of_the_stretch():
    assert weave("abcdef", 2, 4, [Mark(0, 6, 0, "x", id="i")]) == '<span class="x">cd</span>'


def test_a_hostile_number_of_marks_is_cut_off():
    html = str(weave("a" * 200, 0, 200, [Mark(n, 200 - n, 0, "x") for n in range(100)]))
    assert html.count("<span") == DEEPEST
