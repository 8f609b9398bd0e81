"""What tests share: made-up articles, and the folder of shared data where it lies beside the checkout."""

import signal
from pathlib import Path

import pytest
from hypothesis import settings

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # begun in the background: what tests start would not hear Ctrl-C
    signal.signal(signal.SIGINT, signal.default_int_handler)

settings.register_profile("rawi", deadline=None)  # machines are shared: a slow example is no fault
settings.load_profile("rawi")

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"

ARTICLE = """سقوط سقف مدرسة في تل الحور
تل الحور (نهج) - قال مدير الدفاع المدني في تل الحور العميد ماهر الزين إن سقف مدرسة النور سقط صباح الثلاثاء من دون أن يصاب أحد.
وأضاف أن «المبنى كان فارغا»، ونفى وجود تلاميذ في الصفوف.
وبحسب تقرير للبلدية، كتب مهندس في آذار الماضي أن السقف يحتاج إلى تدعيم.
ويقع المبنى في وسط البلدة.
"""


@pytest.fixture
def article() -> str:
    return ARTICLE


@pytest.fixture
def article_file(tmp_path: Path) -> Path:
    path = tmp_path / "article.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    return path


@pytest.fixture
def shared() -> Path:
    if not SHARED.is_dir():
        pytest.skip("the shared data are not beside this checkout")
    return SHARED
