"""A pack as its author looks at it: its questions, one of them as a candidate would see it, and the findings beside it.

What is saved in the pack's folder is seen while the screen is open; the place in the text stays.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult, SuspendNotSupported
from textual.binding import BindingType
from textual.containers import Container, Horizontal, VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from hotseat.front import external_editor
from hotseat.front.pack_preview import FindingLine, PackView, QuestionSheet
from hotseat.front.service import NeedsTrust, Trouble
from hotseat.tui import safe
from hotseat.tui.key_table import PREVIEW, bindings, key_of
from hotseat.tui.preview_view import Chapter, chapters, finding_label, question_label, summed
from hotseat.tui.screens.dialogs import Ask, Choice
from hotseat.tui.widgets.keybar import KeyBar
from hotseat.tui.widgets.prose import Prose

if TYPE_CHECKING:
    from hotseat.tui.app import HotseatApp

LOOK_SECONDS = 0.4
"""How often the folder is looked at. What was saved is shown by the second look that finds it the same."""


class PreviewScreen(Screen[None]):
    """Shows a pack, and follows its files."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(*PREVIEW)
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide")]  # noqa: RUF012  as Textual declares it

    def __init__(self, view: PackView, question: str = "") -> None:
        """``question`` is the one to begin with; left out, the first."""
        super().__init__()
        self._view = view
        ids = [sheet.id for sheet in view.sheets]
        self._question = question if question in ids else next(iter(ids), "")
        self._rungs = 1
        self._answers = True
        self._tried: dict[str, tuple[FindingLine, ...]] = {}
        """What running a question has shown, until something is saved."""
        self._at_work = ""
        self._settling = view.stamp
        self._looking = False

    @property
    def _app(self) -> HotseatApp:
        return cast("HotseatApp", self.app)

    def compose(self) -> ComposeResult:
        yield Static(summed(self._view), markup=False, classes="page-title", id="preview-head")
        with Container(id="preview-outer"):
            with Horizontal(id="preview-body"):
                yield OptionList(id="preview-questions", markup=False)
                yield VerticalScroll(id="preview-text")
            yield OptionList(id="preview-findings", markup=False)
        yield KeyBar()

    def on_mount(self) -> None:
        self.query_one("#preview-text").border_title = "As the candidate sees it"
        self.query_one("#preview-questions").border_title = "Questions"
        self._list()
        self.query_one("#preview-questions").focus()
        self.set_interval(LOOK_SECONDS, self._look)

    # What is shown.

    def _list(self) -> None:
        chooser = self.query_one("#preview-questions", OptionList)
        rows = [
            Option(question_label(self._view, sheet, self._tried.get(sheet.id)), id=f"q-{sheet.id}")
            for sheet in self._view.sheets
        ]
        chooser.set_options(rows)
        at = next((n for n, sheet in enumerate(self._view.sheets) if sheet.id == self._question), None)
        chooser.highlighted = at
        self._show(home=False)

    def _sheet(self) -> QuestionSheet | None:
        return next((sheet for sheet in self._view.sheets if sheet.id == self._question), None)

    def _show(self, *, home: bool) -> None:
        """Lay out the question and what is said of it; ``home`` goes to its beginning."""
        text = self.query_one("#preview-text", VerticalScroll)
        sheet = self._sheet()
        parts = (
            chapters(sheet, rungs=self._rungs, answers=self._answers, key=key_of(self.app, "preview.hint"))
            if sheet
            else []
        )
        there = {prose.id or "": prose for prose in text.query(Prose)}
        wanted = [f"chapter-{chapter.id}" for chapter in parts]
        if list(there) == wanted:
            for chapter in parts:
                there[f"chapter-{chapter.id}"].show(chapter.parts)
        else:
            self.run_worker(self._lay(parts), group="lay", exclusive=True, exit_on_error=False)
        if home:
            text.scroll_home(animate=False)
        self._show_findings()

    async def _lay(self, parts: Sequence[Chapter]) -> None:
        text = self.query_one("#preview-text", VerticalScroll)
        async with self.batch():
            await text.query(Prose).remove()
            await text.mount(
                *(Prose(chapter.parts, id=f"chapter-{chapter.id}", classes="chapter") for chapter in parts)
            )

    def _found(self) -> list[FindingLine]:
        return [*self._tried.get(self._question, ()), *self._view.about(self._question)]

    def _show_findings(self) -> None:
        findings = self.query_one("#preview-findings", OptionList)
        found = self._found()
        findings.border_title = f"Findings: {len(found)}" if found else "Findings"
        if found:
            findings.set_options([Option(finding_label(one), id=f"f-{n}") for n, one in enumerate(found)])
            findings.highlighted = 0
        else:
            key = key_of(self.app, "preview.run")
            ran = self._question in self._tried
            told = "Nothing to mend, and its code holds." if ran else f"Nothing to mend. {key} runs its code too."
            findings.set_options([Option(Content.styled(f"✓ {told}", "$success"), disabled=True)])
        self._show_head()

    def _show_head(self) -> None:
        shown = sum(map(len, self._tried.values()))
        told = f"  running {self._at_work}…" if self._at_work else f"  {shown} more by running it" if shown else ""
        style = "$secondary" if self._at_work else "$error"
        self.query_one("#preview-head", Static).update(Content.assemble(summed(self._view), (told, style)))

    # What is saved meanwhile.

    def _look(self) -> None:
        if not self._looking and self.is_current:
            self._looking = True
            self.run_worker(self._look_once(), group="look", exit_on_error=False)

    async def _look_once(self) -> None:
        try:
            now = await self._app.service.preview_stamp(self._view.folder)
            if now != self._view.stamp and now == self._settling:
                await self._take_anew()
            self._settling = now
        finally:
            self._looking = False

    async def _take_anew(self) -> None:
        try:
            view = await self._app.service.preview(self._view.folder)
        except Trouble as trouble:
            self.query_one("#preview-head", Static).update(safe.line(str(trouble), 200, "$error"))
            return
        self._view = view
        self._tried.clear()
        ids = [sheet.id for sheet in view.sheets]
        if self._question not in ids:
            self._question = next(iter(ids), "")
        self._list()

    # What the keys do.

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        chosen = (event.option_id or "").removeprefix("q-")
        if event.option_list.id == "preview-questions" and chosen and chosen != self._question:
            self._question, self._rungs = chosen, 1
            self._show(home=True)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        if event.option_list.id == "preview-findings":
            self.action_edit()
        else:
            self.query_one("#preview-text").focus()

    def action_hint(self) -> None:
        """Show one more rung, or begin with the first again."""
        sheet = self._sheet()
        total = len(sheet.question.hints) if sheet and sheet.question else 0
        self._rungs = self._rungs + 1 if self._rungs < total else 1
        self._show(home=False)
        self._go_to("chapter-hints")

    def action_answers(self) -> None:
        """Show only what a candidate sees before the question is over, or all of it."""
        self._answers = not self._answers
        title = "As the candidate sees it" + ("" if self._answers else ", before it is over")
        self.query_one("#preview-text").border_title = title
        self._show(home=True)

    def action_chapter(self, step: int) -> None:
        """Go to the next heading, or to the one before."""
        text = self.query_one("#preview-text", VerticalScroll)
        tops = [prose.virtual_region.y for prose in text.query(Prose)]
        at = round(text.scroll_target_y)
        on = [y for y in tops if y > at] if step > 0 else [y for y in reversed(tops) if y < at]
        if on:
            text.scroll_to(y=on[0], animate=False, immediate=True)

    def action_switch(self, step: int) -> None:
        """Go to the next pane, or to the one before."""
        (self.focus_next if step > 0 else self.focus_previous)()

    def action_scroll_text(self, step: int) -> None:
        """Scroll the question by a page."""
        text = self.query_one("#preview-text", VerticalScroll)
        (text.scroll_page_down if step > 0 else text.scroll_page_up)(animate=False)

    def action_run(self) -> None:
        """Run the code of the question in the sandbox, after asking where nobody stands for the pack."""
        if self._question and not self._at_work:
            self.run_worker(self._run(self._question), group="run", exit_on_error=False)

    async def _run(self, question: str, agreed: bool = False) -> None:
        stamp = self._view.stamp
        self._at_work = question
        self._show_findings()
        try:
            found = await self._app.service.try_out(self._view.folder, question, agreed=agreed)
        except NeedsTrust as closed:
            self._ask(question, closed)
            return
        except Trouble as trouble:
            self._app.tell(str(trouble), bad=True)
            return
        finally:
            self._at_work = ""
            self._show_findings()
        if stamp != self._view.stamp:
            self._app.tell("Something was saved meanwhile, so what was run is not what lies there now. Run it again.")
            return
        self._tried[question] = tuple(found)
        self._list()

    def _ask(self, question: str, closed: NeedsTrust) -> None:
        def chosen(answer: str | None) -> None:
            if answer == "run":
                self.run_worker(self._run(question, True), group="run", exit_on_error=False)

        choices = [Choice("back", "Not now"), Choice("run", "Run it in the sandbox, this once")]
        self.app.push_screen(Ask("This pack brings code", "\n".join(closed.told), choices), chosen)

    def action_edit(self) -> None:
        """Open the file of the finding with the cursor in the person's editor, else the question's own."""
        self.run_worker(self._edit(), group="edit", exclusive=True, exit_on_error=False)

    async def _edit(self) -> None:
        findings = self.query_one("#preview-findings", OptionList)
        found = self._found()
        top = Path(self._view.folder)
        path, line = await asyncio.to_thread(_file_of, top, self._question), 1
        if findings.has_focus and findings.highlighted is not None and findings.highlighted < len(found):
            chosen = found[findings.highlighted]
            path, line = top / chosen.file if chosen.file else path, chosen.line
        if path is None or not path.is_relative_to(top):
            self._app.tell("There is no file to open.")
            return
        trouble = ""
        try:
            words = external_editor.command(os.environ)
            with self.app.batch_update(), self.app.suspend():
                try:
                    await external_editor.run([*words, *external_editor.at_line(words, line), str(path)])
                except (external_editor.NoEditor, OSError) as fault:
                    trouble = str(fault)  # What is raised from here on would leave the terminal to nobody.
        except external_editor.NoEditor as fault:
            trouble = str(fault)
        except SuspendNotSupported:
            trouble = f"No editor can be shown here. The file is {path}"
        self.app.refresh(layout=True)
        if trouble:
            self._app.tell(trouble, bad=True)

    def _go_to(self, chapter: str) -> None:
        def go() -> None:
            for prose in self.query(f"#{chapter}"):
                prose.scroll_visible(animate=False)

        self.call_after_refresh(go)


def _file_of(top: Path, question: str) -> Path | None:
    """The YAML file of a question."""
    return next(iter(sorted((top / "questions").rglob(f"{question}.yaml"))), None) if question else None
