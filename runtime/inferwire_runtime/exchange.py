"""Send a request: encode it, follow redirects, limit size and time, and send the key to its own origin only."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from io import BytesIO
from typing import TYPE_CHECKING

from msgspec import UNSET

from inferwire_http.addresses import is_private, origin_of
from inferwire_http.deadline import Deadline
from inferwire_http.exceptions import PrivateAddressError
from inferwire_http.redirects import RedirectError, headers_for_other_origin, redirect_target
from inferwire_http.urls import urlsplit
from inferwire_runtime import __version__
from inferwire_runtime.bodies import Body, encode_form, encode_json
from inferwire_runtime.charsets import is_text, to_utf8
from inferwire_runtime.curl import curl_command
from inferwire_runtime.error_messages import response_context
from inferwire_runtime.errors import HubError, InputError, OutputError, ProviderError, publish
from inferwire_runtime.keys import Secret, without_parameter
from inferwire_runtime.models import ENDPOINT, HUB_SERVER, Request, Response
from inferwire_runtime.urls import add_query

if TYPE_CHECKING:
    from collections.abc import Callable

    from inferwire_http.models import Response as HttpResponse
    from inferwire_http.models import Transport
    from inferwire_runtime.policy import Timeout

USER_AGENT = f"inferwire/{__version__} python/{sys.version_info.major}.{sys.version_info.minor}"
DOWNLOAD_LIMIT = 2 * 1024**3  # bytes
RESPONSE_LIMIT = 256 * 1024**2  # bytes, decompressed
PRIVATE_REMEDY = "pass output_type='url' to get the URL, or allow_private_urls=True if it is in your own network"
ERROR_LIMIT = 1024**2  # bytes; enough for an error message, the rest is not read


class PreparedRequest:
    """A request that is ready to be sent. The body is encoded, but the key has not been added.

    The repr does not show the key. `to_curl`, `to_python`, `to_openai` and `to_javascript` return programs that
    send the same request.

    Attributes:
        request: The request before encoding.
        method: HTTP method.
        url: Absolute URL.
        headers: Request headers with lower-case names, without the key.
        content: Request body, produced while it is sent; `body` returns the whole body.
        origin: Scheme, host and port of the URL; the key is sent to this origin only.
        public_only: Whether private addresses must not be reached.
    """

    __slots__ = ("_key", "content", "headers", "method", "origin", "public_only", "request", "url")

    def __init__(
        self,
        request: Request,
        extra_headers: Mapping[str, str],
        emulator_url: str | None = None,
        *,
        allows_private: bool = False,
    ) -> None:
        self.request = request
        self.public_only = request.public_only and emulator_url is None and not allows_private
        self.method = request.method
        self._key = request.key
        self.headers = {"accept": "*/*", "user-agent": USER_AGENT} | {
            name.lower(): text for name, text in request.headers.items()
        }
        self.content: Body | None = None
        if request.json is not UNSET:
            self.content = encode_json(request.json)
            self.headers["content-type"] = "application/json"
        elif request.content is not None:
            self.content = Body(request.content)
            self.headers["content-type"] = request.content.media_type
        elif request.form is not None:
            self.content, self.headers["content-type"] = encode_form(request.form)
        self.headers |= {name.lower(): text for name, text in extra_headers.items()}
        if self.headers["user-agent"] != USER_AGENT:
            self.headers["user-agent"] += f" {USER_AGENT}"  # the caller's name first, then ours
        if request.key is not None:
            self.headers.pop(request.key.header_name, None)
        self.url = request.url if emulator_url is None else to_emulator(request.url, emulator_url)
        self.origin = origin_of(self.url)

    @property
    def body(self) -> bytes | None:
        """The whole body, including the content of files, which are read from disk; None if there is no body."""
        return None if self.content is None else self.content.to_bytes()

    def headers_for(self, url: str) -> dict[str, str]:
        """Return the headers to send to ``url``. Only requests to the original origin include the key."""
        if url is not self.url and origin_of(url) != self.origin:
            return headers_for_other_origin(self.headers)
        if self._key is None or self._key.parameter or not self._key.header_name:
            return self.headers
        name, value = self._key.header()
        return {**self.headers, name: value}

    def url_for(self, url: str) -> str:
        """Return the URL to request, with the key if its query carries it, and only for the original origin."""
        if self._key is None or not self._key.parameter or origin_of(url) != self.origin:
            return url
        return Secret(add_query(url, {self._key.parameter: self._key.reveal()}))

    @property
    def url_with_key(self) -> str:
        """The URL with a stand-in for the key, if its query carries it."""
        return (
            self.url
            if self._key is None or not self._key.parameter
            else add_query(self.url, {self._key.parameter: "key"})
        )

    def to_curl(self) -> str:
        """Return a ``curl`` command line for this request. It reads the key from the variable ``API_KEY``.

        The command reads media files from disk. Media in memory must be piped into it.
        """
        request = self.request
        return curl_command(
            method=self.method,
            url=self.url_with_key,
            headers=self.headers,
            key=None if request.key is None or request.key.parameter else request.key,
            json=request.json,
            content=request.content,
            form=request.form,
        )

    def to_python(self) -> str:
        """Return a Python program that sends this request with httpx. It reads the key from the environment."""
        from inferwire_runtime.snippets import to_python  # only for this

        return to_python(self)

    def to_openai(self) -> str:
        """Return a Python program that sends this request with openai. It reads the key from the environment.

        Raises:
            InputError: If OpenAI's interface has no such request.
        """
        from inferwire_runtime.snippets import to_openai  # only for this

        return to_openai(self)

    def to_javascript(self) -> str:
        """Return a JavaScript module that sends this request with fetch. It reads the key from the environment."""
        from inferwire_runtime.snippets import to_javascript  # only for this

        return to_javascript(self)

    def __repr__(self) -> str:
        size = f", {self.content.size} bytes" if self.content is not None else ""
        return f"PreparedRequest({self.method} {self.url.split('?')[0]}{size})"


publish(PreparedRequest)


def to_emulator(url: str, emulator_url: str) -> str:
    """Convert a URL to the emulator's URL for it: the host becomes the first segment of the path."""
    if url.startswith(f"{emulator_url}/"):
        return url
    parts = urlsplit(url)
    query = f"?{parts.query}" if parts.query else ""
    return f"{emulator_url}/{parts.netloc}{parts.path}{query}"


async def open_response(
    transport: Transport, prepared: PreparedRequest, timeout: Timeout, remaining: Callable[[], float]
) -> tuple[HttpResponse, str]:
    """Send a request and follow redirects. Return the response once its headers have arrived, and its final URL.

    Args:
        transport: Transport that sends the request.
        prepared: Encoded request; its key is added for its own origin only.
        timeout: Time limits to connect and between reads.
        remaining: Returns the seconds until the call's deadline; raises once it has passed.

    Raises:
        TransportError: If the request fails.
        InputError: If the URL has an invalid host or port.
        ProviderError: If a redirect must not be followed.
    """
    from inferwire_http.models import Request as HttpRequest  # loads with the first request

    url, hops = prepared.url, 0
    while True:
        deadline = Deadline(connect=timeout.connect, read=timeout.read, total=remaining())
        try:
            http_request = HttpRequest(
                method=prepared.method,
                url=prepared.url_for(url),
                headers=list(prepared.headers_for(url).items()),
                body=prepared.content,
                deadline=deadline,
                is_idempotent=prepared.request.is_idempotent,
                public_only=prepared.public_only,
            )
        except (ValueError, KeyError) as exc:  # an invalid host or port
            raise InputError(f"the request to {prepared.request.server} cannot be sent: {exc}; check the URL") from None
        if prepared.public_only and is_private(http_request.host):
            raise PrivateAddressError(http_request.host)
        response = await transport.handle_request(http_request)
        del http_request  # its headers hold the key
        try:
            target = _next_url(prepared, response, url, hops)
        except ProviderError:
            await response.aclose()
            raise
        if target is None:
            return response, url
        await response.aclose()
        url, hops = target, hops + 1


def _next_url(prepared: PreparedRequest, response: HttpResponse, url: str, hops: int) -> str | None:
    """Return the URL to which a response redirects; None if it is not a redirect.

    Raises:
        ProviderError: If the redirect must not be followed.
    """
    key = prepared.request.key
    try:
        target = redirect_target(
            response.status,
            response.headers,
            method=prepared.method,
            url=url,
            origin=prepared.origin,
            hops=hops,
            allows_private=not prepared.public_only,
        )
        # The server may repeat the whole query; the key is added again, for its own origin only.
        return (
            target if target is None or key is None or not key.parameter else without_parameter(target, key.parameter)
        )
    except RedirectError as exc:
        remedy = f"; {PRIVATE_REMEDY}" if exc.reason == "private" else ""
        context = response_context(response.status, response.headers, None)
        raise ProviderError(f"{prepared.request.server} {exc}{remedy}", **context) from None


async def read_response(
    response: HttpResponse, prepared: PreparedRequest, url: str, check_deadline: Callable[[], object]
) -> Response:
    """Read the whole body of a response.

    Args:
        response: Response whose headers have arrived.
        prepared: Request that was sent; determines the size limit and the server in error messages.
        url: Final URL, after redirects.
        check_deadline: Raises once the call's deadline has passed.

    Raises:
        ProviderError: If the status is 300 or more.
        HubError: If the status is 300 or more, and the response is from the Hub.
        OutputError: If the body is too large.
    """
    server, status, headers = prepared.request.server, response.status, response.headers
    is_error = status >= 300
    is_endpoint = prepared.request.provider == ENDPOINT
    is_file = prepared.request.is_download and "content-encoding" not in headers
    limit = ERROR_LIMIT if is_error else DOWNLOAD_LIMIT if is_file else RESPONSE_LIMIT
    buffer = BytesIO()  # grows without a second copy, which would block the event loop for large bodies
    try:
        while (chunk := await response.read_chunk()) is not None:
            buffer.write(chunk)
            if buffer.tell() > limit:
                if is_error:
                    break
                raise OutputError(
                    f"{server} sent more than {limit // 1024**2} MiB, and the rest was not read; request less",
                    status=status,
                )
            if response.deadline.has_passed:  # a body that drips must not outlive the call
                check_deadline()
    finally:
        await response.aclose()
    body = buffer.getvalue()
    content_type = headers.get("content-type", "").lower()
    if (is_text(content_type) or is_error) and not prepared.request.is_download:
        body = to_utf8(body, content_type)
    if is_error:
        error = HubError if server == HUB_SERVER else ProviderError
        if response.proxy is not None and "json" not in content_type:  # perhaps its own page
            server = f"{server} or the proxy {response.proxy.address} ({response.proxy.variable})"
        from inferwire_runtime.error_responses import error_from_response  # only once something has failed

        rules, target = prepared.request.errors, prepared.request.url
        raise error_from_response(
            server, status, headers, body, error, is_endpoint=is_endpoint, rules=rules, url=target
        )
    if prepared.request.errors is not None:
        from inferwire_runtime.error_responses import check_for_error  # only for providers with their own rules

        check_for_error(server, status, headers, body, prepared.request.errors)
    return Response(status=status, headers=headers, body=body, url=url, server=server, is_endpoint=is_endpoint)
