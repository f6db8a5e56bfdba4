"""LaTeX becomes text that can be read, or stays what was typed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotseat.front.formulas import formula, in_text


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        (r"$\displaystyle \frac{a}{b}$", "a/b"),
        (r"\[ \sum_{i=1}^{n} x_i^2 \]", "∑_(i=1)ⁿ x_i²"),
        (r"$$\hat\beta = (X^T X)^{-1} X^T y$$", "β̂= (Xᵀ X)⁻¹ Xᵀ y"),
        (r"\alpha \leq \sqrt{2}", "α≤√(2)"),
        ("", ""),
    ],
)
def test_what_is_easily_read_becomes_unicode(typed: str, read: str) -> None:
    assert formula(typed) == read


@pytest.mark.parametrize("typed", ["{" * 5000 + "}" * 5000, "x" * 10_000, r"\begin{a}" * 500])
def test_what_is_too_much_stays_as_it_was_typed(typed: str) -> None:
    assert formula(typed) == typed


def test_only_formulas_between_dollars_are_read_in_text() -> None:
    assert in_text(r"Let $\alpha$ be small; it costs $5 or $6, and `$\beta$` is code.") == (
        r"Let α be small; it costs $5 or $6, and `$\beta$` is code."
    )


@given(st.text(alphabet="\\{}$^_ab1 \n\x1b[]%&~#", max_size=80))
def test_any_text_is_read_without_a_fault_or_a_control_character(text: str) -> None:
    assert "\x1b" not in formula(text)
    in_text(text)
