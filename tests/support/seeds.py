"""One test over many seeded cases, without the cost of a test for each."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from typing import Any


def each_seed(count: int) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Runs a test that takes `seed` for 0..count-1; a failure names its seed."""

    def wrap(test: Callable[..., None]) -> Callable[..., None]:
        @functools.wraps(test)
        def run(*args: Any, **kinds: Any) -> None:
            for seed in range(count):
                try:
                    test(*args, seed=seed, **kinds)
                except BaseException as failure:
                    failure.add_note(f"with seed {seed}")
                    raise

        shown = inspect.signature(test)
        kept = [parameter for name, parameter in shown.parameters.items() if name != "seed"]
        run.__signature__ = shown.replace(parameters=kept)  # type: ignore[attr-defined]
        return run

    return wrap
