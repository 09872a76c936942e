"""Exchange an API key for a token that expires: once for all concurrent calls, and again when the token is refused."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from msgspec import UNSET

from inferwire_runtime.errors import RESPONSE_HINT, AuthenticationError, InferwireError, InputError, OutputError
from inferwire_runtime.jsontypes import Json, is_list, is_object
from inferwire_runtime.keys import Key
from inferwire_runtime.models import Request
from inferwire_runtime.uploads import LocalFile

if TYPE_CHECKING:
    from collections.abc import Mapping

    from inferwire_runtime.account import Account
    from inferwire_runtime.models import Context, Response, TokenRules

API_KEY = "api_key"
PLACEHOLDER = re.compile(r"\{(\w+)\}")
DEFAULT_LIFETIME = 600.0  # seconds
MARGIN = 60.0  # seconds before its end in which a token is not used any more
PAUSE = 0.02  # seconds between looks at an exchange that another thread or event loop makes


class TokenSource:
    """Exchanges one key at one provider."""

    __slots__ = ("_accounts", "_api_key", "_place", "_rules", "_title")

    def __init__(self, title: str, rules: TokenRules, api_key: Key, accounts: Account | None) -> None:
        self._title = title
        self._rules = rules
        self._api_key = api_key
        self._accounts = accounts
        texts = (*rules.form.values(), *rules.json.values(), *rules.headers.values())
        own = (found[1] for text in texts for found in PLACEHOLDER.finditer(text) if found[1] != API_KEY)
        self._place = (rules.url, api_key.fingerprint, *(accounts.get(name) for name in own if accounts is not None))

    @property
    def api_key(self) -> Key:
        """The key that is exchanged."""
        return self._api_key

    def current(self, context: Context, key: Key) -> Key:
        """Return the current token, which may have replaced *key*."""
        return context.tokens.find(self._place, context.now()) or key

    async def renew(self, context: Context, refused: Key) -> Key:
        """Return a new token in place of the one that was refused.

        Raises:
            InferwireError: If the exchange fails.
        """
        context.tokens.drop(self._place, refused)
        return await self.key(context)

    async def key(self, context: Context) -> Key:
        """Return a token as a key, from an exchange if there is none that is valid.

        Raises:
            AuthenticationError: If the API key is refused.
            InferwireError: If the exchange fails.
        """
        store, own = context.tokens, object()
        while True:
            if (found := store.find(self._place, context.now())) is not None:
                return found
            try:
                if store.begin(self._place, own):
                    return store.find(self._place, context.now()) or await self._exchange(context)
            finally:
                store.end(self._place, own)
            await context.sleep(PAUSE)

    async def _exchange(self, context: Context) -> Key:
        response = await context.send(self._request())
        data = response.json()
        token = _value_at(data, self._rules.returns)
        if not isinstance(token, str) or not token:
            if (error := response.embedded_error()) is not None:
                raise error
            raise self._unusable(response)
        try:
            key = Key(
                token,
                is_explicit=True,
                is_hugging_face=False,
                header=self._api_key.header_name,
                scheme=self._api_key.scheme,
                parameter=self._api_key.parameter,
            ).from_source(self)
        except InputError:
            raise self._unusable(response) from None
        seconds = _seconds(_value_at(data, self._rules.lasts) if self._rules.lasts else None)
        context.tokens.store(self._place, key, context.now() + seconds - min(MARGIN, seconds / 10))
        return key

    def _unusable(self, response: Response) -> OutputError:
        # An empty body, since the real one may contain a token.
        text = f"the response of {response.server} to the exchange of the API key has no token; {RESPONSE_HINT}"
        return OutputError(text, status=response.status, body="")

    def _request(self) -> Request:
        rules = self._rules
        content = None
        if rules.form:
            data = urlencode(self._filled(rules.form)).encode()
            content = LocalFile(data=data, media_type="application/x-www-form-urlencoded")
        return Request(
            method="POST",
            url=rules.url,
            headers=self._filled(rules.headers),
            json=self._filled(rules.json) if rules.json else UNSET,
            content=content,
            key=self._api_key.with_scheme("", ""),  # hidden in errors, and sent only where the rules name it
            server=f"{self._title} (token)",
            is_lookup=True,
        )

    def _filled(self, fields: Mapping[str, str]) -> dict[str, str]:
        return {name: PLACEHOLDER.sub(self._value, text) for name, text in fields.items()}

    def _value(self, found: re.Match[str]) -> str:
        if found[1] == API_KEY:
            return self._api_key.reveal()
        return found[0] if self._accounts is None else self._accounts.get(found[1])

    def __repr__(self) -> str:
        return f"TokenSource({self._title})"


async def with_token(context: Context, title: str, rules: TokenRules, key: Key, accounts: Account | None) -> Key:
    """Return the token that a key is exchanged for.

    Raises:
        AuthenticationError: If the key is refused.
        InferwireError: If the exchange fails.
    """
    try:
        return await TokenSource(title, rules, key, accounts).key(context)
    except AuthenticationError:
        raise
    except InferwireError as error:
        if error.status in (400, 401, 403):  # how servers of tokens refuse a key
            raise AuthenticationError(
                f"{title} refused to exchange the API key for a token: {error.message}",
                status=error.status,
                server_message=getattr(error, "server_message", None),
            ) from error
        raise


def _value_at(data: Json, path: tuple[str | int, ...]) -> Json:
    for step in path:
        if is_object(data):
            data = data.get(str(step))
        elif is_list(data) and isinstance(step, int) and -len(data) <= step < len(data):
            data = data[step]
        else:
            return None
    return data


def _seconds(value: Any) -> float:
    """Return a lifetime in seconds, which some servers write as a string."""
    try:
        seconds = float(value)
    except (TypeError, ValueError):
        return DEFAULT_LIFETIME
    return seconds if 0 < seconds < 1e9 and not isinstance(value, bool) else DEFAULT_LIFETIME
