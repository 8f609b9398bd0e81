"""The limits of all formats in one place. Whatever is larger is refused or cut, and the page says which limit it was.

A limit that ends the reading raises `InputError`; one that cuts off the rest becomes a warning of the page, and what was
read before it is kept.
"""

from __future__ import annotations

MAX_BYTES = 20_000_000
"""The largest plain text or web page: 20 MB, some two thousand articles in one file; `--max-bytes` sets another figure."""

MAX_FILE_BYTES = 100_000_000
"""The largest PDF or image: 100 MB. A scanned newspaper of 40 pages at 300 dpi has some 60 MB."""

# --- the child process that parsers run in ---------------------------------------------------------------------------

CHILD_SECONDS = 120
"""Wall-clock time of one child process; its processor time has the same limit."""

CHILD_MEGABYTES = 1_500
"""Address space of one child process. A 40-megapixel grey page being straightened takes some 600 MB of it."""

CHILD_OUTPUT_BYTES = 256_000_000
"""What a child may write: its answer, and each file that it leaves for the caller."""

# --- PDF -------------------------------------------------------------------------------------------------------------

MAX_PDF_PAGES = 500
"""Pages of a PDF that are read; the rest is named in a warning."""

MAX_PDF_GLYPHS = 4_000_000
"""Characters of a PDF that are read, some 1,000 dense pages; the rest is named in a warning."""

MAX_PAGE_GLYPHS = 200_000
"""Characters of one page of a PDF that are read: ten times a full newspaper page."""

PDF_SECONDS = 60
"""Seconds after which no further page of a PDF is begun; what was read is kept."""

# --- images and OCR --------------------------------------------------------------------------------------------------

MAX_PIXELS = 60_000_000
"""Pixels of one image, before anything of it is decompressed: A2 at 300 dpi has 35 million, A3 at 600 dpi 70 million."""

MAX_SIDE = 30_000
"""Pixels of the longer side of one image: a screenshot of a long page is narrow and high."""

OCR_PIXELS = 25_000_000
"""Pixels of an image as it goes to Tesseract; a larger one is reduced to them."""

OCR_DPI = 300
"""Dots an inch at which pages of a PDF are drawn for Tesseract; its Arabic data was trained near it."""

MAX_OCR_PAGES = 100
"""Pages of one document that go to Tesseract; the rest is named in a warning."""

OCR_PAGE_SECONDS = 120
"""Seconds that Tesseract may take for one page, which is a tenth of that on a laptop."""

OCR_SECONDS = 1_800
"""Seconds that all pages of one document may take in Tesseract; the rest is named in a warning."""

OCR_MEGABYTES = 4_000
"""Address space of Tesseract."""

# --- containers: archives, feeds, tables, folders --------------------------------------------------------------------

MAX_DEPTH = 4
"""Containers inside one another, from the outermost on: a WARC in a ZIP has 2. A folder does not count."""

MAX_MEMBERS = 10_000_000
"""Members of one container that are looked at: files of a folder, records of a WARC, rows of a table."""

MAX_ZIP_MEMBERS = 100_000
"""Members of one ZIP, whose list stands in memory."""

MAX_ZIP_DIRECTORY_BYTES = 16_000_000
"""Bytes of the list of members of one ZIP."""

MAX_UNPACKED_BYTES = 200_000_000_000
"""Bytes that are unpacked of one input, all that lies inside one another together."""

FREE_UNPACKED_BYTES = 1_000_000_000
"""Bytes that may be unpacked of one input however small it is; from there on `MAX_RATIO` holds for all of it."""

FREE_MEMBER_BYTES = 10_000_000
"""Bytes that may be unpacked of one member however small it is; from there on `MAX_RATIO` holds for it."""

MAX_RATIO = 250
"""Bytes that may come out of one packed byte. Web pages have 4 to 20, white sheets of a scan up to 200; bombs 1,000."""

MAX_SPOOLED_BYTES = 4_000_000_000
"""Bytes of a ZIP that comes through a pipe or lies in another container: it is copied to a temporary file."""

MAX_RECORD_HEADER_BYTES = 262_144
"""Bytes of the headers of one WARC record, those of its HTTP answer included."""

MAX_CAPTURE_BYTES = MAX_FILE_BYTES
"""Bytes of one answer in a WARC, as it was sent and as it is unpacked, before its format's own limit is asked."""

MAX_ROW_BYTES = MAX_BYTES
"""Bytes of one row of a table: of a line of JSON Lines, or of all lines of a row of CSV."""

MAX_COLUMNS = 1_000
"""Columns of a table."""

MAX_FEED_BYTES = MAX_BYTES
"""Bytes of one feed."""

MAX_FEED_ENTRIES = 10_000
"""Entries of one feed that are read; the rest is named."""

MAX_FEED_ENTITIES = 100
"""Entities that a feed may define; longer ones than 200 characters, and such as hold others, it may not."""

FEED_SECONDS = 60
"""Seconds of the child process that parses a feed."""

FEED_MEGABYTES = 1_000
"""Address space of the child process that parses a feed."""

# --- addresses -------------------------------------------------------------------------------------------------------

ADDRESS_SECONDS = 60
"""Seconds on the network that fetching one address may take, its redirects included; `--timeout` sets another figure."""

CONNECT_SECONDS = 10
"""Seconds until a host takes a connection; then the next of its IP addresses is tried."""

SILENT_SECONDS = 20
"""Seconds in which not one byte comes."""

NAME_SECONDS = 10
"""Seconds in which a name is looked up."""

MAX_CONNECTIONS = 4
"""IP addresses of one host that are tried."""

MAX_ADDRESS_CHARACTERS = 4_000
"""Characters of an address."""

MAX_HEADER_BYTES = 65_536
"""Bytes of the headers of one answer; their number is limited to 100 by Python's http.client."""

MAX_ANSWER_BYTES = MAX_FILE_BYTES
"""Bytes of one answer as it is sent, and again when it is unpacked."""

MAX_CODINGS = 2
"""How often an answer may be packed in itself."""

MAX_GZIP_MEMBERS = 100
"""Pieces in which a gzip may come, one behind the other."""

MAX_REDIRECTS = 10
"""Redirects that are followed from one address."""

PACE_SECONDS = 1.0
"""Seconds between two requests to one host."""

MAX_CRAWL_DELAY = 30.0
"""Seconds that are waited because a host wants it (Crawl-delay, Retry-After); one that wants longer is not asked."""

ROBOTS_BYTES = 512_000
"""Bytes of a robots.txt that are read; RFC 9309 wants 500 kibibytes at least. The rest is cut off."""

ROBOTS_SECONDS = 20
"""Seconds on the network that fetching a robots.txt may take."""

ROBOTS_REDIRECTS = 5
"""Redirects of a robots.txt that are followed; beyond them there is none (RFC 9309)."""

ROBOTS_KEPT_SECONDS = 86_400
"""Seconds for which a robots.txt is believed: a day (RFC 9309)."""

ROBOTS_FAILED_SECONDS = 300
"""Seconds until a robots.txt that could not be fetched is asked for again."""

MAX_ROBOTS_SITES = 1_000
"""Sites whose robots.txt is remembered."""

MAX_FOLLOWED = 200
"""Items of one feed whose pages are fetched; the rest is named."""
