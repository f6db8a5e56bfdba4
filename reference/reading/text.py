"""Text to tokens that remember where they stood: prose, code names, and formulas in Unicode, LaTeX or plain ASCII.

A formula is spelt out as one would say it (``S22^-1``, ``\\Sigma_{22}^{-1}`` and "sigma two two inverse" give the same
tokens), so that all further reading works on words alone. Offsets point into the text as it was given.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_LEXEME = re.compile(
    r"""(?P<short>\b(?:e\.g\.|i\.e\.|vs\.|etc\.|cf\.))|(?P<slashed>\b[A-Z]/[A-Z]\b)
    |(?P<latex>\\[A-Za-z]+|\\[,;! ])
    |(?P<sup>[⁰¹²³⁴-⁹⁻⁺ᵀᵗⁿ]+)|(?P<sub>[₀-₉]+)
    |(?P<arrow>-+>|=+>|<-+|[→⇒⟶↦↗↘])
    |(?P<number>\d+(?:,\d{3})+(?!\d)|\d+(?:\.\d+)?)(?P<suffix>[kKmM]\b)?
    |(?P<word>[A-Za-zÀ-ʯͰ-᳿Ḁ-῿]+(?:['’][A-Za-zÀ-ʯ]+)*\d*)
    |(?P<power>\*\*|\^)
    |(?P<newline>\n)
    |(?P<sign>[^\s\w])|(?P<under>_)""",
    re.VERBOSE,
)
_CAMEL = re.compile(r"(?<=[a-z]{2})(?=[A-Z][a-z])|(?<=[a-z]{2})(?=[A-Z]{2,})")
_GREEK = {
    n: n
    for n in "alpha beta gamma delta epsilon eta theta lambda mu nu pi rho sigma tau phi chi psi omega nabla".split()  # noqa: SIM905
}
_LATEX = {
    "sqrt": "root",
    "sum": "sum",
    "prod": "product",
    "infty": "infinity",
    "partial": "derivative",
    "top": "transpose",
    "log": "log",
    "exp": "exp",
    "approx": "about",
    "leq": "most",
    "le": "most",
    "geq": "least",
    "ge": "least",
    "neq": "not",
    "propto": "proportional",
    "mid": "given",
    "softmax": "softmax",
    "bar": "mean",
    "overline": "mean",
    "ell": "l",
    "int": "integral",
    "int_": "integral",
    "pm": "plus",
    "cdot": "times",
    "times": "times",
    "Pr": "probability",
    "det": "determinant",
    "max": "maximum",
    "min": "minimum",
    "arg": "arg",
}
_SIGNS = {
    "√": "root",
    "∑": "sum",
    "∏": "product",
    "∞": "infinity",
    "∂": "derivative",
    "∇": "gradient",
    "≈": "about",
    "≠": "not",
    "≤": "most",
    "≥": "least",
    "∝": "proportional",
    "%": "percent",
}
_SAID = {"sqrt": "root", "infinite": "infinity", "inf": "infinity", "inv": "inverse", "xbar": "mean", "ybar": "mean"}
_CALLED = {"E": "expectation", "Var": "variance", "Cov": "covariance", "P": "probability", "Pr": "probability"}
"""What a name means where a bracket follows at once: ``E[X]``, ``Var(x)``, ``P(Y|X)``."""
_PRIMED = re.compile(r"([A-HJ-Z])['’]([A-Zxyzb])")
"""A matrix with a prime before the next: ``X'X`` is X transpose X."""
_SUMMED = re.compile(r"Σ(?:_\{[^}]*\}|_[a-z])?\s*(?:[A-Za-z]\b|[a-z]_|[(√|\[])")
"""A capital sigma before a term is a sum; by itself or with a number it is a covariance."""
_MACRON = "\u0304"
_FUNCTIONS = frozenset({"sqrt", "log", "ln", "exp", "sum", "tau", "var"})
_DIGITS = {
    w: str(i)
    for i, w in enumerate("zero one two three four five six seven eight nine ten eleven twelve".split())  # noqa: SIM905
}
_SPOKEN = {w: d for w, d in _DIGITS.items() if len(d) == 1}
_SCRIPT = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺₀₁₂₃₄₅₆₇₈₉", "0123456789-+0123456789")
_STOP = frozenset({".", "!", "?", "…"})
_PAUSE = frozenset({",", ";", ":", "—", "–", "•"})
_BREAKS = {
    "but": 2, "whereas": 2, "however": 2, "although": 2, "though": 2, "unlike": 2, "instead": 1,
    "because": 1, "since": 1, "so": 1, "while": 1, "which": 1, "and": 1, "or": 1, "if": 1, "then": 1, "when": 1,
    "as": 1, "yet": 2, "until": 1, "otherwise": 2, "hence": 1, "therefore": 1, "unless": 1, "than": 0,
}  # fmt: skip
_ABBREVIATION = re.compile(r"\b(?:approx|resp|fig|eq)$", re.IGNORECASE)


@dataclass(slots=True)
class Token:
    """One word, number or spelt-out sign."""

    start: int
    end: int
    """Where it stands in the text."""
    word: str
    """Lower case, British and American spellings left as they are."""
    sentence: int
    """Number of its sentence, from 0."""
    clause: int
    """Number of its clause in the whole text, from 0; commas and joining words begin a new one."""
    math: bool = False
    """Part of a formula."""
    joined: bool = False
    """Written together with the token before it (hyphen, underscore, capitals inside a name)."""


@dataclass(frozen=True, slots=True)
class _Lexeme:
    kind: str
    text: str
    start: int
    end: int


def _lexemes(text: str) -> list[_Lexeme]:
    found: list[_Lexeme] = []
    for m in _LEXEME.finditer(text):
        kind = m.lastgroup or "sign"
        if kind == "suffix":
            kind = "number"
        found.append(_Lexeme(kind, m.group(), m.start(), m.end()))
    return found


def _mathy(lexeme: _Lexeme | None) -> bool:
    """Whether a sign beside this lexeme is an operator rather than punctuation."""
    if lexeme is None:
        return False
    if lexeme.kind in {"number", "sup", "sub", "latex", "power"}:
        return True
    if lexeme.kind == "sign":
        return lexeme.text in "(){}[]√∑σ"
    word = lexeme.text.lower()
    return lexeme.kind == "word" and (
        len(word) == 1
        or word in _FUNCTIONS
        or bool(re.fullmatch(r"[a-z]{1,5}\d+", word))
        or _plain_greek(word) in _GREEK
    )


def _plain_greek(word: str) -> str:
    """The English name of a Greek letter, or the word itself."""
    if len(word) == 1 and "α" <= word.lower() <= "ω":
        name = unicodedata.name(word.lower(), "").rsplit(" ", 1)[-1].lower()
        return {"lamda": "lambda", "final": "sigma"}.get(name, name)
    return word


def _number(text: str) -> str:
    scale = {"k": 1000, "m": 1_000_000}.get(text[-1].lower(), 1)
    value = float(text.rstrip("kKmM").replace(",", "")) * scale
    return f"{value:g}" if value < 1e6 else f"{value:.0f}"


class _Reader:
    """Walks over the lexemes once and gathers tokens."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens: list[Token] = []
        self.sentence = 0
        self.clause = 0
        self._fresh_sentence = True
        self._fresh_clause = True
        self._fractions: list[int] = []
        self._depth = 0
        self._paused: list[bool] = []

    def add(self, lexeme: _Lexeme, word: str, *, math: bool = False, joined: bool = False) -> None:
        self.tokens.append(Token(lexeme.start, lexeme.end, word, self.sentence, self.clause, math, joined))
        self._fresh_sentence = self._fresh_clause = False

    def pause(self) -> None:
        if not self._fresh_clause:
            self.clause += 1
            self._fresh_clause = True

    def stop(self) -> None:
        self.pause()
        if not self._fresh_sentence:
            self.sentence += 1
            self._fresh_sentence = True

    def word(self, lexeme: _Lexeme, before: _Lexeme | None, after: _Lexeme | None) -> None:
        glued = before is not None and before.end == lexeme.start and before.text in {"-", "_", "‑", "/"}
        plain = _plain_greek(lexeme.text)
        primed = _PRIMED.fullmatch(lexeme.text)
        if primed:
            for part in (primed[1].lower(), "transpose", primed[2].lower()):
                self.add(lexeme, part, math=True)
            return
        if lexeme.text in _CALLED and self.text[lexeme.end : lexeme.end + 2].lstrip("}")[:1] in {"[", "("}:
            self.add(lexeme, _CALLED[lexeme.text], math=True)
            return
        if lexeme.text == "Σ" and _SUMMED.match(self.text, lexeme.start):
            self.add(lexeme, "sum", math=True)
            return
        raised = after is not None and after.start == lexeme.end and after.kind in {"sup", "power"}
        parts = list(plain) if raised and len(plain) == 2 and plain.isupper() else _CAMEL.split(plain)
        for i, part in enumerate(parts):
            word = part.lower().replace("’", "'")
            if word in _BREAKS and not glued and _BREAKS[word]:
                self.pause()
            word = _SAID.get(word, word)
            base = re.fullmatch(r"([^\W\d_]+)(\d+)", word)
            math = (len(word) == 1 and word not in {"a", "i"}) or word in _GREEK or base is not None
            if base and base[1] == "s":
                word = "sigma" + base[2]
            self.add(lexeme, word, math=math, joined=i > 0 or (glued and bool(self.tokens)))

    def script(self, lexeme: _Lexeme, raw: str) -> None:
        """A superscript or power: inverse, squared, transpose, root."""
        raw = raw.translate(_SCRIPT)
        said = {"-1": "inverse", "2": "squared", "3": "cubed", "T": "transpose", "ᵀ": "transpose", "t": "transpose"}
        said |= {"0.5": "root", "1/2": "root", "ᵗ": "transpose", "ⁿ": "power", "top": "transpose"}
        self.add(lexeme, said.get(raw, "power"), math=True)

    def subscript(self, raw: str, end: int) -> None:
        """Digits under a letter belong to it: ``mu_1`` is ``mu1``."""
        last = self.tokens[-1] if self.tokens else None
        if last is not None and last.math and last.word.isalpha():
            last.word = ("sigma" if last.word == "s" else last.word) + raw.translate(_SCRIPT)
            last.end = end

    def brace(self, lexeme: _Lexeme) -> None:
        if lexeme.text == "{":
            self._depth += 1
        else:
            self._depth = max(0, self._depth - 1)
            if self._fractions and self._fractions[-1] == self._depth:
                self._fractions.pop()
                self.add(lexeme, "over", math=True)

    def bracket(self, sign: str, before: _Lexeme | None) -> None:
        """Round and square brackets set off a remark in prose, and hold a formula or a call together."""
        if sign in "([":
            remark = before is not None and before.kind == "word" and len(before.text) > 2
            spaced = before is not None and self.text[before.end : before.end + 1] != sign
            self._paused.append(remark and spaced)
            if self._paused[-1]:
                self.pause()
        elif self._paused and self._paused.pop():
            self.pause()

    def fraction(self) -> None:
        self._fractions.append(self._depth)


def _operator(reader: _Reader, lexeme: _Lexeme, before: _Lexeme | None, after: _Lexeme | None) -> None:
    sign = lexeme.text
    if sign in {"-", "−", "+", "/"} and _mathy(before) and _mathy(after):
        reader.add(lexeme, {"+": "plus", "/": "over"}.get(sign, "minus"), math=True)
    elif sign in {"-", "−", "–"}:
        spaced = before is None or before.end < lexeme.start
        if spaced and (after is None or after.start > lexeme.end):
            reader.pause()
    elif sign == _MACRON:
        reader.add(lexeme, "mean", math=True)
    elif sign in _SIGNS:
        reader.add(lexeme, _SIGNS[sign], math=sign != "%")


def tokens(text: str) -> list[Token]:
    """The tokens of a text, in order."""
    reader = _Reader(text)
    lexemes = _lexemes(text)
    skip = -1
    for i, lexeme in enumerate(lexemes):
        if i <= skip:
            continue
        before = lexemes[i - 1] if i else None
        after = lexemes[i + 1] if i + 1 < len(lexemes) else None
        kind = lexeme.kind
        if kind == "word":
            dotted = before is not None and before.text == "." and before.end == lexeme.start
            if dotted and lexeme.text == "T":
                reader.add(lexeme, "transpose", math=True)
            else:
                reader.word(lexeme, before, after)
        elif kind == "number":
            opens = before is None or before.kind == "newline"
            if opens and after is not None and after.text in {".", ")"} and after.start == lexeme.end:
                continue
            reader.add(lexeme, _number(lexeme.text), math=False)
        elif kind == "sup":
            reader.script(lexeme, lexeme.text)
        elif kind == "sub":
            reader.subscript(lexeme.text, lexeme.end)
        elif kind in {"power", "under"}:
            m = re.compile(r"\{?\(?(-?\d+(?:\.\d+|/\d+)?|-|\\?top\b|T\b|t\b)?\)?\}?").match(text, lexeme.end)
            raw = (m[1] or "").lstrip("\\") if m else ""
            if m and raw:
                if kind == "power":
                    reader.script(lexeme, raw)
                elif raw.isdigit():
                    reader.subscript(raw, m.end())
                while skip < len(lexemes) - 1 and lexemes[max(skip, i) + 1 : max(skip, i) + 2]:
                    following = lexemes[max(skip, i) + 1]
                    if following.end > m.end():
                        break
                    skip = max(skip, i) + 1
        elif kind == "slashed":
            reader.add(lexeme, lexeme.text.replace("/", "").lower())
        elif kind == "latex":
            name = lexeme.text[1:]
            if name in {"frac", "dfrac", "tfrac"}:
                reader.fraction()
            elif name.lower() in _GREEK:
                reader.add(lexeme, "gradient" if name == "nabla" else name.lower(), math=True)
            elif name in _LATEX:
                reader.add(lexeme, _LATEX[name], math=True)
        elif kind == "newline":
            reader.stop()
        elif kind == "arrow":
            reader.pause()
        elif lexeme.text in "{}":
            reader.brace(lexeme)
        elif lexeme.text in _STOP:
            ends = after is None or after.start > lexeme.end or after.kind == "newline"
            if ends and not (lexeme.text == "." and _ABBREVIATION.search(text, 0, lexeme.start)):
                reader.stop()
        elif lexeme.text in _PAUSE:
            inside = lexeme.text == "," and bool(reader.tokens) and reader.tokens[-1].math and _mathy(after)
            if not inside:
                reader.pause()
        elif lexeme.text in "()[]":
            reader.bracket(lexeme.text, before)
        else:
            _operator(reader, lexeme, before, after)
    return _spoken(reader.tokens)


def _spoken(found: list[Token]) -> list[Token]:
    """Join letters with the digits said after them: "sigma one two" is ``sigma12``; and give number words as digits."""
    out: list[Token] = []
    for token in found:
        last = out[-1] if out else None
        digit = _SPOKEN.get(token.word) or (token.word if re.fullmatch(r"\d", token.word) else None)
        if digit and last is not None and last.math and token.clause == last.clause:
            stem = last.word.rstrip("0123456789")
            if stem in _GREEK or (len(stem) == 1 and stem in "smxyzwub" and last.word != "m"):
                last.word = ("sigma" if stem == "s" else stem) + last.word[len(stem) :] + digit
                last.end = token.end
                continue
        if token.word in _DIGITS and token.word != "one":
            token.word = _DIGITS[token.word]
        out.append(token)
    return out
