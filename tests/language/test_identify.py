"""The language of texts, short ones above all."""

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rawi.language.identify import identify


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("ar", "بغداد"),
        ("ar", "اتفاق جديد حول السدود بين البلدين"),
        ("ar", "قال رئیس اللجنة إن الحکومة ستعلن القرار فی وقت لاحق"),  # typed on a Persian keyboard
        ("ar", "غورباتشوف يزور چاد"),
        ("ar", "گورباتشوف يلتقي ريگان في جنيڤ"),
        ("ar", "پوتين يلتقي چاوز"),
        ("ar", "الپنتاگون يعلن انتهاء المهمة"),
        ("ar", "أعلنت شركة Blue River Dams Limited بناء سد جديد"),
        ("fa", "رئیس جمهور ایران امروز گفت"),
        ("fa", "اخبار جديد از تهران"),  # with Arabic ya
        ("fa", "آتش سوزی در بازار بزرگ شهر"),
        ("fa", "وزیران دو کشور درباره آب رودخانه گفتگو کردند"),
        ("ur", "وزیر اعظم نے کہا ہے کہ پل جلد مکمل ہو گا"),
        ("ur", "پاکستان میں زلزلہ"),
        ("ckb", "سەرۆکی هەرێم گەیشتە شار"),
        ("ckb", "وەزیری ئاو لەگەڵ شاندەکە کۆبووەوە"),
        ("ps", "ښاروال وویل چې نوی پل به ژر جوړ شي"),
        ("ug", "بۇ يىل يېڭى كۆۋرۈك سېلىندى"),
        ("sd", "شهر ۾ نئين پل جي ٺھڻ جو ڪم شروع ٿيو"),
        ("en", "The minister said the dam would be finished next year."),
        ("fr", "Le ministre a déclaré que le barrage serait terminé."),
        ("de", "Der Minister sagte, der Damm werde bald fertig sein."),
        ("es", "El ministro dijo que la presa estará terminada pronto."),
        ("tr", "Bakan barajın yakında biteceğini açıkladı."),
        ("ru", "Министр сообщил, что плотина будет построена в следующем году."),
        ("he", "השר אמר שהסכר יושלם בקרוב"),
        ("zh", "部长表示水坝即将完工"),
        ("ja", "大臣はダムが完成すると述べた"),
        ("ko", "장관은 댐이 곧 완공된다고 말했다"),
        ("el", "Ο υπουργός δήλωσε"),
    ],
)
def test_language(code: str, text: str) -> None:
    assert identify(text).code == code


def test_how_it_is_known() -> None:
    found = identify("پاکستان میں زلزلہ")
    assert (found.name, found.how, found.share_arabic_letters) == ("Urdu", "letters", 1.0)
    assert identify("اتفاق بين البلدين في العاصمة اليوم").how == "words"
    assert identify("השר אמר").how == "script"
    assert identify("The minister said it again").how == "py3langid"


def test_share_of_arabic_letters() -> None:
    assert identify("سد abcd").share_arabic_letters == pytest.approx(2 / 6)
    assert identify("The dam").share_arabic_letters == 0.0


@pytest.mark.parametrize("text", ["", "12 / 3 ،", "…"])
def test_no_letters(text: str) -> None:
    found = identify(text)
    assert (found.code, found.name, found.how, found.share_arabic_letters) == ("und", "unknown", "no letters", 0.0)


def test_a_long_text_is_known_by_its_parts() -> None:
    assert identify("قال الناطق إن السد سليم. " * 20_000).code == "ar"


def test_import_of_the_classifier_waits() -> None:
    code = "import sys, rawi.language as r; r.identify('قال الناطق'); sys.exit('py3langid' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@given(st.text(max_size=40))
def test_share_is_a_share(text: str) -> None:
    found = identify(text)
    assert 0.0 <= found.share_arabic_letters <= 1.0
    assert (found.code == "und") == (found.how == "no letters")
