"""Sources, entities, exports, timeline and network in the browser."""

import csv
import io
import json
import re
from dataclasses import replace
from html import unescape

import pytest
from openpyxl import load_workbook

import rawi


def number_of(desk, name):
    return next(h.entity_id for h in desk.search(f'"{name}"', of="names").hits if h.entity_id)


def words(html):
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def said_by(desk, name, pages=None):
    """How many claims the pages say to be of somebody, by their readings."""
    count = 0
    for number in pages or desk.pages():
        reading = desk.get(number)
        for claim in reading.claims:
            links = [link.id for link in claim.chain if link.id is not None]
            source = reading.attribution(links[-1]).source_id if links else None
            entity = reading.source(source).entity if source else None
            count += entity is not None and name in reading.entities[entity - 1].name
    assert count
    return count


# --- source


def test_a_source_shows_what_it_said_and_by_whom_reported(client, desk):
    number = number_of(desk, "منال القيسوني")
    page = client.get(f"/sources/{number}").text
    said = {c.text for p in desk.pages() for c in desk.get(p).claims if c.text in unescape(page)}
    assert "عدد القتلى بلغ ستة" in said
    assert len(re.findall(r'class="hit ', page)) == said_by(desk, "القيسوني")
    reported = words(page[page.index("By whom reported") :])
    assert "نورس نت outlet 2" in reported
    assert "نورس نت passes it on 1" in reported


def test_stances_of_a_source_are_counted_and_chosen(client, desk):
    number = number_of(desk, "نجلاء الشطاوي")
    page = client.get(f"/sources/{number}").text
    assert re.search(
        rf'href="/sources/{number}\?stance=asks"[^>]*><span class="stance">\? asks</span> <bdi dir="ltr">1</bdi>', page
    )
    assert client.get(f"/sources/{number}?stance=asks").text.count('class="hit is-asks') == 1
    assert client.get(f"/sources/{number}?stance=shouts").status_code == 400


def test_a_source_that_is_no_entity_goes_by_its_name(client, desk):
    text = "قال سامر الخلفاوي، الأربعاء، إن الرصيف الشرقي سيبقى مغلقا حتى نهاية الشهر."
    reading = rawi.read(text)
    nobody_known = tuple(replace(source, entity=None, named=True) for source in reading.sources)
    desk.put(replace(reading, sources=nobody_known), text.encode())
    listed = client.get("/sources").text
    address = next(a for a in re.findall(r'href="(/sources/named\?[^"]+)"', listed))
    assert "Known by these words alone" in client.get(unescape(address)).text
    assert client.get("/sources/named?name=nobody").status_code == 404


def test_a_rejected_claim_is_said_no_more(client, desk):
    number = number_of(desk, "منال القيسوني")
    claim = next(c for c in desk.get(6).claims if c.text == "عدد القتلى بلغ ستة")
    before = said_by(desk, "القيسوني")
    desk.reject(6, claim)
    assert client.get(f"/sources/{number}").text.count('class="hit ') == before - 1


def test_a_claim_that_somebody_gave_to_another_moves(client, desk):
    number = number_of(desk, "منال القيسوني")
    claim = next(c for c in desk.get(6).claims if c.text == "عدد القتلى بلغ ستة")
    start = desk.get(6).page.text.index("نورس نت")
    desk.correct(6, claim, source=[(start, start + len("نورس نت"))])
    after = client.get(f"/sources/{number}").text
    assert after.count('class="hit ') == 8  # both claims of that attribution
    assert claim.text not in unescape(after)
    assert claim.text in unescape(client.get(f"/sources/{number_of(desk, 'نورس نت')}").text)


# --- entity


def test_entities_are_merged_split_and_that_is_undone(client, post, desk):
    one, other = number_of(desk, "منال القيسوني"), number_of(desk, "نجلاء الشطاوي")
    page = post(f"/entities/{one}/decide", decision="merge", other=str(other), why="the same voice").text
    assert "Noted: merging" in words(page)
    assert "نجلاء الشطاوي" in words(page[page.index("People hold these to be one") :])
    assert client.get(f"/entities/{other}", follow_redirects=False).headers["location"] == f"/entities/{one}"
    assert client.get(f"/sources/{other}", follow_redirects=False).headers["location"] == f"/sources/{one}"
    alone = said_by(desk, "القيسوني")
    assert client.get(f"/sources/{one}").text.count('class="hit ') == alone + said_by(desk, "الشطاوي")
    made = desk.decisions()[-1]
    assert made.why == "the same voice"
    post(f"/entities/{one}/decide", decision="undo", made=str(made.id))
    assert client.get(f"/entities/{other}", follow_redirects=False).status_code == 200
    assert client.get(f"/sources/{one}").text.count('class="hit ') == alone


def test_merged_ones_are_parted(client, post, desk):
    one, other = number_of(desk, "منال القيسوني"), number_of(desk, "نجلاء الشطاوي")
    desk.merge(one, other)
    post(f"/entities/{one}/decide", decision="leave", other=str(other))
    assert client.get(f"/entities/{other}", follow_redirects=False).status_code == 200


def test_on_one_page_it_is_somebody_else(client, post, desk):
    number = number_of(desk, "منال القيسوني")
    page = post(f"/entities/{number}/decide", decision="split", other=str(number), page="6").text
    part = int(re.search(r'Somebody else on some pages</h3><ul class="bars"><li><a href="/entities/(\d+)"', page)[1])
    assert f'href="/entities/{number}">To that one' in client.get(f"/entities/{part}").text
    assert client.get(f"/sources/{part}").text.count('class="hit ') == said_by(desk, "القيسوني", [6])
    back = post(f"/entities/{part}/decide", decision="undo", made=str(desk.decisions()[-1].id))
    assert back.status_code == 200
    assert client.get(f"/sources/{number}").text.count('class="hit ') == said_by(desk, "القيسوني")


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({}, 422),
        ({"decision": "merge"}, 422),
        ({"decision": "merge", "other": "x"}, 422),
        ({"decision": "split"}, 422),
        ({"decision": "undo", "made": "99"}, 404),  # there is no such decision
        ({"decision": "burn"}, 422),
    ],
)
def test_what_cannot_be_decided_on_a_name_is_told(post, desk, fields, status):
    assert post(f"/entities/{number_of(desk, 'منال القيسوني')}/decide", **fields).status_code == status
    assert desk.decisions() == []


def test_a_name_is_found_to_be_merged(client, desk):
    number = number_of(desk, "منال القيسوني")
    page = client.get(f"/entities/{number}?find=نورس").text
    assert f'name="other" value="{number_of(desk, "نورس نت")}"' in page


# --- exports


def test_a_search_is_taken_along(client, desk):
    hits = desk.search("قتلى", limit=200).hits
    rows = list(
        csv.DictReader(io.StringIO(client.get("/search/export?q=قتلى&as=csv").content.decode("utf-8-sig"), newline=""))
    )
    assert [row["Claim"] for row in rows] == [hit.text for hit in hits]
    lines = [json.loads(line) for line in client.get("/search/export?q=قتلى&as=jsonl").text.splitlines()]
    assert [line["claim"] for line in lines] == [hit.text for hit in hits]
    assert {line["sha256"] for line in lines} == {desk.get(hit.page_id).page.id for hit in hits}
    for line in lines:
        assert desk.get(line["page"]).page.text[line["start"] : line["stop"]].startswith(line["claim"][:3])


def test_a_source_is_taken_along_in_arabic(client, desk):
    answer = client.get(f"/sources/{number_of(desk, 'منال القيسوني')}?as=xlsx&lang=ar")
    assert answer.headers["content-disposition"] == 'attachment; filename="rawi-claims.xlsx"'
    sheet = load_workbook(io.BytesIO(answer.content)).active
    assert sheet.sheet_view.rightToLeft
    assert sheet.max_row == said_by(desk, "القيسوني") + 1
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n"}


def test_another_form_is_refused(client, desk):
    source = f"/sources/{number_of(desk, 'منال القيسوني')}?as=exe"
    for address in ("/search/export", "/search/export?as=exe", source):
        assert client.get(address).status_code == 400


# --- drawings


def test_the_timeline_has_a_row_for_each_claim_and_two_axes(client, desk):
    page = client.get("/timeline?q=قتلى").text
    hits = desk.search("قتلى", sort="time", limit=40).hits
    assert set(re.findall(r'<a href="(/pages/\d+#c\d+)">', page)) == {f"/pages/{h.page_id}#c{h.n}" for h in hits}
    assert "When it was said" in page
    assert "Of which time it speaks" in page
    assert "Shaban 1445" in page  # the Hijri calendar beneath
    assert 'class="mark is-states hollow"' in page  # the page's own day


def test_an_axis_is_narrowed_by_its_labels(client):
    page = client.get("/timeline").text
    address = unescape(re.search(r'<a href="(/timeline\?said_from=[^"]+)"', page)[1])
    first, last = re.search(r"said_from=([\d-]+)&said_to=([\d-]+)", address).groups()
    assert first <= last
    assert client.get(address).text.count('class="claim-words"') <= page.count('class="claim-words"')
    assert "is none" in client.get("/timeline?said_from=xx").text


def test_drawings_run_from_right_to_left(client):
    def place(language, address, word):
        page = client.get(f"{address}{'&' if '?' in address else '?'}lang={language}").text
        return float(re.search(rf'x="([\d.]+)"[^>]*>(?:<title>[^<]*</title>)?\u2068{word}', page)[1])

    assert place("ar", "/timeline", "متى قيل") > place("ar", "/timeline", "عن أي زمن يتحدث")
    assert place("en", "/timeline", "When it was said") < place("en", "/timeline", "Of which time it speaks")
    assert place("ar", "/network", "الناشرون") > place("ar", "/network", "المصادر")
    assert place("en", "/network", "Outlets") < place("en", "/network", "Sources")


def test_words_in_drawings_are_isolated_and_escaped(client):
    for address in ("/timeline?q=الجسر", "/network"):
        page = client.get(address).text
        svg = page[page.index('<svg class="drawing wide') :]
        assert "<script" not in svg[: svg.index("</svg>")]
        assert "<img" not in svg
        for text in re.findall(r"<text[^>]*>(?:<title>.*?</title>)?([^<]*)</text>", svg):
            assert text.startswith("\u2068")
            assert text.endswith("\u2069")
            assert not re.search("[\u202a-\u202e\u2066\u2067]", text)


def test_the_network_shows_who_quotes_whom(client):
    page = words(client.get("/network").text)
    assert "الرحى نورس نت 1" in page
    assert "نورس نت منال القيسوني" in page
    assert re.search(r"\d+ who quote or are quoted, on 8 pages", page)


def test_the_network_is_narrowed_to_one(client, desk):
    number = number_of(desk, "منال القيسوني")
    page = client.get(f"/network?focus=e:{number}").text
    nodes = re.findall(r'<rect\b[^>]*class="node [^"]*"', page)
    assert len(nodes) == 4
    assert sum("focus" in node for node in nodes) == 1
    assert "Nobody quotes anybody here" in client.get("/network?focus=e:9999").text
    assert client.get("/network?stance=shouts").status_code == 400


def test_spreadsheets_are_in_the_words_of_the_interface(client):
    """JSON Lines, for programs, keeps the terms."""
    given = {"accept-language": "ar"}
    table = client.get("/search/export?q=قتلى&as=csv", headers=given).content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(table, newline="")))
    assert {row["الموقف"] for row in rows} <= {"قول", "تأكيد", "نفي", "رأي"}
    assert {row["غير مؤكد"] for row in rows} <= {"نعم", "لا"}
    told = client.get("/search/export?q=قتلى&as=jsonl", headers=given).text.splitlines()
    assert {json.loads(line)["stance"] for line in told} <= {"states", "confirms", "denies", "believes"}
    assert len(told) == len(rows) > 0


def test_where_nothing_is_found_the_same_words_are_sought_elsewhere(client):
    page = client.get("/search?q=القيسوني&of=claims").text
    assert "Nothing was found" in page
    where = [unescape(href) for href in re.findall(r'class="choice" href="([^"]+)"', page)]
    assert len(where) == 3
    assert all(client.get(href).text.count('class="words said"') > 0 for href in where)
