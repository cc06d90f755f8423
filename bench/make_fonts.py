"""Cuts the fonts of the target card's PDF out of DejaVu Sans: Latin, Greek and Cyrillic, without hints.

python -m bench.make_fonts DIRECTORY_WITH_DEJAVU
"""

from __future__ import annotations

import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

_FONTS = Path(__file__).parent.parent / "src/kith/targets/fonts"
_RANGES = (
    (0x0020, 0x024F),  # Latin
    (0x02B0, 0x036F),  # modifiers and combining accents
    (0x0370, 0x052F),  # Greek, Cyrillic
    (0x1E00, 0x1FFF),  # more Latin, Greek with accents
    (0x2000, 0x206F),  # punctuation
    (0x20A0, 0x20BF),  # currencies
    (0x2100, 0x214F),
    (0x2190, 0x2193),
)


def main(directory: str) -> None:
    for name in ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf"):
        font = TTFont(Path(directory) / name, recalcTimestamp=False)
        options = subset.Options(hinting=False, layout_features=[], name_IDs=["*"], notdef_outline=True)
        cutter = subset.Subsetter(options)
        cutter.populate(unicodes=[code for first, last in _RANGES for code in range(first, last + 1)])
        cutter.subset(font)
        font.save(_FONTS / name)
        print(f"{name}: {(_FONTS / name).stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main(sys.argv[1])
