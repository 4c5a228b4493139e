"""The normal distribution for arrays, without scipy."""

from __future__ import annotations

import numpy as np

from negotiations.engine.problem import FloatArray

_ROOT_2 = 2**0.5

# Chebyshev fit of erfc, relative error below 1.2e-7 everywhere (Press et al., Numerical Recipes, section 6.2).
_ERFC = (
    -1.26551223,
    1.00002368,
    0.37409196,
    0.09678418,
    -0.18628806,
    0.27886807,
    -1.13520398,
    1.48851587,
    -0.82215223,
    0.17087277,
)

# Rational fit of the quantile, relative error below 1.2e-9 (P. J. Acklam, 2003).
_A = (
    -3.969683028665376e1,
    2.209460984245205e2,
    -2.759285104469687e2,
    1.383577518672690e2,
    -3.066479806614716e1,
    2.506628277459239,
)
_B = (-5.447609879822406e1, 1.615858368580409e2, -1.556989798598866e2, 6.680131188771972e1, -1.328068155288572e1, 1.0)
_C = (
    -7.784894002430293e-3,
    -3.223964580411365e-1,
    -2.400758277161838,
    -2.549732539343734,
    4.374664141464968,
    2.938163982698783,
)
_D = (7.784695709041462e-3, 3.224671290700398e-1, 2.445134137142996, 3.754408661907416, 1.0)
_TAIL = 0.02425


def log_cdf(x: FloatArray) -> FloatArray:
    """Natural logarithm of the probability below x; exact to 2e-7 relative, also far in the lower tail."""
    z = np.abs(x) / _ROOT_2
    t = 1 / (1 + z / 2)
    log_tail = np.log(t / 2) + np.polynomial.polynomial.polyval(t, _ERFC) - z * z
    return np.asarray(np.where(x < 0, log_tail, np.log1p(-np.exp(log_tail))), dtype=np.float64)


def cdf(x: FloatArray) -> FloatArray:
    """Probability below x."""
    return np.asarray(np.exp(log_cdf(x)), dtype=np.float64)


def quantile(p: FloatArray) -> FloatArray:
    """The value with probability p below it; p is kept away from 0 and 1 by 1e-12."""
    inside = np.clip(p, 1e-12, 1 - 1e-12)
    tail = np.minimum(inside, 1 - inside)
    low = np.sqrt(-2 * np.log(np.minimum(tail, _TAIL)))
    outer = np.polyval(_C, low) / np.polyval(_D, low)
    centre = inside - 0.5
    square = centre * centre
    inner = centre * np.polyval(_A, square) / np.polyval(_B, square)
    return np.asarray(np.where(tail < _TAIL, np.where(inside < 0.5, outer, -outer), inner), dtype=np.float64)
