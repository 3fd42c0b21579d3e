"""Older guidance that is not current: replaced by a newer call's, or for a period reported since."""

import pytest

from answer.compare.superseded import superseded, target_periods
from index.periods import Period
from tests.compare_case import ANALYST, GLOSSARY, kestrelvane, mossgrove, spoken

OLD, NEW = kestrelvane(2), kestrelvane(3)

REPLACED = [
    ("We expect capital expenditure of RMB32 billion for the full year.", "We now expect full-year capital expenditure of RMB36 billion."),
    ("We expect revenue of $1.62 billion for fiscal 2025.", "For fiscal 2025 we are raising our revenue guidance to $1.66 billion."),
    ("Our target for operating margin is 20% in fiscal 2026.", "We aim for an operating margin of 22% in FY2026."),
    ("We expect Brightfen to break even by the end of fiscal year 2027.", "We now expect Brightfen to break even in fiscal year 2026."),
    ("我們預計 2026 財年資本支出為 320 億元。", "我們預計 2026 財年資本支出為 360 億元。"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new"), REPLACED)
def test_newer_guidance_replaces_older(old: str, new: str) -> None:
    older, newer = spoken(OLD, old)[0], spoken(NEW, new)[0]
    for quotes in ([older, newer], [newer, older]):
        (found,) = superseded(quotes, GLOSSARY)
        assert (found.old, found.new) == (older, newer)
        assert found.note == "Kestrelvane Holdings: guidance of FY2025 Q2, superseded by FY2025 Q3."
    (found,) = superseded([older, newer], GLOSSARY, "zh")
    assert found.note == "Kestrelvane Holdings FY2025 Q2 的財測已由 FY2025 Q3 的說法取代。"


def test_guidance_for_a_period_reported_since_is_not_current() -> None:
    for said in ("We expect cloud revenue to grow 14% next quarter.", "For the December quarter we expect cloud revenue growth of 14%."):  # fmt: skip
        older, newer = spoken(OLD, said)[0], spoken(NEW, "Cloud revenue grew 19%.")[0]
        (found,) = superseded([older, newer], GLOSSARY)
        assert (
            found.note == "Kestrelvane Holdings: guidance of FY2025 Q2, for a period that FY2025 Q3 has since reported."
        )


CURRENT = [
    ("We expect capital expenditure of RMB32 billion for fiscal 2026.", "We expect capital expenditure of RMB36 billion for fiscal 2027."),
    ("We expect revenue of RMB32 billion for fiscal 2026.", "We expect capital expenditure of RMB36 billion for fiscal 2026."),
    ("We expect cloud revenue of RMB32 billion for fiscal 2026.", "We expect logistics revenue of RMB36 billion for fiscal 2026."),
    ("We expect capital expenditure of RMB32 billion for fiscal 2026.", "Capital expenditure was RMB36 billion."),
    ("Capital expenditure was RMB32 billion, more than expected.", "We expect capital expenditure of RMB36 billion for fiscal 2026."),
    ("We expect Brightfen to break even by the end of fiscal year 2027.", "We expect Wolfsmead to break even in fiscal year 2026."),
    ("We expect capital expenditure to rise.", "We expect capital expenditure of RMB36 billion for fiscal 2026."),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new"), CURRENT)
def test_other_metrics_businesses_and_periods_leave_guidance_current(old: str, new: str) -> None:
    assert superseded([spoken(OLD, old)[0], spoken(NEW, new)[0]], GLOSSARY) == ()


def test_only_managements_words_of_the_same_company_supersede() -> None:
    text = "We expect capital expenditure of RMB32 billion for fiscal 2026."
    older = spoken(OLD, text)[0]
    assert superseded([older, spoken(NEW, text, speaker=ANALYST)[0]], GLOSSARY) == ()
    assert superseded([older, spoken(mossgrove(3), text)[0]], GLOSSARY) == ()
    assert superseded([older, spoken(OLD, text, turn=5)[0]], GLOSSARY) == ()
    assert len(superseded([older, spoken(NEW, text)[0]], GLOSSARY)) == 1


def test_the_latest_of_several_replaces_each_older_one() -> None:
    text = "We expect capital expenditure of RMB32 billion for fiscal 2026."
    first, second, third = (spoken(kestrelvane(q), text)[0] for q in (1, 2, 3))
    found = superseded([first, third, second], GLOSSARY)
    assert {(s.old.call.fiscal_quarter, s.new.call.fiscal_quarter) for s in found} == {(1, 3), (2, 3)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We expect growth next quarter.", Period(2025, 3)),
        ("For the March quarter we expect growth.", Period(2025, 4)),
        ("For the June quarter of 2025 we expect growth.", Period(2026, 1)),
        ("We expect growth for the full year.", Period(2025, None)),
        ("We expect growth next year.", Period(2026, None)),
        ("In the fourth quarter we expect growth.", Period(2025, 4)),
        ("In the first quarter we expect growth.", Period(2026, 1)),
        ("For FY2027 we expect growth.", Period(2027, None)),
        ("我們預計下一季成長。", Period(2025, 3)),
        ("我們預計全年成長。", Period(2025, None)),
    ],
)
def test_target_periods_are_read_from_where_the_call_stands(text: str, expected: Period) -> None:
    assert target_periods(spoken(OLD, text)[0]) == {expected}


def test_the_full_year_ahead_of_a_fourth_quarter_call_is_the_next() -> None:
    assert target_periods(spoken(kestrelvane(4), "We expect growth for the full year.")[0]) == {Period(2026, None)}
