"""Archives, feeds and tables, made here; whoever is named in them is made up."""

from __future__ import annotations

import csv
import gzip
import io
import json
import zipfile

TEXTS = (
    "قال مدير الدفاع المدني ماهر الزين إن سقف المدرسة سقط صباح الثلاثاء.",
    "أعلنت بلدية المرجان أن السوق ستفتح غدا، ونفت رفع الرسوم.",
    "وصفت الناطقة باسم الميناء هند الزين ما يشاع بأنه غير دقيق.",
)
TITLES = ("سقوط سقف مدرسة في تل الحور", "افتتاح سوق في المرجان", "الميناء ينفي ما يشاع عنه")


def page(number: int = 0) -> bytes:
    """A web page."""
    return (
        f'<!doctype html><html lang="ar"><head><meta charset="utf-8"><title>{TITLES[number]}</title></head>'
        f"<body><article><h1>{TITLES[number]}</h1><p>{TEXTS[number]}</p></article></body></html>"
    ).encode()


def zipped(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name, (2021, 3, 4, 5, 6, 8)), content, compress_type=method)
    return file.getvalue()


def record(kind: str, uri: str, block: bytes, media: str, number: int, **headers: str) -> bytes:
    told = {
        "WARC-Type": kind,
        "WARC-Record-ID": f"<urn:uuid:{number:08}-0000-4000-8000-000000000000>",
        "WARC-Date": "2021-03-04T05:06:07Z",
        "WARC-Target-URI": uri,
        "Content-Type": media,
        "Content-Length": str(len(block)),
        **{name.replace("_", "-"): value for name, value in headers.items()},
    }
    head = "WARC/1.1\r\n" + "".join(f"{name}: {value}\r\n" for name, value in told.items()) + "\r\n"
    return head.encode() + block + b"\r\n\r\n"


def answer(
    body: bytes, number: int = 1, uri: str = "https://news.example/a", status: str = "200 OK", **headers: str
) -> bytes:
    """A response record."""
    told = {
        "Content-Type": "text/html; charset=utf-8",
        **{name.replace("_", "-"): value for name, value in headers.items()},
    }
    head = f"HTTP/1.1 {status}\r\n" + "".join(f"{name}: {value}\r\n" for name, value in told.items()) + "\r\n"
    return record("response", uri, head.encode() + body, "application/http; msgtype=response", number)


def info() -> bytes:
    return record("warcinfo", "", b"software: test\r\n", "application/warc-fields", 999)


def warc(*records: bytes, packed: bool = False) -> bytes:
    every = (info(), *records)
    return b"".join(gzip.compress(one, mtime=0) if packed else one for one in every)


RSS = f"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>الميناء</title><link>https://port.example/</link>
<item><title>{TITLES[0]}</title><link>https://port.example/1</link><guid>port-1</guid>
<pubDate>Thu, 04 Mar 2021 05:06:00 +0300</pubDate><dc:creator>سلمى العطار</dc:creator>
<description>ملخص</description><content:encoded><![CDATA[<p>{TEXTS[0]}</p><p>ويقع المبنى في وسط البلدة.</p>]]></content:encoded></item>
<item><title>{TITLES[1]}</title><link>https://port.example/2</link><description>{TEXTS[1]}</description></item>
</channel></rss>""".encode()

ATOM = f"""<?xml version="1.0"?>
<!-- made up -->
<feed xmlns="http://www.w3.org/2005/Atom"><title>نهج</title><id>urn:feed</id><updated>2021-03-05T00:00:00Z</updated>
<entry><id>urn:1</id><title>{TITLES[2]}</title><link href="https://nahj.example/3"/><updated>2021-03-05T07:00:00+02:00</updated>
<author><name>ليلى قاسم</name></author><content type="html">&lt;p&gt;{TEXTS[2]}&lt;/p&gt;</content></entry></feed>""".encode()

JSON_FEED = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "الميناء",
        "items": [
            {
                "id": "j1",
                "url": "https://port.example/j1",
                "title": TITLES[0],
                "content_text": f"{TEXTS[0]}\n{TEXTS[1]}",
                "date_published": "2021-03-04T05:06:00+03:00",
                "authors": [{"name": "سلمى العطار"}],
            },
            {"id": 2, "title": "", "content_html": ""},
        ],
    },
    ensure_ascii=False,
).encode()


def table(rows: list[list[str]], delimiter: str = ",", encoding: str = "utf-8") -> bytes:
    file = io.StringIO(newline="")
    csv.writer(file, delimiter=delimiter).writerows(rows)
    return file.getvalue().encode(encoding)


ROWS = [
    ["id", "title", "text", "date", "link", "source"],
    ["n1", TITLES[0], TEXTS[0], "2021-03-04T05:06:00+03:00", "https://port.example/1", "الميناء"],
    ["n2", TITLES[1], TEXTS[1], "05/03/2021", "not an address", "نهج"],
]


def lines(*values: object) -> bytes:
    return b"".join(json.dumps(value, ensure_ascii=False).encode() + b"\n" for value in values)
