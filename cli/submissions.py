"""Submissions in large numbers: files, folders and lists of them, each with the question it answers and an id.

Everything is looked through before anything is judged, so that a slip in a list of thousands is told in the first second and
not in the second hour. The files themselves are read one by one, when their turn comes.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, cast

from hotseat import harmless
from hotseat.cli.banks import find
from hotseat.cli.grade import LARGEST_FILE
from hotseat.cli.trouble import say, wrong_use
from hotseat.frozen import frozen
from hotseat.interview import disk

if TYPE_CHECKING:
    from hotseat.question_bank.bank import Bank

LISTS = (".jsonl", ".ndjson", ".csv")
"""The endings of files that list submissions."""
CODE = (".py", ".ipynb")
"""The endings of files that are submissions."""
LONGEST_ID = 300
"""Characters of an id."""
LARGEST_LIST = 2_000_000_000
"""Bytes of one list."""
_NAMED = 5
"""Slips and files that are told one by one."""


@frozen
class Submission:
    """One submission that has been found; its code lies in ``code``, or in a file that is read when its turn comes."""

    question: str
    id: str
    """Unique for the question."""
    file: str = ""
    """As the results name it; empty where the code came in a list."""
    path: Path | None = None
    code: str = ""
    found: bool = False
    """Whether nobody named the file: it was found in a folder, and must then be no link to somebody else's."""


@frozen
class Contents:
    """What a submission holds."""

    digest: str
    """SHA-256 in hexadecimal of the file as it is, or of the code in UTF-8; empty where it could not be read."""
    code: str = ""
    verdict: str = ""
    """``error`` or ``not-judged`` where there is nothing to judge; else empty."""
    fault: str = ""
    """Why, in a sentence."""


def is_many(path: Path) -> bool:
    """Whether a path stands for many submissions: a folder or a list."""
    return path.suffix.lower() in LISTS or path.is_dir()


def collect(bank: Bank, question: str | None, sources: Sequence[Path]) -> list[Submission]:
    """The submissions in files, folders and lists, in that order; exits with 2 where they are not what they should be.

    Without a ``question`` a folder holds a folder for each question, or carries a question's id itself, and a list names them.
    """
    found: list[Submission] = []
    for source in sources:
        if source.suffix.lower() in LISTS and not source.is_dir():
            found += _listed(source, question)
        elif source.is_dir():
            found += _folder(bank, source, question)
        elif question is None:
            wrong_use(
                f"Which question does {harmless.line(str(source))} answer? Say so: hotseat grade ID FILE..., "
                "or give a folder with a folder for each question, or a list."
            )
        elif not source.is_file():
            wrong_use(f"{harmless.line(str(source))} is not a file.")
        else:
            found.append(Submission(question, _id(source.with_suffix("")), str(source), source))
    if not found:
        wrong_use(f"There is no submission in {harmless.line(', '.join(map(str, sources)))}.")
    for asked in {one.question: None for one in found}:
        if find(bank, asked).kind != "code":
            wrong_use(f"{asked} is answered in words. Try: hotseat assess {asked} --answers FILE.jsonl")
    _all_different(found)
    return found


def read(one: Submission) -> Contents:
    """What a submission holds, read now."""
    if one.path is None:
        data = one.code.encode("utf-8", "surrogatepass")
        if len(data) > LARGEST_FILE:
            return Contents(_digest(data), verdict="error", fault=_too_large("The code", LARGEST_FILE))
        return Contents(_digest(data), one.code)
    name = harmless.line(one.path.name, 80)
    notebook = one.path.suffix.lower() == ".ipynb"
    most = LARGEST_FILE
    if notebook:
        from hotseat.question_bank.notebook import LARGEST as LARGEST_NOTEBOOK

        most = LARGEST_NOTEBOOK
    try:
        data = _bytes(one.path, most + 1, one.found)
    except disk.NotRegular:
        return Contents("", verdict="error", fault=f"{name} is a link, or no file; a submission is a file of its own.")
    except (OSError, ValueError) as fault:
        why = getattr(fault, "strerror", None) or "its name cannot be one"
        return Contents("", verdict="not-judged", fault=f"{name} cannot be read: {why}.")
    digest = _digest(data)
    if len(data) > most:
        return Contents("", verdict="error", fault=_too_large(name, most))
    if notebook:
        return _of_notebook(data, digest, name)
    try:
        return Contents(digest, data.decode("utf-8-sig"))
    except UnicodeDecodeError as fault:
        line = data[: fault.start].count(b"\n") + 1
        return Contents(digest, verdict="error", fault=f"{name} is not UTF-8 text (line {line}).")


def _of_notebook(data: bytes, digest: str, name: str) -> Contents:
    from hotseat.question_bank.notebook import LONGEST_CELL, MOST_CELLS, NotANotebook, parse_notebook

    try:
        notebook = parse_notebook(data, name)
    except NotANotebook as fault:
        return Contents(digest, verdict="error", fault=str(fault))
    if len(notebook.cells) >= MOST_CELLS or any(len(cell.source) >= LONGEST_CELL for cell in notebook.cells):
        return Contents(digest, verdict="error", fault=f"{name} is too long a notebook to be read whole.")
    return Contents(digest, notebook.percent())


def _bytes(path: Path, most: int, found: bool) -> bytes:
    # A file that somebody named may be reached by a link; one that was found in a folder may not.
    with os.fdopen(disk.open_regular(path if found else path.resolve(), os.O_RDONLY), "rb") as file:
        return file.read(most)


def _too_large(name: str, most: int) -> str:
    return f"{name} is larger than {most:,} bytes; a submission is one file of code."


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


# --- folders ----------------------------------------------------------------------------------------------------------


def _folder(bank: Bank, root: Path, question: str | None) -> list[Submission]:
    own = question or (root.resolve().name if root.resolve().name in bank.questions else None)
    if own is not None:
        return _below(root, root, own)
    loose = [path for path in _entries(root) if path.suffix.lower() in CODE and not path.is_dir()]
    if loose:
        wrong_use(
            f"Which question does {harmless.line(str(loose[0]))} answer? Say so: hotseat grade ID "
            f"{harmless.line(str(root))}. Without that, a folder holds a folder for each question."
        )
    folders = [path for path in _entries(root) if path.is_dir()]
    for path in folders:
        if path.name not in bank.questions:
            shown = harmless.line(path.name, 60)
            near = bank.nearest(path.name)
            hint = f" Did you mean {near[0]}?" if near else ""
            wrong_use(f"The folder {harmless.line(str(path))} is named after no question: {shown!r} is none.{hint}")
    return [one for path in folders for one in _below(path, path, path.name)]


def _below(folder: Path, root: Path, question: str) -> list[Submission]:
    """The submissions in a folder and the folders in it, by name."""
    found: list[Submission] = []
    left: list[str] = []
    for path in _entries(folder):
        if path.is_dir():
            if path.is_symlink():
                left.append(path.name)
            else:
                found += _below(path, root, question)
        elif path.suffix.lower() in CODE:
            own = _id(path.relative_to(root).with_suffix(""))
            found.append(Submission(question, own, str(path), path, found=True))
        else:
            left.append(path.name)
    if left:
        told = ", ".join(harmless.line(name, 60) for name in left[:_NAMED]) + (", …" if len(left) > _NAMED else "")
        say(f"Left out in {harmless.line(str(folder))}, being no .py or .ipynb: {len(left):,} ({told})")
    return found


def _entries(folder: Path) -> list[Path]:
    """What lies in a folder, by name, without what is hidden or made by Python."""
    try:
        return sorted(path for path in folder.iterdir() if path.name[:1] != "." and path.name != "__pycache__")
    except OSError as fault:
        wrong_use(f"The folder {harmless.line(str(folder))} cannot be read: {fault.strerror}.")


def _id(path: Path) -> str:
    return harmless.line(path.as_posix(), LONGEST_ID)


# --- lists ------------------------------------------------------------------------------------------------------------


def _listed(file: Path, question: str | None) -> list[Submission]:
    name = harmless.line(str(file))
    try:
        with file.open("rb") as opened:
            data = opened.read(LARGEST_LIST + 1)
        text = data.decode("utf-8-sig")
    except OSError as fault:
        wrong_use(f"{name} cannot be read: {fault.strerror}.")
    except UnicodeDecodeError:
        wrong_use(f"{name} is not UTF-8 text. Save it as UTF-8 and try again.")
    if len(data) > LARGEST_LIST:
        wrong_use(f"{name} is larger than {LARGEST_LIST:,} bytes. Give it in parts.")
    rows = _rows_of_csv(text, name) if file.suffix.lower() == ".csv" else _rows_of_json(text)
    found: list[Submission] = []
    slips: list[str] = []
    for number, row in rows:
        one = _row(row, question, file.parent)
        if isinstance(one, str):
            slips.append(f"{name}, line {number}: {one}")
        else:
            found.append(one)
    if slips:
        _slips(slips)
    return found


def _rows_of_json(text: str) -> Iterator[tuple[int, Any]]:
    for number, row in enumerate(text.split("\n"), 1):
        if not row.strip():
            continue
        try:
            yield number, json.loads(row)
        except (ValueError, RecursionError):
            yield number, None


def _rows_of_csv(text: str, name: str) -> Iterator[tuple[int, Any]]:
    csv.field_size_limit(len(text) + 1)  # code that is too long is told of when its turn comes
    reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    try:
        for row in reader:
            if None in row:
                yield reader.line_num, None
                continue
            yield reader.line_num, {key.strip().lower(): value for key, value in row.items() if value}
    except csv.Error as fault:
        wrong_use(f"{name}, line {reader.line_num}: this is no CSV: {fault}.")


def _row(row: Any, question: str | None, beside: Path) -> Submission | str:
    """The submission of a line, or what is wrong with the line."""
    if not isinstance(row, dict):
        return "id, question, and file or code are needed, as an object of JSON or in the columns of a CSV."
    given = cast("dict[str, Any]", row)
    asked, own, file, code = (given.get(name) for name in ("question", "id", "file", "code"))
    if (file is None) == (code is None):
        return "either file or code is needed."
    if not isinstance(file if code is None else code, str) or file == "":
        return f"{'file' if code is None else 'code'} must be a text."
    if question is not None and asked not in (None, question):
        return f"its question is {harmless.line(str(asked), 60)!r}, and {question} was asked for."
    asked = question or asked
    if not isinstance(asked, str):
        return "question is needed: a question's id."
    if own is None and file is not None:
        if not Path(file).name:
            return "file must name a file."
        own = Path(file).with_suffix("").as_posix()
    if isinstance(own, int) and not isinstance(own, bool):
        own = str(own)
    if not isinstance(own, str) or not own or len(own) > LONGEST_ID or own != harmless.line(own, LONGEST_ID):
        return f"id must be a text in one line, of at most {LONGEST_ID} characters."
    if file is None:
        return Submission(asked, own, code=str(code))
    return Submission(asked, own, file, beside / file)


def _all_different(found: Sequence[Submission]) -> None:
    seen: dict[tuple[str, str], Submission] = {}
    slips: list[str] = []
    for one in found:
        first = seen.setdefault((one.question, one.id), one)
        if first is not one:
            where = f": {harmless.line(first.file)} and {harmless.line(one.file)}" if first.file and one.file else ""
            slips.append(f"The id {one.id!r} is there twice for {one.question}{where}.")
    if slips:
        _slips([*slips, "Each submission needs an id of its own, which results are known by."], 1)


def _slips(slips: Sequence[str], after: int = 0) -> NoReturn:
    """Exit with the first slips, how many more there are, and the last ``after`` lines."""
    body, tail = slips[: len(slips) - after], slips[len(slips) - after :]
    more = [f"… and {len(body) - _NAMED:,} more like that."] if len(body) > _NAMED else []
    wrong_use("\n".join([*body[:_NAMED], *more, *tail, "Nothing was judged."]))
