"""Write places.tsv and festivals.tsv from JioNLP's data (Apache-2.0), and syllables.tsv from pypinyin's (MIT).

    .venv/bot/bin/python data/lexicon/derive.py

The files are checked in, so that the running bot needs neither library, nor JioNLP's 700 000 villages.
"""

import datetime as dt
import unicodedata
import zipfile
from pathlib import Path

import jionlp
from pypinyin.pinyin_dict import pinyin_dict

HERE = Path(__file__).parent
FIRST_YEAR, LAST_YEAR = 2025, 2040
# (month, day) in the lunar calendar; 除夕 is the day before 春节 and is reckoned from it.
LUNAR = {"春节": (1, 1), "元宵节": (1, 15), "端午节": (5, 5), "七夕": (7, 7), "中秋节": (8, 15), "重阳节": (9, 9),
         "腊月初一": (12, 1), "腊八节": (12, 8), "小年": (12, 23)}
# The source files places without a prefecture under this heading: such a place is its own city.
NO_PREFECTURE = "省直辖行政区划"
# ... and says with this one that a city has no districts.
NO_DISTRICTS = "市直辖行政区划"
MISPRINT = ("苗粟", "苗栗")


def places() -> list[str]:
    """Lines `province, its short form, city, its short form, districts`, tab between, a space between districts."""
    archive = Path(jionlp.__file__).parent / "dictionary" / "china_location.zip"
    with zipfile.ZipFile(archive) as opened:
        rows = opened.read(opened.namelist()[0]).decode("utf-8").replace(*MISPRINT).splitlines()
    lines: list[str] = []
    province, city = ("", ""), ("", "")
    districts: list[str] = []

    def flush() -> None:
        if city[0] == NO_PREFECTURE:
            lines.extend("\t".join((*province, name, name.removesuffix("市"), "")) for name in districts)
        elif city[0]:
            # 香港 and 澳门 are a province-level place and its own only city.
            official = province[0] if city[0] == province[1] else city[0]
            lines.append("\t".join((*province, official, city[1], " ".join(districts))))

    for row in filter(None, rows):
        depth = len(row) - len(row.lstrip("\t"))
        fields = row.strip().split("\t")
        if depth < 2:
            flush()
            districts = []
            name = (fields[0], fields[-1])
            province, city = (name, ("", "")) if depth == 0 else (province, name)
        elif depth == 2 and fields[0] != NO_DISTRICTS:
            districts.append(fields[0])
    flush()
    flush()
    return lines


def festivals() -> list[str]:
    """Lines `name, date` of the festivals that move: the lunar ones and 清明, which follows the sun."""
    lines = []
    for year in range(FIRST_YEAR, LAST_YEAR + 1):
        for name, (month, day) in LUNAR.items():
            solar = jionlp.lunar2solar(year, month, day, False).date()
            lines.append(f"{name}\t{solar.isoformat()}")
            if name == "春节":
                lines.append(f"除夕\t{(solar - dt.timedelta(days=1)).isoformat()}")
        # The rules of the solar terms 清明 and 冬至 that hold for 2001-2099.
        two = year % 100
        lines.append(f"冬至\t{year}-12-{int(two * 0.2422 + 21.94) - two // 4:02d}")
        lines.append(f"清明节\t{year}-04-{int(two * 0.2422 + 4.81) - two // 4:02d}")
    return lines


def syllables() -> list[str]:
    """Lines `syllable, its characters`: those of GB 2312, which holds what people type, each under its most usual
    reading and without its tone."""
    characters: dict[str, str] = {}
    for code, readings in sorted(pinyin_dict.items()):
        if _in_gb2312(chr(code)):
            syllable = _without_tone(readings.split(",")[0])
            characters[syllable] = characters.get(syllable, "") + chr(code)
    return [f"{syllable}\t{those}" for syllable, those in sorted(characters.items())]


def _in_gb2312(character: str) -> bool:
    try:
        return bool(character.encode("gb2312"))
    except UnicodeEncodeError:
        return False


def _without_tone(reading: str) -> str:
    """lǜ → lv: the two dots are part of the vowel, the mark above is the tone."""
    letters = unicodedata.normalize("NFD", reading).replace("u\u0308", "v")
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


if __name__ == "__main__":
    (HERE / "places.tsv").write_text("\n".join(places()) + "\n", encoding="utf-8")
    (HERE / "festivals.tsv").write_text("\n".join(festivals()) + "\n", encoding="utf-8")
    (HERE / "syllables.tsv").write_text("\n".join(syllables()) + "\n", encoding="utf-8")
