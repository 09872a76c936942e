"""Suggestions for unknown arguments: similar names, names that other clients use, and what to pass instead."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

OTHER_NAMES: dict[str, tuple[str, ...]] = {  # of older versions and other clients; the first that a call has is meant
    "default_headers": ("headers",),
    "http": ("transport",),
    "key": ("api_key",),
    "max_connections": ("limits",),
    "pool_limits": ("limits",),
    "proxies": ("proxy",),
    "proxy_url": ("proxy",),
    "num_retries": ("retry",),
    "organization": ("bill_to",),
    "request_timeout": ("timeout",),
    "retries": ("retry",),
    "api_base": ("base_url",),
    "endpoint": ("base_url",),
    "endpoint_url": ("base_url",),
    "url": ("base_url",),
    "base_url": ("model",),
    "model_id": ("model",),
    "hf_token": ("token",),
    "access_token": ("token",),
    "cfg_scale": ("guidance_scale",),
    "guidance": ("guidance_scale",),
    "image_size": ("target_size",),
    "inference_steps": ("num_inference_steps",),
    "label": ("candidate_labels",),
    "labels": ("candidate_labels",),
    "max_completion_tokens": ("max_tokens", "max_new_tokens"),
    "max_length": ("max_new_tokens", "max_tokens"),
    "max_new_tokens": ("max_tokens",),
    "max_output_tokens": ("max_tokens", "max_new_tokens"),
    "max_tokens": ("max_new_tokens",),
    "multi_class": ("multi_label",),
    "num_steps": ("num_inference_steps",),
    "random_seed": ("seed",),
    "steps": ("num_inference_steps",),
    "stop_sequences": ("stop",),
    "stop_words": ("stop",),
    "source_lang": ("src_lang",),
    "target_lang": ("tgt_lang",),
    "top_logprob": ("top_logprobs",),
    "topk": ("top_k",),
    "topp": ("top_p",),
}
BODY_FIELDS = frozenset(  # of OpenAI's API, which few other providers know
    {
        "audio",
        "encoding_format",
        "function_call",
        "functions",
        "include_reasoning",
        "metadata",
        "min_p",
        "modalities",
        "parallel_tool_calls",
        "prediction",
        "prompt_cache_key",
        "reasoning",
        "reasoning_effort",
        "safety_identifier",
        "service_tier",
        "store",
        "thinking",
        "user",
        "verbosity",
        "web_search_options",
    }
)
CLIENT_ONLY = {"http": "transport", "transport": "transport", "http_client": "http_client", "base_url": "base_url"}
NEVER_MEANT = frozenset({"token"})  # close to the names of many parameters, and never right for them


def suggest_argument(name: str, parameters: Iterable[str], options: Iterable[str]) -> str:
    """Return the end of an error message about an unknown argument of a call.

    Args:
        name: Name of the unknown argument.
        parameters: Names of the task's own parameters, which are suggested first.
        options: Names of the options that every call accepts.
    """
    own, known = set(parameters), set(options)
    for other in OTHER_NAMES.get(name.lower(), ()):
        if other in own or other in known:
            return f"; did you mean {other!r}?"
    if name in BODY_FIELDS and name not in own:
        return f"; pass it in extra_body={{{name!r}: ...}}"
    if name in CLIENT_ONLY:
        return f"; pass {CLIENT_ONLY[name]}= to the client"
    if name in ("query", "query_params", "params"):
        return "; pass it in extra_query={...}"
    for names, cutoff in ((own, 0.7), (known - NEVER_MEANT, 0.7), (own | (known - NEVER_MEANT), 0.6)):
        if close := get_close_matches(name, sorted(names), n=1, cutoff=cutoff):
            return f"; did you mean {close[0]!r}?"
    return "; pass unknown parameters in extra_parameters= or extra_body="


def suggest_client_option(name: str, options: Iterable[str]) -> str:
    """Return the end of an error message about an unknown argument of a client."""
    known = sorted(options)
    for other in OTHER_NAMES.get(name.lower(), ()):
        if other in known:
            return f"; did you mean {other!r}?"
    if name in ("extra_body", "extra_parameters", "on_progress", "retry_on_error"):
        return f"; pass it to a call, or to with_options({name}=...)"
    close = get_close_matches(name, known, n=1)
    return f"; did you mean {close[0]!r}?" if close else f"; known are {', '.join(known)}"
