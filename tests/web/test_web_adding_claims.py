"""Claims that were missed are added, notes are written, and links of a chain lead to their sources."""

import re

import rawi

EMOJI = "قالت الوزيرة 😀😀 ليلى قاسم إن الجسر الجديد سيغلق ثلاثة أيام.\r\nوأضافت 😀 أن الطريق آمن، وذكر حارس المرآب أن الباب مقفل."


def spans_of(words):
    start = EMOJI.index(words)
    return f"{start}-{start + len(words)}"


def test_a_claim_is_added_by_a_selection_behind_an_emoji(client, post, desk):
    number = desk.put(rawi.read(EMOJI), EMOJI.encode()).page_id
    answer = post(
        f"/pages/{number}/add", content=spans_of("الباب مقفل"), source=spans_of("حارس المرآب"), cue=spans_of("وذكر"),
        stance="states", kind="person", named="no",
    )  # fmt: skip
    assert answer.status_code == 200
    made = desk.decisions(number)[0]
    assert (made.kind, made.target.on) == ("add", "attribution")
    [[start, stop]] = made.after["content"]
    assert EMOJI[start:stop] == "الباب مقفل"
    claims = desk.decided(number).claims
    assert any(one.claim.text == "الباب مقفل" and one.state == "added" for one in claims)
    assert 'class="tag added"' in answer.text


def test_a_claim_is_added_by_the_numbers_of_words(client, post, desk):
    form = client.get("/pages/5/add").text
    words = re.findall(r'<span>(\S+)<sub><bdi dir="ltr">(\d+)</bdi></sub></span>', form)
    assert [number for _, number in words] == [str(n) for n in range(1, len(words) + 1)]
    assert post("/pages/5/add", content_first="2", content_last="4").status_code == 200
    made = desk.decisions(5)[0]
    assert made.target.on == "claim"
    page = desk.get(5).page
    [[start, stop]] = made.after["content"]
    assert page.text[start:stop].split() == [word for word, _ in words[1:4]]


def test_what_cannot_be_added_is_refused(client, post, desk):
    assert post("/pages/5/add").status_code == 422
    assert post("/pages/5/add", content="3-9", source="1-2").status_code == 422
    assert post("/pages/5/add", content="9-3").status_code == 422
    assert post("/pages/5/add", content_first="1", content_last="99999").status_code == 422
    assert desk.decisions() == []


def test_the_words_of_a_long_page_are_numbered_in_parts(client, desk):
    text = "\n".join(f"السطر {n} من الصفحة الطويلة جدا." for n in range(200))
    number = desk.put(rawi.read(text), text.encode()).page_id
    form = client.get(f"/pages/{number}/add").text
    assert f"/pages/{number}/add?from=600" in form
    later = client.get(f"/pages/{number}/add?from=600").text
    assert '<bdi dir="ltr">601</bdi>' in later
    assert '<bdi dir="ltr">600</bdi>' not in later


def test_a_note_is_written_on_a_claim_and_on_a_page(client, post, desk):
    page = post("/pages/1/claims/2/decide", decision="note", note="رأيت الوثيقة <b>").text
    assert "رأيت الوثيقة &lt;b&gt;" in re.search(r'id="c2".*?id="c3"', page, re.S)[0]
    post("/pages/1/decide", decision="note", note="سئل المحرر")
    assert {d.after["note"] for d in desk.decisions(1)} == {"سئل المحرر", "رأيت الوثيقة <b>"}
    assert "سئل المحرر" in client.get("/pages/1").text


def test_links_of_a_chain_lead_to_their_sources(client, desk):
    page = client.get("/pages/6/claims/2").text
    svg = re.search(r"<svg.*?</svg>", page, re.S)[0]
    links = re.findall(r'<a href="(/sources/[^"]+)">.*?<text class="" [^>]*>([^<]+)<', svg)
    assert len(links) == 2
    for address, name in links:
        source = client.get(address.replace("&amp;", "&"))
        assert source.status_code == 200
        assert name.strip("\u2066\u2067\u2068\u2069").split()[-1] in source.text
