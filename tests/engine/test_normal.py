"""The normal distribution against the standard library's."""

from __future__ import annotations

from math import log
from statistics import NormalDist

import numpy as np
import pytest

from negotiations.engine.normal import cdf, log_cdf, quantile

STANDARD = NormalDist()


def test_probabilities():
    x = np.linspace(-6, 6, 241)
    assert cdf(x) == pytest.approx([STANDARD.cdf(v) for v in x], rel=1e-6)
    assert log_cdf(x) == pytest.approx([log(STANDARD.cdf(v)) for v in x], rel=1e-6, abs=1e-9)


def test_the_far_tail_does_not_become_minus_infinity():
    """A preference that makes an offer absurd must still be comparable with one that makes it more absurd."""
    far, farther = log_cdf(np.array([-40.0, -60.0]))
    assert np.isfinite([far, farther]).all()
    assert far == pytest.approx(-804.6084, rel=1e-5)
    assert farther < far


def test_quantiles():
    p = np.concatenate([np.linspace(0.001, 0.999, 333), [1e-9, 1 - 1e-9, 0.5]])
    assert quantile(p) == pytest.approx([STANDARD.inv_cdf(v) for v in p], rel=1e-7, abs=1e-8)
    assert np.isfinite(quantile(np.array([0.0, 1.0]))).all()
