"""Drawings for the page, as SVG of our own making; each says in words what it shows. Pure.

No text stands in a drawing: names and figures are the page's own, so that they stay readable however narrow it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from markupsafe import Markup

from hotseat.review.charts import SectionTime
from hotseat.review.export.moments import Moment
from hotseat.review.words import VERDICTS

_WIDE, _HIGH = 1000, 60


def bar(share: float | None, word: str) -> Markup:
    """A score as a bar; an empty one where nothing was seen."""
    full = Markup("")
    if share is not None:
        full = Markup('<rect class="full" width="{:.1f}" height="10"/>').format(min(max(share, 0.0), 1.0) * 100)
    return Markup(
        '<svg class="bar {}" viewBox="0 0 100 10" preserveAspectRatio="none" role="img" aria-label="{}">'
        '<rect class="track" width="100" height="10"/>{}</svg>'
    ).format(word.replace(" ", "-"), word, full)


def time_bar(time: SectionTime, most: float, told: str) -> Markup:
    """How long a section took as a bar, with a mark where its budget ends; ``most`` seconds fill the width."""
    scale = 100 / max(most, 1.0)
    within = min(time.spent, time.planned) * scale
    over = max(time.spent - time.planned, 0.0) * scale
    mark = min(time.planned * scale, 99.4)
    return Markup(
        '<svg class="bar time" viewBox="0 0 100 10" preserveAspectRatio="none" role="img" aria-label="{}">'
        '<rect class="track" width="100" height="10"/><rect class="full" width="{:.1f}" height="10"/>'
        '<rect class="over" x="{:.1f}" width="{:.1f}" height="10"/>'
        '<rect class="mark" x="{:.1f}" width="0.6" height="10"/></svg>'
    ).format(told, within, within, over, mark)


def course(found: Sequence[Moment], length: float) -> Markup:
    """The session from left to right: sections as bands, turns as dots, runs as short strokes, verdicts as long ones."""
    scale = _WIDE / max(length, 1.0)
    parts = [*_bands([m.at * scale for m in found if m.kind == "section"])]
    for m in found:
        x = min(m.at * scale, _WIDE - 4)
        match m.kind:
            case "said":
                y = 14 if m.who == "interviewer" else 22
                parts.append(_stroke(f"turn {m.who}", x, y, 3, 5))
            case "ran":
                ending = m.cell.ending if m.cell else ""
                parts.append(_stroke("run" if ending == "finished" else "run bad", x, 34, 3, 10))
            case "judged":
                parts.append(_stroke(f"verdict {_verdict(m)}", x, 32, 5, 26))
            case _:
                pass
    return Markup(
        '<svg class="course" viewBox="0 0 {} {}" preserveAspectRatio="none" role="img" aria-label="{}">{}</svg>'
    ).format(_WIDE, _HIGH, told(found), Markup("").join(parts))


def told(found: Sequence[Moment]) -> str:
    """What the drawing of the course shows, in words."""
    yours = sum(m.kind == "said" and m.who == "candidate" for m in found)
    runs = [m for m in found if m.kind == "ran"]
    failed = sum(m.cell is not None and m.cell.ending != "finished" for m in runs)
    verdicts = [VERDICTS.get(_verdict(m), "NOT JUDGED") for m in found if m.kind == "judged"]
    facts = [_many(yours, "turn") + " of the candidate", _many(len(runs), "run")]
    if failed:
        facts[-1] += f", {failed} of them not to the end"
    if verdicts:
        facts.append(f"{_many(len(verdicts), 'verdict')}: {', '.join(verdicts[:12])}")
    return f"The course of the session: {'; '.join(facts)}."


def _verdict(moment: Moment) -> str:
    verdict = moment.submission.verdict if moment.submission else None
    word = str((verdict or {}).get("verdict"))
    return word if word in VERDICTS else "not-judged"


def _many(count: int, name: str) -> str:
    return f"{count} {name}" if count == 1 else f"{count} {name}s"


def _bands(starts: Sequence[float]) -> Iterable[Markup]:
    ends = [*starts[1:], float(_WIDE)]
    for n, (start, end) in enumerate(zip(starts, ends, strict=False)):
        yield _stroke(f"band {'even' if n % 2 else 'odd'}", start, 0, max(end - start, 0), _HIGH)


def _stroke(kind: str, x: float, y: float, width: float, height: float) -> Markup:
    return Markup('<rect class="{}" x="{:.1f}" y="{}" width="{:.1f}" height="{}"/>').format(kind, x, y, width, height)
