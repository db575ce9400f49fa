"""HTML as the Nu Html Checker judges it."""

import json
import shutil
import subprocess
from collections import defaultdict
from urllib.parse import unquote, urlsplit

import npm


def java():
    """Return the path of a Java runtime, or None."""
    return shutil.which("java")


def check(paths):
    """Return {path: complaints}."""
    jar = npm.install("judges") / "vnu-jar/build/dist/vnu.jar"
    command = [java(), "-jar", jar, "--errors-only", "--exit-zero-always", "--format", "json", *paths]
    ran = subprocess.run(command, capture_output=True, text=True, check=True)
    found = defaultdict(list)
    for message in json.loads(ran.stderr)["messages"] if ran.stderr.strip() else []:
        extract = message.get("extract", "").strip()[:80]
        found[unquote(urlsplit(message["url"]).path)].append(
            f"HTML, line {message.get('lastLine', '?')}: {message['message']} {extract!r}")
    return {path: found[str(path)] for path in paths}
