"""Scales, labels, layout and grouping of drawings."""

import re
from datetime import date
from gettext import NullTranslations
from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rawi.desk.views.claim_lists import Month
from rawi.desk.views.network import Edge, Network, Node
from rawi.desk.views.rows import ClaimRow, ClaimTime
from rawi.web.drawing import calendars, layout
from rawi.web.drawing.months import months
from rawi.web.drawing.network import network
from rawi.web.drawing.scale import LAST, Scale, around
from rawi.web.drawing.svg import Canvas, directed, fitted, isolated, length
from rawi.web.drawing.timeline import timeline
from rawi.web.languages import LANGUAGES

EN, AR = LANGUAGES["en"], LANGUAGES["ar"]
PLAIN = NullTranslations()


def day(text):
    return date.fromisoformat(text).toordinal()


@given(st.integers(1, LAST), st.integers(1, LAST), st.floats(100, 2000))
def test_any_days_get_labels_that_have_room(one, other, length):
    scale = around([one, other], length)
    ticks = scale.ticks(80)
    assert ticks
    assert len(ticks) <= max(2, length // 80) + 2
    assert all(scale.first <= t.day <= t.last <= scale.last for t in ticks)
    assert 0 <= scale.at(one) <= length
    assert (scale.at(one) <= scale.at(other)) == (one <= other)


def test_labels_are_days_months_or_years():
    units = {
        span: Scale(day("2020-01-01"), day(span), 400).ticks(80)[0].unit
        for span in ("2020-01-04", "2020-05-01", "2026-01-01")
    }
    assert units == {"2020-01-04": "day", "2020-05-01": "month", "2026-01-01": "year"}


def test_both_calendars_name_a_day():
    assert calendars.gregorian(day("2024-03-11"), "day", EN) == "11 Mar 2024"
    assert calendars.hijri(day("2024-03-11"), "day", PLAIN) == "1 Ramadan 1445"
    assert calendars.hijri(day("2024-03-11"), "month", PLAIN) == "Ramadan 1445"
    assert calendars.hijri(day("2024-01-01"), "year", PLAIN) == "1445/46"
    assert calendars.ordinal("-0283-01-01") is None


def test_a_canvas_turns_round():
    left, right = Canvas(100, rtl=False), Canvas(100, rtl=True)
    for canvas in (left, right):
        canvas.box(10, 0, 20, 5, "b")
        canvas.words(10, 0, "x")
    assert 'x="10" y="0" width="20"' in left.finish(10, "t", "c", "n")
    assert 'x="70" y="0" width="20"' in right.finish(10, "t", "c", "n")
    assert 'x="90" y="0" text-anchor="end"' in right.finish(10, "t", "c", "n")


def test_marks_of_direction_do_not_leave_a_text():
    assert isolated("a\u2069\u202eb\nc\x00") == "\u2068ab c\u2069"


def claim(*times, said=("2024-03-05", "2024-03-05"), known=True):
    return ClaimRow(
        1, 1, 1, 0, 5, "<b>قول</b>", "denies", "person", True, "سلمى", *said, known, 1.0, False, "read", (), tuple(times), None, None, None,
        None, None, "0",
    )  # fmt: skip


def about(value, tolerance=0, candidates=(), role="of"):
    first, _, last = value.partition("/")
    ends = [None if end in ("", "?", "..") else end for end in (first, last)]
    return ClaimTime(role, (0, 1), value, *ends, "gregorian", "day", tolerance, candidates, "in")


def drawn(*claims, language=EN):
    return timeline(
        list(claims), language, PLAIN, lambda axis, first, last: f"/timeline?{axis}_from={first}&{axis}_to={last}"
    )


def test_a_day_is_a_mark_and_a_stretch_a_band():
    svg = drawn(claim(about("2024-01-01/2024-01-31")), claim(about("2023-05-05/2023-05-05")))
    assert svg.count('<rect class="mark is-denies long"') == 1
    assert "1 Jan 2024 – 31 Jan 2024 (19 Jumada II 1445 – 19 Rajab 1445)" in svg
    assert svg.count('<circle class="mark is-denies"') == 1
    assert "&lt;b&gt;" in svg


def test_an_open_side_a_doubt_and_the_moon_are_drawn_as_such():
    svg = drawn(claim(about("2024-01-01/..")), claim(about("?", candidates=("2023-03-01/2023-03-31", "2024-03-01/2024-03-31"))),
                claim(about("2024-02-02/2024-02-02", tolerance=1)))  # fmt: skip
    assert svg.count('<polygon class="mark is-denies open"') == 1
    assert "from 1 Jan 2024" in svg
    assert svg.count("mark is-denies doubtful") == 2
    assert "perhaps 1 Mar 2023" in svg
    assert svg.count("whisker") == 3
    assert "(1 day more or less)" in svg


def test_a_claim_without_its_own_day_stands_hollow_at_that_of_the_page():
    assert "mark is-denies hollow" in drawn(claim(known=False))
    assert "hollow" not in drawn(claim(about("2024-03-05/2024-03-05", role="said")))


def test_a_claim_without_any_day_is_drawn_too():
    assert drawn(claim(said=(None, None), known=False)).count("—") == 2


@given(st.integers(1, 4000), st.integers(0, 400_000))
def test_labels_of_an_axis_stay_in_the_drawing_and_apart(before, length_in_days):
    first = date.fromordinal(day("2026-03-10") - before)
    last = date.fromordinal(min(LAST, first.toordinal() + length_in_days))
    svg = drawn(claim(about(f"{first}/{last}")), language=AR)
    labels = re.findall(r'<text class="tick(?: lunar)?" x="([\d.]+)" y="52" text-anchor="(\w+)">(.*?)</text>', svg)
    wide = [length(words.strip("\u2068\u2069"), 11) for _, _, words in labels]
    places = sorted(
        (float(x) - one * (anchor == "end"), float(x) + one * (anchor == "start"))
        for (x, anchor, _), one in zip(labels, wide, strict=True)
    )
    assert places
    assert places[0][0] >= 0
    assert places[-1][1] <= 1180
    assert all(end <= start for (_, end), (start, _) in pairwise(places))


def test_words_of_a_chain_keep_the_direction_in_which_they_begin():
    assert directed("«إلى حين»") == "\u2067«إلى حين»\u2069"
    assert directed("CCTV", like="كاميرا") == "\u2067CCTV\u2069"
    assert directed("17 Mar\u202e") == "\u206617 Mar\u2069"


def test_months_in_which_nothing_was_said_stand_between():
    svg = months(
        [Month("2024-01", (("states", 3),)), Month("2024-04", (("denies", 1),)), Month(None, (("states", 1),))],
        AR,
        PLAIN,
    )
    assert len(re.findall(r'<rect class="bar', svg)) == 2
    assert len(re.findall("كانون الثاني 2024|نيسان 2024", svg)) >= 2
    assert months([Month("2024-01", (("states", 3),))], AR, PLAIN) is None
    assert months([Month("-0283-0", (("states", 3),)), Month("2024-01", (("states", 1),))], AR, PLAIN) is None


def many(sources):
    nodes = [Node("o:a", "a", "outlet", 900), Node("o:b", "b", "outlet", 900)]
    edges = []
    for n in range(sources):
        nodes.append(Node(f"e:{n}", f"مصدر {n}", "person" if n % 2 else "organisation", n + 1))
        edges.append(Edge("o:a" if n % 3 else "o:b", f"e:{n}", n + 1))
        if n % 10 == 0:
            edges.append(Edge("o:a" if n % 3 == 0 else "o:b", f"e:{n}", 1))
    return Network(tuple(nodes), tuple(edges), 10, True)


def test_a_network_that_can_be_read_stays_as_it_is():
    assert layout.grouped(many(148)) == many(148)


@given(st.integers(149, 900))
def test_a_larger_one_is_grouped_and_nothing_is_lost(sources):
    given = many(sources)
    made = layout.grouped(given, keep="e:0")
    assert len(made.nodes) <= layout.MOST
    assert sum(node.stands_for for node in made.nodes) == len(given.nodes)
    assert sum(edge.count for edge in made.edges) == sum(edge.count for edge in given.edges)
    assert "e:0" in {node.key for node in made.nodes}
    assert {key for edge in made.edges for key in (edge.by, edge.of)} <= {node.key for node in made.nodes}


def test_those_who_quote_one_another_find_their_places():
    nodes = tuple(Node(key, key, kind, 1) for key, kind in (("o:a", "outlet"), ("e:1", "person"), ("e:2", "person")))
    edges = (Edge("o:a", "e:1", 1), Edge("e:1", "e:2", 1), Edge("e:2", "e:1", 1))
    placed = layout.columns(Network(nodes, edges, 1, True))
    assert [node.key for node in placed.columns[0]] == ["o:a"]
    assert sum(len(column) for column in placed.columns) == 3


def test_groups_are_named_in_the_drawing():
    svg = network(many(400), EN, PLAIN, lambda node: None)
    assert re.search(r"\d+ other people", svg)
    assert svg.count('<rect class="node') <= layout.MOST


@given(st.lists(st.floats(0, 900), min_size=1, max_size=30))
def test_places_keep_their_order_and_their_distance(wanted):
    made = layout.apart(sorted(wanted), 28, 900)
    assert len(made) == len(wanted)
    assert all(b - a >= 28 - 1e-6 for a, b in pairwise(made))
    assert made[0] >= 14 - 1e-6
    assert made[-1] <= max(900, 28 * len(wanted)) - 14 + 1e-6
    if all(b - a >= 28 for a, b in pairwise(sorted(wanted))) and min(wanted) >= 14 and max(wanted) <= 886:
        assert made == pytest.approx(sorted(wanted))


@given(st.lists(st.integers(1, 30), min_size=1, max_size=12), st.floats(0, 900))
def test_a_line_passes_between_boxes(steps, wanted):
    column = [14 + 28.0 * sum(steps[:n]) for n in range(1, len(steps) + 1)]
    y = layout.gap(column, wanted, 28)
    assert all(abs(y - one) >= 14 - 1e-6 for one in column)
    if all(abs(wanted - one) >= 14 for one in column):
        assert y == pytest.approx(wanted)


BOX = re.compile(r'<rect class="node[^"]*" x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)"')
LINE = re.compile(r'<path class="edge[^"]*" stroke-width="[\d.]+" d="([^"]+)"')


def told_in_depth(sources):
    """Outlets, agencies, sources, and sources of these: lines that pass one or two columns."""
    given = many(sources)
    nodes = [*given.nodes, Node("a:w", "وكالة", "agency", 9)]
    edges = [*given.edges, Edge("o:a", "a:w", 3), Edge("a:w", "e:1", 2), Edge("e:1", "e:2", 1), Edge("a:w", "e:2", 1)]
    return Network(tuple(nodes), tuple(edges), 10, True)


@pytest.mark.parametrize("sources", [8, 58, 147])
@pytest.mark.parametrize("language", [AR, EN], ids=["ar", "en"])
def test_no_line_of_a_network_runs_over_a_name(sources, language):
    svg = network(told_in_depth(sources), language, PLAIN, lambda node: "/x")
    boxes = [tuple(map(float, found)) for found in BOX.findall(svg)]
    assert len(boxes) == sources + 3
    for one, other in combinations(boxes, 2):
        assert one[0] != other[0] or abs(one[1] - other[1]) >= 28 - 0.2  # none lies on another
    lines = LINE.findall(svg)
    assert len(lines) == len(told_in_depth(sources).edges)
    passing = [line for line in lines if "L" in line]
    assert passing
    for line in passing:
        level = [tuple(map(float, place.split())) for place in re.findall(r"([\d.]+ [\d.]+)L", line)]
        for x, y in level:
            assert all(
                not left - 1 <= x <= left + wide + 1 or not top < y < top + high for left, top, wide, high in boxes
            )
    assert svg.rindex('class="edge') < svg.index('<rect class="node')  # boxes lie over what is behind them


def test_names_are_cut_where_the_box_ends():
    assert fitted("وزارة الصحة", 200) == "وزارة الصحة"
    assert fitted("شركة «بيدر» للتخزين، المشغلة للصومعة الرابعة", 150).endswith("…")
    assert len(fitted("W" * 400, 200)) < 25
    assert fitted("\u202eabc\n d", 200) == "abc d"
