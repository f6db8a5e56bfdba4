"""A traceback shows the person's own frames first; what libraries did in between is counted, and all of it is kept."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from hotseat.front.tracebacks import stretches

CONTEXT = """\x1b[31m---------\x1b[39m
\x1b[31mKeyError\x1b[39m                Traceback (most recent call last)
\x1b[36mFile \x1b[39m\x1b[32m/v/lib/python3.11/site-packages/pandas/core/base.py:36\x1b[39m, in get_loc(self, key)
     35 try:
---> 36     return self._engine.get_loc(key)

File pandas/_libs/index.pyx:168, in get_loc()

KeyError: 'z'

The above exception was the direct cause of the following exception:

\x1b[31mKeyError\x1b[39m                Traceback (most recent call last)
\x1b[36mCell\x1b[39m \x1b[32mIn[3], line 2\x1b[39m
      1 df = 1
----> 2 df['z']

File helpers/mine.py:4, in mine()
----> 4     df['z']

File /usr/lib/python3.11/json/decoder.py:337, in decode(s)
--> 337 x

File /v/lib/python3.11/site-packages/pandas/core/frame.py:43, in __getitem__(self, key)
---> 43     return x

\x1b[31mKeyError\x1b[39m: 'z'"""
PLAIN = """Traceback (most recent call last):
  File "/tmp/answer.py", line 3, in <module>
    f()
  File "/usr/lib/python3.11/site-packages/numpy/core.py", line 9, in f
    raise ValueError("x")
ValueError: x"""

INTERRUPTED = """KeyboardInterrupt                Traceback (most recent call last)
Cell In[1], line 2
      1 for n in range(10**9):
----> 2     print(n)

File /opt/app/kernels/launcher/streams.py:101, in write(self, text)
--> 101     self.take(text)

KeyboardInterrupt: """


def test_frames_of_libraries_are_folded_and_told_by_where_they_lie() -> None:
    parts = stretches(CONTEXT)
    assert [part.told for part in parts if part.frames] == [
        "2 frames in pandas",
        "2 frames in the standard library, pandas",
    ]
    shown = "\n".join(line for part in parts if not part.frames for line in part.lines)
    assert "Cell" in shown and "helpers/mine.py" in shown and "KeyError\x1b[39m: 'z'" in shown
    assert "site-packages" not in shown and "direct cause" in shown


def test_a_plain_traceback_is_folded_the_same_way() -> None:
    parts = stretches(PLAIN)
    assert [part.told for part in parts if part.frames] == ["1 frame in numpy"]
    assert parts[-1].lines == ("ValueError: x",)


def test_an_interrupt_in_the_middle_of_printing_shows_the_persons_line_and_not_what_prints() -> None:
    parts = stretches(INTERRUPTED)
    assert [part.told for part in parts if part.frames] == ["1 frame in the kernel"]
    shown = "\n".join(line for part in parts if not part.frames for line in part.lines)
    assert "print(n)" in shown and "streams.py" not in shown


def test_nothing_is_folded_where_no_frame_is_the_persons_own() -> None:
    foreign = CONTEXT.partition("The above")[0]
    assert [part.frames for part in stretches(foreign)] == [0]


@given(st.lists(st.sampled_from([*CONTEXT.split("\n"), *PLAIN.split("\n"), "", "Cell In[", "File "]), max_size=40))
def test_no_line_is_lost(lines: list[str]) -> None:
    text = "\n".join(lines)
    joined = [line for part in stretches(text) for line in part.lines]
    assert joined == text.rstrip("\n").split("\n")
