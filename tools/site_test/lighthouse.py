"""Pages as Lighthouse judges them on a phone: three scores must be full; the fourth depends on the machine as well."""

import json
import os
import statistics
import subprocess
from collections import defaultdict
from pathlib import Path

import chromium
import npm

SCRIPT = Path(__file__).with_suffix(".mjs")
PROMISED = "accessibility", "best-practices", "seo"


def judge(addresses, speeds=1):
    """Yield (address, what each run found) for each address, and measure the speed so many times, or not at all."""
    npm.install("judges")
    command, environment = [npm.node(), SCRIPT, str(speeds), *addresses], {**os.environ, "CHROME": chromium.path()}
    found = defaultdict(list)
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as process:
        for run in map(json.loads, process.stdout):
            found[run["address"]].append(run)
            if len(found[run["address"]]) == max(speeds, 1):
                yield run["address"], found[run["address"]]
    if process.returncode:
        raise RuntimeError("Lighthouse did not come to an end")


def scores(runs):
    """Return {category: score out of 100}; of the speed, which varies, the median."""
    found = {name: [run["scores"][name] for run in runs if name in run["scores"]] for name in runs[0]["scores"]}
    return {name: round(100 * statistics.median(values)) for name, values in found.items()}


def check(runs):
    """Yield what falls short of the promised scores."""
    found = scores(runs)
    if short := [name for name in PROMISED if found.get(name, 0) < 100]:
        yield from (f"Lighthouse: {name} {found.get(name)}, not 100" for name in short)
        yield from (f"Lighthouse: {text}" for text in runs[0]["shortcomings"])
