"""Compile the polling and cancellation of long-running jobs, and replay the sample responses as a call would."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any, TypeVar

from msgspec import structs

from inferwire_codegen.compile import samples
from inferwire_codegen.compile.context import sample_responses
from inferwire_codegen.compile.headers import check_headers
from inferwire_codegen.compile.job_paths import JobPaths
from inferwire_codegen.ir import Code, Poll
from inferwire_codegen.spec.language import LONGEST_PAUSE
from inferwire_codegen.spec.merge import Setting
from inferwire_runtime.jobs import status_text
from inferwire_runtime.jsontypes import is_list

if TYPE_CHECKING:
    from collections.abc import Iterable

    from inferwire_codegen.compile.context import Context
    from inferwire_codegen.ir import Interface, ProviderTask
    from inferwire_codegen.spec.language import PollSpec
    from inferwire_codegen.spec.merge import Settings

T = TypeVar("T")
COUNTER = re.compile(r"[A-Za-z_][\w-]*", re.ASCII)
DOMAIN = re.compile(r"([a-z0-9-]+\.)+[a-z]{2,}")


class JobCompiler:
    """Compiles the ``poll`` setting of a mapping.

    Attributes:
        responses: The sample responses before the result: first to the submission, then to each poll.
        results: The JSON of the result samples.
        failures: The JSON of sample responses about failed jobs.
    """

    def __init__(self, context: Context, settings: Settings, poll: Setting) -> None:
        self.context = context
        self.poll = poll
        self.spec: PollSpec = poll.value
        self.done, self.failed = _statuses(self.spec.done), _statuses(self.spec.failed)
        self.paths = JobPaths(context, poll, settings["base_url"].value if "base_url" in settings else "")
        self.failures = [samples.with_job(sample) for sample in self.spec.failures]
        self.responses = [samples.with_job(sample) for sample in self.spec.samples]
        self.results = [samples.data_of(samples.with_job(sample)) for sample in sample_responses(settings)]

    def compile(self) -> Poll | None:
        """Return the compiled ``poll``, recording any problems."""
        context, poll, spec = self.context, self.poll, self.spec
        self._check()
        data = [*self.responses, *self.results]
        reason = None
        if spec.reason is not None:
            reason = context.response_code(spec.reason, "event", poll, ("reason",), self.failures)
        check_headers(self._part(spec.headers, "headers"), context.provider, context.problems, of="polls")
        compiled = Poll(
            status_url_code=self._status_url(),
            status_code=context.response_code(spec.status, "event", poll, ("status",), [*data, *self.failures]),
            reason_code=reason,
            result_code=self._result(),
            cancel_code=self._cancel(),
            cancel_method=spec.cancel.method if spec.cancel is not None else "",
            done=self.done,
            failed=self.failed,
            interval=spec.every,
            allowed_host=spec.domain,
            poll_count_parameter=spec.counter,
            body_code=self.paths.body(self.responses[:1]),
            headers=tuple((name.lower(), value) for name, value in spec.headers.items()),
        )
        if context.is_clean and self.responses:
            self._follow(compiled)
            self._check_failures(compiled)
        return compiled

    def _part(self, value: Any, *path: str) -> Setting:
        """Return a part of the setting as a setting of its own."""
        return Setting(value=value, source=self.poll.source, path=(*self.poll.path, *path))

    def _check(self) -> None:
        """Report keys that are invalid or that conflict with each other."""
        context, poll, spec = self.context, self.poll, self.spec
        if (spec.url is None) == (spec.path is None) or (spec.path is None) != (spec.job is None):
            context.add(poll.key_place(), "'poll' needs either 'path' and 'job', or 'url'; write one of the two")
        if not spec.samples:
            text = "the response to the submission is missing; add it, shortened"
            context.add(poll.place("samples"), text)
        for name, statuses in (("done", self.done), ("failed", self.failed)):
            value = getattr(spec, name)
            for at, status in enumerate(value) if is_list(value) else (((), value),):
                path = (name, at) if isinstance(at, int) else (name,)
                if isinstance(status, str) and status.startswith("="):
                    text = f"'{status}' is a status as the provider writes it, and no expression; remove the '='"
                    context.add(poll.place(*path), text)
                elif status in ("True", "False", "TRUE", "FALSE"):
                    text = f"'{status}' is a string in YAML, and no boolean; write {str(status).lower()}"
                    context.add(poll.place(*path), text)
            if len(set(statuses)) < len(statuses):
                context.add(poll.place(name), f"'{name}' lists a status twice; keep one of the two")
            if "" in statuses or (name == "done" and not statuses):
                context.add(poll.place(name), f"'{name}' must list non-empty statuses; write those of the provider")
        if not 0 < spec.every <= LONGEST_PAUSE:
            text = f"'every' must be a number of seconds up to {LONGEST_PAUSE}; write one"
            context.add(poll.place("every"), text)
        if spec.counter is not None and not COUNTER.fullmatch(spec.counter):
            text = f"'{spec.counter}' is not a valid query parameter; write letters and digits"
            context.add(poll.place("counter"), text)
        if both := sorted(set(self.done) & set(self.failed)):
            context.add(poll.place("failed"), f"'{both[0]}' is also in 'done'; keep one of the two")
        for name in ("body", "headers"):
            if spec.domain is not None and poll.source.has_key(*poll.path, name):
                text = f"a job at another host is polled by a plain GET, so '{name}' has no effect; remove it"
                context.add(poll.key_place(name), text)

    def _status_url(self) -> Code:
        """Compile the URL to poll."""
        context, poll, spec = self.context, self.poll, self.spec
        if spec.domain is not None:
            if not DOMAIN.fullmatch(spec.domain):
                context.add(poll.place("domain"), f"'{spec.domain}' is not a valid domain; write one like example.com")
            if spec.url is None:
                context.add(poll.key_place("domain"), "'domain' needs 'url'; add it, or remove 'domain'")
                return Code("None")
            return context.response_code(spec.url, "event", poll, ("url",), self.responses)
        if spec.url is not None:
            return self.paths.url(spec.url, ("url",), self.responses)
        if spec.path is None or spec.job is None:
            return Code("None")
        before = len(context.problems.found)
        code = self.paths.path(spec.path, ("path",), self.responses, requires_job=True)
        if len(context.problems.found) == before and not self.paths.names_job(spec.path):
            text = f"'{spec.path}' has no '{{job}}' in it; write a path with one, or a 'body' with =job"
            context.add(poll.place("path"), text)
        return code

    def _result(self) -> Code | None:
        """Compile the URL or path of the result, if the last response does not contain it."""
        result, data = self.spec.result, self.responses
        if result is None:
            return None
        if result.startswith("="):
            return self.paths.url(result, ("result",), data)
        if result.startswith("/"):
            return self.paths.path(result, ("result",), data, takes_fields=True)
        text = f"'{result}' is neither an expression nor a path"
        remedy = "write =<field>, where the first or last response has a URL, or a path such as /files/{job}"
        self.context.add(self.poll.place("result"), f"{text}; {remedy}")
        return None

    def _cancel(self) -> Code | None:
        """Compile the URL or path that cancels a job, if the provider supports cancellation."""
        cancel = self.spec.cancel
        if cancel is None:
            return None
        if (cancel.url is None) == (cancel.path is None):
            self.context.add(
                self.poll.key_place("cancel"), "'cancel' needs either 'path' or 'url'; write one of the two"
            )
            return None
        if cancel.path is not None:
            if "{job}" not in cancel.path and not re.search(r"\{(?!model\})", cancel.path):
                text = f"'{cancel.path}' names no job; write {{job}} where its ID belongs"
                self.context.add(self.poll.place("cancel", "path"), text)
            return self.paths.path(cancel.path, ("cancel", "path"), self.responses[:1], takes_fields=True)
        assert cancel.url is not None
        if not cancel.url.startswith("="):
            text = (
                f"'{cancel.url}' is not an expression; write =<field>, where the response to the submission has a URL"
            )
            self.context.add(self.poll.place("cancel", "url"), text)
            return None
        return self.paths.url(cancel.url, ("cancel", "url"), self.responses[:1])

    def _is_path_unquoted(self, response: Any) -> bool:
        """Return whether the ID of a job is a path, and goes into one as if it were not."""
        spec = self.spec
        if spec.job is None or spec.job.replace(" ", "").startswith("=path("):
            return False
        code = self.context.response_code(spec.job, "event", self.poll, ("job",), self.responses[:1])
        paths = [spec.path or "", spec.result or "", (spec.cancel.path if spec.cancel else None) or ""]
        return "/" in samples.text(code, response) and any("{job}" in path for path in paths)

    def _check_failures(self, compiled: Poll) -> None:
        """Report samples of failures that a call would not take for one, and a reason that they do not have."""
        context, poll = self.context, self.poll
        for index, failure in enumerate(self.failures):
            if (status := samples.status(compiled.status_code, failure)) not in compiled.failed:
                found = f"the status {status!r}, which is not in 'failed'" if status else "no status"
                context.add(poll.place("failures", index), f"this failure has {found}; fix one of them")

    def _follow(self, compiled: Poll) -> None:
        """Replay the sample responses as a call would."""
        context, poll, responses = self.context, self.poll, self.responses
        status_url = samples.text(compiled.status_url_code, responses[0])
        body = samples.evaluate(compiled.body_code, responses[0])
        if not status_url:
            text = "the response to the submission names no job; fix it, or 'job' or 'url'"
            context.add(poll.place("samples", 0), text)
        elif self._is_path_unquoted(responses[0]):
            text = "the job's ID has a '/', which would be quoted in a path; write =path(x)"
            context.add(poll.place("job"), text)
        elif samples.JOB not in f"{status_url} {body}":
            text = "the response to the submission has no {job}; write it in place of the job's id"
            context.add(poll.place("samples", 0), text)
        result_code = compiled.result_code
        if result_code and not any(samples.text(result_code, each) for each in (responses[0], responses[-1])):
            text = "neither the first nor the last response names the result; fix 'result' or the samples"
            context.add(poll.key_place("result"), text)
        before, last = (responses[:-1], responses[-1:]) if result_code else (responses, self.results)
        for response in before:
            if (status := samples.status(compiled.status_code, response)) in (*compiled.done, *compiled.failed):
                text = f"a job with the status {status!r} is not polled again; remove the samples after it"
                context.add(poll.place("samples"), text)
        for index, response in enumerate(responses[1:], 1):
            if response is not None and not samples.status(compiled.status_code, response):
                text = "this poll has no status, which would be an error; fix it, or write =... || 'running'"
                context.add(poll.place("samples", index), text)
        # A response without a status is a result that came at once; if none has one, no job would ever finish.
        statuses = [samples.status(compiled.status_code, response) for response in last if response is not None]
        wrong = [status for status in statuses if status and status not in compiled.done]
        if wrong or (statuses and not any(statuses)):
            listed = f"'done: [{', '.join(compiled.done)}]'"
            found = (
                f"the status {wrong[0]!r}, which is not in {listed}" if wrong else f"no status, but {listed} needs one"
            )
            text = f"the last sample of the job has {found}; fix one of them"
            context.add(poll.key_place("done" if wrong else "status"), text)


def _shared(rules: Iterable[tuple[str, T | None]]) -> dict[str, T]:
    """Return the first rules of each provider that occur more than once."""
    counts = Counter((provider, each) for provider, each in rules if each is not None)
    shared: dict[str, T] = {}
    for (provider, each), count in counts.items():
        if count > 1:
            shared.setdefault(provider, each)
    return shared


def _statuses(value: Any) -> tuple[str, ...]:
    """Return the statuses of a setting as text, as the runtime compares them."""
    return tuple(status_text(each) for each in (value if is_list(value) else [value]))


def share_rules(items: list[ProviderTask]) -> list[ProviderTask]:
    """Mark rules that several tasks of a provider share; they are generated once, in the provider's package."""
    interfaces = [(item.provider, each) for item in items for each in item.interfaces]
    jobs = _shared((provider, each.poll) for provider, each in interfaces)
    errors = _shared((provider, each.errors) for provider, each in interfaces)

    def mark(item: ProviderTask, interface: Interface) -> Interface:
        poll, own_errors = interface.poll, interface.errors
        return structs.replace(
            interface,
            is_job_shared=poll is not None and poll == jobs.get(item.provider),
            are_errors_shared=own_errors is not None and own_errors == errors.get(item.provider),
        )

    return [structs.replace(item, interfaces=tuple(mark(item, each) for each in item.interfaces)) for item in items]
