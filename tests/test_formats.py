"""Documents that are no plain text: what is taken out of them, and what they say of themselves."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from standoff.errors import StandoffError
from standoff.read.documents import Report, open_report

SAID = "The harbour company said on Monday that it would not raise wages, and that the union’s strike had to end first."
ASKED = "“We demand talks,” said the union’s leader, Mara Olin, in a speech to members at the gate on Tuesday morning."

PAGE = f"""<!doctype html><html><head><meta charset="CHARSET"><title>Talks stall - The Quay</title>HEAD</head><body>
<nav><a href="/">Home</a> <a href="/world">World news</a></nav>
<article><h1>Talks stall at the port</h1><p class="byline">By Ann Poe</p>
<figure><img src="gate.jpg"><figcaption>Drivers at the gate. Photo: A. Nobody</figcaption></figure>
<p>{SAID}</p><h2>What the union wants</h2><p>{ASKED}</p>
<script>document.write("tracked")</script></article>
<footer>Copyright 2031 The Quay. All rights reserved. Cookies.</footer></body></html>"""

META = (
    '<meta property="article:published_time" content="2031-05-06T23:30:00-04:00">'
    '<meta name="author" content="By Ann Poe"><meta property="og:site_name" content="The Quay">'
)
LINKED = """<script type="application/ld+json">{"@graph": [{"@type": "Organization", "name": "X"},
{"@type": ["NewsArticle"], "headline": "Talks stall at the port", "datePublished": "2031-05-06",
"author": [{"name": "Ann Poe"}], "publisher": {"name": "The Quay"}}]}</script>"""


def opened(folder: Path, name: str, content: bytes | str) -> Report:
    """Write a file and open it as a report."""
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return open_report(path)


def paragraphs(report: Report) -> list[str]:
    """The story's paragraphs in words."""
    return [report.text[slice(*span)] for span in report.paragraphs]


@pytest.mark.parametrize("head", [META, LINKED], ids=["meta", "json-ld"])
@pytest.mark.parametrize("charset", ["utf-8", "windows-1252"])
def test_web_page(tmp_path: Path, head: str, charset: str) -> None:
    """A page's story is kept without menus, captions, scripts and notices, whatever its encoding."""
    page = PAGE.replace("HEAD", head).replace("CHARSET", charset).encode(charset)
    report = opened(tmp_path, "quay.html", page)
    assert paragraphs(report) == [SAID, ASKED]
    assert [report.text[slice(*span)] for span in report.headings] == ["What the union wants"]
    said = (report.title, report.author, report.publisher, str(report.published))
    assert said == ("Talks stall at the port", "Ann Poe", "The Quay", "2031-05-06")
    assert (report.id, report.file) == ("quay", "quay.html.txt")


def test_no_date_is_made_up(tmp_path: Path) -> None:
    """A page that does not state its date has none, though its notice names a year."""
    assert opened(tmp_path, "quay.html", PAGE.replace("HEAD", "").replace("CHARSET", "utf-8")).published is None


def test_markdown(tmp_path: Path) -> None:
    """Marks, links and pictures go, words stay; the head says title, publisher and date."""
    source = (
        "---\ntitle: Talks stall\ndate: 2031-05-06\npublisher: The Quay\ntags: [a, b]\n---\n# Talks *stall*\n\n"
        "The **company** said, according to [its spokesman](https://example.org), that it\nwould not raise wages.\n\n"
        "![A gate](gate.jpg)\n\n- The union wants `talks` with the company.\n"
    )
    report = opened(tmp_path, "quay.md", source)
    assert report.text == (
        "Talks stall\n\nThe company said, according to its spokesman, that it would not raise wages.\n\n"
        "The union wants talks with the company.\n"
    )
    assert (report.title, report.publisher, str(report.published)) == ("Talks stall", "The Quay", "2031-05-06")


def test_word(tmp_path: Path) -> None:
    """Paragraphs and tables of a Word document come in order; captions do not; the day it was made is no date."""
    docx = pytest.importorskip("docx", reason="python-docx is not installed")
    document = docx.Document()
    document.core_properties.author = "Ann Poe"
    document.add_heading("Talks stall", 0)
    document.add_paragraph(SAID)
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "The union", "wants talks with the company."
    document.add_paragraph("The gate on Monday", style="Caption")
    document.add_paragraph(ASKED)
    document.save(tmp_path / "minutes.docx")
    report = open_report(tmp_path / "minutes.docx")
    assert report.text.split("\n\n")[1:] == [SAID, "The union | wants talks with the company.", ASKED + "\n"]
    assert (report.title, report.author, report.published) == ("Talks stall", "Ann Poe", None)


def pdf(lines: list[list[str]]) -> bytes:
    """Make a PDF with one list of lines a page."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", "", "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
    kids = []
    for page in lines:
        shown = "".join(f"({line}) Tj T* " for line in page)
        stream = f"BT /F1 12 Tf 14 TL 50 780 Td {shown} ET"
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents {len(objects)} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    made, places = "%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(made))
        made += f"{number} 0 obj\n{content}\nendobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    end = f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(made)}\n%%EOF"
    return (made + f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n" + table + end).encode()


def test_pdf(tmp_path: Path) -> None:
    """Lines become paragraphs, over the end of a page, too; split words become whole; heads and numbers go."""
    report = opened(
        tmp_path,
        "quay.pdf",
        pdf(
            [
                ["The Quay Weekly, issue 12", "Talks stall at the port", "The company said on Monday that it would",
                 "not raise wages and that it wanted a cease-", "Page 1 of 2"],
                ["The Quay Weekly, issue 12", "fire of words. The union said it wants talks", "with the company soon.",
                 "A second paragraph says that the union and the", "company will meet on Friday.", "Page 2 of 2"],
            ]
        ),
    )  # fmt: skip
    assert report.text == (
        "Talks stall at the port\n\n"
        "The company said on Monday that it would not raise wages and that it wanted a ceasefire of words. "
        "The union said it wants talks with the company soon.\n\n"
        "A second paragraph says that the union and the company will meet on Friday.\n"
    )


def zipped(name: str) -> bytes:
    """An archive that calls itself a Word document."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr(name, "nonsense")
    return made.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\nnonsense", "PDF cannot be read"),
        ("a.pdf", pdf([[]]), "no text was found"),
        ("a.docx", zipped("word/document.xml"), "cannot be opened"),
        ("a.xlsx", zipped("xl/workbook.xml"), "archive"),
        ("a.html", b"<!doctype html><html><body></body></html>", "no text was found"),
        ("a.md", "Les négociations".encode("latin-1"), "not UTF-8"),
        ("a.xml", b"<?xml version='1.0'?><feed/>", "XML"),
    ],
)
def test_broken_documents(tmp_path: Path, name: str, content: bytes, message: str) -> None:
    """Each broken, empty or foreign document ends in one message that names the file."""
    with pytest.raises(StandoffError, match=message) as caught:
        opened(tmp_path, name, content)
    assert str(tmp_path / name) in str(caught.value)
