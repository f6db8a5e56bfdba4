"""What stands in a journal stays text in every file that is made of it."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import nbformat
import pytest
from markdown_it import MarkdownIt
from support.golden import hostile

from hotseat.review.export import visible
from hotseat.review.export.formats import FORMATS, export
from hotseat.review.export.page_moments import LONGEST_OPEN, _printed

TRAP = "http://trap.example"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    root = tmp_path_factory.mktemp("sessions")
    name = hostile(root, TRAP)
    return {form: export(root, name, form) for form in FORMATS}


class Page(HTMLParser):
    """The elements of a page with their attributes, and whether they close as they open."""

    EMPTY = frozenset({"meta", "link", "img", "br", "rect"})

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.text: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        if tag not in self.EMPTY:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def test_the_page_has_no_element_or_attribute_that_could_run_or_load_anything(made: dict[str, str]) -> None:
    page = Page(made["html"])
    assert page.open == []
    tags = {tag for tag, _ in page.found}
    assert not tags & {"script", "iframe", "object", "embed", "base", "form", "video", "audio", "foreignobject", "use"}
    assert len([tag for tag in (t for t, _ in page.found) if tag == "style"]) == 1
    for tag, attributes in page.found:
        assert not [name for name in attributes if name.startswith("on") or name in ("style", "srcset", "srcdoc")], tag
        if tag == "a":
            assert (attributes["href"] or "").startswith("#")
        if tag == "img":
            assert (attributes["src"] or "").startswith("data:image/png;base64,")
    assert "alert(1)" in "".join(page.text), "it is all there, as text"


def test_the_policy_forbids_scripts_and_loads_and_comes_first(made: dict[str, str]) -> None:
    page = Page(made["html"])
    metas = [attributes for tag, attributes in page.found if tag == "meta"]
    policy = next(m["content"] for m in metas if m.get("http-equiv") == "Content-Security-Policy") or ""
    assert "default-src 'none'" in policy and "script-src 'none'" in policy and "unsafe" not in policy
    assert made["html"].index("Content-Security-Policy") < made["html"].index("<style>")


def test_every_link_in_the_page_leads_somewhere_in_it_and_no_name_is_given_twice(made: dict[str, str]) -> None:
    page = Page(made["html"])
    names = [a["id"] for _, a in page.found if "id" in a]
    assert len(names) == len(set(names))
    assert {(a["href"] or "")[1:] for tag, a in page.found if tag == "a"} <= set(names)


def test_no_sign_that_hides_or_turns_text_is_left_in_any_form(made: dict[str, str]) -> None:
    for form, text in made.items():
        plain = text.replace("\\u001b", "\x1b") if form == "json" else text
        assert not re.search(
            "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2060\u2066-\u2069\ufeff\ud800-\udfff]", plain
        ), form


def test_the_only_escapes_of_a_recording_are_colours_of_our_own(made: dict[str, str]) -> None:
    for line in made["cast"].splitlines()[1:]:
        _at, kind, text = json.loads(line)
        assert kind == "o"
        assert "\x1b" not in re.sub(r"\x1b\[[0-9;]*m", "", text)
        assert not re.search("[\x00-\x09\x0b\x0c\x0e-\x1a\x1c-\x1f\x7f-\x9f]", text)


def test_markdown_makes_no_html_no_link_and_no_picture(made: dict[str, str]) -> None:
    notebook = json.loads(made["ipynb"])
    nbformat.validate(notebook)  # type: ignore[no-untyped-call]
    texts = [c["source"] for c in notebook["cells"] if c["cell_type"] == "markdown"]
    for cell in notebook["cells"]:
        texts += [o["data"]["text/markdown"] for o in cell.get("outputs", ()) if "text/markdown" in o.get("data", {})]
    for text in (made["md"], *texts):
        shown = MarkdownIt("commonmark", {"html": True}).render(text)
        for sign in ("<script", "<img", "<iframe", "<style", "<a href"):
            assert sign not in shown, text


@pytest.mark.parametrize(
    ("source", "seen"),
    [
        ("a\u200bb", "a\ufffdb"),
        ("ad\u200dmin", "ad\ufffdmin"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("👩\u200d🔬", "👩\u200d🔬"),
        ("a\u202eb\x1b[31mc", "a\ufffdbc"),
        ("plain", "plain"),
    ],
)
def test_joiners_stay_where_a_script_needs_them_and_show_where_they_hide(source: str, seen: str) -> None:
    assert visible.text(source) == seen


def test_the_same_session_gives_the_same_files(tmp_path: Path) -> None:
    name = hostile(tmp_path)
    for form in FORMATS:
        assert export(tmp_path, name, form) == export(tmp_path, name, form)


def test_the_lines_of_a_long_output_are_counted_as_they_are_seen() -> None:
    long = "x" * (LONGEST_OPEN + 1)
    for text, many in ((f"{long}\n", "1 line"), (long, "1 line"), (f"{long}\ny\n", "2 lines")):
        assert f"What it printed, {many}<" in _printed(text)
