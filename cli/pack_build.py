"""``hotseat pack build``: a pack's folder becomes an archive to pass on; the same files give the same bytes, on any machine."""

from __future__ import annotations

import hashlib
import io
import zipfile
from pathlib import Path

from hotseat import harmless
from hotseat.cli.pack_check import bank_of, opened, quick_findings
from hotseat.cli.packs import in_shell
from hotseat.cli.trouble import CHECK_FAILED, OK, give, lacking, say, wrong_use
from hotseat.cli.written import check_target, write_file
from hotseat.counted import counted

_WHEN = (1980, 1, 1, 0, 0, 0)
"""The time that every file in an archive has; the earliest one that zip can tell."""


def build_pack(folder: Path, out: Path, *, force: bool) -> int:
    """Write the archive; returns the exit code. Nothing is written where the pack has an error that shows without running it."""
    from hotseat.question_bank.pack import Pack
    from hotseat.question_bank.pack_source import BadSource

    folder = folder.expanduser()
    if not folder.is_dir():
        wrong_use(f"{harmless.line(str(folder), 200)} is no folder. Name the one that holds questions/.")
    if out.suffix.lower() != ".zip":
        wrong_use(f"The archive is a zip file. Call it {harmless.line(out.name, 80)}.zip")
    check_target(out, force=force)
    source = opened(folder)
    pack = Pack.at(folder.resolve(), source.name)
    errors = [f for f in quick_findings(bank_of(pack), pack, source, None) if f.severity == "error"]
    for finding in errors:
        give(str(finding))
    if errors:
        say(f"Nothing was written. Mend what is wrong first: hotseat pack check {in_shell(folder)}")
        return CHECK_FAILED
    try:
        data = archive({file.name: source.read(file) for file in source.files}, source.name)
    except BadSource as fault:
        wrong_use(str(fault))
    except OSError as fault:
        lacking(f"{harmless.line(str(folder), 200)} cannot be read: {fault.strerror or fault}.")
    write_file(out, data, force=force)
    for name in source.left_out:
        say(f"Left out, for no pack holds such files: {name}")
    shown = harmless.line(str(out), 300)
    say(
        f"Written to {shown}: {counted(len(source.files), 'file')}, {len(data):,} bytes, "
        f"SHA-256 {hashlib.sha256(data).hexdigest()}"
    )
    return OK


def archive(files: dict[str, bytes], top: str) -> bytes:
    """A zip archive of these files below a folder ``top``. They are stored as they are, since two packers pack differently."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_STORED) as made:
        for name in sorted(files):
            entry = zipfile.ZipInfo(f"{top}/{name}", _WHEN)
            entry.create_system, entry.external_attr = 3, 0o100644 << 16
            made.writestr(entry, files[name])
    return held.getvalue()
