"""The language model of the settings: ``[llm]`` in ``config.toml``, overridden by the environment and by options.

Nothing is asked of any network unless a model is named here. The key stands in no setting: it comes from an environment
variable, or from the system's keyring where the ``keyring`` package is installed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from hotseat import harmless
from hotseat.addresses import is_here, is_open_wire
from hotseat.cli.secret import secret_of

if TYPE_CHECKING:
    from hotseat.question_bank.interview_model import Persona
    from hotseat.voices.chat_client import ChatClient
    from hotseat.voices.model_speech import ModelSpeech

KEY_VARIABLE = "HOTSEAT_LLM_KEY"
KEYRING_SERVICE = "hotseat"
LOOK_SECONDS = 3.0
"""How long ``hotseat doctor`` waits for the endpoint."""
_RESERVED = ("model", "messages", "stream", "response_format")
_KNOWN = ("url", "model", "key_env", "options")


@dataclass(frozen=True)
class ModelSettings:
    """A model at an endpoint."""

    url: str
    """The base of an OpenAI-compatible endpoint, such as ``http://localhost:11434/v1``."""
    model: str
    key_env: str = KEY_VARIABLE
    """The environment variable that holds the key."""
    options: Mapping[str, Any] = field(default_factory=dict[str, Any])
    """What goes along with every request, for servers that need it."""

    @property
    def local(self) -> bool:
        """Whether the endpoint is on this machine."""
        return is_here(self.url)

    @property
    def open_wire(self) -> bool:
        """Whether what is said goes over a network that others can read."""
        return is_open_wire(self.url)


WIRE_WARNING = (
    "the language model's address begins with http: and is not on this machine, so others on the way can read what is said. "
    "Use https:, or a model on this machine."
)


def read_model(
    given: object, environment: Mapping[str, str], url: str | None = None, model: str | None = None
) -> tuple[ModelSettings | None, tuple[str, ...]]:
    """The model that is to be used, or None, and what is wrong with its settings, a sentence each.

    ``url`` and ``model`` are the options of the command line; they go before the environment, and that before ``given``, the
    ``[llm]`` table. An empty url turns the model off.
    """
    wrong: list[str] = []
    table: dict[str, Any] = dict(given) if isinstance(given, dict) else {}  # pyright: ignore[reportUnknownArgumentType]
    if given is not None and not isinstance(given, dict):
        wrong.append("llm must be a table: [llm] with url and model.")
    for name in [n for n in table if n not in _KNOWN]:
        wrong.append(f"unknown setting llm.{harmless.line(name, 40)!r}; known: {', '.join(_KNOWN)}.")
    for name, option in (("url", url), ("model", model)):
        chosen = option if option is not None else environment.get(f"HOTSEAT_LLM_{name.upper()}")
        if chosen is not None:
            table[name] = chosen
    if not table.get("url") and not table.get("model"):
        return None, tuple(wrong)
    fault, base = _base(table.get("url"))
    name = table.get("model")
    key_env, options = table.get("key_env", KEY_VARIABLE), table.get("options", {})
    if not fault and (not isinstance(name, str) or not name.strip()):
        fault = "the language model's name is missing; set llm.model, HOTSEAT_LLM_MODEL or --llm-model."
    if not fault and not (isinstance(key_env, str) and key_env.replace("_", "").isalnum()):
        fault = "llm.key_env must be the name of an environment variable, not the key itself."
    if not fault and (not isinstance(options, dict) or any(k in options for k in _RESERVED)):
        fault = f"llm.options must be a table without {', '.join(_RESERVED)}."
    if fault:
        return None, (*wrong, f"{fault} No language model is used.")
    found = ModelSettings(base, harmless.line(str(name).strip(), 100), str(key_env), options)
    if found.open_wire:
        wrong.append(WIRE_WARNING)
    return found, tuple(wrong)


def _base(url: object) -> tuple[str, str]:
    """What is wrong with an address, or an empty text and the base of the endpoint."""
    if not isinstance(url, str) or not url.strip():
        return "the language model's address is missing; set llm.url, HOTSEAT_LLM_URL or --llm-url.", ""
    try:
        parts = urlsplit(url.strip())
        host, _ = parts.hostname, parts.port
    except ValueError:
        return "the language model's address cannot be read.", ""
    if parts.scheme not in ("http", "https") or not host:
        return "the language model's address must begin with http:// or https:// and name a host.", ""
    if "@" in parts.netloc:
        return (
            "the language model's address must hold no user or password; put the key into an environment variable.",
            "",
        )
    if parts.query or parts.fragment or not url.strip().isprintable() or " " in url.strip():
        return "the language model's address must end with its path.", ""
    path = parts.path.rstrip("/").removesuffix("/chat/completions")
    return "", f"{parts.scheme}://{parts.netloc}{path or '/v1'}"


def key_of(settings: ModelSettings) -> str:
    """The key, or an empty text. May ask the system's keyring, which can take a moment; never raises."""
    host = "" if settings.local else urlsplit(settings.url).hostname or ""
    return secret_of(settings.key_env, KEYRING_SERVICE, host)


def make_client(settings: ModelSettings) -> ChatClient:
    """A client for the model."""
    from hotseat.voices.chat_client import ChatClient

    return ChatClient(settings.url, settings.model, key=lambda: key_of(settings), options=settings.options)


def make_speech(settings: ModelSettings | None, persona: Persona) -> ModelSpeech | None:
    """The model's words for an interviewer; None where no model is set."""
    if settings is None:
        return None
    from hotseat.voices.model_speech import ModelSpeech

    return ModelSpeech(make_client(settings), persona)
