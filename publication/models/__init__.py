from publication.models.download import Download
from publication.models.edition import Edition
from publication.models.former import Former
from publication.models.listing import Link, Listing, Part, PartLink, Service
from publication.models.search import SearchRow, Word
from publication.models.tally import Tally

__all__ = [
    "Download",
    "Edition",
    "Former",
    "Link",
    "Listing",
    "Part",
    "PartLink",
    "SearchRow",
    "Service",
    "Tally",
    "Word",
]
