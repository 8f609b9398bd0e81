"""Invented pages of many layouts. Each line is written with its kind before it; `+` joins runs of one line."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Layout:
    """A page as lines of (kind, words); what it tells; a line of several runs has several entries with `glue`."""

    name: str
    page: str
    facts: dict[str, str | None] = field(default_factory=dict)


P1 = (
    "أعلنت بلدية مرسى الريحان اليوم الثلاثاء أن أعمال توسعة الرصيف الشمالي ستبدأ مطلع الشهر المقبل، وقالت إن المشروع "
    "سيوفر مئتي فرصة عمل لأبناء المدينة والقرى التي حولها."
)
P2 = (
    "وقال رئيس البلدية نديم الصفصاف إن المرحلة الأولى تشمل ردم الحوض القديم وبناء "
    "مستودعين، مشيرا إلى أن الكلفة لن تتجاوز "
    "ثمانية ملايين دينار بحسب الدراسة التي أعدها مكتب هندسي مستقل."
)
P3 = (
    "ونفى مصدر في نقابة الصيادين أن يكون أعضاؤها قد وافقوا على نقل قواربهم إلى المرفأ "
    "الجنوبي، وأضاف أن الرسالة التي وصلت "
    "إليهم لا تذكر أي تعويض عن أشهر التوقف."
)
P4 = (
    "ومن المقرر أن يعقد المجلس البلدي جلسة مفتوحة للأهالي مساء الخميس، على أن تنشر "
    "الخرائط كاملة في مدخل المبنى قبل الجلسة "
    "بيومين على الأقل."
)
# Paragraphs of a page that never writes a full stop.
N1 = P1[:-1]
N2 = P2[:-1]
N3 = P3[:-1]
T = "توسعة رصيف مرسى الريحان تثير خلافا بين البلدية والصيادين"

LAYOUTS = [
    Layout("title and paragraphs", f"title|{T}\nbody|{P1}\nbody|{P2}\nbody|{P3}", {"title": T, "author": None}),
    Layout(
        "menus, breadcrumb, title again, no full stops, biography run in, cut teaser",
        f"""navigation|أخر الأخبار
navigation|الصفحة الأم / أخبار / {T}
title|{T}
body|{N1}
body|{N2}
body|{N3} والمدينة كلها تنتظر+byline|شيرزاد برهومي هو باحث ومعلق في شؤون الموانئ يكتب في اقتصاد المدن الساحلية
teaser|شاهد أيضاً
teaser|كيف خسرت قرى الساحل الغربي آخر أسواقها القديمة
teaser|بدأت القصة قبل عامين حين أغلقت الطريق الوحيدة إلى المدينة، ويقول الأهالي …""",
        {"title": T, "author": "شيرزاد برهومي", "genre": "opinion"},
    ),
    Layout(
        "agency report with dateline, sign-off and footer",
        f"""navigation|وكالة سدر للأنباء
navigation|الرئيسية
navigation|سياسة
navigation|اقتصاد
navigation|رياضة
title|{T}
byline|نشر في: 12 يناير 2021 - 14:30
dateline|مرسى الريحان 12 كانون الثاني (سدر) -+body|{P1}
body|{P2}
body|{P3}
byline|(سدر) ر ح/ م ن
navigation|© 2021 وكالة سدر للأنباء. جميع الحقوق محفوظة""",
        {"title": T, "agency": "سدر", "published": "2021-01-12", "outlet": "وكالة سدر للأنباء"},
    ),
    Layout(
        "known agency in brackets after a known place",
        f"title|{T}\ndateline|الرياض (واس) -+body|{P1}\nbody|{P2}",
        {"agency": "واس"},
    ),
    Layout(
        "place and agencies on a line of their own",
        f"title|{T}\ndateline|بيروت - وكالات\nbody|{P1}\nbody|{P2}\nbody|{P3}",
        {"agency": "وكالات"},
    ),
    Layout(
        "medium after a place, ended by a colon",
        f"title|{T}\ndateline|بيروت – مرايا:+body|{P1}\nbody|{P2}",
        {"title": T, "agency": None},
    ),
    Layout(
        "opener and name, share buttons, tags, comments of readers",
        f"""title|{T}
byline|بقلم: هالة المرعشي
byline|الثلاثاء 2 آذار/مارس 2021
navigation|شارك
navigation|فيسبوك
navigation|واتساب
body|{P1}
body|{P2}
body|{P3}
navigation|الكلمات الدلالية
navigation|مرسى الريحان
navigation|الصيادون
navigation|التعليقات (2)
navigation|أبو سليم
navigation|كلام البلدية لا يقنع أحدا منا والله المستعان
navigation|أضف تعليقا
navigation|لن يتم نشر عنوان بريدك الإلكتروني""",
        {"author": "هالة المرعشي", "published": "2021-03-02"},
    ),
    Layout(
        "see also in the middle of the text, most read after it",
        f"""title|{T}
body|{P1}
teaser|اقرأ أيضا: وزير الأشغال يزور المرفأ الجديد ويعد بطريق
body|{P2}
teaser|اقرأ أيضا
teaser|صيادو الحوض القديم يعتصمون أمام البلدية
body|{P3}
body|{P4}
teaser|الأكثر قراءة
teaser|عاصفة رملية تغلق مطار السهول ليومين
teaser|منتخب الناشئين يفوز في المباراة الأولى
teaser|أسعار السمك ترتفع قبل العيد""",
        {"title": T},
    ),
    Layout(
        "pictures with captions and credits",
        f"""title|{T}
caption|صيادون يصلحون شباكهم في الحوض القديم (أ ف ب)
body|{P1}
body|{P2}
caption|الرصيف الشمالي كما بدا صباح الثلاثاء
caption|تصوير: نزار البيرقدار
body|{P3}""",
        {"title": T, "agency": None},
    ),
    Layout(
        "opinion with section, name under the title, biography with a star, notice",
        f"""navigation|الرئيسية » مقالات الرأي
title|من يملك البحر؟
byline|سامي الدهان
body|{P1}
body|{P2}
body|{P3}
byline|* سامي الدهان كاتب وروائي، صدرت له ثلاث روايات عن البحر
navigation|المقالات المنشورة لا تعبر بالضرورة عن رأي الموقع""",
        {"title": "من يملك البحر؟", "author": "سامي الدهان", "genre": "opinion"},
    ),
    Layout(
        "place and reporter on one line",
        f"title|{T}\nbyline|مرسى الريحان: غادة الزيتوني\nbody|{P1}\nbody|{P2}\nbody|{P3}",
        {"author": "غادة الزيتوني"},
    ),
    Layout(
        "reporter, medium and place run into the first paragraph",
        f"title|{T}\nbyline|خالد المنياوي- المدار- جدة:+body|{P1}\nbody|{P2}\nbody|{P3}",
        {"author": "خالد المنياوي"},
    ),
    Layout(
        "menu on one line, breadcrumb with angle marks, advertisement in the text, newsletter",
        f"""navigation|الرئيسية | سياسة | اقتصاد | رياضة | ثقافة
navigation|الرئيسية > محليات > مرافئ
title|{T}
body|{P1}
navigation|إعلان
body|{P2}
navigation|إعلان
body|{P3}
navigation|اشترك في نشرتنا البريدية ليصلك جديدنا كل صباح
navigation|نستخدم ملفات تعريف الارتباط لتحسين تجربتك في الموقع
navigation|سياسة الخصوصية | اتصل بنا | من نحن""",
        {"title": T},
    ),
    Layout(
        "ticker and list of headlines before the article",
        f"""navigation|شريط الأخبار
teaser|مقتل سائقين في تصادم شاحنتين شرقي السهول
teaser|وزيرة الصحة تفتتح مستشفى الربوة الجديد غدا
teaser|نقابة المعلمين تعلن موعد الإضراب المقبل
navigation|الرئيسية
navigation|سياسة
navigation|رياضة
title|{T}
byline|2021/01/12 - 14:30
body|{P1}
body|{P2}
body|{P3}""",
        {"title": T, "published": "2021-01-12"},
    ),
    Layout(
        "about the author, more articles of his",
        f"""title|رصيف واحد لا يكفي
byline|كتب: مروان الحلواني
body|{P1}
body|{P2}
body|{P4}
byline|عن الكاتب
byline|مروان الحلواني صحافي وباحث في معهد السواحل، يكتب في شؤون النقل
teaser|مقالات أخرى للكاتب
teaser|حين تصير المدينة مرفأ
teaser|الطريق إلى البحر لا تمر من هنا""",
        {"author": "مروان الحلواني", "genre": "opinion"},
    ),
    Layout(
        "interview with questions and subheadings",
        f"""title|نديم الصفصاف: لن نغلق الحوض القديم
byline|حاورته: ليلى الشماع
body|{P1}
body|لماذا الآن؟
body|{P2}
body|الحوض القديم
body|{P3}
body|هل التعويض كاف؟
body|{P4}""",
        {"title": "نديم الصفصاف: لن نغلق الحوض القديم", "author": "ليلى الشماع"},
    ),
    Layout(
        "source line and translator",
        f"title|{T}\nbody|{P1}\nbody|{P2}\nbody|{P3}\nbyline|ترجمة: دانا الخطيب\nbyline|المصدر: رويترز",
        {"agency": "رويترز", "author": None},
    ),
    Layout(
        "last change only, Levantine month",
        f"title|{T}\nbyline|آخر تحديث: 4 تشرين الثاني 2020، الساعة 18:05\nbody|{P1}\nbody|{P2}",
        {"published": "2020-11-04"},
    ),
]
