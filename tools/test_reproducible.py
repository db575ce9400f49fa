"""Build everything twice, in two clean clones in folders of different names, and compare the bytes.

What is compared is the book, the students' archive and the wheel of rnnlib. All are told the date of the last change:
without SOURCE_DATE_EPOCH, pages have the date of their build and a wheel those of its files. Nothing else may differ.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
COMMANDS = {
    "the book": [Path(sys.executable).with_name("jupyter-book"), "build", ".", "-W", "-n", "--keep-going"],
    "the students' archive": [sys.executable, "tools/make_student.py", "_build/html/homework.zip"],
    "the wheel": [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "--wheel-dir",
                  "_build/html", "."],
}


def built(place):
    """Clone the last commit to a place, and build all there; return the folder with what came out."""
    subprocess.run(["git", "clone", "--quiet", ROOT, place], check=True)
    date = subprocess.run(["git", "log", "-1", "--format=%ct"], cwd=place, capture_output=True, text=True, check=True)
    told = os.environ | {"PYTHONPATH": str(place), "SOURCE_DATE_EPOCH": date.stdout.strip()}
    for what, command in COMMANDS.items():
        done = subprocess.run(command, cwd=place, env=told, capture_output=True, encoding="utf-8", check=False)
        if done.returncode:
            raise SystemExit(f"{what} was not built:\n{done.stdout[-2000:]}\n{done.stderr[-2000:]}")
    return place / "_build/html"


def different(one, other):
    """List what is in one folder only, and files whose bytes differ, with the place where they begin to."""
    files = [{path.relative_to(folder) for path in folder.rglob("*") if path.is_file()} for folder in (one, other)]
    yield from (f"{path}: in one only" for path in sorted(files[0] ^ files[1]))
    for path in sorted(files[0] & files[1]):
        pair = (one / path).read_bytes(), (other / path).read_bytes()
        if pair[0] != pair[1]:
            place = next((i for i, (a, b) in enumerate(zip(*pair)) if a != b), min(map(len, pair)))
            around = slice(max(0, place - 40), place + 40)
            yield f"{path}: from byte {place}: {pair[0][around]!r} / {pair[1][around]!r}"


def main():
    """Build twice, print what differs, and return whether anything does."""
    with tempfile.TemporaryDirectory() as folder:
        places = [built(Path(folder, name)) for name in ("one", "another, in a folder of a longer name")]
        found = list(different(*places))
        count = sum(path.is_file() for path in places[0].rglob("*"))
    print(*found, f"{count} files, {len(found)} of them differ", sep="\n")
    return bool(found)


if __name__ == "__main__":
    sys.exit(main())
