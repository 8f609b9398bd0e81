import pytest
from cues import at, cue

from rawi.reading.headlines import added
from rawi.tagger import NamedMention


def found(text, cues=(), **names):
    title = (0, text.index("\n"))
    mentions = [NamedMention(at(text, name), kind, 0.9) for kind, name in names.items()]
    return [c for c in added(text, title, list(cues), mentions) if c not in cues]


@pytest.mark.parametrize(
    ("text", "names", "kind"),
    [
        ("بشير الكوفي: الجسر آمن\nنص", {"PER": "بشير الكوفي"}, "person"),
        ("شرطة تل الحور : الطريق مغلق حتى المساء\nنص", {"ORG": "شرطة تل الحور"}, "organisation"),
        ("«مياه تل الحور»: الضخ يعود الليلة\nنص", {"ORG": "مياه تل الحور"}, "organisation"),
        ("«مياه تل الحور»: الضخ يعود الليلة\nنص", {}, "organisation"),
    ],
)
def test_a_headline_that_begins_with_who_speaks(text, names, kind):
    (colon,) = found(text, **names)
    who, said = text[: text.index("\n")].split(":")
    assert text[slice(*colon.span)] == ":"
    assert text[slice(*colon.source)] == who.strip()
    assert text[slice(*colon.content)] == said.strip()
    assert (colon.kind, colon.form, colon.referent) == (kind, "direct", (colon.source,))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("تل الحور: انقطاع المياه عن الحي\nنص", {"LOC": "تل الحور"}),
        ("انقطاع المياه: الحي ينتظر\nنص", {}),
        ("محاكمة بشير الكوفي: شاهد يتراجع\nنص", {"PER": "بشير الكوفي"}),
        ("الحي ينتظر المياه\nبشير الكوفي: الجسر آمن", {"PER": "بشير الكوفي"}),
        ("مدير مكتب شرطة تل الحور: الطريق مغلق\nنص", {"ORG": "شرطة تل الحور"}),
        ("بشير الكوفي:\nنص", {"PER": "بشير الكوفي"}),
    ],
)
def test_places_and_topics_say_nothing(text, names):
    assert found(text, **names) == []


def test_a_headline_in_which_somebody_speaks_already_stays():
    text = "بشير الكوفي: الجسر آمن، بحسب اللجنة\nنص"
    colon = cue(text, ":", "بشير الكوفي", "الجسر آمن، بحسب اللجنة")
    assert added(text, (0, text.index("\n")), [colon], [NamedMention((0, 11), "PER", 0.9)]) == [colon]
