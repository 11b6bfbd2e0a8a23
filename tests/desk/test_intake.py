"""A story's file gives its text: in any usual encoding and format, whole and in its order."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from django.conf import settings
from docx import Document
from pypdf import PdfWriter

from desk.intake.extracting import extract
from desk.stories.loading import MUNIR_VISIT
from tests.desk.story_files import body, packed, pdf, saved, word_file

STORY = (MUNIR_VISIT.parent / "munir-visit.txt").read_text()
RUSSIAN = "Министр иностранных дел Мурат Нуртлеу встретился с делегацией. «Мы готовы», — сказал он."
KAZAKH = "Президент Қасым-Жомарт Тоқаев Пәкістан делегациясын қабылдады. Ынтымақтастық туралы."
FRENCH = "Le président Tokaïev a reçu à Astana une délégation. «Très bien», a-t-il déclaré."
OTHERS = Path(settings.BASE_DIR).parent / "shared" / "data" / "stories" / "stories.jsonl"


@pytest.mark.parametrize(
    ("raw", "language", "text", "encoding"),
    [
        (STORY.encode(), "", STORY.strip(), "utf-8"),
        (RUSSIAN.encode("utf-8-sig"), "", RUSSIAN, "utf-8"),
        (RUSSIAN.encode("utf-16"), "", RUSSIAN, "utf-16"),
        (b"\xfe\xff" + RUSSIAN.encode("utf-16-be"), "", RUSSIAN, "utf-16"),
        (RUSSIAN.encode("windows-1251"), "", RUSSIAN, "windows-1251 (guessed)"),
        (RUSSIAN.replace("«", '"').replace("»", '"').replace("—", "-").encode("koi8-r"), "",
         RUSSIAN.replace("«", '"').replace("»", '"').replace("—", "-"), "koi8-r (guessed)"),
        (KAZAKH.encode("kz1048"), "kk", KAZAKH, "kz1048 (guessed)"),
        (FRENCH.encode("windows-1252"), "fr", FRENCH, "windows-1252 (guessed)"),
        ("“We’re ready” – he left.".encode("windows-1252"), "", "“We’re ready” – he left.",
         "windows-1252 (guessed)"),
        ("Erdoğan Ankara'da görüştü.".encode("windows-1254"), "tr", "Erdoğan Ankara'da görüştü.",
         "windows-1254 (guessed)"),
    ],
)  # fmt: skip
def test_a_text_is_read_in_the_encoding_it_is_in_which_is_told(raw, language, text, encoding):
    story = extract("story.TXT", raw, language)
    assert (story.text, story.read_as) == (text, f"text/plain; charset={encoding}")


def test_line_ends_are_one_sign_and_nothing_else_is_touched():
    assert (
        extract("a.txt", b"\r\nOne\r\nTwo\rThree\n\n  Four \tFive\n").text
        == "One\nTwo\nThree\n\n  Four \tFive"
    )


PAGE = """<!doctype html><html lang=ru><head><meta charset="windows-1251"><title>Визит | Газета</title>
<meta property="og:title" content="Визит &amp; переговоры"><style>p { color: red }</style>
<script>document.write("<p>нет</p>")</script></head><body><header>Газета</header>
<nav><ul><li>Дом<li>Новости</ul></nav><article><h1>Визит &amp; переговоры</h1>
<p>Генерал&nbsp;Мунир при<b>был</b>
в&#32;Астану.<br>Его встретили.<p>Второй абзац &lt;3
<span hidden>тайна</span><span style="display: none">и ещё</span>
<table><tr><th>Кто<td>Где<tr><td>Мунир<td>Астана</table><aside>Реклама</aside><form>Подписка</form></article>
<footer>© 2024</footer></body></html>"""


def test_a_page_gives_its_article_by_paragraphs_and_its_title():
    story = extract("page.html", PAGE.encode("windows-1251"))
    assert story.title == "Визит & переговоры"
    assert story.read_as == "text/html; charset=windows-1251"
    assert story.text.split("\n\n") == [
        "Визит & переговоры", "Генерал\N{NO-BREAK SPACE}Мунир прибыл в Астану.\nЕго встретили.",
        "Второй абзац <3", "Кто\tГде", "Мунир\tАстана",
    ]  # fmt: skip


def test_a_page_in_utf8_is_read_so_whatever_it_declares_and_a_page_without_article_is_read_whole():
    story = extract("page.htm", "<meta charset=windows-1251><p>Ғылым<div>Білім</div>".encode())
    assert (story.text, story.read_as) == ("Ғылым\n\nБілім", "text/html; charset=utf-8")


def test_a_word_document_gives_paragraphs_and_tables_in_their_order():
    raw = word_file(
        "Munir in Astana", RUSSIAN, "He said:\n“Yes”.", rows=[("Who", "Where"), ("Munir", "Astana")]
    )
    assert extract("story.docx", raw).text.split("\n\n") == [
        "Munir in Astana", RUSSIAN, "He said:\n“Yes”.", "Who\tWhere\nMunir\tAstana",
    ]  # fmt: skip


def test_of_a_changed_word_document_what_would_be_printed_is_read():
    document = Document()
    document.add_paragraph("Ground")
    changed = (
        "<w:p><w:pPr><w:tabs><w:tab w:val='left'/></w:tabs></w:pPr>"
        "<w:r><w:t xml:space='preserve'>He </w:t></w:r>"
        "<w:del><w:r><w:delText>came</w:delText></w:r></w:del><w:ins><w:r><w:t>left</w:t></w:r></w:ins>"
        "<w:r><w:instrText>PAGE</w:instrText><w:tab/><w:t>now</w:t></w:r></w:p>"
    )
    assert extract("a.docx", packed(body(changed))).text == "He left\tnow"
    assert extract("a.docx", saved(document)).text == "Ground"


LINES = [
    "Kazakh President Discusses Alliance", "ASTANA - General Asim Munir, the Chief of Army Staff of Paki-",
    "stan, paid a visit to Kazakhstan on April 23, and President Kassym-",
    "Jomart Tokayev welcomed him with open arms in the capital city.", "They signed two papers (in Astana).",
    "Pakistan is a partner of Kazakhstan in the whole region, the presi-", "dent said after the talks.", "1",
]  # fmt: skip


def test_a_pdf_gives_its_lines_as_paragraphs_again():
    story = extract("story.pdf", pdf(LINES))
    title, first, second = story.text.split("\n\n")
    assert title == "Kazakh President Discusses Alliance"
    assert "the Chief of Army Staff of Pakistan, paid a visit" in first
    assert "and President Kassym-Jomart Tokayev welcomed him" in first
    assert first.endswith("in the capital city. They signed two papers (in Astana).")
    assert second.endswith("in the whole region, the presi-dent said after the talks.")


def test_a_paragraph_goes_on_over_a_page_and_a_pages_own_number_is_not_read():
    story = extract("story.pdf", pdf([*LINES[1:3], "1"], ["2", *LINES[3:5], "Page 2 of 2"]))
    assert "President Kassym-Jomart Tokayev welcomed" in story.text
    assert story.text.endswith("(in Astana).")


def test_a_pdf_that_only_its_owner_may_change_is_read():
    writer = PdfWriter(clone_from=io.BytesIO(pdf(LINES)))
    writer.encrypt("", "owner", algorithm="AES-256")
    file = io.BytesIO()
    writer.write(file)
    assert extract("story.pdf", file.getvalue()).text.startswith("Kazakh President")


@pytest.mark.skipif(not OTHERS.exists(), reason="other people's stories are not at hand")
def test_other_peoples_stories_survive_each_way_unchanged():
    stories = [json.loads(line) for line in OTHERS.read_text().splitlines()][:3]
    for text in (" ".join(story["text"].split()) for story in stories):
        assert extract("a.txt", text.encode("utf-16")).text == text
        assert extract("a.docx", word_file("Title", text)).text == f"Title\n\n{text}"
        assert extract("a.html", f"<article><p>{text}</p></article>".encode()).text == text
