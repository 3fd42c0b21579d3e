"""The glossary: what it finds in either language, and what it refuses to load."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from errors import ConfigError
from index.glossary import KINDS, Glossary

GLOSSARY = Glossary.load()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("adjusted EBITA rose", {"adjusted", "EBITA"}),
        ("adjusted EBITDA rose", {"adjusted", "EBITDA"}),
        ("the adjusted EBITA margin", {"adjusted", "EBITA margin"}),
        ("調整後EBITA利潤率", {"adjusted", "EBITA margin"}),
        ("非GAAP淨利", {"non-GAAP", "net income"}),
        ("Non-GAAP net income", {"non-GAAP", "net income"}),
        ("GAAP net income", {"GAAP", "net income"}),
        ("customer management revenues", {"customer management revenue"}),
        ("客戶管理收入", {"customer management revenue"}),
        ("客户管理收入", {"customer management revenue"}),
        ("营收", {"revenue"}),
        ("自由现金流", {"free cash flow"}),
        ("public cloud", {"public cloud"}),
        ("庫藏股與特別股息", {"buyback", "special dividend"}),
        ("a special  dividend", {"special dividend"}),
        ("monetization rate", {"take rate"}),
        ("變現率", {"take rate"}),
        ("quarter-over-quarter", {"qoq"}),
        ("環比", {"qoq"}),
        ("較去年同期", {"yoy"}),
        ("年增", {"yoy"}),
        ("ex-Nestmart", {"excluding"}),
        ("the CFO's outlook", {"CFO", "guidance"}),
        ("財務長", {"CFO"}),
        ("R&D and S&M", {"R&D", "S&M"}),
        ("每股ADS", {"per ADS"}),
        ("每股", {"per share"}),
        ("salesman", set()),
        ("the marginal case of an AIrline", set()),
        ("", set()),
    ],
)
def test_terms(text: str, expected: set[str]) -> None:
    assert GLOSSARY.terms_in(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Alibaba and JD", {"Alibaba Group", "JD.com"}),
        ("阿里的營收", {"Alibaba Group"}),
        ("腾讯", {"Tencent"}),
        ("台積電與輝達", {"TSMC", "NVIDIA"}),
        ("alibaba", {"Alibaba Group"}),
        ("an apple a day, a meta question", set()),
        ("Apple", {"Apple"}),
        ("2330 的毛利率", {"TSMC"}),
        ("2330 stores", set()),
        ("RMB 2,330", set()),
        ("9988億", set()),
        ("Plumewing", set()),
    ],
)
def test_companies(text: str, expected: set[str]) -> None:
    assert GLOSSARY.companies_in(text) == expected


def test_any_name_gives_all_names() -> None:
    assert (
        GLOSSARY.company_names("BABA") == GLOSSARY.company_names("阿里巴巴") == GLOSSARY.company_names("alibaba group")
    )
    assert GLOSSARY.company_names("Plumewing") == ("Plumewing",)


def test_spellings_and_kinds() -> None:
    assert "CMR" in GLOSSARY.spellings("customer management revenue")
    assert GLOSSARY.spellings("CMR") == GLOSSARY.spellings("customer management revenue")
    assert GLOSSARY.kind("yoy") == "comparison"
    with pytest.raises(KeyError):
        GLOSSARY.kind("plumage")


def test_spans_point_at_the_words() -> None:
    text = "Cloud revenue, adjusted EBITA 利潤率"
    spans = GLOSSARY.spans(text)
    assert [text[t.start : t.end] for t in spans] == ["Cloud", "revenue", "adjusted", "EBITA 利潤率"]
    assert {t.kind for t in spans} <= KINDS


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=60))
def test_no_text_raises_and_folding_keeps_offsets(text: str) -> None:
    assert len(GLOSSARY.folded(text)) == len(text)
    assert all(0 <= t.start < t.end <= len(text) for t in GLOSSARY.spans(text))


@pytest.mark.parametrize(
    ("yaml", "said"),
    [
        ("terms: [{name: a, kind: metrik}]", "unknown kind"),
        ("terms: [{name: a, kind: metric, also: [b]}, {name: B, kind: metric}]", "stands under both"),
        ("terms: [{name: a, kind: metric}, {name: a, kind: metric}]", "twice"),
        ("terms: [{kind: metric}]", "no name"),
        ("terms: [{name: a, kind: metric, also: b}]", "not a list"),
        ("companies: [{name: A, also: [x]}, {name: B, tickers: [X]}]", "stands under both"),
        ("terms: [", "cannot be read"),
        ("- a", "not a mapping"),
    ],
)
def test_a_bad_glossary_is_refused(tmp_path: Path, yaml: str, said: str) -> None:
    path = tmp_path / "glossary.yaml"
    path.write_text(yaml, encoding="utf-8")
    with pytest.raises(ConfigError, match=said) as caught:
        Glossary.load(path)
    assert caught.value.hint


def test_a_missing_glossary_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be read"):
        Glossary.load(tmp_path / "none.yaml")
