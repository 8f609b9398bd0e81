"""The diagram of who relays whom."""

import re
from gettext import NullTranslations

from hypothesis import given
from hypothesis import strategies as st

from rawi.web.diagrams.relays import MOST, Box, Way, grouped, relays
from rawi.web.languages import LANGUAGES, catalogue

EN, AR = LANGUAGES["en"], LANGUAGES["ar"]
PLAIN = NullTranslations()

BOXES = [
    Box("o1", "origin", "سهيل أبو دفة", "supports", address="#o1"),
    Box("o2", "origin", "وزارة الموانئ", "denies", address="#o2"),
    Box("r1", "relay", "وكالة زمردة"),
    Box("p1", "page", "شط العوسج", day="2024-03-05", address="/pages/1#c2"),
    Box("p2", "page", "قنديل البحر", day="2024-01-12", address="/pages/2"),
]
WAYS = [Way("o1", "r1"), Way("r1", "p1"), Way("o2", "p2"), Way("p1", "p2", True)]


def xs(svg):
    """Where the box of each class begins."""
    return {name: float(x) for name, x in re.findall(r'<rect class="(\w+)[^"]*" x="([\d.]+)"', svg)}


def test_origins_stand_where_reading_begins():
    left, right = str(relays(BOXES, WAYS, EN, PLAIN)), str(relays(BOXES, WAYS, AR, catalogue("ar")))
    assert xs(left)["origin"] < xs(left)["relay"] < xs(left)["page"]
    assert xs(right)["origin"] > xs(right)["relay"] > xs(right)["page"]
    assert "من أين جاء" in right


def test_stances_are_told_by_signs_and_colours():
    svg = str(relays(BOXES, WAYS, EN, PLAIN))
    assert re.search(r'<text class="sign supports"[^>]*>\u2068✓\u2069', svg)
    assert re.search(r'<text class="sign denies"[^>]*>\u2068✕\u2069', svg)
    assert svg.count('class="way supports"') == 2  # through the relay too
    assert svg.count('class="way denies"') == 1
    assert svg.count('class="way copied"') == 1


def test_days_stand_without_their_year():
    svg = str(relays(BOXES, WAYS, AR, catalogue("ar")))
    assert ">\u206812 كانون الثاني\u2069<" in svg
    assert ">\u20685 آذار\u2069<" in svg


def test_boxes_lead_to_what_they_stand_for():
    svg = str(relays(BOXES, WAYS, EN, PLAIN))
    assert re.findall(r'<a href="([^"]+)"', svg) == ["#o1", "#o2", "/pages/1#c2", "/pages/2"]


def test_a_long_name_takes_two_lines_and_is_told_whole():
    name = "المتحدث الرسمي باسم الهيئة العامة للموانئ والصوامع المهندس رياض بن سالم المخلاتي"
    svg = str(relays([Box("o1", "origin", name, "supports"), BOXES[3]], [Way("o1", "p1")], EN, PLAIN))
    assert len(re.findall(r'<text class="name"[^>]*><title>', svg)) == 3
    assert f"<title>\u2068{name}\u2069</title>" in svg
    assert "…" in svg


def test_hostile_names_are_escaped():
    svg = str(relays([Box("o1", "origin", "<script>\u202ex", "supports"), BOXES[3]], [Way("o1", "p1")], EN, PLAIN))
    assert "<script" not in svg
    assert "\u202e" not in svg


def many(pages, origins=3):
    boxes = [Box(f"o{n}", "origin", f"منبع {n}", "denies" if n % 3 else "supports") for n in range(origins)]
    boxes += [Box(f"p{n}", "page", f"ناشر {n}", day="2024-03-05", address=f"/pages/{n}") for n in range(pages)]
    return boxes, [Way(f"o{n % origins}", f"p{n}") for n in range(pages)]


def test_sixty_boxes_are_drawn_one_by_one():
    svg = str(relays(*many(57), EN, PLAIN))
    assert svg.count('class="page "') == 57
    assert "more page" not in svg


def test_more_are_drawn_together():
    svg = str(relays(*many(200), EN, PLAIN))
    assert len(re.findall(r'<rect class="(?!back)', svg)) <= MOST
    assert re.search(r"\u2068\d+ more pages\u2069", svg)


@given(st.integers(1, 150), st.integers(1, 150))
def test_grouping_loses_nobody(pages, origins):
    boxes, ways = many(pages, origins)
    fewer, left = grouped(boxes, ways)
    assert len(fewer) <= max(MOST, 4)
    assert sum(box.n for box in fewer if box.kind == "page") == pages
    assert sum(box.n for box in fewer if box.kind == "origin") == origins
    there = {box.id for box in fewer}
    assert {way.source for way in left} | {way.target for way in left} <= there


def test_those_who_pass_it_on_to_each_other_are_drawn():
    ways = [Way("o1", "a"), Way("a", "b"), Way("b", "a"), Way("b", "p1")]
    svg = str(relays([BOXES[0], Box("a", "relay", "أ"), Box("b", "relay", "ب"), BOXES[3]], ways, EN, PLAIN))
    assert svg.count('class="way supports"') == 4


@given(st.integers(1, 6), st.integers(1, 5), st.lists(st.tuples(st.integers(0, 5), st.integers(0, 4)), max_size=12))
def test_what_goes_past_those_who_pass_on_runs_over_none_of_them(origins, agencies, direct):
    """A way from an origin to a page passes the column between them in a gap between its boxes."""
    boxes = [Box(f"o{n}", "origin", "سهيل", "supports") for n in range(origins)]
    boxes += [Box(f"r{n}", "relay", "زمردة") for n in range(agencies)]
    boxes += [Box(f"p{n}", "page", "شط العوسج", day="2024-03-05") for n in range(5)]
    ways = [Way(f"o{n % origins}", f"r{n}") for n in range(agencies)] + [Way(f"r{n}", f"p{n}") for n in range(agencies)]
    past = {(a % origins, b) for a, b in direct}
    ways += [Way(f"o{a}", f"p{b}") for a, b in sorted(past)]
    svg = str(relays(boxes, ways, EN, PLAIN))
    between = [
        (float(y), float(y) + float(tall))
        for y, tall in re.findall(
            r'<rect class="relay[^"]*" x="[\d.]+" y="([\d.]+)" width="[\d.]+" height="([\d.]+)"', svg
        )
    ]
    passing = [float(y) for y in re.findall(r'<path class="way [^>]*L[\d.]+ ([\d.]+)C', svg)]
    assert len(between) == agencies
    assert len(passing) == len(past)
    assert not any(top <= y <= bottom for y in passing for top, bottom in between)
