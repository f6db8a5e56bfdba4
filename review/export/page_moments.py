"""The moments of a session as rows for the page: talk, code with what it printed, pictures where they stood. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from markupsafe import Markup

from hotseat.counted import counted
from hotseat.kernels import outputs
from hotseat.review.export import prose, visible
from hotseat.review.export.moments import Moment, shown
from hotseat.review.export.pictures import Pictures, Refused
from hotseat.review.export.voice import Voice
from hotseat.review.transcript import stamp
from hotseat.review.words import ENDINGS, VERDICTS

LONGEST_PRINTED = 20_000
"""Characters of one output that the page shows; the journal has the rest."""
LONGEST_OPEN = 1_500
"""Characters of an output up to which it stands open."""
MOST_ROWS = 40
"""Rows of a table that the page shows."""


def moment_rows(found: Sequence[Moment], voice: Voice) -> list[dict[str, Any]]:
    """One row a moment, in order."""
    pictures = Pictures(bare=voice.bare)
    return [_row(m, voice, pictures) for m in found]


def _row(moment: Moment, voice: Voice, pictures: Pictures) -> dict[str, Any]:
    head, tag, body = _told(moment, voice, pictures)
    return {
        "seq": moment.seq,
        "at": stamp(moment.at),
        "duration": f"PT{max(0, int(moment.at))}S",
        "kind": moment.kind,
        "who": moment.who,
        "bookmark": moment.bookmark,
        "head": head,
        "tag": tag,
        "body": body,
    }


def _told(moment: Moment, voice: Voice, pictures: Pictures) -> tuple[str, str, Markup]:
    match moment.kind:
        case "section":
            return moment.text, "", Markup("")
        case "said":
            said = prose.prose(moment.text) if moment.who == "interviewer" else prose.typed(moment.text)
            before = [
                Markup("<details><summary>Before it was amended</summary>{}</details>").format(prose.typed(text))
                for text in moment.earlier[::-1]
            ]
            tag = " · ".join(filter(None, (moment.tag, "amended" if moment.earlier else "")))
            return voice.name(moment.who), tag, Markup("").join([said, *before])
        case "ran" if moment.cell is not None:
            cell = moment.cell
            ending = ENDINGS.get(cell.ending, cell.ending) or "still running"
            count = f"[{cell.count}] " if cell.count is not None else ""
            told = f"{count}{ending}, {cell.seconds:.1f} s" if cell.ending else ending
            parts = [prose.code(cell.code), *(_output(o, pictures) for o in shown(cell))]
            if cell.sentence and cell.ending not in ("finished", "failed"):
                parts.append(Markup("<p>{}</p>").format(visible.line(cell.sentence, 400)))
            return f"Cell {cell.cell + 1}", told, Markup("").join(parts)
        case "handed" if moment.submission is not None:
            code = moment.submission.code
            lines = sum(bool(row.strip()) for row in code.split("\n"))
            folded = Markup("<details><summary>The code</summary>{}</details>").format(prose.code(code))
            told = f"{lines} line{'' if lines == 1 else 's'} of code"
            return f"Submission {moment.submission.submission}", told, folded
        case "judged" if moment.submission is not None:
            verdict = moment.submission.verdict or {}
            word = VERDICTS.get(str(verdict.get("verdict")), "NOT JUDGED")
            head = f"Verdict on submission {moment.submission.submission}: {word}"
            reason = visible.line(str(verdict.get("reason") or ""), 600)
            return head, "", Markup("<p>{}</p>").format(reason) if reason else Markup("")
        case _:
            return "Noted", "", Markup("<p>{}</p>").format(visible.text(moment.text))


def _output(output: outputs.Output, pictures: Pictures) -> Markup:
    match output:
        case outputs.Stream(name=name, text=text):
            return _printed(text, "stderr" if name == "stderr" else "")
        case outputs.Result(text=text):
            return _printed(text)
        case outputs.Table():
            return _table(output)
        case outputs.Picture():
            return _picture(output, pictures)
        case outputs.Markdown(text=text, formula=formula):
            return prose.code(text, "latex") if formula else prose.prose(text)
        case outputs.Failure(name=name, message=message, traceback=traceback):
            head = visible.line(f"{name}: {message}" if message else name, 300)
            shown_below = _cut(traceback or f"{name}: {message}")
            return Markup("<details><summary>{}</summary>{}</details>").format(
                head, prose.printed(shown_below, "failure")
            )
        case outputs.Notice(text=text) | outputs.Kept(text=text):
            return Markup('<p class="quiet">{}</p>').format(visible.text(text))
        case _:
            return Markup("")


def _printed(text: str, kind: str = "") -> Markup:
    if not text.strip():
        return Markup("")
    block = prose.printed(_cut(text), kind)
    if len(text) <= LONGEST_OPEN:
        return block
    many = counted(len(text.removesuffix("\n").split("\n")), "line")
    return Markup("<details><summary>What it printed, {}</summary>{}</details>").format(many, block)


def _cut(text: str) -> str:
    if len(text) <= LONGEST_PRINTED:
        return text
    half = LONGEST_PRINTED // 2
    return f"{text[:half]}\n… {len(text) - LONGEST_PRINTED:,} characters left out …\n{text[-half:]}"


def _picture(output: outputs.Picture, pictures: Pictures) -> Markup:
    checked = pictures.check(output)
    if isinstance(checked, Refused):
        return Markup('<p class="notice">{}</p>').format(checked.told)
    return Markup(
        '<figure><img src="data:{};base64,{}" width="{}" height="{}" alt="{}"><figcaption>{}</figcaption></figure>'
    ).format(checked.mime, checked.data, checked.width, checked.height, checked.told, checked.told)


def _table(table: outputs.Table) -> Markup:
    rows = [row.split("\t") for row in table.body.split("\n")] if table.body else []
    if not rows or not table.head:
        return _printed(table.text)
    cut = len(rows) > MOST_ROWS
    shown_rows = [*rows[: MOST_ROWS // 2], *rows[-MOST_ROWS // 2 :]] if cut else rows
    gap = MOST_ROWS // 2 if cut else table.row_gap
    head = Markup("").join(_cells(row.split("\t"), "th", len(row)) for row in table.head.split("\n"))
    body = Markup("").join(_body(shown_rows, table.index, gap))
    size = ""
    if table.rows is not None and table.columns is not None:
        size = f"{table.what or 'Table'}, {table.rows:,} × {table.columns:,}"
    return Markup(
        '<div class="scroll" tabindex="0"><table><thead>{}</thead><tbody>{}</tbody></table></div><p class="quiet">{}</p>'
    ).format(head, body, visible.line(size))


def _body(rows: Sequence[Sequence[str]], index: int, gap: int | None) -> Iterator[Markup]:
    for n, row in enumerate(rows):
        if n == gap:
            yield Markup("<tr>{}</tr>").format(Markup("").join([Markup("<td>…</td>")] * len(row)))
        yield _cells(row, "td", index)


def _cells(row: Sequence[str], tag: str, index: int) -> Markup:
    kinds = ("th" if n < index else tag for n in range(len(row)))
    made = [Markup("<{}>{}</{}>").format(kind, visible.text(cell), kind) for kind, cell in zip(kinds, row, strict=True)]
    return Markup("<tr>{}</tr>").format(Markup("").join(made))
