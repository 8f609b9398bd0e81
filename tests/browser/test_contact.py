"""A desk that does not answer, refuses, or was started anew: the page says so, keeps what was typed, and goes on by itself."""

import pytest
from tests.browser.conftest import PATIENCE

SILENT = {"ar": "لا يجيب المكتب", "en": "The desk does not answer"}


@pytest.fixture
def opened(visit, address):
    """A page whose browser may log that it could not reach the desk."""

    def go(path: str, language: str = "ar"):
        page = visit("/", language=language).context.new_page()
        page.set_default_timeout(PATIENCE)
        page.add_init_script("const now = Date.now; window.later = 0; Date.now = () => now() + window.later")
        page.goto(address + path)
        return page

    return go


def cut(page):
    page.route("**/*", lambda route: route.abort())


def mend(page):
    page.unroute("**/*")


def age(page):
    """As if the page had been open for long, and the desk been started anew since."""
    page.evaluate(
        "window.later = 3600_000; for (const field of document.querySelectorAll('input[name=csrf]')) field.value = '0'"
    )


@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_form_is_kept_while_the_desk_is_silent(opened, desk, language):
    page = opened("/", language)
    page.click(".add summary")
    page.fill("#text", "قالت البلدية إن الجسر مغلق.")
    page.evaluate("window.later = 60_000")
    cut(page)
    page.click(".add button.main")
    page.wait_for_selector("#fault[role=alert]")
    assert SILENT[language] in page.inner_text("#fault")
    assert page.input_value("#text") == "قالت البلدية إن الجسر مغلق."
    mend(page)
    page.wait_for_selector("#fault", state="hidden")
    age(page)
    page.click(".add button.main")
    page.wait_for_url("**/#adding")


def test_keys_of_the_reader_tell_that_the_desk_is_silent(opened, desk):
    page = opened("/pages/5")
    page.keyboard.press("j")
    cut(page)
    for key in "eca":
        page.keyboard.press(key)
        page.wait_for_selector("#fault[role=alert]")
        assert SILENT["ar"] in page.inner_text("#fault")
        page.wait_for_selector(".htmx-request", state="detached")  # the next key is not to fall into this request
        page.evaluate(
            "document.getElementById('fault').replaceWith(Object.assign(document.createElement('div'), {id: 'fault'}))"
        )
    assert page.locator("#reader .correction").count() == 0
    mend(page)
    page.keyboard.press("a")
    page.wait_for_selector("#c1.accepted")


def test_what_the_desk_refuses_to_open_is_told(opened, desk):
    page = opened("/pages/5")
    page.keyboard.press("j")
    page.evaluate("document.querySelector('#c1 a.correct').href = '/pages/5/claims/99/correct'")
    page.keyboard.press("e")
    page.wait_for_selector("#fault[role=alert]")
    assert "99" in page.inner_text("#fault")


def test_a_decision_is_sent_again_with_the_token_of_a_new_start(opened, desk):
    page = opened("/pages/5")
    age(page)
    page.keyboard.press("j")
    page.keyboard.press("r")
    page.wait_for_selector("#c1.rejected")
    assert [d.kind for d in desk.decisions(5)] == ["reject"]


def test_polls_go_on_and_the_warning_ends(opened, desk):
    page = opened("/")
    page.wait_for_selector("#gathering[hx-get]")  # the pages of the sample wait to be brought together
    cut(page)
    page.wait_for_selector("#fault[role=alert]")
    # while it was away the desk may have been started anew
    page.evaluate("for (const field of document.querySelectorAll('input[name=csrf]')) field.value = '0'")
    mend(page)
    page.wait_for_selector("#fault", state="hidden")
    page.click("#gathering button.main")
    page.wait_for_selector("#glance .propositions")  # what is disputed comes without a reload


def test_what_is_being_written_outlives_a_decision_elsewhere(visit, desk, until):
    page = visit("/pages/5")
    page.click("#c1 .noting summary")
    page.fill("#c1 input[name=note]", "سألت المصدر")
    page.click("#c2 button.accept")
    page.wait_for_selector("#c2.accepted")
    until(page, "document.querySelector('#c1 input[name=note]').value === 'سألت المصدر'")
    assert page.is_visible("#c1 input[name=note]")
    page.click("#c3 a.correct")
    page.wait_for_selector("#c3 .correction")
    page.fill("#c3 .correction [name=why]", "سبب")
    page.click("#c2 button.undo")
    page.wait_for_selector("#c2:not(.accepted)")
    until(page, "document.querySelector('#c3 .correction [name=why]')?.value === 'سبب'")


def test_the_words_of_the_browser_are_those_of_the_interface(visit):
    """What chooses files is the desk's own button, and tells what was chosen."""
    page = visit("/")
    assert "اختر ملفات" in page.inner_text("#drop")
    page.set_input_files("#files", [{"name": "خبر.txt", "mimeType": "text/plain", "buffer": b"x"}])
    assert page.inner_text("#chosen") == "خبر.txt"
    assert page.locator("#files").bounding_box()["width"] <= 2


def test_who_clicks_twice_sends_once(visit, desk):
    page = visit("/pages/5")
    posts = []
    page.on("request", lambda request: posts.append(request.url) if request.method == "POST" else None)
    page.dblclick("button[value=checked]")
    page.wait_for_url("**done=**")
    assert len(posts) == 1
    assert [d.kind for d in desk.decisions(5)] == ["checked"]
