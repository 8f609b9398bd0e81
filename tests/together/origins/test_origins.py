"""How many independent origins a proposition has, as far as the pages show."""

from dataclasses import replace

from rawi.together import compare, copies, origins
from rawi.together.propositions import Member, Proposition

from ..made_readings import Said, reading

CLAIM = "الجسر مغلق"
LONG = (
    "لاحظ صيادون تشققا طويلا في الدعامة الوسطى للجسر الخشبي القديم قبل أن تميل أربعة أصابع خلال أسبوع واحد من الأمطار"
)


def backing(*pages, stances=None):
    """What stands behind a proposition that is the first claim of each page."""
    readings = {page.page.id: page for page in pages}
    members = []
    for n, page in enumerate(pages):
        for claim in page.claims:
            stance = (stances or {}).get((n, claim.id), "supports")
            members.append(Member(page.page.id, claim.id, claim.content[0], claim.text, stance, 1.0, False))
    one = Proposition(1, CLAIM, 0, tuple(members), ())
    found = copies.compare(readings.values())
    return origins.find(one, readings, origins.parties(readings.values()), found)


def names(*pages, **kwargs):
    return [origin.name for origin in backing(*pages, **kwargs).origins]


def test_one_official_in_two_papers_is_one_origin_under_long_and_short_name():
    result = backing(
        reading("1", Said(CLAIM, ("المهندسة رندة الشامي",), people=("رندة الشامي",)), outlet="الساحل"),
        reading("2", Said(CLAIM, ("رندة الشامي",), people=("رندة الشامي",)), outlet="الميناء"),
    )
    assert [origin.name for origin in result.origins] == ["المهندسة رندة الشامي"]
    assert result.origins[0].why == ("source",)
    assert (result.pages, result.outlets, result.supporting, result.denying) == (2, 2, 1, 0)


def test_two_officials_are_two_origins():
    one = reading("1", Said(CLAIM, ("رندة الشامي",), people=("رندة الشامي",)), outlet="الساحل")
    two = reading("2", Said(CLAIM, ("وليد الهاني",), people=("وليد الهاني",)), outlet="الميناء")
    assert names(one, two) == ["رندة الشامي", "وليد الهاني"]


def test_a_spokesman_is_the_body_for_which_he_speaks():
    one = reading("1", Said(CLAIM, ("المتحدث باسم هيئة الجسور وليد الهاني",), people=("وليد الهاني",)), outlet="الساحل")
    two = reading("2", Said(CLAIM, ("هيئة الجسور",), kind="organisation"), outlet="الميناء")
    other = reading("3", Said(CLAIM, ("هيئة المياه",), kind="organisation"), outlet="النهر")
    assert len(names(one, two)) == 1
    assert len(names(one, two, other)) == 2


def test_sources_without_a_name_are_never_one_unless_copied():
    one = reading("1", Said(CLAIM, ("مصدر مطلع",), named=False), outlet="الساحل")
    two = reading("2", Said(CLAIM, ("مصدر مطلع",), named=False), outlet="الميناء")
    assert len(names(one, two)) == 2
    copied = [reading(n, Said(LONG, ("مصدر مطلع",), named=False), outlet=o) for n, o in (("1", "أ"), ("2", "ب"))]
    assert len(names(*copied)) == 1


def test_a_page_without_a_source_is_its_own_origin_unless_copied():
    one, two = reading("1", Said(CLAIM), outlet="الساحل"), reading("2", Said(CLAIM), outlet="الميناء")
    assert names(one, two) == ["الساحل", "الميناء"]
    result = backing(reading("1", Said(LONG), outlet="الساحل"), reading("2", Said(LONG), outlet="الميناء"))
    assert len(result.origins) == 1
    assert result.origins[0].why == ("copy",)


def test_pages_of_one_agency_share_it():
    one = reading("1", Said(CLAIM), outlet="الساحل", agency="وكالة نهج")
    two = reading("2", Said(CLAIM), outlet="الميناء", agency="وكالة نهج")
    assert names(one, two) == ["وكالة نهج"]


def test_who_cites_a_paper_has_it_from_that_paper():
    one = reading("1", Said(CLAIM, ("رندة الشامي",), people=("رندة الشامي",)), outlet="صحيفة الساحل")
    two = reading("2", Said(CLAIM, ("صحيفة الساحل",), kind="media"), outlet="الميناء")
    result = backing(one, two)
    assert [origin.name for origin in result.origins] == ["رندة الشامي"]
    assert result.origins[0].why == ("outlet",)


def test_a_title_has_its_origin_from_the_source_that_the_page_names():
    one = reading("1", Said(CLAIM), Said(CLAIM, ("رندة الشامي",), people=("رندة الشامي",)), outlet="الساحل")
    assert names(one) == ["رندة الشامي"]
    assert len(names(one, stances={(0, 2): "denies"})) == 2  # what she denies, the page has not from her


def test_who_changed_his_mind_and_when():
    who = {"by": ("رندة الشامي",), "people": ("رندة الشامي",)}
    result = backing(
        reading("1", Said(CLAIM, **who), outlet="الساحل", published="2023-05-01"),
        reading("2", Said(CLAIM, **who), outlet="الميناء", published="2023-05-03"),
        stances={(0, 1): "denies"},
    )
    assert [(t.before, t.after, t.when) for t in result.turns] == [("denies", "supports", "2023-05-03")]
    assert (result.supporting, result.denying) == (1, 1)
    assert (result.earliest, result.latest) == ("2023-05-01", "2023-05-03")


def test_figures_are_told_once_each_with_their_origins():
    together = compare([
        reading("1", Said("إصابة 14 عاملا في انهيار الجسر الخشبي", ("رندة",)), outlet="الساحل"),
        reading("2", Said("إصابة أربعة عشر عاملا في انهيار الجسر الخشبي"), outlet="الميناء"),
        reading("3", Said("إصابة عشرة عمال في انهيار الجسر الخشبي"), outlet="النهر"),
    ])  # fmt: skip
    (one,) = together.shared
    assert one.pages == ("1", "2", "3")
    figures = together.backing(one.id).figures
    assert [sorted(ids) for _, ids in figures] == [[1, 2], [3]]
    assert figures[1][0] == "عشرة"


def test_the_graph_runs_from_foundthrough_relays_to_pages():
    one = reading("1", Said(LONG, ("صحيفة النهر", "رندة الشامي"), people=("رندة الشامي",)), outlet="الساحل")
    two = reading("2", Said(LONG), outlet="الميناء")
    together = compare([one, two])
    proposition = together.shared[0]
    graph = together.graph(proposition.id)
    edges = {(edge.source, edge.target, edge.kind) for edge in graph.edges}
    assert {node.kind for node in graph.nodes} == {"proposition", "origin", "relay", "page"}
    assert ("origin 1", "relay صحيفة النهر", "relayed") in edges
    assert ("relay صحيفة النهر", "page 1", "relayed") in edges
    assert ("page 1", "page 2", "copied") in edges
    assert ("origin 1", "proposition", "supports") in edges
    assert {end for edge in graph.edges for end in (edge.source, edge.target)} <= {node.id for node in graph.nodes}
    assert "الساحل ← صحيفة النهر" in together.text(proposition.id)


def test_a_title_is_of_the_source_that_tells_its_figure():
    together = compare([
        reading("1", Said("ثلاث طائرات مسيرة هاجمت محطة الزورة"),
                Said("أربع طائرات مسيرة هاجمت محطة الزورة", ("رندة الشامي",), people=("رندة الشامي",)),
                Said("ثلاث طائرات مسيرة هاجمت محطة الزورة", ("وليد الهاني",), people=("وليد الهاني",)), outlet="الساحل"),
    ])  # fmt: skip
    (one,) = [p for p in together.propositions if len(p.members) == 3]
    found = together.backing(one.id).origins
    assert [(origin.name, origin.members) for origin in found] == [("وليد الهاني", (0, 2)), ("رندة الشامي", (1,))]


def minister(*said):
    """A page on which a ministry says one thing after the other."""
    return reading("1", *said, outlet="الساحل", published="2024-03-06")


def turns(page):
    together = compare([page, reading("2", Said("عثر صيادون على حطام قارب قرب مرسى القصب"), outlet="الميناء")])
    return [(turn.before, turn.after, turn.when) for one in together.backings for turn in one.turns]


def test_who_denies_and_then_admits_on_one_page_changed_his_mind():
    body = ("وزارة الموانئ",)
    denied = Said("تلقت الوزارة أي تحذير بشأن الصومعة الرابعة قبل احتراقها", body, "denies", "organisation")
    admitted = Said("مكتب الوزير تسلم تحذيرا من الصومعة الرابعة", body, "confirms", "organisation")
    assert turns(minister(denied, admitted)) == [("denies", "supports", "2024-03-06")]
    assert turns(minister(admitted, denied)) == [("supports", "denies", "2024-03-06")]
    assert turns(minister(denied)) == []
    other = Said(admitted.words, ("نقابة الصيادين",), "confirms", "organisation")
    assert turns(minister(denied, other)) == []


def test_what_a_page_says_was_said_before_came_before():
    one = minister(
        Said("مكتب الوزير تسلم تحذيرا من الصومعة الرابعة", ("وزارة الموانئ",), "confirms", "organisation"),
        Said("تلقت الوزارة أي تحذير بشأن الصومعة الرابعة قبل احتراقها", ("وزارة الموانئ",), "denies", "organisation"),
    )
    text = one.page.text
    start = one.attributions[1].cue[0][0]
    assert turns(one) == [("supports", "denies", "2024-03-06")]
    told = text[: start - 14] + "بعد أن".rjust(13) + " " + text[start:]  # the words before the cue, of equal length
    assert len(told) == len(text)
    assert turns(replace(one, page=replace(one.page, text=told))) == [("denies", "supports", "2024-03-06")]
