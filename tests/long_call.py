"""Long calls of a fictional company, for tests about many passages: every paragraph says something else."""

from pathlib import Path

_PEOPLE = [("Ada Finch", "Chief Financial Officer"), ("Milo Grange", "Chief Executive Officer")]
_SUBJECTS = ["margin", "growth", "freight", "inventory", "capital spending", "pricing", "headcount", "orders"]


def long_call(paragraphs: int, ticker: str = "VALO", year: int = 2025, quarter: int = 1) -> str:
    """The file's text, in the statementdog layout, each paragraph long enough to be a passage of its own."""
    lines = [f"谷嶺物流 ({ticker}) {year} Q{quarter} 法說會逐字稿", "", "完整原文", ""]
    for n in range(paragraphs):
        if n % 20 == 0:
            name, title = _PEOPLE[n // 20 % 2]
            lines += [f"  • {name} - {title}", "", f"    {name} - {title}", ""]
        subject, region = _SUBJECTS[n % len(_SUBJECTS)], n % 13
        text = (
            f"In region {region} the {subject} of warehouse {n} moved by {n % 37} percent against plan {n + 1000}. "
            f"We shipped {3 * n + 7} parcels from dock {n % 11} and expect {n + 2} more of them in the season after next, "
            f"with {subject} still the point that our teams in district {n * 7 % 101} look at every week."
        )
        lines += [f"  • {text}", "", f"    第 {n} 號倉庫的計劃變動為百分之 {n % 37},我們出貨 {3 * n + 7} 件包裹。", ""]
    return "\n".join(lines)


def write_long_call(path: Path, paragraphs: int, **options: object) -> Path:
    path.write_text(long_call(paragraphs, **options), encoding="utf-8")  # type: ignore[arg-type]
    return path
