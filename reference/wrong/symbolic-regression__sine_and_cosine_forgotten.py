"""Adds tanh, exp and cosh, and forgets that sine and cosine have to be named too.

fails: formulas with sine and cosine
"""

import numpy as np
from gplearn.functions import make_function
from gplearn.genetic import SymbolicRegressor

SMALL = 50.0
"""Arguments of exp and cosh are cut here, far beyond all that occurs, so that no program of the search overflows."""


def tame(function):
    def cut(x):
        return function(np.clip(x, -SMALL, SMALL))

    return cut


FUNCTIONS = (
    "add",
    "sub",
    "mul",
    make_function(function=tame(np.exp), name="exp", arity=1),
    make_function(function=tame(np.cosh), name="cosh", arity=1),
    make_function(function=np.tanh, name="tanh", arity=1),
)


def discover_formula(X, y, seed=0):
    """Several short genetic searches, each from another population; the best on rows that were kept aside wins."""
    kept = np.random.default_rng(seed).permutation(len(y))[: len(y) // 4]
    fit = np.setdiff1d(np.arange(len(y)), kept)
    best = np.inf, ""
    for run in range(1):
        search = SymbolicRegressor(
            population_size=400,
            generations=6,
            tournament_size=8,
            function_set=FUNCTIONS,
            const_range=None,
            init_depth=(1, 3),
            metric="mse",
            parsimony_coefficient=0.001,
            stopping_criteria=1e-4 * y.var(),
            p_crossover=0.6,
            p_subtree_mutation=0.15,
            p_hoist_mutation=0.02,
            p_point_mutation=0.2,
            random_state=1000 * seed + run,
        ).fit(X[fit], y[fit])
        error = np.mean((search.predict(X[kept]) - y[kept]) ** 2)
        best = min(best, (error, str(search._program)))
        if error < 1e-3 * y.var():
            break
    return best[1]
