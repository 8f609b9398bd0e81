import pytest
from cues import at, cue

from rawi.reading import Entity
from rawi.reading.subjects import settle


def meant(text, cues, *people):
    entities = [Entity(n, "PER", name, (at(text, name),)) for n, name in enumerate(people, start=1)]
    return [[text[slice(*r)] for r in c.referent] for c in settle(text, cues, entities)]


def test_a_participle_has_the_subject_of_the_main_verb_of_its_sentence():
    text = "ورحب سالم الحاج بالوفد. واعتبر نديم البستاني أن القرار متأخر، مؤكدا أن اللجنة ستجتمع، مضيفا أنها دعت إليه"
    cues = [
        cue(text, "واعتبر", "نديم البستاني", "القرار متأخر"),
        cue(text, "مؤكدا", None, "اللجنة ستجتمع", referent="سالم الحاج"),
        cue(text, "مضيفا", None, "أنها دعت إليه", referent="سالم الحاج"),
    ]
    assert meant(text, cues, "سالم الحاج", "نديم البستاني") == [["نديم البستاني"]] * 3


@pytest.mark.parametrize(
    ("text", "verb", "source", "content", "participle"),
    [
        # another sentence; another's words; another gender; within what the verb gives
        ("واعتبر نديم الحاج أن القرار متأخر. مؤكدا أنه عادل", "واعتبر", "نديم الحاج", "القرار متأخر", "مؤكدا"),
        ("ونقل نديم الحاج عن الأمين أن القرار متأخر، مؤكدا أنه عادل", "ونقل", "نديم الحاج", "القرار متأخر", "مؤكدا"),
        ("واعتبرت سميرة الحاج أن القرار متأخر، مؤكدا أنه عادل", "واعتبرت", "سميرة الحاج", "القرار متأخر", "مؤكدا"),
        ("وقال نديم الحاج إن الأمين رحل مؤكدا أنه عادل", "وقال", "نديم الحاج", "الأمين رحل مؤكدا أنه عادل", "مؤكدا"),
    ],
)
def test_where_the_sentence_does_not_decide_the_tagger_does(text, verb, source, content, participle):
    text += ". هذا رأي الأمين"
    cues = [
        cue(text, verb, source, content),
        cue(text, participle, None, "أنه عادل", referent="الأمين"),
    ]
    assert meant(text, cues, source)[1] == ["الأمين"]


def test_the_first_person_within_a_quotation_is_who_is_quoted():
    text = "رأى بشير الكوفي أن الأمر سهل. وقالت سميرة الحاج «هذه خطوة أولى، وأتوقع خطوة ثانية»"
    cues = [
        cue(text, "رأى", "بشير الكوفي", "الأمر سهل"),
        cue(text, "وقالت", "سميرة الحاج", "هذه خطوة أولى، وأتوقع خطوة ثانية"),
        cue(text, "وأتوقع", None, "خطوة ثانية", referent="بشير الكوفي"),
    ]
    assert meant(text, cues, "بشير الكوفي", "سميرة الحاج")[2] == ["سميرة الحاج"]


def test_what_only_the_first_person_is_spelled_like_is_who_is_quoted_too():
    text = "ردت المديرة ليلى مراد على الشكوى. وقالت سميرة الحاج «سمعت الشكوى، فقلت لها إنها محقة»"
    cues = [
        cue(text, "وقالت", "سميرة الحاج", "سمعت الشكوى، فقلت لها إنها محقة"),
        cue(text, "فقلت", None, "محقة", referent="ليلى مراد"),
    ]
    assert meant(text, cues, "ليلى مراد", "سميرة الحاج")[1] == ["سميرة الحاج"]


def test_who_denied_it_and_then_confirmed_it_is_one():
    text = "قتل القائد في المدينة، وهو ما نفاه النظام في البداية، لكنه أكده لاحقا"
    cues = [
        cue(text, "نفاه", "النظام", "قتل القائد في المدينة"),
        cue(text, "أكده", None, "قتل القائد في المدينة", referent="القائد"),
    ]
    assert meant(text, cues) == [["النظام"], ["النظام"]]


@pytest.mark.parametrize(
    ("text", "word", "nobody"),
    [
        ("قال نديم الحاج إن القطار تأخر. ويتوقع أن يصل مساء", "ويتوقع", True),
        ("قال نديم الحاج إن القطار تأخر، وينتظر أن يصل مساء", "وينتظر", True),
        ("قال نديم الحاج إن القطار تأخر، ويتوقع أن يصل مساء", "ويتوقع", False),
        ("قال نديم الحاج إن القطار تأخر. وتوقع أن يصل مساء", "وتوقع", False),
    ],
)
def test_a_passive_at_the_beginning_of_a_sentence_has_nobody(text, word, nobody):
    cues = [
        cue(text, "قال", "نديم الحاج", "القطار تأخر"),
        cue(text, word, None, "يصل مساء", referent="نديم الحاج", stance="believes"),
    ]
    expected = cue(text, word, None, "يصل مساء", referent=None, stance="believes", kind="unknown", named=False)
    assert settle(text, cues, [])[1] == (expected if nobody else cues[1])


@pytest.mark.parametrize(
    ("told", "word"),
    [
        ("الحارس أوقفه وقال له إن الطريق مغلق", "وقال"),
        ("الحارس أوقفه، ووعده بفتح الطريق", "ووعده"),
        ("الحارس أوقفه ثم طلب منه أن ينتظر", "طلب"),
    ],
)
def test_who_says_it_to_him_that_tells_it_is_another(told, word):
    text = f"وروى نديم الحاج أن {told}"
    cues = [
        cue(text, "وروى", "نديم الحاج", told),
        cue(text, word, None, told.split(word, maxsplit=1)[1].strip(), referent="نديم الحاج"),
    ]
    assert meant(text, cues, "نديم الحاج")[1] == ["الحارس"]


@pytest.mark.parametrize(
    ("told", "word"),
    [
        ("الحارس أوقفه وقال إن الطريق مغلق", "وقال"),  # to nobody
        ("أنه أوقف الحارس وقال له إن الطريق مغلق", "وقال"),  # he himself is the subject
        ("الحارسة أوقفته وقال لها إن الطريق مفتوح", "وقال"),  # to her
        ("الحارسة أوقفته وقال له إن الطريق مفتوح", "وقال"),  # she would be وقالت
        ("الحارس أوقفه وقلت له إن الطريق مفتوح", "وقلت"),  # the first person
    ],
)
def test_where_it_may_be_his_own_the_tagger_decides(told, word):
    text = f"وروى نديم الحاج {told}" if told.startswith("أنه") else f"وروى نديم الحاج أن {told}"
    cues = [
        cue(text, "وروى", "نديم الحاج", told),
        cue(text, word, None, told.split("إن ", maxsplit=1)[1], referent="نديم الحاج"),
    ]
    assert meant(text, cues, "نديم الحاج")[1] == ["نديم الحاج"]


@pytest.mark.parametrize(
    ("verb", "who"),
    [
        ("جعلته", "نديم الحاج"),
        ("جعلتها", None),  # somebody else
        ("تركته", None),  # no verb that makes anybody think
    ],
)
def test_whom_something_made_think_so_is_who_tells_it(verb, who):
    told = f"الرسالة {verb} يعتقد أن الطريق مغلق"
    text = f"قال نديم الحاج إن {told}"
    cues = [
        cue(text, "قال", "نديم الحاج", told),
        cue(text, "يعتقد", None, "الطريق مغلق", referent=None, stance="believes"),
    ]
    assert meant(text, cues, "نديم الحاج")[1] == ([who] if who else [])


def test_a_content_before_both_that_ends_alike_is_taken_up_too():
    text = "نشروا صورا تظهر إغلاق الجسر، وهو ما نفته البلدية في البداية ثم أكدته بعد يومين، كما قال الوفد"
    cues = [
        cue(text, "نفته", "البلدية", "صورا تظهر إغلاق الجسر", kind="organisation"),
        cue(text, "أكدته", None, "إغلاق الجسر", referent="الوفد"),
    ]
    assert meant(text, cues) == [["البلدية"], ["البلدية"]]
