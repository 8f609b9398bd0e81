"""Annotated articles as words, and name corpora written as raw text again."""

from __future__ import annotations

import gzip
import hashlib
import json
import random
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from rawi.tagger.labels import FORMS, KINDS, NAME_TYPES, STANCES
from rawi.tagger.words import TOKEN, Words
from training import anercorp

Span = tuple[int, int]
VOWELS = re.compile("[\u064b-\u0652]")
SHOWN = "ًٌٍَُِّّّ"  # the doubled letter oftenest, as the press does


@dataclass(slots=True)
class Attribution:
    """One gold attribution in word numbers, last word included. A discontinuous part is taken as one span."""

    cue: Span
    source: Span | None
    content: Span
    referent: list[Span]
    stance: int
    form: int
    kind: int
    named: int

    def within(self, other: Attribution) -> bool:
        """Whether this one's cue stands in what the other one gives."""
        return other is not self and other.content[0] <= self.cue[0] and self.cue[1] <= other.content[1]


@dataclass(slots=True)
class Article:
    """Words with their annotation. ``corpus``: "" for ours, else the name corpus, which has no attributions."""

    words: list[str]
    gaps: list[str]
    title: int = 0
    attributions: list[Attribution] = field(default_factory=list)
    names: list[tuple[int, int, str]] = field(default_factory=list)
    corpus: str = ""

    def page(self) -> Words:
        """The article as the tagger reads it; its words have no place in a text."""
        return Words.of_words(self.words, self.gaps, [(0, 0)] * len(self.words), self.title)


def read_articles(
    paths: Iterable[Path],
    held: Sequence[str] = (),
    news: Path | None = None,
    part: tuple[int, int] = (1, 1),
    always: Sequence[str] = (),
    named: Path | None = None,
) -> list[Article]:
    """Articles of JSON Lines files in the form of the annotation guidelines, but those whose id begins as in ``held``.

    ``part``: (1, 2) is the first half, by the sha256 of the ids, and with it those whose id begins as in ``always``.
    Rows without a text are offsets into an article of ``news`` or ``named`` (``with_texts``); those that are not there, or have
    another text, are left out.
    """
    rows = [json.loads(line) for path in paths for line in path.open(encoding="utf-8") if line.strip()]
    rows = [row for row in rows if not str(row["id"]).startswith(tuple(held))]
    rows = [row for row in rows if str(row["id"]).startswith(tuple(always)) or in_part(str(row["id"]), part)]
    return [read_article(row) for row in with_texts(rows, news, named)]


def in_part(number: str, part: tuple[int, int]) -> bool:
    """Whether an article belongs to the k-th of n parts."""
    return int(hashlib.sha256(number.encode()).hexdigest()[:8], 16) % part[1] == part[0] - 1


def with_texts(rows: Iterable[dict], news: Path | None, named: Path | None = None) -> list[dict]:
    """The rows, those without a text with that of the article of the same id in ``news`` (ANT, JSON Lines, gzip), or of the
    page of the same id in ``named`` (ANERcorp, see ``training.anercorp``).

    An id there is ``ant-`` and the first eight digits of the sha256 of the article's address. The text is title, newline,
    text, each without white space round it; ``sha256`` of a row is that of this text.
    """
    rows = list(rows)
    wanted = {row["id"] for row in rows if "text" not in row}
    texts: dict[str, str] = {}
    if wanted and news:
        with gzip.open(news, "rt", encoding="utf-8") as lines:
            for article in map(json.loads, lines):
                number = f"ant-{hashlib.sha256(article['url'].encode()).hexdigest()[:8]}"
                if number in wanted:
                    texts[number] = f"{article['title'].strip()}\n{article['text'].strip()}"
    if named:
        texts |= anercorp.texts(named, (number for number in wanted if number.startswith("aner-")))
    out = []
    for row in rows:
        text = row.get("text") or texts.get(row["id"], "")
        if "text" in row or hashlib.sha256(text.encode()).hexdigest() == row["sha256"]:
            out.append({**row, "text": text})
    return out


def read_article(record: dict) -> Article:
    """One article; spans that do not fall on words are left out (none in the files so far)."""
    text = record["text"]
    page = Words.of_text(text, [(0, len(text))], record.get("title_end", 0))
    first = {s: i for i, (s, _) in enumerate(page.spans)}
    last = {e: i for i, (_, e) in enumerate(page.spans)}

    def words(spans: list[list[int]]) -> list[Span]:
        return [(first[s], last[e]) for s, e in spans if s in first and e in last]

    def hull(spans: list[list[int]]) -> Span | None:
        inner = words(spans)
        return (inner[0][0], inner[-1][1]) if inner else None

    article = Article(page.words, page.gaps, page.title)
    for a in sorted(record.get("attributions", []), key=lambda a: a["cue"][0][0]):
        content, cue = hull(a["content"]), words(a["cue"])
        if content and cue:
            article.attributions.append(
                Attribution(
                    cue=cue[0],
                    source=hull(a["source"]),
                    content=content,
                    referent=words(a["referent"]),
                    stance=STANCES.index(a["stance"]),
                    form=FORMS.index(a["form"]),
                    kind=KINDS.index(a["kind"]),
                    named=int(a["named"]),
                )
            )
    article.names = [(*w[0], e["type"]) for e in record.get("entities", []) if (w := words(e["span"]))]
    return article


def read_names(path: Path, corpus: str, rng: random.Random, size: int = 220) -> list[Article]:
    """A corpus of one word and label a line (B-PERS, I-ORG, O...), packed into texts of about ``size`` words.

    Words are joined as raw news writes them: no space before punctuation, the conjunction و onto its word, since the
    corpora are split there and pages are not. Labels of other types count as O.
    """
    out: list[Article] = []
    article = Article([], [], corpus=corpus)
    new, glue = True, False
    for line in path.open(encoding="utf-8"):
        part = line.split()
        if len(part) < 2 or part[0] == "$#$":
            new = True
            if len(article.words) >= size:
                out.append(article)
                article = Article([], [], corpus=corpus)
            continue
        word, tag = part[0], part[1]
        kind = {"PERS": "PER", "GPE": "LOC"}.get(tag[2:], tag[2:])
        glued = glue or (word in "،,.؛:؟!)»" and not new)
        for k, token in enumerate(TOKEN.findall(word)):
            if glue and article.words and article.words[-1] == "و" and k == 0:
                article.words[-1] += token
            else:
                article.words.append(token)
                article.gaps.append("" if k or glued else "\n" if new else " ")
            at = len(article.words) - 1
            if tag[0] == "B" and kind in NAME_TYPES and k == 0:
                article.names.append((at, at, kind))
            elif tag[0] in "BI" and article.names and article.names[-1][2] == kind and article.names[-1][1] >= at - 1:
                article.names[-1] = (article.names[-1][0], at, kind)
        glue, new = word in ("و", "(", "«"), False
    if article.words:
        out.append(article)
    rng.shuffle(out)
    return out


def augment(article: Article, rng: random.Random) -> Article:
    """The same article as another outlet would write it: paragraphs, final stops, marks, commas, letters, vowel signs."""
    words, gaps, drop = list(article.words), list(article.gaps), set()
    marks = rng.choice([None, None, "«»", '""', "“”", "none"]) if rng.random() < 0.6 else None
    lines, stops, commas = rng.random() < 0.45, rng.random() < 0.35, rng.random() < 0.15
    alef, ya, ta = rng.random() < 0.2, rng.random() < 0.12, rng.random() < 0.08
    vowels = rng.choice([None] * 6 + ["some", "none"])
    comma = rng.choice([None, None, None, "space", "latin", "none"])
    inside = False
    for i, word in enumerate(words):
        if word in '"«»“”' and marks:
            opening = word in "«“" or (word == '"' and not inside)
            inside = opening
            if marks != "none":
                words[i] = marks[0 if opening else 1]
            elif rng.random() < 0.5:
                drop.add(i)
        elif word == ".":
            follows = i + 1 < len(words)
            if commas and follows and gaps[i + 1] == " ":  # pages that hardly write a full stop
                words[i] = "،"
                continue
            if follows and lines and gaps[i + 1] == " " and rng.random() < 0.6:
                gaps[i + 1] = "\n"
            if stops and (not follows or gaps[i + 1] == "\n"):
                drop.add(i)
        elif word == "،" and comma:
            if comma == "space":
                gaps[i] = " "
            elif comma == "latin":
                words[i] = ","
            elif rng.random() < 0.3:
                drop.add(i)
        else:
            if alef:
                word = word.translate(str.maketrans("أإآ", "ااا"))
            if ya and word.endswith("ي"):
                word = word[:-1] + "ى"
            if ta and word.endswith("ة"):
                word = word[:-1] + "ه"
            if vowels == "none":
                word = VOWELS.sub("", word) or word
            elif vowels == "some" and rng.random() < 0.2 and len(word) > 2 and word.isalpha():
                at = rng.randrange(2, len(word) + 1)
                word = word[:at] + rng.choice(SHOWN) + word[at:]
            words[i] = word
    for a in article.attributions:  # a colon or a mark that is itself a cue stays
        drop -= set(range(a.cue[0], a.cue[1] + 1))
    return without(replace(article, words=words, gaps=gaps), drop)


def without(article: Article, drop: set[int]) -> Article:
    """The article without the words of these numbers; attributions whose cue or content goes, go too."""
    words, gaps = article.words, list(article.gaps)
    new: dict[int, int] = {}
    for i in range(len(words)):
        if i not in drop:
            new[i] = len(new)
        elif i + 1 < len(words) and gaps[i] and not gaps[i + 1]:
            gaps[i + 1] = gaps[i]

    def move(span: Span | None) -> Span | None:
        inner = [new[i] for i in range(span[0], span[1] + 1) if i in new] if span else []
        return (inner[0], inner[-1]) if inner else None

    out = Article(
        [words[i] for i in new], [gaps[i] for i in new], sum(i < article.title for i in new), corpus=article.corpus
    )
    for a in article.attributions:
        cue, content = move(a.cue), move(a.content)
        if cue and content:
            referent = [m for r in a.referent if (m := move(r))]
            out.attributions.append(replace(a, cue=cue, source=move(a.source), content=content, referent=referent))
    out.names = [(*m, kind) for s, e, kind in article.names if (m := move((s, e)))]
    return out
