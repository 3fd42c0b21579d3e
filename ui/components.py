"""The page's own components: plain JS and CSS files, mounted in shadow roots. Their JS sets text, never HTML."""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

_FOLDER = Path(__file__).with_name("component")


def mount(name: str, *, key: str, data: Any, **on_trigger: Callable[[Any], None]) -> None:
    """Draw a component. With `open=f`, `f` gets the value that its JS sends with the trigger `open`.

    Callbacks run before the next run of the page. What arrives there is anything that a browser can send.
    Registered on each run, as Streamlit keeps the registry by runtime, not by process.
    """
    component = st.components.v2.component(
        f"callcite.{name}", css=_text("base.css") + _text(f"{name}.css"), js=_text("dom.js") + _text(f"{name}.js")
    )

    def forward(trigger: str, receive: Callable[[Any], None]) -> Callable[[], None]:
        return lambda: receive(st.session_state[key].get(trigger))

    callbacks: dict[str, Any] = {f"on_{trigger}_change": forward(trigger, f) for trigger, f in on_trigger.items()}
    component(key=key, data=data, **callbacks)


def page_style() -> None:
    """The page's layout, from a file of this project: the one place where HTML enters the page."""
    st.html(_FOLDER / "page.css")


@cache
def _text(name: str) -> str:
    return (_FOLDER / name).read_text(encoding="utf-8")
