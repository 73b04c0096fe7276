"""Guards against names of the library that are promised and not there."""

from __future__ import annotations

import pytest

import extractor


def test_the_library_is_what_it_says() -> None:
    assert set(extractor.__all__) <= {*dir(extractor), *extractor._HOMES}
    for name in extractor.__all__:
        assert getattr(extractor, name) is not None
    with pytest.raises(AttributeError, match="no attribute 'extrct'"):
        getattr(extractor, "extrct")  # noqa: B009


def test_numbers_are_found_without_any_context() -> None:
    about, growth = extractor.find_quantities("约425万亩，同比增长41.68%")
    assert (str(about.value), about.unit, about.bound, about.start, about.end) == (
        "4250000",
        "亩",
        "about",
        1,
        6,
    )
    assert (str(growth.value), growth.unit) == ("41.68", "%")
