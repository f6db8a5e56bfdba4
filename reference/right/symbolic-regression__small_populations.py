"""Many tiny genetic searches with sum of absolute errors as their measure."""

import numpy as np
from gplearn.functions import make_function
from gplearn.genetic import SymbolicRegressor


def safe_exp(x):
    return np.exp(np.minimum(x, 30))


def safe_cosh(x):
    return np.cosh(np.minimum(np.abs(x), 30))


def discover_formula(X, y, seed=0):
    own = [
        make_function(function=f, name=name, arity=1)
        for f, name in ((np.tanh, "tanh"), (safe_exp, "exp"), (safe_cosh, "cosh"))
    ]
    results = []
    for turn in range(12):
        model = SymbolicRegressor(
            population_size=350,
            generations=9,
            tournament_size=7,
            init_depth=(1, 3),
            function_set=["add", "sub", "mul", "sin", "cos", *own],
            const_range=None,
            metric="mean absolute error",
            parsimony_coefficient=0.002,
            stopping_criteria=0.001,
            p_crossover=0.5,
            p_subtree_mutation=0.2,
            p_point_mutation=0.25,
            p_hoist_mutation=0.02,
            random_state=seed + 7919 * turn,
        )
        model.fit(X, y)
        results.append((np.abs(model.predict(X) - y).mean(), turn, str(model)))
        if results[-1][0] < 0.01 * y.std():
            break
    return min(results)[2]
