"""From attributions to claims: contents, what the page asserts itself, and their order. All texts are made up."""

from __future__ import annotations

from rawi.pages import Block, Page
from rawi.reading import claims
from rawi.reading.reading import Attribution, Claim, Span, Spans, Speaker


class Article:
    """A page with attributions that are named by the words that stand in it."""

    def __init__(self, text: str, title: str = "", furniture: str = "") -> None:
        self.text = "\n".join(part for part in (title, text, furniture) if part)
        self.page = Page(id="0", text=self.text, blocks=tuple(self._blocks(title, text, furniture)))
        self.attributions: list[Attribution] = []

    def _blocks(self, title: str, text: str, furniture: str) -> list[Block]:
        return [
            Block(kind, self._place(words))  # type: ignore[arg-type]
            for kind, words in (("title", title), ("body", text), ("teaser", furniture))
            if words
        ]

    def _place(self, words: str) -> Span:
        start = self.text.index(words)
        return start, start + len(words)

    def _places(self, words: str | list[str]) -> Spans:
        return tuple(self._place(w) for w in ([words] if isinstance(words, str) else words) if w)

    def say(
        self, cue: str, source: str, content: str | list[str], stance: str = "states", outer: int | None = None
    ) -> None:
        self.attributions.append(
            Attribution(
                id=len(self.attributions) + 1,
                cue=self._places(cue),
                source=self._places(source),
                content=self._places(content),
                stance=stance,
                form="indirect",
                kind="person",
                named=False,
                referent=(),
                source_id=None,
                speaker=Speaker("read", 0.9),
                medium=(),
                said=(),
                outer=outer,
                score=0.9,
                unsure=False,
            )
        )

    def claims(self) -> list[tuple[str, list[int]]]:
        """Words of every claim, and the attributions of its chain."""
        return [(c.text, [link.id for link in c.chain if link.id]) for c in self.found()]

    def found(self) -> list[Claim]:
        sentences: list[Span] = []
        for block in self.page.blocks:
            start = block.span[0]
            for sentence in self.text[slice(*block.span)].split(". "):
                sentences.append((start, start + len(sentence)))
                start += len(sentence) + 2
        return claims.find(self.page, sentences, [], [], [], self.attributions)

    def own(self) -> list[str]:
        return [words for words, chain in self.claims() if not chain]


def test_content_is_cut_into_clauses() -> None:
    article = Article("قال الحارس إن الباب كان مغلقا وإن المفتاح ضاع")
    article.say("قال", "الحارس", "الباب كان مغلقا وإن المفتاح ضاع")
    assert article.claims() == [("الباب كان مغلقا", [1]), ("المفتاح ضاع", [1])]


def test_the_page_asserts_what_nobody_says() -> None:
    article = Article("قال الحارس إن الباب كان مغلقا. وأغلقت البلدية الشارع، وتوقفت الحافلات حتى المساء")
    article.say("قال", "الحارس", "الباب كان مغلقا")
    assert article.claims() == [
        ("الباب كان مغلقا", [1]),
        ("وأغلقت البلدية الشارع", []),
        ("وتوقفت الحافلات حتى المساء", []),
    ]


def test_circumstances_of_saying_are_no_claim() -> None:
    article = Article("وفي لقاء مع الصحفيين أمس، قال الحارس إن الباب كان مغلقا")
    article.say("قال", "الحارس", "الباب كان مغلقا")
    assert article.own() == []


def test_words_between_cue_and_content_are_no_claim() -> None:
    article = Article("وكشف دفتر قديم عثر عليه العمال، وقرأته الصحيفة، أن الباب كان مغلقا")
    article.say("وكشف", "دفتر قديم", "الباب كان مغلقا")
    assert article.own() == []


def test_a_clause_before_a_participle_is_the_pages_own() -> None:
    article = Article("وغادر المدير القاعة، مؤكدا أن الباب كان مغلقا")
    article.say("مؤكدا", "", "الباب كان مغلقا")
    assert article.own() == ["وغادر المدير القاعة"]


def test_that_somebody_spoke_is_no_claim() -> None:
    article = Article("ورد المدير على ذلك في تغريدة، واصفا الخبر بأنه قديم")
    article.say("واصفا", "", "الخبر بأنه قديم")
    assert article.own() == []


def test_a_clause_beside_a_saying_one() -> None:
    article = Article("فتح الحارس الباب، وقال إن المفتاح ضاع")
    article.say("وقال", "", "المفتاح ضاع")
    assert article.claims() == [("فتح الحارس الباب", []), ("المفتاح ضاع", [1])]


def test_a_comment_of_the_reporter() -> None:
    article = Article("أعلنت البلدية إغلاق السوق، وهو ما أثار غضب الباعة")
    article.say("أعلنت", "البلدية", "إغلاق السوق")
    assert article.claims() == [("إغلاق السوق", [1]), ("وهو ما أثار غضب الباعة", [])]


def test_denied_and_then_confirmed() -> None:
    article = Article("سافر المدير إلى الخارج ، وهو ما نفته الشركة في البداية ، لكنها أكدته لاحقا")
    article.say("نفته", "الشركة", "سافر المدير إلى الخارج", "denies")
    article.say("أكدته", "", "سافر المدير إلى الخارج", "confirms")
    found = article.found()
    assert [(c.text, c.stance, len(c.chain)) for c in found] == [
        ("سافر المدير إلى الخارج", "states", 1),
        ("سافر المدير إلى الخارج", "denies", 2),
        ("سافر المدير إلى الخارج", "confirms", 2),
    ]


def test_what_is_told_by_somebody_is_not_the_pages_own_too() -> None:
    for cue in ("وفق ما أكدته", "حسب ما ذكرته", "على حد قولها", "كما نقلته"):
        article = Article(f"أغلقت البلدية الجسر القديم، {cue} صحيفة الميناء")
        article.say(cue, "صحيفة الميناء", "أغلقت البلدية الجسر القديم")
        assert article.claims() == [("أغلقت البلدية الجسر القديم", [1])]
    article = Article("أغلقت البلدية الجسر القديم، وهو ما لم تؤكده صحيفة الميناء")
    article.say("لم تؤكده", "صحيفة الميناء", "أغلقت البلدية الجسر القديم", "withholds")
    assert [chain for _, chain in article.claims()] == [[], [1]]


def test_what_an_inner_attribution_leaves() -> None:
    article = Article("قالت اللجنة إنها سمعت شهادة القابلة التي أكدت أن السيارة تأخرت")
    article.say("قالت", "اللجنة", "إنها سمعت شهادة القابلة التي أكدت أن السيارة تأخرت")
    article.say("أكدت", "القابلة", "السيارة تأخرت", outer=1)
    assert article.claims() == [("إنها سمعت شهادة القابلة", [1]), ("السيارة تأخرت", [1, 2])]


def test_a_clause_beside_an_inner_attribution_needs_no_verb_to_be_told() -> None:
    article = Article("قالت اللجنة إن الأنباء عن الغرق غير صحيحة، وإن القابلة أكدت أن السيارة تأخرت")
    article.say("قالت", "اللجنة", "الأنباء عن الغرق غير صحيحة، وإن القابلة أكدت أن السيارة تأخرت")
    article.say("أكدت", "القابلة", "السيارة تأخرت", outer=1)
    assert article.claims() == [("الأنباء عن الغرق غير صحيحة", [1]), ("السيارة تأخرت", [1, 2])]


def test_a_relay_leaves_nothing_to_the_one_who_relays() -> None:
    article = Article("ونقلت القناة عن مسؤول في الميناء، لم يكشف اسمه، قوله إن اللجنة أبلغت")
    article.say("ونقلت", "القناة", "عن مسؤول في الميناء، لم يكشف اسمه، قوله إن اللجنة أبلغت")
    article.say("قوله", "مسؤول في الميناء", "اللجنة أبلغت", outer=1)
    assert article.claims() == [("اللجنة أبلغت", [1, 2])]


def test_an_interrupted_content_is_one_claim() -> None:
    article = Article("كانت الأكياس، كما تقول الوثيقة، مصنوعة في مارس")
    article.say("كما تقول", "الوثيقة", ["كانت الأكياس", "مصنوعة في مارس"])
    assert article.claims() == [("كانت الأكياس … مصنوعة في مارس", [1])]


def test_headlines() -> None:
    assert Article("النص", title="حريق يلتهم سوق الخضار").own() == ["حريق يلتهم سوق الخضار"]
    assert Article("النص", title="مقتل ثلاثة في حريق السوق").own() == ["مقتل ثلاثة في حريق السوق"]
    assert Article("النص", title="السوق التي بناها الجد").own() == []


def test_furniture_and_questions_are_no_claims() -> None:
    article = Article("هل عاد المدير إلى مكتبه؟", furniture="ارتفعت الأسعار في السوق")
    assert article.claims() == []


def test_formulas_stand_outside() -> None:
    assert Article("يذكر أن المصنع أغلق أبوابه قبل عامين").own() == ["المصنع أغلق أبوابه قبل عامين"]
