"""Write reading rows: put current editions on the shelves, or take them off, in bulk.

Everything here is called inside the publishing transaction, or by ``refacet`` which rebuilds all of it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

import orjson
from django.db import connection

from publication.copying import copy_plain, copy_values
from publication.deriving import Rows, derive_former, derive_rows, derive_superseded
from publication.facets import derive
from publication.models import Edition, Former, Link, Listing, Part, PartLink, Service
from publication.tallying import count, total
from publication.vocabulary import SILENT, EditionState
from publication.wording import count_words, words_of


def shelve(editions: Sequence[Edition], first_published: dict[UUID, datetime]) -> None:
    """Make these editions the current ones of their records.

    Takes at most one edition a record, and the instant each record was first published, by its identity.
    """
    _unshelve(editions)
    shelves = [derive_rows(edition, first_published[edition.record]) for edition in editions]
    copy_plain(Listing, [rows.listing for rows in shelves])
    copy_values(Link, (link for rows in shelves for link in rows.links))
    copy_plain(Part, [part for rows in shelves for part in rows.parts])
    copy_values(PartLink, (link for rows in shelves for link in rows.part_links))
    copy_plain(Service, [service for rows in shelves for service in rows.services])
    _write_search_rows(shelves)
    standing = [(rows.listing.type, rows.facets) for rows in shelves if rows.facets]
    count(total(standing))
    count_words(words_of(facets.names for _, facets in standing))


_TAKE_OFF = (
    "DELETE FROM publication_partlink USING publication_part p WHERE p.id = part_id AND listing_id = ANY(%s)",
    "DELETE FROM publication_part WHERE listing_id = ANY(%s)",
    "DELETE FROM publication_service WHERE listing_id = ANY(%s)",
    "DELETE FROM publication_link WHERE listing_id = ANY(%s)",
    "DELETE FROM publication_searchrow WHERE listing_id = ANY(%s)",
    "DELETE FROM publication_listing WHERE id = ANY(%s)",
)


def _unshelve(editions: Sequence[Edition]) -> None:
    """Take the rows of records off that get these editions, and their counts with them."""
    followed = {edition.record: edition.serial for edition in editions}
    known = list(Listing.objects.filter(id__in=followed))
    if not known:
        return
    standing = [row for row in known if row.state == EditionState.PUBLISHED]
    derived = [(row, derive(orjson.loads(row.text))) for row in standing]
    counted = total((row.type, facets) for row, facets in derived)
    count(Counter({key: -number for key, number in counted.items()}))
    spoken = words_of(facets.names for _, facets in derived)
    count_words(Counter({word: -number for word, number in spoken.items()}))
    stood = [each for row, facets in derived for each in derive_former(row, facets, followed[row.id])]
    Former.objects.bulk_create(stood)
    _silence_former(editions, [row.id for row in known if row.state in SILENT])
    with connection.cursor() as cursor:
        for statement in _TAKE_OFF:
            cursor.execute(statement, [list(followed)])


def _silence_former(editions: Sequence[Edition], silent: Sequence[UUID]) -> None:
    """Forget how records stood that are taken back now; keep it again of those that were and speak again."""
    if ended := [edition.record for edition in editions if edition.state in SILENT]:
        Former.objects.filter(record__in=ended).delete()
    if silent:
        again = Edition.objects.superseded().filter(record__in=silent)
        keep_former((edition, int(getattr(edition, "until"))) for edition in again)  # noqa: B009


def keep_former(superseded: Iterable[tuple[Edition, int]]) -> None:
    """Keep how editions stood in the lists, each with the serial of the one that followed it."""
    rows = [row for edition, until in superseded for row in derive_superseded(edition, until)]
    Former.objects.bulk_create(rows)


MARKS = """
CASE WHEN type IN ('event', 'agreement') THEN ARRAY[' ' || type || left(to_char(sort_on, ' YYYY'), 4),
    ' ' || type || to_char(sort_on, ' YYYY'), ' ' || type || to_char(sort_on, ' YYYY-MM'),
    ' ' || type || to_char(sort_on, ' YYYY-MM-DD')] ELSE ARRAY[' ' || type] END
"""
"""The marks of a search row, in SQL: its type, and where it is dated with decade, year, month and day.

No word that is read has a space in it.
"""

VECTOR = f"""
setweight(to_tsvector('chancery', names), 'A') || setweight(to_tsvector('chancery', prose), 'B')
    || array_to_tsvector({MARKS})
"""
"""The vector of a search row, in SQL, from its words and marks."""

_SEARCH = f"""
INSERT INTO publication_searchrow (listing_id, type, sort_on, names, prose, vector)
SELECT id, type, sort_on, names, prose, {VECTOR}
FROM jsonb_to_recordset(%s::jsonb) AS row (id uuid, type text, sort_on date, names text, prose text)
"""  # noqa: S608  # the expression is ours


def _write_search_rows(shelves: Sequence[Rows]) -> None:
    columns = ("id", "type", "sort_on", "names", "prose")
    rows = [dict(zip(columns, each.search, strict=True)) for each in shelves if each.search]
    if rows:
        with connection.cursor() as cursor:
            cursor.execute(_SEARCH, [orjson.dumps(rows).decode()])


def clear() -> None:
    """Drop every reading row; the ledger alone stays."""
    with connection.cursor() as cursor:
        cursor.execute(
            "TRUNCATE publication_partlink, publication_part, publication_link, publication_searchrow,"
            " publication_listing, publication_tally, publication_former,"
            " publication_service, publication_word"
        )


def arrange() -> None:
    """Lay the search rows down by day, so that what a search reads of its index and table lies together."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SET CONSTRAINTS ALL IMMEDIATE;"  # a table with checks to come cannot be laid down anew
            "CREATE INDEX search_by_day ON publication_searchrow (sort_on, listing_id);"
            "CLUSTER publication_searchrow USING search_by_day;"
            "DROP INDEX search_by_day"
        )
