"""Text from outside, shown as it stands: Streamlit reads most strings as Markdown, `st.text` none."""

from typing import Literal

import streamlit as st

from errors import CallciteError


def say(text: str) -> None:
    st.text(text, width="stretch")


def notice(key: str, *lines: str, kind: Literal["warn", "info"] = "info") -> None:
    """A marked-off message; `key` is unique on the page."""
    with st.container(key=f"{kind}-{key}", gap="xxsmall"):
        for line in lines:
            say(line)


def failure(key: str, error: CallciteError) -> None:
    """What went wrong and what to do about it; never a traceback."""
    notice(key, error.message, error.hint, kind="warn")
