"""Say how a page is found, shared and cited: its address, structured data, picture and citations."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final, Self

import orjson
from django.http import HttpRequest
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from publication.formats.frame import Frame
from publication.formats.linked import described
from publication.pages.words import day_words

Json = dict[str, Any]

UNSAFE: Final = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"})
"""What could end a script element, written as JSON also allows."""

BIBTEX: Final = str.maketrans({
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "%": r"\%", "&": r"\&", "#": r"\#", "$": r"\$",
    "_": r"\_", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
})  # fmt: skip
"""What means something to BibTeX, written so that it does not."""


@dataclass(frozen=True, slots=True)
class Sharing:
    """How a record's page is shared: absolute addresses, JSON-LD for a script element, and citations."""

    url: str
    picture: str
    linked: SafeString
    text: str
    bibtex: str
    csl: str

    @classmethod
    def of(cls, request: HttpRequest, document: Json, picture: str = "") -> Self:
        """Describe a published document; ``picture`` is the path of a PNG."""
        origin = request.build_absolute_uri("/").rstrip("/")
        at = datetime.fromisoformat(document["published_at"]).astimezone(UTC)
        permalink = f"{origin}{document['url']}versions/{document['version']}/"
        return cls(
            url=f"{origin}{document['url']}",
            picture=f"{origin}{picture}" if picture else "",
            linked=script(described(document, framed(origin, document))),
            text=cited(document, at, permalink),
            bibtex=bibtex(document, at, permalink),
            csl=csl(document, at, permalink),
        )


def framed(origin: str, document: Json) -> Frame:
    """Say where the page of a document stands."""
    here = f"{origin}{document['url']}"
    return Frame(
        record_type=document["type"],
        title=document["title"],
        origin=origin,
        address=here,
        here=here,
        page=here,
        changed=None,
    )


def script(about: Json) -> SafeString:
    """Write JSON for a script element, which no text in it can end."""
    return mark_safe(orjson.dumps(about).decode().translate(UNSAFE))  # noqa: S308  # no < is left in it


def cited(document: Json, at: datetime, permalink: str) -> str:
    """Cite an edition in words."""
    said = {"title": document["title"], "version": document["version"], "day": day_words(at)}
    sentence = _("«%(title)s». Chancery, version %(version)s, %(day)s. %(address)s")
    return sentence % {**said, "address": permalink}


def bibtex(document: Json, at: datetime, permalink: str) -> str:
    """Cite an edition in BibTeX."""
    title, month = document["title"].translate(BIBTEX), f"{at:%b}".lower()
    return (
        f"@misc{{chancery-{document['slug']}-{document['version']},\n"
        f"  title = {{{{{title}}}}},\n  howpublished = {{Chancery}},\n"
        f"  note = {{Version {document['version']}}},\n  year = {{{at:%Y}}},\n  month = {month},\n"
        f"  url = {{{permalink}}}\n}}"
    )


def csl(document: Json, at: datetime, permalink: str) -> str:
    """Cite an edition in CSL-JSON."""
    cited = {
        "id": f"chancery-{document['slug']}-{document['version']}",
        "type": "webpage",
        "title": document["title"],
        "container-title": "Chancery",
        "version": str(document["version"]),
        "issued": {"date-parts": [[at.year, at.month, at.day]]},
        "URL": permalink,
    }
    return orjson.dumps([cited], option=orjson.OPT_INDENT_2).decode()
