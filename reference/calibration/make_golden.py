"""Fits a logistic model with scikit-learn and measures calibration errors with numpy, for the tests of @momq/core.

Usage: python make_golden.py ../../packages/core/src/confidence/testing/logistic-golden.json
"""

import json
import sys

import numpy as np
from sklearn.linear_model import LogisticRegression

penalty = 2.5
rng = np.random.default_rng(7)
n = 60
x = np.column_stack([rng.normal(-3, 2, n), rng.integers(0, 4, n), rng.random(n)]).round(4)
score = 0.8 * (x[:, 0] + 3) - 1.1 * (x[:, 1] - 1.5) + 0.3
y = (rng.random(n) < 1 / (1 + np.exp(-score))).astype(int)

mean, deviation = x.mean(axis=0), x.std(axis=0)
model = LogisticRegression(C=1 / penalty, tol=1e-12, max_iter=10_000, solver="newton-cg")
model.fit((x - mean) / deviation, y)
p = model.predict_proba((x - mean) / deviation)[:, 1]

order = np.argsort(p, kind="stable")
width = sum(
    abs(p[members].sum() - y[members].sum())
    for members in (np.minimum(9, np.floor(p * 10)) == bin for bin in range(10))
) / n
mass = sum(abs(p[part].sum() - y[part].sum()) for part in np.array_split(order, 10)) / n

json.dump(
    {
        "penalty": penalty,
        "names": ["a", "b", "c"],
        "x": x.tolist(),
        "y": y.tolist(),
        "mean": mean.tolist(),
        "deviation": deviation.tolist(),
        "bias": float(model.intercept_[0]),
        "weights": model.coef_[0].tolist(),
        "p": p.tolist(),
        "eceWidth": width,
        "eceMass": mass,
    },
    open(sys.argv[1], "w"),
)
