from dataclasses import replace

from rawi.pages import read_text
from rawi.reading import read_page

TEXT = """سقوط سقف مدرسة في تل الحور
قال مدير الدفاع المدني العميد ماهر الزين إن سقف مدرسة النور سقط صباح الثلاثاء.
وقالت رئيسة البلدية هند العطار إن البلدية ستصلح السقف خلال شهرين.
"""


def test_what_stands_in_doubtful_letters_is_unsure_and_nothing_else():
    page = read_text(TEXT)
    start = TEXT.index("وقالت")
    sure = read_page(page)
    shaky = read_page(replace(page, doubtful=((start, len(TEXT)),)))
    assert [c.content for c in sure.claims] == [c.content for c in shaky.claims]
    assert not any(c.unsure for c in sure.claims)
    assert {c.unsure for c in shaky.claims if c.content[0][0] >= start} == {True}
    assert not any(c.unsure for c in shaky.claims if c.content[-1][1] < start)
    assert [a.unsure for a in shaky.attributions] == [False, True]
