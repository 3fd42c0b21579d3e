"""The chat page: compose once, hand over to ui/. Run with `streamlit run app.py`."""

from urllib.parse import urlsplit

import streamlit as st

from answer.llm import OPENAI_URL
from compose import SAMPLES, make_asker, open_configured
from errors import CallciteError
from settings import Settings, load_settings
from ui import page
from ui.services import Services
from ui.verbatim import failure


@st.cache_resource(show_spinner="Opening the library…", hash_funcs={Settings: hash})
def services(settings: Settings) -> Services:
    """Everything the page works with, made once for all sessions. Raises CallciteError."""
    opened = open_configured(settings)
    _ = opened.searcher, opened.builder  # loaded here, one session waiting for the other, and not by the first question
    configured = settings.model_configured
    return Services(
        opened=opened,
        asker=make_asker(settings, opened),
        model=settings.model if configured else None,
        model_host=urlsplit(settings.openai_base_url or OPENAI_URL).hostname if configured else None,
        samples=tuple(sorted(SAMPLES.glob("*.txt"))),
    )


st.set_page_config(page_title="callcite", layout="wide")
try:
    made = services(load_settings())
except CallciteError as error:
    failure("start", error)
else:
    page.show(made)
