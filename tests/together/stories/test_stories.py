"""Pages about one event are one story."""

import pytest

from rawi.together import stories

from ..made_readings import Said, reading

FLOOD = (
    "فيضان نهر السرو يغمر حقول وادي السرو ويقطع الطريق إلى مرسى القصب",
    "مياه نهر السرو غمرت الحقول وقطعت طريق مرسى القصب",
)
CUP = (
    "فريق الواحة يفوز بكأس المدارس بعد مباراة طويلة في ملعب تل الزعرور",
    "كأس المدارس لفريق الواحة في ملعب تل الزعرور",
)


def pages(days=("2023-05-01", "2023-05-02", "2023-05-01", "2023-05-02")):
    texts = [FLOOD[0], FLOOD[1], CUP[0], CUP[1]]
    return [
        reading(str(n), Said(t), published=day, title=t) for n, (t, day) in enumerate(zip(texts, days, strict=True))
    ]


def test_pages_of_one_event_are_one_story_and_of_two_are_two():
    found = stories.find(pages())
    assert sorted(story.pages for story in found) == [("0", "1"), ("2", "3")]
    assert {(story.first, story.last) for story in found} == {("2023-05-01", "2023-05-02")}
    assert found[0].title in FLOOD + CUP


def test_the_same_words_months_later_are_another_story():
    found = stories.find(pages(("2023-05-01", "2023-08-02", "2023-05-01", "2023-05-02")))
    assert sorted(story.pages for story in found) == [("0",), ("1",), ("2", "3")]


@pytest.mark.parametrize("order", [[3, 2, 1, 0], [1, 3, 0, 2]])
def test_the_order_of_pages_does_not_matter(order):
    every = pages()
    found = stories.find([every[n] for n in order])
    assert {frozenset(story.pages) for story in found} == {frozenset("01"), frozenset("23")}


def test_nothing_is_nothing_and_one_is_one():
    assert stories.find([]) == []
    (one,) = stories.find(pages()[:1])
    assert one.pages == ("0",)


def test_a_common_figure_brings_pages_nearer_and_other_figures_do_not():
    def nearness(one, other):
        every = [reading("0", Said(one)), reading("1", Said(other))]
        vectors = stories.stories._vectors(every)
        return stories.stories._nearness(vectors, [None, None]).get((1, 0), 0.0)

    alike = nearness("انهيار سقف المدرسة وإصابة 37 تلميذا", "تلاميذ المدرسة وعددهم 37 نقلوا")
    unlike = nearness("انهيار سقف المدرسة وإصابة 37 تلميذا", "تلاميذ المدرسة وعددهم 52 نقلوا")
    assert alike > unlike > 0
