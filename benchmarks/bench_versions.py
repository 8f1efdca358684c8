"""Sorting versions by key against sorting them as parsed objects, and the cost of a key in each scheme."""

import time
from collections.abc import Callable

from packaging.version import Version

from kaname.versions import SCHEMES, Undetermined

_COUNT = 20_000
_SAMPLES = {
    "apk": "{0}.{1}.{2}-r{3}",
    "composer": "v{0}.{1}.{2}",
    "deb": "{0}.{1}.{2}-{3}+deb12u1",
    "gem": "{0}.{1}.{2}",
    "golang": "v{0}.{1}.{2}",
    "maven": "{0}.{1}.{2}.RELEASE",
    "npm": "{0}.{1}.{2}-beta.{3}",
    "nuget": "{0}.{1}.{2}",
    "rpm": "0:{0}.{1}.{2}-{3}.el9",
}


def run() -> list[tuple[str, float, str, float]]:
    """Measure.

    Returns:
        (name, seconds, name of the baseline, seconds divided by those of the baseline) per measurement; 20,000 versions.
    """
    versions = _versions("{0}.{1}.{2}rc{3}") + _versions("{0}.{1}.{2}")
    baseline = _seconds(lambda: sorted(versions, key=Version))
    by_key = _seconds(lambda: sorted(versions, key=_pypi_key))
    results = [("sort pypi versions by key", by_key, "sort by packaging.version.Version", by_key / baseline)]
    parsing = _seconds(lambda: [Version(version) for version in versions])
    for scheme, shape in _SAMPLES.items():
        make_key, texts = SCHEMES[scheme], _versions(shape) + _versions(shape)
        seconds = _seconds(lambda make_key=make_key, texts=texts: [make_key(text) for text in texts])  # type: ignore[misc]
        results.append(
            (f"keys of {scheme} versions", seconds, "parse with packaging.version.Version", seconds / parsing)
        )
    return results


def _versions(shape: str) -> list[str]:
    return [shape.format(number % 23, number % 101, number % 7, number % 5) for number in range(_COUNT // 2)]


def _pypi_key(text: str) -> bytes:
    key = SCHEMES["pypi"](text)
    assert not isinstance(key, Undetermined)
    return key


def _seconds(work: Callable[[], object]) -> float:
    """Return the processor time of the fastest of three runs."""
    times = []
    for _ in range(3):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)
