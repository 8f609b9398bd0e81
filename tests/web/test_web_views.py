import re
import time
from dataclasses import replace

import pytest

import rawi
from rawi.desk.captures import CaptureInfo
from rawi.web.languages import LANGUAGES, catalogue, choose


def words(html):
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_the_first_page_lists_the_newest_first(client):
    page = client.get("/").text
    titles = re.findall(r'class="title content" href="/pages/(\d+)"', page)
    assert titles == [str(n) for n in range(8, 0, -1)]


def test_the_list_of_pages_goes_on_where_it_ended(client):
    assert 'href="/pages/2"' in client.get("/pages?before=3").text
    assert 'href="/pages/3"' not in client.get("/pages?before=3").text


def test_the_reader_shows_the_text_with_its_marks(client, desk):
    page = client.get("/pages/5").text
    assert '<h1 dir="auto"' in page
    reading = desk.get(5)
    for block in reading.page.blocks:
        run = re.search(
            rf'data-start="{block.span[0]}">(.*?)</span>(?=<span class="run|</p>|</h1>|\S*<span data-start)', page, re.S
        )
        assert run, block
    assert re.search(r'<a class="cue is-denies[^"]*" data-a="1" href="#c1">تنفي</a>', page)
    assert re.search(r'<span class="src" data-a="1">', page)
    assert re.search(r'<span class="claim" data-claim="1" id="t1">', page)
    assert page.count('<li class="card') == len(reading.claims)


def test_every_claim_has_its_card_and_its_place(client, desk):
    page = client.get("/pages/6").text
    for claim in desk.get(6).claims:
        assert f'id="c{claim.id}"' in page
        assert f'id="t{claim.id}"' in page


def test_how_things_are_known_is_told(client, desk):
    page = client.get("/pages/1").text
    assert desk.get(1).page.id in page
    assert desk.get(1).page.published.how in page


def test_versions_of_an_address_are_told(client, desk):
    assert desk.versions(3) == [3, 4]
    assert 'href="/pages/4"' in client.get("/pages/3").text
    assert 'href="/pages/3"' in client.get("/pages/4").text


def test_a_page_has_an_address_by_its_bytes(client, desk):
    answer = client.get(f"/sha256/{desk.get(2).page.id}", follow_redirects=False)
    assert answer.headers["location"] == "/pages/2"
    assert client.get("/sha256/abc").status_code == 404


@pytest.mark.parametrize(
    "address", ["/pages/99", "/pages/1/claims/99", "/pages/1/claims/at-1-2", "/pages/99/original", "/x"]
)
def test_what_is_not_there_is_told(client, address):
    answer = client.get(address)
    assert answer.status_code == 404
    assert "There is nothing here" in answer.text


def test_a_claim_is_accepted_and_taken_back(client, post, desk):
    page = post("/pages/1/claims/2/decide", decision="accept").text
    assert desk.decided(1).claims[1].state == "accepted"
    number = desk.decisions(1)[0].id
    assert f'action="/decisions/{number}/undo"' in page
    assert "Noted: acceptance" in words(page)
    post(f"/decisions/{number}/undo", page="1", key="2")
    assert desk.decided(1).claims[1].state is None


def test_a_rejected_claim_stays_in_view(client, post, desk):
    page = post("/pages/1/claims/2/decide", decision="reject").text
    assert re.search(r'class="card [^"]*rejected"[^>]*id="c2"', page)
    assert 'id="t2"' not in page
    assert desk.decided(1).claims[1].state == "rejected"


def test_a_claim_is_corrected_by_a_selection(client, post, desk):
    claim = desk.get(1).claims[2]
    start, stop = claim.content[0]
    post("/pages/1/claims/3/correct", content=f"{start}-{stop - 5}", stance="confirms", why="heard it")
    made = desk.decisions(1)[0]
    assert made.after["content"] == [[start, stop - 5]]
    assert made.after["stance"] == "confirms"
    assert made.why == "heard it"


def test_a_claim_is_corrected_by_the_numbers_of_words(client, post, desk):
    form = client.get("/pages/5/claims/1/correct").text
    assert re.search(r"<span>وزارة<sub><bdi dir=\"ltr\">1</bdi></sub></span>", form)
    post("/pages/5/claims/1/correct", content_first="4", content_last="4")
    page = desk.get(5).page
    [[start, stop]] = desk.decisions(5)[0].after["content"]
    assert page.text[start:stop] == page.text[slice(*page.title.span)].split()[3]


def test_a_correction_that_says_nothing_new_is_refused(client, post, desk):
    answer = post("/pages/1/claims/3/correct")
    assert answer.status_code == 422
    assert desk.decisions() == []


@pytest.mark.parametrize("content", ["x", "5", "5-2", "1-99999", "-1-4", "1-2 1-2"])
def test_a_selection_that_is_none_is_refused(client, post, desk, content):
    assert post("/pages/1/claims/3/correct", content=content).status_code == 422
    assert desk.decisions() == []


def test_a_page_is_checked(client, post, desk):
    assert 'class="tag checked"' in post("/pages/1/decide", decision="checked").text
    assert desk.decided(1).checked


def test_a_claim_view_shows_chain_and_citation(client, desk):
    page = client.get("/pages/6/claims/2").text
    svg = re.search(r"<svg.*?</svg>", page, re.S)[0]
    assert "مفتش السلامة مروان الجردلي" in svg
    assert svg.index("الرحى") < svg.index("محضر تفتيش") < svg.index("الجردلي")
    citation = client.get("/pages/6/claims/2?as=citation").text
    assert desk.get(6).page.id in citation
    assert "https://arraha.example/investigations/17" in citation
    assert "→" in citation
    arabic = client.get("/pages/6/claims/2?as=citation&lang=ar").text
    assert arabic.startswith("«")
    assert "←" in arabic
    assert re.search(r"2024-03-07T09:00:00Z", arabic)


def test_the_claim_view_finds_others(client):
    page = words(client.get("/pages/3/claims/2").text)
    assert "Others of the same source" in page
    assert "Others that name the same" in page


def test_search_finds_other_spellings_and_highlights(client):
    page = client.get("/search", params={"q": "صومعه"}).text
    assert "<mark>الصومعة</mark>" in page
    denied = client.get("/search", params={"q": "صومعه", "stance": "denies"}).text
    assert 0 < denied.count('class="hit') < page.count('class="hit')


def test_a_filter_that_cannot_be_is_told(client):
    page = client.get("/search", params={"said_from": "2024-13-01"})
    assert page.status_code == 200
    assert 'role="alert"' in page.text


def test_search_pages_and_names(client):
    assert 'href="/pages/' in client.get("/search?q=الصومعة&of=pages").text
    assert 'href="/entities/' in client.get("/search?q=القيسوني&of=names").text


def test_a_text_is_pasted_and_read(client, post, desk):
    text = "البلدية تنفي إغلاق الجسر\n\nقالت رئيسة البلدية سلمى العطار إن الجسر لن يغلق قبل يوم الخميس المقبل."
    before = len(desk)
    post("/add", text=text, outlet="صحيفة النهر", published="2024-05-01")
    deadline = time.monotonic() + 120
    while len(desk) == before and time.monotonic() < deadline:
        time.sleep(0.3)
    reading = desk.get(max(desk.pages()))
    assert reading.page.text == text
    assert (reading.page.outlet.value, reading.page.outlet.how) == ("صحيفة النهر", "given")
    assert any(claim.stance == "states" for claim in reading.claims)


def test_a_bad_file_is_a_failure_with_what_to_do(client, post, desk):
    post("/add", files=[("files", ("../../x/photo.bin", b"\x00\x01\x02" * 50))])
    deadline = time.monotonic() + 120
    while not desk.failures() and time.monotonic() < deadline:
        time.sleep(0.3)
    page = client.get("/").text
    assert desk.failures()[0].origin == "photo.bin"
    assert "photo.bin" in page
    assert "To do:" in page


def test_nothing_given_is_told(client, post):
    answer = post("/add")
    assert answer.status_code == 422
    assert "Nothing was given" in answer.text


# --- languages


def test_arabic_is_the_first_language_and_english_is_asked_for():
    assert choose(None, None, None).code == "ar"
    assert choose(None, None, "de-DE,de;q=0.9").code == "ar"
    assert choose(None, None, "de,en;q=0.8,ar;q=0.3").code == "en"
    assert choose(None, None, "ar-LB,en;q=0.8").code == "ar"
    assert choose(None, "en", "ar").code == "en"
    assert choose("ar", "en", "en").code == "ar"


def test_the_choice_of_a_language_is_kept(client):
    client.get("/language/ar?to=/pages/1")
    page = client.get("/pages").text
    assert '<html lang="ar" dir="rtl">' in page
    assert "8 صفحات" in page


@pytest.mark.parametrize(("count", "shown"), [(0, "لا أقوال"), (1, "قول واحد"), (2, "قولان"), (3, "3 أقوال"), (10, "10 أقوال"),
                                              (11, "11 قولا"), (99, "99 قولا"), (100, "100 قول"), (103, "103 أقوال")])  # fmt: skip
def test_arabic_counts_as_arabic_does(count, shown):
    said = catalogue("ar").ngettext("%(count)s claim", "%(count)s claims", count)
    assert said.replace("%(count)s", str(count)) == shown


def test_numbers_and_days():
    assert LANGUAGES["ar"].number(9000000) == "9,000,000"
    assert LANGUAGES["ar"].day("2024-03-04") == "4 آذار 2024"
    assert LANGUAGES["en"].moment("2024-03-04T21:40:00+03:00") == "4 March 2024, 21:40"
    assert LANGUAGES["en"].day("no day") == "no day"


def test_the_catalogue_is_complete():
    from babel.messages.extract import extract_from_dir

    from rawi.web.assets import FOLDER

    methods = [("**.py", "python"), ("**.html", "jinja2")]
    keywords = {"_": None, "gettext": None, "ngettext": (1, 2), "N_": None, "NN_": (1, 2)}
    options = {"**.html": {"trimmed": "true", "newstyle_gettext": "true"}}
    arabic = catalogue("ar")
    missing = []
    for _, _, message, _, _ in extract_from_dir(FOLDER.parent, methods, options, keywords):
        key = message if isinstance(message, str) else (message[0], 0)
        if not arabic._catalog.get(key):  # type: ignore[attr-defined]
            missing.append(message)
    assert missing == []


def test_a_pasted_text_without_a_title_is_called_so(client, desk):
    text = "قالت البلدية إن الجسر مغلق."
    reading = rawi.read(text)
    reading = replace(reading, page=replace(reading.page, origin="pasted"))
    desk.put(reading, text.encode(), CaptureInfo("pasted", "2024-03-07T09:00:00Z"))
    assert "نص ملصق" in client.get("/", headers={"accept-language": "ar"}).text
    assert "pasted text" in client.get("/pages").text


def test_how_facts_are_known_is_told_in_the_language_of_the_interface(client, desk):
    how = desk.get(8).page.language.how
    assert how == "letters"
    page = client.get("/pages/8", headers={"accept-language": "ar"}).text
    known = page[page.index('id="known"') :]
    assert "حروفها" in known
    assert f">{how}<" not in known
    assert "its letters" in client.get("/pages/8").text
