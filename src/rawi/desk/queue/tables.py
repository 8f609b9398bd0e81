"""The tables of the queue. A job is gone once its page is kept; one that fails becomes a row of ``failures``."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    Table,
    UniqueConstraint,
)

from rawi.desk.tables import metadata
from rawi.desk.text import Words

_Id = BigInteger().with_variant(Integer, "sqlite")

runs = Table(
    "runs",
    metadata,
    Column("id", _Id, primary_key=True),
    Column("sign", Words, nullable=False, unique=True),  # names the lock that is held while the run lives
    Column("host", Words, nullable=False),
    Column("pid", Integer, nullable=False),
    Column("started", Words, nullable=False),  # moment, UTC
    sqlite_autoincrement=True,
    comment="Who is adding pages just now; rows of runs that died are taken away by the next one.",
)

jobs = Table(
    "jobs",
    metadata,
    Column("id", _Id, primary_key=True),
    Column("sha256", Words, nullable=False, unique=True),  # of the bytes to be read
    Column("page_id", _Id, ForeignKey("pages.id", ondelete="CASCADE")),  # of a page to be read again; else None
    Column("queued", Words, nullable=False),  # moment, UTC
    Column("queued_by", _Id, nullable=False),  # run that asked for it, perhaps no longer there
    Column("run_id", _Id, ForeignKey("runs.id", ondelete="SET NULL")),  # run that has it in hand; None: it waits
    Column("crashes", Integer, nullable=False),  # worker processes that died of it
    Column("setbacks", Integer, nullable=False),  # these, and runs that were killed while it was in hand
    Index(None, "run_id", "setbacks", "id"),
    Index(None, "queued_by"),
    Index(None, "page_id"),
    sqlite_autoincrement=True,
    comment="Pages that wait to be read, or are being read.",
)

job_captures = Table(
    "job_captures",
    metadata,
    Column("id", _Id, primary_key=True),
    Column("job_id", _Id, ForeignKey("jobs.id", ondelete="CASCADE"), nullable=False),
    Column("origin", Words, nullable=False),
    Column("captured", Words),
    Column("added", Words, nullable=False),
    Column("known", JSON, nullable=False),
    Column("charset", Words),
    Column("is_text", Boolean, nullable=False),
    UniqueConstraint("job_id", "origin"),
    comment="Each way by which the bytes of a waiting page came, as in captures.",
)

failures = Table(
    "failures",
    metadata,
    Column("id", _Id, primary_key=True),
    Column("key", Words, nullable=False, unique=True),  # sha256; where there are no bytes: "from:", path, origin
    Column("sha256", Words),  # of the bytes, which are kept; None where there were none
    Column("page_id", _Id, ForeignKey("pages.id", ondelete="CASCADE")),  # of a page that could not be read again
    Column("origin", Words, nullable=False),
    Column("path", Words),  # the file or address in which it was met, to be looked at again
    Column("place", Words),  # what that file is called in origins
    Column("captures", JSON, nullable=False),  # each way by which the bytes came, as in job_captures
    Column("kind", Words, nullable=False),  # refused, unreadable, fault, crash, time
    Column("reason", Words, nullable=False),
    Column("advice", Words, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("first", Words, nullable=False),  # moments, UTC
    Column("last", Words, nullable=False),
    Column("rawi", Words, nullable=False),  # version that failed; a newer one tries by itself
    Column("queued_by", _Id, nullable=False),  # run that asked for it
    Index(None, "queued_by"),
    Index(None, "page_id"),
    sqlite_autoincrement=True,
    comment="What was not read, why, and what can be done.",
)
