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


ROAD = """احتجاج على غلق الطريق
عبر عدد من مستعملي الطريق الرابطة بين المرجان والواحة عن تذمرهم من الأشغال التي تعطل مصالحهم منذ شهر، معتبرين أن البلدية تجاهلت نداءاتهم.
وأضافوا أن الأشغال كان يمكن أن تجرى ليلا.
"""


def test_who_does_something_at_a_verb_that_attributes_nothing_may_be_who_speaks_later_in_all_his_words():
    page = read_text(ROAD)
    reading = read_page(page)
    meant = [[page.text[slice(*r)] for r in a.referent] for a in reading.attributions if not a.source]
    assert len(meant) >= 2
    assert all(words[0].startswith("عدد من مستعملي الطريق") for words in meant)


def test_a_word_of_time_within_the_name_of_a_body_is_no_time():
    text = 'افتتاح ملعب\nقال وزير الرياضة سامر الحاج لصحيفة "اليوم السابع" إن الملعب سيفتح يوم 3 مايو 2020.\n'
    assert [text[slice(*t.span)] for t in read_page(read_text(text)).times] == ["يوم 3 مايو 2020"]
