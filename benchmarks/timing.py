"""Times that can be compared: contestants take turns, and of each the fastest turn counts.

On a machine that others use too, a figure in seconds says little. What holds is how many times as long one thing
takes as another that is run in turn with it. Time is that of the processor, so that waiting is not counted.
"""

from __future__ import annotations

import functools
import resource
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from types import ModuleType
from typing import Any

Contestant = Callable[[], object]
_SHORTEST = 0.02
"""A turn is repeated until it lasts that many seconds."""


def take_turns(contestants: Mapping[str, Contestant], rounds: int) -> dict[str, float]:
    """Seconds of the fastest turn of each: ``{"floor": 0.006, "text → records": 0.11}``."""
    repeats = {name: _repeats(contestant) for name, contestant in contestants.items()}
    best = dict.fromkeys(contestants, float("inf"))
    for _ in range(rounds):
        for name, contestant in contestants.items():
            start = time.process_time()
            for _ in range(repeats[name]):
                contestant()
            best[name] = min(best[name], (time.process_time() - start) / repeats[name])
    return best


def _repeats(contestant: Contestant) -> int:
    contestant()  # what is made at first use is not timed
    start = time.process_time()
    contestant()
    return max(1, round(_SHORTEST / max(time.process_time() - start, 1e-6)))


def peak_memory() -> float:
    """The most memory this process has used so far, in MB."""
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6


@contextmanager
def stages(*modules: ModuleType, package: str) -> Iterator[dict[str, float]]:
    """While it lasts, every function of a package that a module calls by a name of its own is timed.

    Yields seconds by name; what one stage spends in another is counted for both.
    """
    spent: dict[str, float] = {}
    kept: list[tuple[ModuleType, str, Any]] = []

    def timed(name: str, stage: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(stage)
        def run(*given: Any, **named: Any) -> Any:
            start = time.process_time()
            try:
                return stage(*given, **named)
            finally:
                spent[name] = spent.get(name, 0.0) + time.process_time() - start

        return run

    for module in modules:
        for name, value in vars(module).items():
            if callable(value) and not isinstance(value, type) and value.__module__.startswith(package):
                kept.append((module, name, value))
    for module, name, value in kept:
        if value.__module__ != module.__name__:
            setattr(module, name, timed(name, value))
    try:
        yield spent
    finally:
        for module, name, value in kept:
            setattr(module, name, value)
