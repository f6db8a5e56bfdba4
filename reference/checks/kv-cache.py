"""Checks of attention with a cache: the full attention, the same in pieces of any size, large scores, work and time."""

import numpy as np

from hotseat.reference.check import Case, Check, Kind, Speed, call
from hotseat.reference.compare import input_alone, numbers, raised_sentence, same

near = same(rtol=1e-7, atol=1e-9)
"""Sums in another order differ by about 1e-14, a wrong scale or mask by far more than 1e-3."""


def observe_pieces(candidate, X, weights, n_heads, sizes):
    import numpy as np

    layer = candidate.CachedAttention(weights, n_heads)
    outputs, start = [], 0
    for size in sizes:
        outputs.append(np.asarray(layer.step(X[start : start + size])))
        start += size
    return outputs


def observe_two_layers(candidate, X, Y, weights, n_heads):
    first, second = candidate.CachedAttention(weights, n_heads), candidate.CachedAttention(weights, n_heads)
    return [
        layer.step(rows) for pair in zip(X, Y, strict=True) for layer, rows in zip((first, second), pair, strict=True)
    ]


def observe_kept(candidate, X, weights, n_heads):
    layer = candidate.CachedAttention(weights, n_heads)
    outputs = []
    for row in X:
        own = row[None].copy()
        outputs.append(layer.step(own).copy())
        own[:] = 1e3
    return outputs


def observe_work(candidate, X, weights, n_heads, sizes):
    """Multiplications by the matrices in all steps together; of what has lost its class on the way none is seen."""
    import numpy as np

    multiplied = []
    products = (np.dot, np.inner, np.einsum, np.tensordot)
    made_anew = (np.empty_like, np.zeros_like, np.ones_like, np.full_like)
    wrapped = {name: getattr(np, name) for name in ("array", "asarray", "ascontiguousarray", "copy")}

    def plain(one):
        return one.view(np.ndarray) if isinstance(one, np.ndarray) else one

    def carry_out(function, is_product, operands, kwargs):
        matrices = [one for one in operands if isinstance(one, Matrix)]
        others = [one for one in operands if isinstance(one, np.ndarray) and one.size > 1 and type(one) is not Matrix]
        made = function(*map(plain, operands), **kwargs)
        if is_product and len(matrices) == 1 and others:
            # n rows of d numbers by a matrix of d by m: n * d * m, whatever the shapes and however it is cut up. Where
            # rows and matrices are stacked, each row meets one of the matrices only; there the n * m results tell.
            work = max(one.size for one in others) * matrices[0].size / X.shape[1]
            multiplied.append(min(work, np.size(made) * X.shape[1]) if len(others) == 1 else work)
        return made.view(Matrix) if not others and isinstance(made, np.ndarray) else made

    class Rows(np.ndarray):
        __array_priority__ = 1.0  # so that joined to a plain array it stays what it is

        def dot(self, other, *args):
            return np.dot(self, other, *args)

    class Matrix(Rows):
        def __array_ufunc__(self, ufunc, method, *operands, **kwargs):
            kwargs = {**kwargs, "out": tuple(map(plain, kwargs["out"]))} if "out" in kwargs else kwargs
            return carry_out(getattr(ufunc, method), ufunc.signature is not None, operands, kwargs)

        def __array_function__(self, function, types, args, kwargs):
            if function in products:
                return carry_out(function, True, args, kwargs)
            if function in made_anew:
                return function(*map(plain, args), **kwargs)
            return super().__array_function__(function, types, args, kwargs)

    def keeping(function):
        def called(*args, **kwargs):
            made = function(*args, **kwargs)
            return made.view(type(args[0])) if args and isinstance(args[0], Rows) else made

        return called

    for name, function in wrapped.items():
        setattr(np, name, keeping(function))
    try:
        layer = candidate.CachedAttention({name: one.view(Matrix) for name, one in weights.items()}, n_heads)
        multiplied.clear()
        start = 0
        for size in sizes:
            layer.step(X[start : start + size].view(Rows))
            start += size
    finally:
        for name, function in wrapped.items():
            setattr(np, name, function)
    return float(sum(multiplied))


def little_work(case, got, want):
    """At most twice the work of multiplying each row by each of the four matrices once."""
    if got.raised is not None:
        return raised_sentence(got.raised)
    found = numbers(got.value)
    if found is None or found.size != 1 or not found.item() <= 2 * want.value:
        return Kind(
            "Rows of earlier steps are multiplied by the matrices again in later ones; what a matrix makes of a row should"
            " be worked out once."
        )
    return None


def weights_of(rng, d, scale=1.0):
    names = ("query", "key", "value", "output")
    return {name: scale * rng.standard_normal((d, d)) / np.sqrt(d) for name in names}


def few(rng):
    return [
        Case((rng.standard_normal((3, 4)).round(2), weights_of(rng, 4), 1), note="three rows, one head"),
        Case((rng.standard_normal((4, 4)).round(2), weights_of(rng, 4), 2), note="four rows, two heads"),
    ]


def more(rng):
    return [
        Case((rng.standard_normal((9, 12)), weights_of(rng, 12, 2.0), 3), note="three heads of four columns"),
        Case((rng.standard_normal((7, 8)), weights_of(rng, 8, 2.0), 8), note="as many heads as columns"),
        Case((rng.standard_normal((1, 6)), weights_of(rng, 6), 2), note="a single row"),
    ]


def large(rng):
    X = rng.standard_normal((8, 8))
    return [Case((X, weights_of(rng, 8, 60.0), 2), note="scores in the thousands")]


def single_steps(rng):
    X = rng.standard_normal((4, 4)).round(2)
    return [Case((X, weights_of(rng, 4), 2, [1, 1, 1, 1]), note="four rows, one by one")]


def pieces(rng):
    cases = []
    for sizes in ([5, 1, 1, 1], [1, 4, 2, 3], [8], [3, 3, 3]):
        X = rng.standard_normal((sum(sizes), 12))
        cases.append(Case((X, weights_of(rng, 12, 2.0), 3, sizes), note=f"steps of {', '.join(map(str, sizes))} rows"))
    return cases


def many_pieces(rng):
    X = rng.standard_normal((330, 4))
    return [*pieces(rng), Case((X, weights_of(rng, 4), 2, [200, 100, *[1] * 30]), note="hundreds of rows")]


def large_pieces(rng):
    return [Case((*large(rng)[0].args, [3, 1, 4]), note="scores in the thousands")]


def two(rng):
    X, Y = rng.standard_normal((2, 4, 2, 8))
    return [Case((list(X), list(Y), weights_of(rng, 8), 2), note="two sequences in turn, with the same weights")]


def rows(rng):
    return [
        Case((rng.standard_normal((5, 8)), weights_of(rng, 8), 2), note="a caller who uses one array again and again")
    ]


def one_by_one(rng):
    X = rng.standard_normal((30, 8))
    return [Case((X, weights_of(rng, 8), 2, [10, *[1] * 20]), note="ten rows at once, and 20 single steps")]


def long(rng):
    X = rng.standard_normal((200, 64))
    return [
        Case((X, weights_of(rng, 64), 4, [4] * 40 + [1] * 40), note="160 rows, four at a time, and 40 single steps")
    ]


CHECKS = [
    Check("the full attention on a few rows", few, call("causal_attention"), near, visible=True),
    Check("single steps give what the full attention gives", single_steps, observe_pieces, near, visible=True),
    Check(
        "several heads, and a single row",
        more,
        call("causal_attention"),
        near,
        weight=2,
        hint="Think of the width that the scores are scaled with, and of which columns belong to which head.",
    ),
    Check(
        "steps of several rows",
        many_pieces,
        observe_pieces,
        near,
        weight=3,
        hint="Which of the rows that come together may see which?",
    ),
    Check(
        "large scores in the full attention",
        large,
        call("causal_attention"),
        near,
        hint="Think of exp of a large number.",
    ),
    Check("large scores with the cache", large_pieces, observe_pieces, near, hint="Think of exp of a large number."),
    Check(
        "two sequences do not mix",
        two,
        observe_two_layers,
        near,
        hint="Think of two conversations that are served at the same time.",
    ),
    Check(
        "the caller may use its array again",
        rows,
        observe_kept,
        near,
        hint="Think of what you keep, and to whom it belongs.",
    ),
    Check(
        "every row goes through the matrices once",
        one_by_one,
        observe_work,
        little_work,
        weight=2,
        hint="Which products with the matrices change for an old row when a new one arrives?",
    ),
    Check(
        "earlier rows are not worked out again",
        long,
        observe_pieces,
        near,
        weight=2,
        speed=Speed(at_most=15, repeats=2),
        hint="What has to be computed for a new row, and what is known already?",
    ),
    Check(
        "the inputs stay as they were",
        more,
        call("causal_attention"),
        input_alone,
        hint="Think of who else uses the arrays.",
    ),
]
