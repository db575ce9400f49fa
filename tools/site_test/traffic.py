"""What a first visit costs: requests, all to the book's own host, and bytes, as they are sent."""

from typing import NamedTuple

HEAVIEST = 250_000  # bytes, without figures


class Traffic(NamedTuple):
    """What a visit asked for."""

    weight: int  # bytes, without figures
    requests: int
    foreign: list  # addresses of other hosts


def measure(visit, home):
    """Return the traffic of a visit to a host."""
    own = [request for request in visit.requests if request.url.startswith(f"{home}/")]
    weight = sum(size(request) for request in own if "/_images/" not in request.url)
    foreign = [request.url for request in visit.requests if not request.url.startswith((f"{home}/", "data:", "blob:"))]
    return Traffic(weight, len(visit.requests), foreign)


def size(request):
    """Return how many bytes came."""
    return request.sizes()["responseBodySize"] if request.response() else 0


def check(traffic):
    """Yield what is too much."""
    yield from (f"asks another host: {url}" for url in traffic.foreign)
    if traffic.weight > HEAVIEST:
        yield f"weighs {traffic.weight / 1000:.0f} kB without figures, more than {HEAVIEST / 1000:.0f} kB"
