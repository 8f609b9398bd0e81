"""From a tree to text: lines, spaces, entities, marks, and what is not shown."""

from hypothesis import given, settings
from hypothesis import strategies as st

from rawi.pages.html.encoding import decode
from rawi.pages.html.parse import parse
from rawi.pages.html.walk import walk


def text_of(markup: str) -> str:
    return walk(parse(f"<html><body>{markup}</body></html>")[0]).text


def test_lines_and_spaces() -> None:
    assert text_of("<p>أ  ب\n ج</p><p>د<br>ه</p>و<div>ز</div>") == "أ ب ج\nد\nه\nو\nز"
    assert text_of("<ul><li>أ<li>ب</ul>") == "أ\nب"
    assert text_of("<p><b>ال</b>كتاب <i>الجديد</i></p>") == "الكتاب الجديد"
    assert text_of("<div><a>أخبار</a><a>رياضة</a></div>") == "أخبار رياضة"
    assert text_of("<pre>أ\n  ب</pre>") == "أ\nب"


def test_tables() -> None:
    assert text_of("<table><tr><td>أ</td><td>ب</td></tr><tr><td>ج</td><td>د</td></tr></table>") == "أ\tب\nج\tد"
    assert text_of("<table><tr><td><p>أ</p></td><td>ب<br>ج</td></tr></table>") == "أ\nب\nج"


def test_entities_are_decoded_once() -> None:
    assert text_of("<p>&quot;أ&quot; &amp;quot; &#1576; &lt;b&gt;</p>") == '"أ" &quot; ب <b>'
    assert text_of("<p>أ&#150;ب</p>") == "أ–ب"


def test_marks_stay() -> None:
    assert text_of("<p>می‌شود \u200fأ\u200e (CNN)\u200f&nbsp;ب&rlm;</p>") == "می‌شود \u200fأ\u200e (CNN)\u200f\xa0ب\u200f"


def test_what_is_not_shown() -> None:
    hidden = '<script>س</script><style>س</style><p hidden>س</p><div style="color:red; display : none">س<p>س</p></div>'
    assert text_of(f"{hidden}<p>ب</p><template>س</template><noscript>س</noscript><select><option>س</select>") == "ب"
    assert text_of('<div style="display:block">أ</div>') == "أ"


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(["<p>", "</p>", "<div>", "</div>", "<br>", "<b>", "</b>", "<td>", "<tr>", "<table>", "</table>",
                         "<a href=x>", "</a>", "<pre>", "</pre>", "كلمة", " ", "\n", "خبر.", "\u200f", "&nbsp;", "\x85"]),
        max_size=60,
    )
)  # fmt: skip
def test_rows_are_the_lines_of_the_text(pieces: list[str]) -> None:
    tree, _ = parse("<html><body>" + "".join(pieces) + "<p>ختام</p></body></html>")
    found = walk(tree)
    assert [found.text[row.start : row.end] for row in found.rows] == found.text.split("\n")
    assert found.text.splitlines() == found.text.split("\n")
    for row in found.rows:
        assert found.text[row.start : row.end].strip() == found.text[row.start : row.end] != ""
        assert 0 <= row.element < len(found.parent)
    visible = sum(piece in ("كلمة", "خبر.") for piece in pieces)
    assert found.text.count("كلمة") + found.text.count("خبر.") == visible


def test_encodings() -> None:
    words = "<p>خبر عن الجسر القديم في المدينة والناس ينتظرون منذ شهور</p>"
    for encoding in ("utf-8", "utf-8-sig", "cp1256", "iso8859-6", "utf-16"):
        meta = "" if encoding.startswith("utf") else f'<meta charset="{encoding.replace("cp", "windows-")}">'
        assert decode((f"<html>{meta}" + words).encode(encoding)).text.endswith(words), encoding
    assert decode(("<meta charset=utf-8>" + words).encode("cp1256")).encoding == "cp1256"
    assert decode(("<meta charset=windows-1256>" + words).encode()).encoding == "utf-8"
    assert decode(words.encode("cp1256")).how == "letters"
    assert decode(("<meta charset=iso-8859-1>" + words).encode("cp1256")).text.endswith(words)
    broken = (words * 30).encode() + b"\xd8"
    assert decode(broken).text.startswith(words)
    assert decode(words.encode("cp1256"), "windows-1256").how == "declared"
