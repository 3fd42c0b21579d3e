"""A small bilingual call of a fictional company, for tests that need a file and not a long one."""

from pathlib import Path

TURNS = [
    ("Operator", None, [("Welcome to the Emberlark Energy results call for the March quarter 2025.", "歡迎參加燼雀能源 2025 年 3 月季度業績電話會議。")]),
    ("Nadia Frost", "Head of Investor Relations", [("Over to Ada.", "交給 Ada。")]),
    (
        "Ada Finch",
        "Chief Financial Officer",
        [
            (
                "Revenue was RMB4.2 billion, up 12%. The growth was driven by battery storage orders.",
                "營收為人民幣 42 億元,成長 12%。成長主要由電池儲能訂單帶動。",
            ),
            ("Our gross margin fell to 21.5% because of freight costs.", "由於運費,我們的毛利率下降至 21.5%。"),
        ],
    ),
    ("Operator", None, [("Ben Ruddock, Tollgate Partners.", "托門合夥的 Ben Ruddock。")]),
    ("Ben Ruddock", "Analyst", [("What do you expect for storage prices?", "您對儲能價格有何預期?")]),
    ("Ada Finch", "Chief Financial Officer", [("(interpreted) We expect storage prices to stay where they are.", "(翻譯)我們預期儲能價格將維持不變。")]),
]  # fmt: skip


def small_call(ticker: str = "EMBK", year: int = 2025, quarter: int = 4, growth: str = "12%") -> str:
    """The file's text, in the statementdog layout."""
    lines = [
        f"燼雀能源 ({ticker}) {year} Q{quarter} 法說會逐字稿",
        "",
        "完整原文",
        "",
        "使用警語:中文由機器翻譯,僅供參考",
        "",
    ]
    for name, title, paragraphs in TURNS:
        heading = f"{name} - {title}" if title else name
        for original, translation in [(heading, heading), *paragraphs]:
            lines += [f"  • {original.replace('12%', growth)}", "", f"    {translation.replace('12%', growth)}", ""]
    return "\n".join(lines)


def write_small_call(folder: Path, name: str = "embk.txt", **options: object) -> Path:
    path = folder / name
    path.write_text(small_call(**options), encoding="utf-8")  # type: ignore[arg-type]
    return path
