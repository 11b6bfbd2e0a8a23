"""Texts that programs stumble over: what people paste, and what nobody would think of."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from itertools import chain
from string import punctuation
from typing import Final

WORDS: Final = (
    "null", "NULL", "None", "nil", "undefined", "true", "False", "NaN", "Infinity", "-Infinity", "0", "-0",
    "00", "0x10", "1e309", "1E+02", "1,5", "1.0.0", "-1", "+1", "٣", "Ⅷ", "²", "½", "9" * 60, "1970-01-01",
    "XXXX-01-01", "12:60", "id", "pk", "__class__", "__proto__", "constructor", "hasOwnProperty", "toString",
    "../../etc/passwd", "..\\..\\boot.ini", "C:\\CON", "file:///etc/passwd", "//example.invalid",
    "%s%n%d", "%00", "%25%0a", "{0}", "{{ 7 * 7 }}", "{% now %}", "${7*7}", "#{7*7}", "<%= 7 %>", "$(id)",
    "`id`", "; ls", "| cat", "&& true", "' OR 1=1 --", '"; DROP TABLE x; --', "\\'", "''", '""', "«»", "“”„",
    "<b>bold</b>", "<script>1</script>", "&amp;", "&#0;", "&lt;", "<!--", "-->", "]]>", "<![CDATA[", "<?xml",
    "=1+1", "+1+1", "-1+1", "@SUM(1)", "\t=1", "*", "?", "[]", "{}", "[1", '{"a":', "\\u0000", "\\x00", "\\n",
    "O'Neill", "d’Artagnan", "Müller-Lüdenscheidt", "Ångström", "İstanbul", "ıspanak", "straße", "STRASSE",
    "ǅ", "ŉ", "ﬁn", "Å", "K", "µ", "Σς", "Ѐѝ", "Мунир", "Токаев", "Қасым-Жомарт", "Тоқаев", "Астана қаласы",
    "عاصم منیر", "اسلام آباد", "القاهرة", "ירושלים", "नमस्ते", "ประเทศไทย", "日本国", "한국", "中华人民共和国",
    "ქართული", "Հայաստան", "አዲስ አበባ", "𓀀", "𝐌𝐮𝐧𝐢𝐫", "𝔘𝔫𝔦𝔠𝔬𝔡𝔢", "Ｍｕｎｉｒ", "ⓂⓊⓃⒾⓇ", "ᵐᵘⁿⁱʳ", "раураl",
    "аdmin",
    "👨‍👩‍👧‍👦", "🏳️‍🌈", "🇰🇿🇵🇰", "🇰", "👍🏽", "1️⃣", "☺️", "✌🏿️", "🧑🏾‍🚀", "©®™", "🄰", "🀄", "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯A",
)  # fmt: skip

SHIFTS: Final = (*range(1, 0x20), *range(0x7F, 0xA1), 0xAD, 0x34F, 0x61C, 0x115F, 0x1680, 0x180E,
    *range(0x2000, 0x2010), *range(0x2028, 0x2030), 0x205F, *range(0x2060, 0x2070), 0x2800, 0x3000, 0x3164,
    0xFE0F, 0xFEFF, 0xFFA0, *range(0xFFF9, 0xFFFE), 0x1D173, 0xE0001, 0xE0041, 0xE007F)  # fmt: skip
"""Characters that are not seen, take room, turn the direction of what follows, or are for machines."""

NO_CHARACTERS: Final = (0xFFFE, 0xFFFF, 0xFDD0, 0x1FFFE, 0x10FFFF, 0xE000, 0xF8FF, 0x378)
"""Places in Unicode that are nothing, or private."""

FORBIDDEN: Final = ("\0", "a\0", "\0b", "a\0b", "\ud800", "a\udfffb", "\ud83d", "\ude00\ud83d", "\ud800" * 9)
"""What no text in UTF-8 and no text of PostgreSQL's holds."""


def naughty() -> list[str]:
    """List them, each once: more than five hundred."""
    return list(dict.fromkeys(chain(WORDS, _shifted(), _composed(), _long(), FORBIDDEN, ("", " ", "\u3000"))))


def _shifted() -> Iterator[str]:
    for number in (*SHIFTS, *NO_CHARACTERS):
        yield f"a{chr(number)}b"
        yield chr(number)
    yield from (f"{sign}a{sign}b" for sign in punctuation)
    yield from punctuation
    yield "\u202eabc\u202c"
    yield "\u2066a\u2067b\u2069\u2069"
    yield "line\r\nline\nline\rline\u2028line\u2029line\x85line"


def _composed() -> Iterator[str]:
    """Give words in every normal form, which look alike and are not the same."""
    for word in ("Ångström", "Tòài ﬁ", "é" * 20, "Ḍ̇q̣̇", "각", "й", "ﷺ", "が", "½"):
        yield from (unicodedata.normalize(form, word) for form in ("NFC", "NFD", "NFKC", "NFKD"))
    yield from (f"a{chr(mark) * 30}" for mark in (0x300, 0x334, 0x489, 0x20DD))


def _long() -> Iterator[str]:
    yield from (letter * length for letter in ("a", "я", "😀", "é", "'") for length in (50, 250, 5000))
    yield "a " * 3000
    yield "\n" * 500
