"""Sources, names, timeline, network, search and adding claims, in a real browser."""

import pytest

import rawi

EMOJI = "قالت الوزيرة 😀😀 ليلى قاسم إن الجسر الجديد سيغلق ثلاثة أيام.\r\nوأضافت 😀 أن الطريق آمن، وذكر حارس المرآب أن الباب مقفل."
SELECT = """(words) => {
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
}"""


def test_a_claim_that_was_missed_is_added_by_selecting_text(visit, desk, until, picture):
    number = desk.put(rawi.read(EMOJI), EMOJI.encode()).page_id
    page = visit(f"/pages/{number}")
    page.click("#add-claim")
    page.wait_for_selector("#adding-slot .correction")
    for part, words in (("content", "الباب مقفل"), ("source", "حارس المرآب"), ("cue", "وذكر")):
        page.click(f"#adding-slot .picker[data-part={part}] button")
        page.evaluate(SELECT, words)
        until(
            page,
            "([part, words]) => document.querySelector(`.picker[data-part=${part}] .picked`).textContent === words",
            [part, words],
        )
    picture(page, "adding-ar")
    page.click("#adding-slot button.main")
    page.wait_for_selector(".card.added")
    after = desk.decisions(number)[0].after
    assert [EMOJI[slice(*after[part][0])] for part in ("content", "source", "cue")] == [
        "الباب مقفل",
        "حارس المرآب",
        "وذكر",
    ]
    page.click("#undo")
    page.wait_for_selector(".card.added", state="detached")
    assert desk.decided(number).reading == desk.get(number)


def test_a_note_is_written(visit, desk):
    page = visit("/pages/5")
    page.click("#c1 .noting summary")
    page.fill("#c1 input[name=note]", "سألت المصدر")
    page.click("#c1 .noting button.main")
    page.wait_for_selector("#c1 .noted")
    assert "سألت المصدر" in page.inner_text("#c1 .noted")
    assert desk.decisions(5)[0].after == {"note": "سألت المصدر"}


def test_two_names_are_merged_parted_and_split(visit, desk, picture):
    page = visit("/entities")
    links = page.eval_on_selector_all(
        ".ranked a", "all => all.map((one) => [one.getAttribute('href'), one.textContent])"
    )
    (first, _), (second, name) = links[0], links[1]
    page.goto(page.url.replace("/entities", first))
    page.fill("#find", name)
    page.click("#same form.line button")
    page.check(f"input[name=other][value='{second.rpartition('/')[2]}']")
    page.fill("#why-merge", "الشيء نفسه")
    page.click("button[value=merge]")
    page.wait_for_selector("[role=status]")
    assert name in page.inner_text("#same")
    picture(page, "entity-ar")
    here = page.url.partition("?")[0]
    page.click("[role=status] button[value=undo]")
    page.wait_for_load_state()
    page.goto(here)
    assert page.locator("#same button[value=leave]").count() == 0
    page.check("#pages input[name=page] >> nth=0")
    page.click("button[value=split]")
    page.wait_for_selector("[role=status]")
    assert [d.kind for d in desk.decisions()][-1] == "split"


@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_source_is_shown_with_what_it_said(visit, language, picture):
    page = visit("/sources", language=language)
    page.click(".ranked a >> nth=0")
    name = page.inner_text("h1")
    assert page.locator(".others .hit").count() > 0
    assert any(name in words for words in page.locator(".others .chain").all_inner_texts())
    picture(page, f"source-{language}")
    page.click("a[href^='/timeline?source=']")
    assert name in page.inner_text("h1")
    assert page.locator(".timeline .mark").count() > 0
    picture(page, f"timeline-{language}")


def test_the_network_is_filtered_and_walked_by_keyboard(visit, picture):
    page = visit("/network")
    nodes = page.locator(".network .node").count()
    picture(page, "network-ar")
    page.select_option("#n-stance", "denies")
    page.click("form.zoom button.main")
    assert 0 < page.locator(".network .node").count() < nodes
    page.goto(page.url.partition("?")[0])
    page.focus(".network a >> nth=0")
    page.keyboard.press("Enter")
    page.wait_for_selector(".network .node.focus")
    assert "focus=" in page.url
    assert page.locator(".network .node").count() <= nodes


def test_search_in_another_spelling_goes_on_by_its_facets(visit, picture):
    page = visit("/")
    page.fill("#q", "صومعه")
    page.keyboard.press("Enter")
    page.wait_for_selector(".results mark")
    marked = set(page.locator(".results mark").all_inner_texts())
    assert "صومعة" in " ".join(marked)
    assert not any("صومعه" in one for one in marked)
    picture(page, "search-ar")
    everything = page.locator(".hit").count()
    page.click(".counts a.is-denies")
    page.wait_for_selector(".hit.is-denies")
    assert 0 < page.locator(".hit").count() < everything


def test_every_view_prints(visit, address):
    page = visit("/")
    for path in (
        "/pages/6",
        "/pages/6/claims/2",
        "/search?q=صومعه",
        "/sources",
        "/timeline",
        "/network",
        "/entities/1",
    ):
        page.goto(address + path)
        page.emulate_media(media="print")
        assert not page.locator("header.top").is_visible(), path
        assert page.locator("main").is_visible()
        assert page.locator("main .no-print >> visible=true").count() == 0, path
        assert page.pdf().startswith(b"%PDF")
        page.emulate_media(media="screen")


@pytest.mark.parametrize("language", ["ar", "en"])
def test_on_a_phone_no_view_is_wider_than_the_screen(visit, address, language, picture):
    page = visit("/", language=language, width=360, height=780)
    for path in ("/pages", "/sources", "/entities", "/entities/1", "/timeline", "/network", "/pages/6/add"):
        page.goto(address + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, path
        picture(page, f"phone-{language}{path.replace('/', '-')}")
