from cues import at, cue

from rawi.reading import Entity
from rawi.reading.sources import identify
from rawi.reading.speakers import settle


def referents(text, cues):
    return [text[slice(*c.referent[0])] if c.referent else None for c in cues]


def test_a_source_with_a_name_is_nobody_with_another_name():
    text = "كتبت عضو المجلس رنا القيسي أن المال ضاع. وقال المدير سليم الحمدان إنه لا يعلم. ونفى الحمدان ذلك لاحقا"
    people = [
        Entity(1, "PER", "رنا القيسي", (at(text, "رنا القيسي"),)),
        Entity(2, "PER", "سليم الحمدان", (at(text, "سليم الحمدان"), at(text, "الحمدان", 1))),
    ]
    cues = [
        cue(text, "كتبت", "عضو المجلس رنا القيسي", "المال ضاع"),
        cue(text, "وقال", "المدير سليم الحمدان", "لا يعلم"),
        cue(text, "ونفى", "الحمدان", "ذلك", referent="رنا القيسي"),
    ]
    cues[2] = settle(text, [*cues[:2], _source_at(cues[2], at(text, "الحمدان", 1))], people)[2]
    assert referents(text, cues)[2] == "المدير سليم الحمدان"
    assert identify(text, cues, people)[1] == [1, 2, 2]


def _source_at(c, span):
    from dataclasses import replace

    return replace(c, source=span)


def test_one_of_several_is_not_all_of_them():
    text = "قال النائبان جورج سلوم وهاني الأطرش إن الدولة مسؤولة. وشدد الأطرش على نزع السلاح"
    people = [
        Entity(1, "PER", "جورج سلوم", (at(text, "جورج سلوم"),)),
        Entity(2, "PER", "هاني الأطرش", (at(text, "هاني الأطرش"), at(text, "الأطرش", 1))),
    ]
    both = cue(text, "قال", "النائبان جورج سلوم وهاني الأطرش", "الدولة مسؤولة")
    one = cue(text, "وشدد", "الأطرش", "نزع السلاح", referent="النائبان جورج سلوم وهاني الأطرش")
    settled = settle(text, [both, _source_at(one, at(text, "الأطرش", 1))], people)
    assert referents(text, settled)[1] == "هاني الأطرش"
    sources, numbers = identify(text, settled, people)
    assert numbers == [1, 2]
    assert [s.entity for s in sources] == [None, 2]


def test_a_short_form_is_the_last_source_with_its_head():
    text = "قالت المستشارة سهام قويدر إن العقد معيب. ورد رئيس البلدية نجيب الماطري بأنه سليم. وطالبت المستشارة بفسخه"
    people = [Entity(1, "PER", "نجيب الماطري", (at(text, "نجيب الماطري"),))]
    cues = [
        cue(text, "قالت", "المستشارة سهام قويدر", "العقد معيب"),
        cue(text, "ورد", "رئيس البلدية نجيب الماطري", "سليم"),
        _source_at(cue(text, "وطالبت", None, "بفسخه", referent="رئيس البلدية نجيب الماطري"), at(text, "المستشارة", 1)),
    ]
    assert referents(text, settle(text, cues, people))[2] == "المستشارة سهام قويدر"


def test_what_the_tagger_points_to_stays_where_nothing_speaks_against_it():
    text = "قال المدير التنفيذي يوسف القفاري إن المصنع يعمل. وأضاف الرئيس أن الإنتاج ارتفع"
    cues = [
        cue(text, "قال", "المدير التنفيذي يوسف القفاري", "المصنع يعمل"),
        cue(text, "وأضاف", "الرئيس", "الإنتاج ارتفع", referent="المدير التنفيذي يوسف القفاري"),
    ]
    assert settle(text, cues, [Entity(1, "PER", "يوسف القفاري", (at(text, "يوسف القفاري"),))]) == cues


def test_the_mother_of_somebody_is_not_he():
    text = "قال المحامي هيثم عزام إن الحكم ظالم. وبكت والدة هيثم عزام وقالت إنه بريء"
    him = Entity(1, "PER", "هيثم عزام", (at(text, "هيثم عزام"), at(text, "هيثم عزام", 1)))
    cues = [cue(text, "قال", "المحامي هيثم عزام", "الحكم ظالم"), cue(text, "وقالت", "والدة هيثم عزام", "بريء")]
    sources, numbers = identify(text, settle(text, cues, [him]), [him])
    assert numbers == [1, 2]
    assert sources[1].entity is None


def test_whom_it_was_told_is_no_part_of_the_source():
    text = "وأكد وزيرها لقناة «الضفة» أن وفده لن يعود"
    settled = settle(text, [cue(text, "وأكد", "وزيرها لقناة «الضفة»", "وفده لن يعود")], [])
    assert text[slice(*settled[0].source)] == "وزيرها"
    assert referents(text, settled) == ["وزيرها"]
    report = "ذكر تقرير لوكالة نهج أن السد آمن"
    same = [cue(report, "ذكر", "تقرير لوكالة نهج", "السد آمن", kind="document")]
    assert settle(report, same, []) == same


def test_the_only_noun_after_a_verb_of_accusing_is_the_accused():
    text = "قال الناطق رامي سلوم إن المعبر مفتوح. واتهم الوزارة بنهب المخازن"
    cues = [
        cue(text, "قال", "الناطق رامي سلوم", "المعبر مفتوح"),
        cue(text, "واتهم", "الوزارة", "بنهب المخازن"),
    ]
    accused = settle(text, cues, [])[1]
    assert accused.source is None
    assert text[slice(*accused.content)] == "الوزارة بنهب المخازن"
    assert referents(text, [accused]) == ["الناطق رامي سلوم"]


def test_who_accuses_stays_where_both_nouns_stand():
    text = "واتهم الوزير الشركة بالتلاعب"
    both = settle(text, [cue(text, "واتهم", "الوزير", "الشركة بالتلاعب")], [])[0]
    assert text[slice(*both.source)] == "الوزير"
    pronoun = "التي تتهمها السلطات بالتلاعب"
    alone = settle(pronoun, [cue(pronoun, "تتهمها", "السلطات", "بالتلاعب")], [])[0]
    assert pronoun[slice(*alone.source)] == "السلطات"


def test_two_of_one_given_name_are_two():
    text = "قال محمد العمري إن الماء قليل. فيقول محمد الفواز إن البئر عميقة"
    people = [
        Entity(1, "PER", "محمد العمري", (at(text, "محمد العمري"),)),
        Entity(2, "PER", "محمد الفواز", (at(text, "محمد الفواز"),)),
    ]
    cues = [
        cue(text, "قال", "محمد العمري", "الماء قليل"),
        cue(text, "فيقول", "محمد الفواز", "البئر عميقة", referent="محمد العمري"),
    ]
    assert referents(text, settle(text, cues, people)) == ["محمد العمري", "محمد الفواز"]


def test_a_body_in_a_headline_is_not_its_head():
    text = "البلدية: الجسر مغلق\nوقالت رئيسة البلدية رندة الشامي إن الجسر مغلق"
    people = [Entity(1, "PER", "رندة الشامي", (at(text, "رندة الشامي"),))]
    cues = [
        cue(text, ":", "البلدية", "الجسر مغلق", kind="organisation", referent="رئيسة البلدية رندة الشامي"),
        cue(text, "وقالت", "رئيسة البلدية رندة الشامي", "الجسر مغلق"),
    ]
    settled = settle(text, cues, people)
    assert referents(text, settled) == ["البلدية", "رئيسة البلدية رندة الشامي"]
    assert identify(text, settled, people)[1] == [1, 2]


def test_a_body_called_by_its_kind_is_none_of_another_kind():
    text = "البلدية: الجسر مغلق\nوقال الدفاع المدني إن السقف سقط. وأعلنت الشركة وقف العمل. وقالت بلدية المرجان إن العمل بدأ"
    cues = [
        cue(text, ":", "البلدية", "الجسر مغلق", kind="organisation", referent="الدفاع المدني"),
        cue(text, "وقال", "الدفاع المدني", "السقف سقط", kind="organisation"),
        cue(text, "وأعلنت", "الشركة", "وقف العمل", kind="organisation", referent="الدفاع المدني"),  # may be so called
    ]
    assert referents(text, settle(text, cues, [])) == ["البلدية", "الدفاع المدني", "الدفاع المدني"]
    right = [cue(text, ":", "البلدية", "الجسر مغلق", kind="organisation", referent="بلدية المرجان")]
    assert referents(text, settle(text, right, [])) == ["بلدية المرجان"]


def test_who_speaks_is_none_of_what_is_said():
    text = "ودعا الاتحاد الأندية إلى مراجعة القوائم"
    read = cue(text, "ودعا", "الاتحاد الأندية", "الأندية إلى مراجعة القوائم", referent="الاتحاد الأندية")
    [settled] = settle(text, [read], [])
    assert settled.source == at(text, "الاتحاد")
    assert settled.referent == (at(text, "الاتحاد"),)


def test_a_measure_is_nobody():
    text = "توزع الحصص حسب الحاجة. وفقا للضوابط الخاصة تستحدث فصول. وحسب الوزارة تبدأ غدا"
    cues = [
        cue(text, "حسب", "الحاجة", "توزع الحصص"),
        cue(text, "وفقا", "للضوابط الخاصة", "تستحدث فصول"),
        cue(text, "وحسب", "الوزارة", "تبدأ غدا"),
    ]
    assert [text[slice(*c.source)] for c in settle(text, cues, [])] == ["الوزارة"]


def test_how_somebody_speaks_is_nobody():
    text = "قالت المستشارة سهام قويدر إن الأمر انتهى. وأردفت ساخرة أن الرسالة ضاعت"
    cues = [
        cue(text, "قالت", "المستشارة سهام قويدر", "الأمر انتهى"),
        cue(text, "وأردفت", "ساخرة", "الرسالة ضاعت"),
    ]
    found = settle(text, cues, [])
    assert found[1].source is None
    assert referents(text, found) == ["المستشارة سهام قويدر"] * 2


def test_the_accused_in_the_content_is_not_who_accuses():
    text = "قال الناطق رامي سلوم إن الأمين أكد أن المعبر مفتوح. واتهم الوزارة بنهب المخازن"
    cues = [
        cue(text, "قال", "الناطق رامي سلوم", "الأمين أكد أن المعبر مفتوح"),
        cue(text, "أكد", "الأمين", "المعبر مفتوح"),
        cue(text, "واتهم", "الوزارة", "الوزارة بنهب المخازن"),
    ]
    accused = settle(text, cues, [])[2]
    assert accused.source is None
    assert text[slice(*accused.content)] == "الوزارة بنهب المخازن"
    assert referents(text, [accused]) == ["الناطق رامي سلوم"]  # not the one of whom he tells


def test_what_the_content_begins_with_before_the_cue_does_not_speak():
    text = "قال الناطق رامي سلوم إن المعبر مفتوح. فالحواجز، يقول، أزيلت"
    cues = [
        cue(text, "قال", "الناطق رامي سلوم", "المعبر مفتوح"),
        cue(text, "يقول", "فالحواجز", "فالحواجز، يقول، أزيلت"),
    ]
    found = settle(text, cues, [])
    assert found[1].source is None
    assert referents(text, found) == ["الناطق رامي سلوم"] * 2


def test_whom_a_message_went_to_has_not_said_it():
    text = "ورد بلاغ إلى مركز العمليات بأن حريقا شب. وقال مندوب مركز العمليات إن الحريق شب"
    cues = [
        cue(text, "ورد", "بلاغ إلى مركز العمليات", "حريقا شب", kind="document", referent="مركز العمليات"),
        cue(text, "وقال", "مندوب مركز العمليات", "الحريق شب", referent="مندوب مركز العمليات"),
    ]
    assert [text[slice(*c.referent[0])] for c in settle(text, cues, [])] == [
        "بلاغ إلى مركز العمليات",
        "مندوب مركز العمليات",
    ]
