"""The desk in a real browser: walking, deciding, correcting, uploading, both directions, a phone, print, no scripts."""

import re

import pytest

import rawi
from rawi.together import desk as together

EMOJI = "قالت الوزيرة 😀😀 ليلى قاسم إن الجسر الجديد سيغلق ثلاثة أيام.\r\nوأضافت 😀 أن الطريق آمن."


def active(page):
    return page.evaluate("document.querySelector('.card.on')?.dataset.key ?? null")


def select(page, words):
    """Select words of the text as a mouse would: from the first letter to the last."""
    page.evaluate(
        """(words) => {
          const walker = document.createTreeWalker(document.getElementById("text"), NodeFilter.SHOW_TEXT);
          const nodes = []; let all = "";
          while (walker.nextNode()) { nodes.push([walker.currentNode, all.length]); all += walker.currentNode.data; }
          const at = all.indexOf(words), end = at + words.length;
          const find = (place) => { const [node, from] = nodes.filter(([, from]) => from <= place).at(-1); return [node, place - from]; };
          const range = document.createRange();
          range.setStart(...find(at));
          const [last, offset] = find(end - 1);
          range.setEnd(last, offset + 1);
          document.getSelection().removeAllRanges();
          document.getSelection().addRange(range);
        }""",
        words,
    )


def test_claims_are_walked_by_keys_and_linked_both_ways(visit, picture):
    page = visit("/pages/5")
    page.keyboard.press("j")
    assert active(page) == "1"
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert active(page) == "3"
    assert page.evaluate("document.querySelector('.claim[data-claim=\"3\"]').classList.contains('lit')")
    picture(page, "reader-ar")
    page.keyboard.press("k")
    assert active(page) == "2"
    page.hover("#t4")
    assert page.evaluate("document.querySelector('#c4').classList.contains('lit')")
    page.hover("#c1 .words")
    assert page.evaluate("document.querySelector('#t1').classList.contains('lit')")
    page.click("a.cue >> nth=3")
    assert active(page) is not None


def test_a_claim_is_accepted_rejected_and_taken_back_by_keys(visit, desk):
    page = visit("/pages/5", language="en")
    page.keyboard.press("j")
    page.keyboard.press("a")
    page.wait_for_selector("#c1.accepted")
    assert desk.decided(5).claims[0].state == "accepted"
    assert active(page) == "1"
    page.keyboard.press("u")
    page.wait_for_selector("#c1:not(.accepted)")
    assert desk.decided(5).claims[0].state is None
    page.keyboard.press("r")
    page.wait_for_selector("#c1.rejected")
    assert desk.decided(5).claims[0].state == "rejected"


def test_a_span_is_corrected_by_selecting_text_behind_an_emoji(visit, desk, until, picture):
    reading = rawi.read(EMOJI)
    number = desk.put(reading, EMOJI.encode()).page_id
    page = visit(f"/pages/{number}")
    page.keyboard.press("j")
    key = active(page)
    page.keyboard.press("e")
    page.wait_for_selector(".card .correction")
    select(page, "الجسر الجديد سيغلق")
    until(page, "document.querySelector('.picker[data-part=content] .picked').textContent === 'الجسر الجديد سيغلق'")
    picture(page, "correcting-ar")
    page.click(".correction button.main")
    page.wait_for_selector(".card.corrected")
    decision = desk.decisions(number)[0]
    [[start, stop]] = decision.after["content"]
    assert EMOJI[start:stop] == "الجسر الجديد سيغلق"
    page.keyboard.press("u")
    page.wait_for_selector(f"#c{key}:not(.corrected)")
    assert desk.decided(number).reading == desk.get(number)


def test_the_second_line_of_a_page_with_carriage_returns(visit, desk, until):
    number = desk.put(rawi.read(EMOJI), EMOJI.encode()).page_id
    page = visit(f"/pages/{number}")
    page.keyboard.press("j")
    page.keyboard.press("e")
    page.wait_for_selector(".card .correction")
    select(page, "الطريق آمن")
    until(page, "document.querySelector('.picker[data-part=content] .picked').textContent === 'الطريق آمن'")
    start, stop = map(int, page.input_value(".correction input[name=content]").split("-"))
    assert EMOJI[start:stop] == "الطريق آمن"


def test_the_citation_is_copied(visit, desk):
    page = visit("/pages/6")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.keyboard.press("j")
    page.keyboard.press("c")
    page.wait_for_selector("#done")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert desk.get(6).page.id in copied
    assert desk.get(6).claims[0].text in copied


def test_a_bad_file_and_a_good_one_are_brought(visit, desk, picture):
    page = visit("/")
    good = "البلدية تنفي إغلاق الجسر\n\nقالت رئيسة البلدية سلمى العطار إن الجسر لن يغلق قبل يوم الخميس المقبل."
    page.set_input_files("#files", [
        {"name": "صورة.bin", "mimeType": "application/octet-stream", "buffer": b"\x00\x01" * 99},
        {"name": "خبر.txt", "mimeType": "text/plain", "buffer": good.encode()},
    ])  # fmt: skip
    page.click(".add button.main")
    page.wait_for_selector(".failures li", timeout=180_000)
    page.wait_for_selector("text=البلدية تنفي إغلاق الجسر", timeout=180_000)
    picture(page, "home-ar")
    assert len(desk) == 9
    assert desk.failures()[0].origin == "صورة.bin"


@pytest.mark.parametrize("language", ["ar", "en"])
def test_directions_by_their_places(visit, language, picture):
    page = visit("/pages/6", language=language, scheme="dark" if language == "en" else "light")
    picture(page, f"reader-{language}-6")
    sheet, claims = page.locator("article").bounding_box(), page.locator("#claims").bounding_box()
    assert (sheet["x"] > claims["x"]) == (language == "ar")
    heading = page.evaluate("""() => { const range = document.createRange();
      const text = document.createTreeWalker(document.querySelector("h1 [data-start]"), NodeFilter.SHOW_TEXT).nextNode();
      range.setStart(text, 0); range.setEnd(text, 1); const letter = range.getBoundingClientRect();
      const box = document.querySelector("h1").getBoundingClientRect(); return [letter.right, box.left, box.right]; }""")
    assert heading[0] > (heading[1] + heading[2]) / 2  # Arabic begins at the right in both


def test_on_a_phone_nothing_is_wider_than_the_screen(visit, picture):
    for path in ("/", "/pages/6", "/pages/6/claims/2", "/search?q=الصومعة", "/pages/6/claims/2/correct"):
        page = visit(path, width=360, height=780)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, path
        picture(page, "phone" + re.sub(r"\W+", "-", path.split("?")[0]))


def test_without_scripts_links_and_forms_do_the_same(visit, desk):
    page = visit("/pages/5", scripts=False, language="en")
    page.click("#c2 button.accept")
    page.wait_for_selector("#c2.accepted")
    assert desk.decided(5).claims[1].state == "accepted"
    page.click("#c2 a.correct")
    page.fill("#content_first", "1")
    page.fill("#content_last", "2")
    page.click("button.main")
    page.wait_for_selector("#c2.corrected")
    page.click("#c2 button.undo")
    page.wait_for_selector("#c2.accepted")


def test_forms_on_a_page_of_their_own_are_sent(visit, address, desk):
    """The view of a claim leads to one, and so does a link that is opened in another tab."""
    page = visit("/pages/5/claims/2/correct")
    page.fill("#content_first", "1")
    page.fill("#content_last", "2")
    page.click("#correction button.main")
    page.wait_for_selector("#c2.corrected")
    page.goto(address + "/pages/5/add")
    page.fill("#content_first", "3")
    page.fill("#content_last", "5")
    page.click("#correction button.main")
    page.wait_for_selector(".card.added")
    assert sorted(d.kind for d in desk.decisions(5)) == ["add", "correct"]


def test_a_page_prints_with_its_claims(visit):
    page = visit("/pages/6")
    page.emulate_media(media="print")
    assert not page.locator("header.top").is_visible()
    assert not page.locator(".acts >> nth=0").is_visible()
    assert page.locator("#c1").is_visible()
    assert page.pdf().startswith(b"%PDF")


@pytest.mark.parametrize("is_brought_together", [False, True])
def test_the_first_page_is_light(visit, desk, is_brought_together):
    """Before anything is known of the pages, and where what they dispute is told."""
    if is_brought_together:
        together.update(desk)
    page = visit("/")
    page.wait_for_load_state("networkidle")
    page.evaluate("document.fonts.ready")
    sizes = page.evaluate("""[...performance.getEntriesByType("resource"), ...performance.getEntriesByType("navigation")]
      .map((entry) => entry.encodedBodySize)""")
    assert 10_000 < sum(sizes) < 250_000
