from __future__ import annotations

from pathlib import Path

import pytest

from . import words

# One sentence for each pattern of the table, which only this pattern refuses.
REFUSED = {
    "answer": "The server answered with an error.",
    "reply": "Parse the reply.",
    "Give": "Give the decoded body.",
    "gives": "A call gives a list.",
    "is given": "The key is given by the caller.",
    "told": "The caller is told about it.",
    "says": "The header says so.",
    "asks": "The client asks for the model.",
    "question": "A job takes a few questions.",
    "an order": "Submit an order for a job.",
    "way": "Choose the way of a call.",
    "picture": "Download the picture.",
    "the sound": "Play the sound of a file.",
    "token of Hugging Face": "Pass a token of Hugging Face.",
    "whom": "It depends on whom the key belongs to.",
    "who serves": "Find out, who serves the model.",
    "a text": "The name is a text.",
    "a number from 1": "Pass a number from 1.",
    "mend": "Mend the call.",
    "stands": "The name stands in the file.",
    "lies": "The file lies in the folder.",
    "is none": "A URL that is none.",
    "what is no": "Refuse what is no URL.",
    "stream left": "Close a stream left early.",
    "collector": "The collector closes it.",
    "kept connection": "Use a kept connection.",
    "anew": "Connect anew.",
    "beside": "Put the file beside the module.",
    "likewise": "Copies share it likewise.",
    "of them": "Those of them that fail.",
    "of ours": "A pool of ours.",
    "heeds": "It heeds the header.",
    "reckoned": "The size is reckoned first.",
    "spoils": "A fault spoils the response.",
    "tapes": "Play the tapes.",
}
PLAIN = """\
Return the response, or None if the server closed the connection.
Question answering: the same way, either way, one of them and all of them, in order of size.
Give up after five attempts. It stands for a model. The lists are laid out by ruff.
Raise `InputError` if the value given is not a valid URL. The garbage collector closes abandoned streams.
The order of keys is kept. Text in any language; text fields; a text prompt. No seconds are left. An ordered list.
A request under way; no way to cancel it; a question mark. If there is none, raise a builtin `TimeoutError`.
"""


def found(path: str, text: str) -> list[str]:
    if path.endswith(".md"):
        return [finding.word for finding in words.check_markdown(path, text)]
    return [finding.word for finding in words.check_python(path, text)]


@pytest.mark.parametrize("sentence", REFUSED.values(), ids=REFUSED.keys())
def test_a_retired_word_is_refused_in_prose(sentence: str) -> None:
    assert len(found("docs/page.md", sentence)) == 1
    assert len(found("runtime/module.py", f"# {sentence}")) == 1
    assert len(found("runtime/module.py", f'message = f"{{size}}: {sentence}"')) == 1


def test_every_pattern_refuses_a_sentence() -> None:
    sentences = list(REFUSED.values())
    assert [pattern.pattern for pattern, _ in words.PATTERNS if not any(map(pattern.search, sentences))] == []


@pytest.mark.parametrize("sentence", PLAIN.splitlines())
def test_plain_english_is_not_refused(sentence: str) -> None:
    assert found("docs/page.md", sentence) == []


def test_a_finding_names_its_place_and_its_remedy() -> None:
    (finding,) = words.check_python("runtime/module.py", '"""Module.\n\nIt is\ntold.\n"""\n')
    assert str(finding).startswith("runtime/module.py:4: 'told' is retired; use 'report")


def test_words_over_a_line_end_are_found_where_they_begin() -> None:
    assert [finding.line for finding in words.check_markdown("docs/page.md", "One\nis a URL that is\nnone.")] == [2]


@pytest.mark.parametrize(
    ("code", "word"),
    [
        ("def answer_of(x): ...", "answer"),
        ("class JobReply: ...", "reply"),
        ("def f(question): ...", "question"),
        ("asked = 1", "asked"),
        ("self.told = 1", "told"),
        ("from a import b as medium", "medium"),
        ("class Way: ...", "Way"),
        ("class T:\n    repeat_orders: bool = False", "repeat_orders"),
        ("def segment(text): ...", "segment"),
        ("def f():\n    with g() as reply: ...", "reply"),
    ],
)
def test_a_retired_word_is_refused_in_a_name_that_is_defined(code: str, word: str) -> None:
    assert found("runtime/module.py", code) == [word]


def test_names_of_others_are_not_refused() -> None:
    assert found("runtime/module.py", "segment = home = 1") == []
    assert found("runtime/module.py", "import answer\nposition = file.tell()\nhttpx.Limits(wire=1)") == []


def test_strings_that_are_data_are_not_refused() -> None:
    assert found("runtime/module.py", """key, body = "answer", '{"answer": "told you"}'""") == []


def test_fields_of_question_answering_keep_their_names() -> None:
    code = 'class QuestionAnsweringOutput:\n    answer: str\n    """The answer to the question."""\n'
    assert found("generated/module.py", code) == []
    assert found("generated/module.py", code.replace("QuestionAnswering", "Translation")) == [
        "answer",
        "answer",
        "question",
    ]


@pytest.mark.parametrize(
    "opener", ["Returns the body.", "The body.", "Whether it is closed.", "What is sent.", "return it."]
)
def test_a_docstring_opens_with_an_imperative(opener: str) -> None:
    code = f'def f():\n    """{opener}"""\n'
    assert found("runtime/module.py", code) == ["(opener)"]
    assert found("runtime/module.py", code.replace(opener, "Return the body.")) == []


@pytest.mark.parametrize("decorator", ["property", "functools.cached_property"])
def test_the_docstring_of_a_property_is_a_noun(decorator: str) -> None:
    code = f'class C:\n    """A class."""\n\n    @{decorator}\n    def f(self):\n        """Whether it is closed."""\n'
    assert found("runtime/module.py", code) == []


def test_code_on_a_page_is_checked() -> None:
    page = "Text.\n\n```python\nanswer = client.f()  # told\n```\n\n```json\n{'answer': 'told'}\n```\n\nPass `http=`."
    assert sorted(words.check_markdown("docs/page.md", page)) == [
        words.Finding("docs/page.md", 4, "answer", "'answer' in the name 'answer' is retired; use 'response'"),
        words.Finding("docs/page.md", 4, "told", "'told' is retired; use 'report, show, describe or name'"),
        words.Finding("docs/page.md", 11, "http=", "'http=' is retired; use 'transport='"),
    ]


def test_what_a_template_prints_is_checked_and_its_jinja_is_not() -> None:
    text = "{% if answer is none %}\nParse the reply.\n{% endif %}{{ told }}"
    assert [(finding.line, finding.word) for finding in words.check_template("codegen/a.jinja", text)] == [(2, "reply")]


def test_every_exemption_has_a_reason_and_a_file() -> None:
    paths = [path.relative_to(words.ROOT).as_posix() for path in words.files([words.ROOT / name for name in words.ALL])]
    for exemption in words.EXEMPT:
        assert exemption.reason
        assert [path for path in paths if words.fnmatch(path, exemption.files)], exemption


def test_the_command_reports_and_counts(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(words, "ROOT", tmp_path)
    page = tmp_path / "docs" / "page.md"
    page.parent.mkdir()
    page.write_text("It is told.", encoding="utf-8")
    assert words.main([]) == 1
    assert capsys.readouterr().out == "docs/page.md:1: 'told' is retired; use 'report, show, describe or name'\n"
    assert words.main(["--count"]) == 1
    assert "     1  docs\n" in capsys.readouterr().out
    page.write_text("It is reported.", encoding="utf-8")
    assert words.main([str(page)]) == 0
