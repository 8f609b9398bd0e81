"""What tests of the desk share: an empty desk on each database, a PostgreSQL server of their own, readings.

`desk` gives every test that asks for it twice, with SQLite and with PostgreSQL. The server is started once for a run,
on a free port in a temporary folder, and ended with it; where PostgreSQL is not installed those tests are skipped.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import count
from pathlib import Path

import pytest

import rawi
from rawi.desk.captures import CaptureInfo
from rawi.desk.desk import Desk
from rawi.reading import Reading

DATABASES = ("sqlite", "postgresql")


@dataclass(frozen=True)
class PostgreSQL:
    """A server for tests: `address` of a new empty database in UTF-8 by `database()`."""

    port: int
    folder: Path
    programs: Path
    number: Iterator[int]

    def address(self, name: str) -> str:
        return f"postgresql://rawi:secret@127.0.0.1:{self.port}/{name}"

    def database(self, options: str = "ENCODING 'UTF8' LOCALE 'C.UTF-8'") -> str:
        import psycopg

        name = f"desk{next(self.number)}"
        with psycopg.connect(self.address("postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name} TEMPLATE template0 {options}")  # type: ignore[call-overload]
        return self.address(name)


def _programs() -> Path | None:
    """The folder of PostgreSQL's programs, of the newest version where Debian has put several."""
    versions = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    found = sorted((p.parent for p in versions), key=lambda p: float(p.parent.name), reverse=True)
    on_path = shutil.which("initdb")
    found += [Path(on_path).resolve().parent] if on_path else []
    return found[0] if found else None


@pytest.fixture(scope="session")
def postgresql_or_why() -> Iterator[PostgreSQL | str]:
    """A server, or why there is none."""
    programs = _programs()
    if programs is None or not find_spec("psycopg"):
        yield "PostgreSQL is not installed (Debian: apt-get install postgresql; pip install 'rawi[postgres]')"
        return
    as_user: list[str] = []
    if os.geteuid() == 0:  # initdb refuses root
        if (
            not shutil.which("runuser")
            or subprocess.run(["id", "postgres"], capture_output=True, check=False).returncode
        ):
            yield "PostgreSQL cannot be run by root, and there is no user postgres"
            return
        as_user = ["runuser", "-u", "postgres", "--"]
    folder = Path(tempfile.mkdtemp(prefix="rawi-pg-"))
    if as_user:
        shutil.chown(folder, "postgres")
    data, secret = folder / "data", folder / "secret"
    secret.write_text("secret\n", encoding="ascii")
    secret.chmod(0o644)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    make = ["initdb", "-D", data, "-U", "rawi", "-A", "scram-sha-256", "--pwfile", secret, "--no-sync"]
    make += ["--locale=C.UTF-8", "-E", "UTF8"]
    options = (
        f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=off -c max_connections=100"
    )
    start = ["pg_ctl", "-D", data, "-w", "-l", folder / "log", "-o", options, "start"]
    for command in (make, start):
        done = subprocess.run(
            [*as_user, programs / command[0], *command[1:]], capture_output=True, text=True, check=False, cwd=folder
        )
        assert done.returncode == 0, done.stdout + done.stderr
    try:
        yield PostgreSQL(port, folder, programs, count(1))
    finally:
        stop = [*as_user, programs / "pg_ctl", "-D", data, "-m", "immediate", "stop"]
        subprocess.run(stop, capture_output=True, check=False, cwd=folder)
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def postgresql(postgresql_or_why: PostgreSQL | str) -> PostgreSQL:
    """A server; without one the test is skipped."""
    if isinstance(postgresql_or_why, str):
        pytest.skip(postgresql_or_why)
    return postgresql_or_why


@pytest.fixture(scope="session")
def postgresql_or_none(postgresql_or_why: PostgreSQL | str) -> PostgreSQL | None:
    """A server where there is one, for tests that go on without."""
    return None if isinstance(postgresql_or_why, str) else postgresql_or_why


@pytest.fixture(params=DATABASES)
def database(request: pytest.FixtureRequest) -> str:
    """ "sqlite" and "postgresql", one after the other."""
    return str(request.param)


@pytest.fixture
def where(database: str, request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The path or address of a desk that is not there yet."""
    if database == "sqlite":
        return str(tmp_path / "news.desk")
    server: PostgreSQL = request.getfixturevalue("postgresql")
    return server.database()


@pytest.fixture
def originals(database: str, tmp_path: Path) -> Path | None:
    """What is to be said when a desk at `where` is made."""
    return tmp_path / "originals" if database == "postgresql" else None


@pytest.fixture
def desk(where: str, originals: Path | None) -> Iterator[Desk]:
    """An empty desk, on each database."""
    with Desk(where, originals=originals) as made:
        yield made


ARTICLES = (
    """سقوط سقف مدرسة في تل الحور
تل الحور (نهج) - قال مدير الدفاع المدني في تل الحور العميد ماهر الزين إن سقف مدرسة النور سقط صباح الثلاثاء من دون أن يصاب أحد.
وأضاف أن «المبنى كان فارغا»، ونفى وجود تلاميذ في الصفوف.
وبحسب تقرير للبلدية، كتب مهندس في آذار الماضي أن السقف يحتاج إلى تدعيم.
ويقع المبنى في وسط البلدة.
""",
    """بلدية الرملة الشرقية تعلن خطة لتوسيع السوق
أعلن رئيس بلدية الرملة الشرقية سامر الجندلي أن البلدية سترصد 400 ألف دينار لتوسيع السوق القديم خلال عام 2022.
وقال الجندلي إن أكثر من 120 تاجرا سيحصلون على محال جديدة، فيما نفت نقابة التجار المحليين علمها بالخطة.
وذكر مصدر مطلع أن الأعمال ستبدأ في حزيران المقبل، مضيفا أن «التمويل لم يكتمل بعد».
""",
    """وزيرة النقل ليلى قاسم: الجسر سيغلق ثلاثة أيام
قالت وزيرة النقل ليلى قاسم إن جسر الوادي سيغلق ثلاثة أيام ابتداء من 12 كانون الثاني 2021.
وطالب العميد ماهر الزين السائقين بسلوك طريق تل الحور، وتوقع أن ينتهي العمل قبل نهاية الشهر.
ولم يصدر تعليق من شركة الوادي للإنشاءات.
""",
)
"""Made up, people and bodies and places."""


@pytest.fixture(scope="session")
def readings() -> tuple[Reading, ...]:
    """Readings of `ARTICLES` by the tagger, made once for a run; a name is in two of them."""
    return tuple(
        rawi.read(text.encode(), published=day, outlet=outlet, url=url)
        for text, day, outlet, url in zip(
            ARTICLES,
            ("2021-04-07", "2021-04-09", "2021-01-11"),
            ("نهج", "صدى الرملة", "نهج"),
            ("https://nahj.example/1", "https://sada.example/2", "https://nahj.example/3"),
            strict=True,
        )
    )


def capture(origin: str = "a.txt", added: str = "2026-01-02T03:04:05.000000Z") -> CaptureInfo:
    """A way by which bytes came."""
    return CaptureInfo(origin, added)


@pytest.fixture
def filled(desk: Desk, readings: tuple[Reading, ...]) -> Desk:
    """A desk with `readings`: pages 1, 2, 3."""
    for number, (reading, text) in enumerate(zip(readings, ARTICLES, strict=True), start=1):
        assert desk.put(reading, text.encode(), capture(f"{number}.txt")).page_id == number
    return desk
