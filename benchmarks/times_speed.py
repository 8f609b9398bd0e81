"""Speed of `rawi.times.find` on texts of 1 kB to 1 MB, and on texts made to be slow.

    python benchmarks/times_speed.py [ARTICLES.jsonl]

Without a file the text is the made-up article below, over and over; with one, the texts of its lines (`{"text": ...}`).
Figures are CPU seconds of the best of three runs on one core, and megabytes of UTF-8 a second. A row whose speed
falls with its length would show a step that is not linear.
"""

from __future__ import annotations

import json
import sys
import time

from rawi import times

ARTICLE = """انهيار سقف سوق قديم في تل الحور
تل الحور (نهج) - قال رئيس البلدية سامي الديري، أمس الأحد، إن سقف السوق القديم انهار في الثالثة والنصف من فجر \
السبت، من دون أن يصاب أحد. وأضاف أن المهندسين حذروا منذ عام 2011 من تشقق الأعمدة، وأن تقريرا رفع إلى المجلس في \
12 آذار (مارس) الماضي طلب إغلاق المبنى قبل نهاية العام.
وكان السوق، الذي بني في ثلاثينيات القرن الماضي، قد رمم بين عامي 1998 و2001 بكلفة 3.4 مليون دينار، ثم تُرك على \
حاله طوال خمسة عشر عاما. وبحسب التاجرة هدى المصري، فإن «أحدا لم يأت للكشف خلال السنوات الخمس الأخيرة»، وإن \
المستأجرين دفعوا الرسوم كاملة في الربع الأول من السنة الجارية.
ومن المقرر أن تجتمع لجنة التحقيق الخميس المقبل، على أن تسلم تقريرها في غضون ثلاثة أسابيع. ودعا النائب عمر الحايك \
إلى إخلاء المباني المجاورة اعتبارا من اليوم، لأن الأمطار المتوقعة بعد يومين قد تزيد الخطر، فيما طلبت الجمعية \
التعاونية تعويضات للتجار الأربعين الذين فقدوا بضائعهم.
وعلى باب السوق وقف الحارس أبو ناجي يروي لمن يمر كيف سمع الخشب يئن قبل أن يهوي، وكيف ظن أن شاحنة اصطدمت بالجدار \
الشرقي، ثم رأى الغبار يملأ الشارع فركض إلى المخبز المجاور وطلب من العمال أن يبتعدوا عن الواجهة. وقال إن الأعمدة \
التي تحمل القبة الوسطى من الحجر الأبيض، وإن من بناها لم يترك بينها مسافة تتسع للعربات، فاضطر التجار إلى نقل \
البضائع على الأكتاف، وإن المياه كانت تتسرب من المزراب المكسور إلى الجدار الذي تستند إليه البسطات، فيتساقط الطلاء \
على أكياس الحبوب.
ورأت المهندسة لينا عازار، التي عاينت المكان مع زملائها، أن السبب الأرجح هو ثقل الألواح المعدنية التي وضعت فوق \
القرميد بدل إصلاحه، وأن الصدأ أكل المسامير التي تشدها إلى العوارض، فلم تحتمل هبة ريح عادية. ولم تستبعد أن يكون \
جار السوق قد أزال جدارا داخليا من دون ترخيص كي يوسع مستودعه، لكنها شددت على أن الحكم في ذلك للجنة وحدها، وأن \
الصور المتداولة لا تكفي، داعية كل من يملك مخططا أو صورة قديمة إلى تسليمها للبلدية.
وفي المقهى المقابل انقسم الزبائن بين من يلوم المجلس ومن يلوم التجار أنفسهم لأنهم رفضوا الانتقال إلى السوق الجديد \
بحجة بعده عن وسط البلدة وضيق مواقفه. وقالت بائعة الخضار أم رامي إنها لا تريد تعويضا بل سقفا لا يسقط، وسخرت من \
الوعود التي «تكبر كلما صغرت الميزانية»، قبل أن يقاطعها جارها صاحب محل الأقمشة طالبا من الجميع أن يخفضوا أصواتهم \
احتراما للعمال الذين يرفعون الركام. ومنعت الشرطة المارة من الاقتراب، وأقامت حاجزا من الأشرطة على امتداد الرصيف، \
ونقلت ما سلم من الصناديق إلى قاعة المدرسة القريبة في انتظار أصحابها.
"""
SIZES = (1_000, 10_000, 100_000, 1_000_000)
SLOW = {
    "numbers": "3 و4 و5 ",
    "dates": "12 يناير ",
    "years": "2015 ",
    "bounds": "قبل بعد منذ ",
    "parts of the day": "مساء ",
    "number words": "ثلاثة وعشرين مئة ",
    "brackets": "(((",
    "long word": "ا",
    "digits": "1",
}


def cut(text: str, size: int) -> str:
    """So much of `text` (repeated) as makes about `size` bytes of UTF-8."""
    whole = text.encode()
    whole *= size // len(whole) + 1
    return whole[:size].decode(errors="ignore")


def measure(text: str) -> tuple[float, int]:
    """CPU seconds of the best of three runs, and how many times were found."""
    best, found = float("inf"), 0
    for _ in range(3):
        began = time.process_time()
        found = len(times.find(text, "2016-02-01", language="ar"))
        best = min(best, time.process_time() - began)
    return best, found


def main(paths: list[str]) -> None:
    text = ARTICLE
    if paths:
        with open(paths[0], encoding="utf-8") as lines:
            text = "\n".join(json.loads(line)["text"] for line in lines)
    times.find("اليوم", "2016-02-01", language="ar")  # the data files are read once
    print(f"{'text':20}{'bytes':>12}{'times':>9}{'seconds':>10}{'MB/s':>8}")
    for size in SIZES:
        piece = cut(text, size)
        seconds, found = measure(piece)
        print(f"{'news':20}{len(piece.encode()):12}{found:9}{seconds:10.4f}{len(piece.encode()) / 1e6 / seconds:8.2f}")
    for name, unit in SLOW.items():
        for size in SIZES[1:3]:
            piece = cut(unit, size)
            seconds, found = measure(piece)
            print(
                f"{name:20}{len(piece.encode()):12}{found:9}{seconds:10.4f}{len(piece.encode()) / 1e6 / seconds:8.2f}"
            )


if __name__ == "__main__":
    main(sys.argv[1:])
