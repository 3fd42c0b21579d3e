"""The filters of the next questions: their widgets, and the Scope that they make."""

from collections.abc import Callable, Iterable, Sequence

import streamlit as st

from index.passage import Scope
from index.rows import Held
from ingest.transcript import Role, Section
from ui.labels import role_label, words

_FIELDS = ("companies", "periods", "speakers", "roles", "sections")


def chosen() -> Scope:
    """What is chosen now."""
    return Scope(**{name: tuple(st.session_state.get(_key(name), ())) for name in _FIELDS})


def show(held: Sequence[Held]) -> None:
    """Draw the filters. Options are plain text in these widgets, so names of transcripts may stand there."""
    active = sum(bool(st.session_state.get(_key(name))) for name in _FIELDS)
    with st.expander(f"Filters ({active} active)" if active else "Filters", key="filters"):
        left, right = st.columns(2)
        with left:
            _choice("companies", "Company", _distinct(h.call.company for h in held))
            _choice("speakers", "Speaker", _distinct(p.name for h in held for p in h.participants))
            _choice("sections", "Section", [s.value for s in Section], lambda s: words("en")[s].capitalize())
        with right:
            _choice("periods", "Period", sorted(_distinct(h.call.fiscal_period for h in held), reverse=True))
            _choice("roles", "Role", [r.value for r in Role], lambda r: role_label("en", r).capitalize())


def _choice(name: str, label: str, options: Sequence[str], format_func: Callable[[str], str] = str) -> None:
    st.multiselect(label, options, key=_key(name), format_func=format_func, placeholder="All")


def _distinct(values: Iterable[str | None]) -> list[str]:
    return list(dict.fromkeys(value for value in values if value))


def _key(name: str) -> str:
    return f"filter_{name}"
