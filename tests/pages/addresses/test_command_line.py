"""`rawi read https://...`."""

import json

import pytest

from rawi.cli import main
from rawi.pages.addresses import pace
from rawi.pages.addresses.keep import WARC

from .conftest import PAGE, answer
from .test_follow import feed


@pytest.fixture
def rawi(capsys, clock, monkeypatch):
    """Run a command in this process, without waiting, as if loopback were the internet."""
    monkeypatch.setattr(pace.SHARED, "_clock", clock)
    monkeypatch.setattr(pace.SHARED, "_sleep", clock.sleep)
    for memory in ("_last", "_held"):
        monkeypatch.setattr(pace.SHARED, memory, {})
    monkeypatch.setattr("rawi.pages.addresses.guard.is_public", lambda ip: True)

    def run(*arguments: object) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as stopped:
            main([str(one) for one in arguments])
        out, err = capsys.readouterr()
        return int(stopped.value.code or 0), out, err

    return run


def test_an_address_is_read_and_kept(site, rawi, tmp_path):
    site.pages["/a"] = answer()
    status, out, err = rawi("read", site.url("/a"), "--json", "--save", tmp_path / "kept", "--timeout", "5")
    assert (status, err) == (0, "")
    read = json.loads(out)
    assert (read["page"]["url"]["value"], read["page"]["url"]["how"]) == (site.url("/a"), "address")
    assert read["page"]["from"] == site.url("/a")
    assert any("السوق ستفتح" in claim["text"] for claim in read["claims"])
    status, again, _ = rawi("read", tmp_path / "kept" / WARC, "--json")
    assert status == 0
    assert json.loads(again)["claims"] == read["claims"]
    assert json.loads(again)["page"]["id"] == read["page"]["id"]


def test_a_feed_is_followed_and_what_fails_is_told(site, rawi):
    site.pages |= {"/f": answer(feed(site.url("/a"), site.url("/gone")), content_type="text/xml"), "/a": answer()}
    status, out, err = rawi("read", site.url("/f"), "--follow", "--json")
    assert status == 1
    (line,) = out.splitlines()
    assert json.loads(line)["page"]["url"]["value"] == site.url("/a")
    assert "answers 404" in err
    assert "1 read, 1 failed" in err


def test_robots_txt_is_obeyed_unless_told_otherwise(site, rawi):
    site.pages |= {"/robots.txt": answer(b"User-agent: *\nDisallow: /\n"), "/a": answer()}
    status, out, err = rawi("read", site.url("/a"))
    assert (status, out) == (2, "")
    assert "forbids it; --ignore-robots" in err
    assert rawi("read", site.url("/a"), "--ignore-robots", "--json")[0] == 0


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["ftp://news.example/a"], "only http and https"),
        (["file:///etc/passwd"], "only http and https"),
        (["https://user:word@news.example/"], "does not log in"),
        (["page.html", "--save", "kept"], "are for addresses"),
        (["-", "--follow"], "are for addresses"),
        (["https://news.example/", "--timeout", "0"], "0"),
    ],
)
def test_what_is_refused_with_one_line(rawi, arguments, words):
    status, out, err = rawi("read", *arguments)
    assert (status, out) == (2, "")
    assert words in err
    assert len(err.splitlines()) == 1


def test_the_limit_of_bytes_is_that_of_the_caller(site, rawi):
    site.pages["/a"] = answer(PAGE * 20)
    status, _, err = rawi("read", site.url("/a"), "--max-bytes", 2_000)
    assert status == 2
    assert "2,000" in err
