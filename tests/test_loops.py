"""answer/loops.py: models that repeat themselves."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answer.loops import LoopWatch

SENTENCE = "Larkspur's adjusted gross margin was 31% in the quarter [4].\n"
ZH = "拉克燈飾經調整毛利率為 31% [4]。\n"


@pytest.mark.parametrize(
    "loop",
    [
        SENTENCE,
        ZH,
        "2031年1月",
        "and so on ",
        '{"text": "Orders rose.", "cites": [3]}, ',
        " \n",
        ", ".join(map(str, range(1, 60))) + ", ",
        ",\n        ".join(map(str, range(1, 60))) + ",",
    ],
)
def test_a_loop_is_seen_early_whatever_came_before(loop: str) -> None:
    for before in ("", SENTENCE + ZH):
        watch, text = LoopWatch(), loop * 200
        assert not watch.feed(before)
        at = next(i for i, character in enumerate(text) if watch.feed(character))
        assert at < max(450, 4 * len(loop))


@pytest.mark.parametrize(
    "text",
    [
        SENTENCE + ZH + SENTENCE.replace("31", "32") + SENTENCE.replace("31", "33") + SENTENCE.replace("31", "34"),
        "".join(f"Sales in region {n} were ${n} million, up {n}% year over year [{n}].\n" for n in range(1, 40)),
        "".join(f"第{n}項業務營收為 {n} 億元 [{n}]。\n" for n in range(1, 40)),
        "It rose, by division: 3, 4, 5, 6, 7, 8, 9, 10, 11, 12 and 13 percent [3, 4, 5, 6, 7, 8, 9, 10, 11, 12].",
        "-" * 300 + "=" * 300,
        '{"text": "A rose.", "cites": [\n            1,\n            2,\n            3\n        ]}' + "\n" * 100,
    ],
)
def test_answers_are_no_loops(text: str) -> None:
    assert not LoopWatch().feed(text)


@given(st.text(alphabet="ab 1,營\n", max_size=30), st.integers(1, 60), st.data())
def test_pieces_make_no_difference(unit: str, times: int, data: st.DataObject) -> None:
    text = SENTENCE + unit * times
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=6)))
    watch = LoopWatch()
    pieces = any(watch.feed(text[a:b]) for a, b in zip([0, *cuts], [*cuts, len(text)], strict=True))
    assert pieces == LoopWatch().feed(text)
