"""What came out, page by page."""

import json
from dataclasses import asdict, dataclass, field

from .traffic import Traffic

SCORES = {"performance": "speed", "accessibility": "access", "best-practices": "practice", "seo": "SEO"}
HEADS = ["page", "kB", "requests", *SCORES.values(), "axe", "vnu", "all"]


@dataclass
class Row:
    """A page's figures, and everything it falls short of."""

    page: str
    traffic: Traffic | None = None
    scores: dict = field(default_factory=dict)
    axe: int | None = None
    vnu: int | None = None
    complaints: list = field(default_factory=list)

    def note(self, complaints):
        """Write complaints down; return how many they were."""
        found = list(complaints)
        self.complaints += found
        return len(found)

    def cells(self):
        """Return what the table shows; what was not measured is left empty."""
        weight = (round(self.traffic.weight / 1000), self.traffic.requests) if self.traffic else (None, None)
        scores = (self.scores.get(name) for name in SCORES)
        cells = [self.page, *weight, *scores, self.axe, self.vnu, len(self.complaints)]
        return ["" if cell is None else str(cell) for cell in cells]


def markdown(rows):
    """Return the table; its last column counts all complaints."""
    lines = [HEADS, *(row.cells() for row in rows)]
    widths = [max(map(len, column)) for column in zip(*lines)]
    first, *rest = ["| " + " | ".join([line[0].ljust(widths[0]), *map(str.rjust, line[1:], widths[1:])]) + " |"
                    for line in lines]
    rule = "|" + "|".join(["-" * (widths[0] + 2), *("-" * (width + 1) + ":" for width in widths[1:])]) + "|"
    return "\n".join([first, rule, *rest])


def write(rows, folder):
    """Print the table and the complaints, and keep them in a folder."""
    complaints = [f"{row.page}: {complaint}" for row in rows for complaint in row.complaints]
    text = "\n".join([markdown(rows), "", *complaints])
    print(text)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "table.md").write_text(text + "\n", encoding="utf-8")
    (folder / "table.json").write_text(json.dumps([asdict(row) for row in rows], indent=1) + "\n", encoding="utf-8")
