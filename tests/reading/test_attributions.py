from cues import at, cue

from rawi.reading.attributions import assemble, likely
from rawi.times import find


def words(text, spans):
    return [text[s:e] for s, e in spans]


def test_content_loses_the_cue_and_source_that_interrupt_it_and_its_marks():
    text = "«الجسر»، قال المهندس، «لم ينهر وحده»."
    said = assemble(text, [cue(text, "قال", "المهندس", text[:-1], form="direct")], [1], [(0, len(text))], [])
    assert words(text, said[0].content) == ["الجسر", "لم ينهر وحده"]


def test_who_speaks_is_read_or_inferred():
    text = "قال وزير الطاقة سامي حداد إن السد آمن. وأضاف أن العمل مستمر. وقال الوزير إن الخطر زال"
    full = "وزير الطاقة سامي حداد"
    cues = [
        cue(text, "قال", full, "السد آمن"),
        cue(text, "وأضاف", None, "العمل مستمر", referent=full),
        cue(text, "وقال", "الوزير", "الخطر زال", referent=full),
    ]
    said = assemble(text, cues, [1, 1, 1], [(0, 38), (39, 60), (61, len(text))], [])
    assert [a.speaker.how for a in said] == ["read", "inferred", "inferred"]
    assert said[0].speaker.score == 0.9
    assert said[1].speaker.score == 0.8


def test_nesting_runs_from_the_document_to_the_writer():
    text = "بحسب إحدى الرسائل، كتب قائد في الجماعة أن المدينة مستعدة"
    cues = [
        cue(text, "بحسب", "إحدى الرسائل", "كتب قائد في الجماعة أن المدينة مستعدة", kind="document"),
        cue(text, "كتب", "قائد في الجماعة", "المدينة مستعدة"),
    ]
    said = assemble(text, cues, [1, 2], [(0, len(text))], [])
    assert [a.outer for a in said] == [None, 1]


def test_when_it_was_said_is_apart_from_what_it_speaks_of():
    text = "قالت البلدية يوم الثلاثاء في بيان إن الجسر سيفتح في 3 أيار 2021"
    times = find(text, published="2021-04-22")
    content = text[text.index("الجسر") :]
    said = assemble(text, [cue(text, "قالت", "البلدية", content)], [1], [(0, len(text))], times)
    assert [text[slice(*times[n - 1].span)] for n in said[0].said] == ["يوم الثلاثاء"]
    assert words(text, said[0].medium) == ["في بيان"]


def test_a_low_score_is_marked_unsure():
    text = "قال الوزير إن السد آمن"
    sure = assemble(text, [cue(text, "قال", "الوزير", "السد آمن")], [1], [(0, len(text))], [])
    shaky = assemble(text, [cue(text, "قال", "الوزير", "السد آمن", content_score=0.2)], [1], [(0, len(text))], [])
    assert (sure[0].unsure, shaky[0].unsure) == (False, True)
    assert shaky[0].score == round((0.95 * 0.9 * 0.2) ** (1 / 3), 3)
    assert sure[0].cue == (at(text, "قال"),)


def test_a_denial_after_the_clause_is_not_of_the_clauses_time():
    text = "نشر ناشطون يوم الأحد صورا تظهر إغلاق الجسر، وهو ما نفته البلدية أمس"
    times = find(text, published="2021-04-22")
    said = assemble(text, [cue(text, "نفته", "البلدية", "إغلاق الجسر", stance="denies")], [1], [(0, len(text))], times)
    assert [text[slice(*times[n - 1].span)] for n in said[0].said] == ["أمس"]


def test_a_time_in_a_clause_about_the_source_is_no_time_of_saying():
    text = "وقالت الوزيرة ليلى الحسن، التي قادت الوفد بين 2014 و2017، إن السد آمن"
    times = find(text, published="2021-05-05")
    assert [text[slice(*t.span)] for t in times] == ["بين 2014 و2017"]
    said = assemble(text, [cue(text, "وقالت", "الوزيرة ليلى الحسن", "السد آمن")], [1], [(0, len(text))], times)
    assert said[0].said == ()


def test_a_phrase_goes_with_the_source_beside_it_and_ends_before_a_time():
    text = "أكد مدير البلدية حمد الراشدي، في بيان مكتوب مساء السبت، أن السوق آمنة، ووعد بالتعويض"
    times = find(text, published="2021-05-05")
    cues = [
        cue(text, "أكد", "مدير البلدية حمد الراشدي", "السوق آمنة"),
        cue(text, "ووعد", None, "بالتعويض", referent="مدير البلدية حمد الراشدي"),
    ]
    said = assemble(text, cues, [1, 1], [(0, len(text))], times)
    assert [words(text, a.medium) for a in said] == [["في بيان مكتوب"], []]
    assert [[text[slice(*times[n - 1].span)] for n in a.said] for a in said] == [["مساء السبت"], []]


def test_what_is_hardly_ever_right_is_left_out():
    text = "قال نديم الحاج إن الطريق مغلق. أكد البائع كعادته السعر"
    sure = cue(text, "قال", "نديم الحاج", "الطريق مغلق", right=0.8)
    doubtful = cue(text, "أكد", "البائع", "السعر", right=0.04, score=0.8)
    certain = cue(text, "أكد", "البائع", "السعر", right=0.04, score=0.98)
    unknown = cue(text, "أكد", "البائع", "السعر", right=None)
    assert likely([sure, doubtful, certain, unknown]) == [sure, certain, unknown]
