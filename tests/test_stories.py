"""Stories: what a person types and what the program says, word for word. One file a story, in tests/stories.

A story is a list of blocks, each with a head line:
    === file NAME       the lines below become a file
    === copy NAME FROM  a file of this repository (or of another place in the story's folder) is copied
    === replace NAME    lines ``old => new`` edit a file
    === append NAME     the lines below are added to its end
    === run WORDS       rectify-site with these words (``{name}`` stands for something captured before)
    === exit N          how the last run ended (0 unless it says otherwise)
    === says            what it said, all of it; ``…`` stands for anything, ``{name}`` captures a word
    === fill NAME       lines ``id column => value`` are typed into a unit's workbook
    === cell NAME       lines ``E7 => value`` are typed into the first sheet of a workbook
    === xls NAME        it is saved as an old .xls instead
    === behead NAME     its first rows are deleted, the header among them
    === paste NAME FROM the first row of another unit's workbook is put below, with words in 本期进展
    === clock MOMENT    from here on the clock of the doors stands there
    === same NAME OTHER both folders hold the same files, byte for byte
    === there NAME      the file or folder is there
    === gone NAME       it is not
"""

import contextlib
import io
import re
import shlex
import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace
from typing import NamedTuple

import pytest
from openpyxl.workbook import Workbook

from rectify_site.cli import main, verbs_of_office
from rectify_site.store.projects import tree
from tests import desk

ROOT = Path(__file__).parents[1]
STORIES = sorted((ROOT / "tests" / "stories").glob("*.txt"))
CAPTURE = re.compile(r"\\\{(\w+)\\\}")


class Block(NamedTuple):
    """One step of a story: its verb, the words behind it, the lines under it."""

    verb: str
    words: str
    text: str


def blocks(story: str) -> Iterator[Block]:
    for part in re.split(r"^=== ", story, flags=re.MULTILINE)[1:]:
        head, _, text = part.partition("\n")
        verb, _, words = head.partition(" ")
        yield Block(verb, words, text.rstrip("\n"))


class Telling:
    """A story being told in a folder of its own."""

    def __init__(self, folder: Path, patch: pytest.MonkeyPatch) -> None:
        self.folder, self.patch = folder, patch
        self.names: dict[str, str] = {}
        self.said, self.code, self.ran = "", 0, ""

    def tell(self, block: Block) -> None:
        getattr(self, f"do_{block.verb}")(block)

    def do_file(self, block: Block) -> None:
        path = self.folder / block.words
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(block.text + "\n", encoding="utf-8")

    def do_copy(self, block: Block) -> None:
        name, source = block.words.split()
        origin = self.folder / source if (self.folder / source).exists() else ROOT / source
        target = self.folder / name
        shutil.copytree(origin, target) if origin.is_dir() else shutil.copy(origin, target)

    def do_replace(self, block: Block) -> None:
        path = self.folder / block.words
        text = path.read_text(encoding="utf-8")
        for row in block.text.splitlines():
            old, new = row.split(" => ")
            assert old in text, f"{block.words} does not say {old}"
            text = text.replace(old, new)
        path.write_text(text, encoding="utf-8")

    def do_append(self, block: Block) -> None:
        with (self.folder / block.words).open("a", encoding="utf-8") as file:
            file.write(block.text + "\n")

    def do_run(self, block: Block) -> None:
        assert self.code == 0, f"{self.ran!r} ended with {self.code}:\n{self.said}"
        self.ran = block.words.format_map(self.names)
        output = io.StringIO()
        with (
            contextlib.redirect_stdout(output),
            contextlib.redirect_stderr(output),
            contextlib.chdir(self.folder),
            pytest.raises(SystemExit) as end,
        ):
            main(shlex.split(self.ran))
        self.said, self.code = output.getvalue(), int(end.value.code or 0)

    def do_exit(self, block: Block) -> None:
        assert self.code == int(block.words), f"{self.ran!r} ended with {self.code}:\n{self.said}"
        self.code = 0

    def do_says(self, block: Block) -> None:
        wanted = re.escape(block.text.format_map(Known(self.names))).replace("…", ".*?")
        pattern = CAPTURE.sub(r"(?P<\1>\\S+)", wanted)
        found = re.fullmatch(pattern, self.said.strip(), flags=re.DOTALL)
        assert found, f"{self.ran!r} said:\n{self.said}"
        self.names |= found.groupdict()

    def do_fill(self, block: Block) -> None:
        typed = (line.split(" => ") for line in block.text.splitlines())
        values = {(place.split()[0], place.split()[1]): value or None for place, value in typed}
        self.save(block.words, desk.filled(self.read(block.words), values))

    def do_cell(self, block: Block) -> None:
        typed = [line.split(" => ") for line in block.text.splitlines()]

        def write(book: Workbook) -> None:
            for place, value in typed:
                book.worksheets[0][place].value = None if value == "（空）" else value

        self.save(block.words, desk.edited(self.read(block.words), write))

    def do_xls(self, block: Block) -> None:
        self.save(str(Path(block.words).with_suffix(".xls")), desk.as_xls(self.read(block.words)))
        (self.folder / block.words).unlink()

    def do_behead(self, block: Block) -> None:
        self.save(block.words, desk.beheaded(self.read(block.words)))

    def do_paste(self, block: Block) -> None:
        name, other = block.words.split()
        row = [*desk.table(self.read(other))[6][:7], block.text]
        self.save(name, desk.edited(self.read(name), lambda book: book[desk.TABLE].append(row)))

    def read(self, name: str) -> bytes:
        return (self.folder / name).read_bytes()

    def save(self, name: str, data: bytes) -> None:
        (self.folder / name).write_bytes(data)

    def do_clock(self, block: Block) -> None:
        now = datetime.fromisoformat(block.words)
        self.patch.setattr(verbs_of_office, "datetime", SimpleNamespace(now=now.astimezone))

    def do_same(self, block: Block) -> None:
        one, other = (tree(self.folder / name) for name in block.words.split())
        assert one == other

    def do_there(self, block: Block) -> None:
        assert (self.folder / block.words.format_map(self.names)).exists()

    def do_gone(self, block: Block) -> None:
        assert not (self.folder / block.words.format_map(self.names)).exists()


class Known(dict[str, str]):
    """Leaves names in braces alone that nothing was captured for yet."""

    def __missing__(self, name: str) -> str:
        return f"{{{name}}}"


TOLD_ALWAYS = ("01", "02", "03", "07")
"""Stories of under a second or two; the others are told by `make test`."""
MARKED = [
    pytest.param(path, id=path.stem, marks=() if path.name.startswith(TOLD_ALWAYS) else pytest.mark.slow)
    for path in STORIES
]


@pytest.mark.parametrize("path", MARKED)
def test_story(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    telling = Telling(tmp_path, monkeypatch)
    for block in blocks(path.read_text(encoding="utf-8")):
        telling.tell(block)
    assert telling.code == 0, f"{telling.ran!r} ended with {telling.code}:\n{telling.said}"
