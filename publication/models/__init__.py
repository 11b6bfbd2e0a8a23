from publication.models.edition import Edition
from publication.models.listing import Link, Listing, Part, PartLink
from publication.models.search import SearchRow
from publication.models.tally import Tally

__all__ = ["Edition", "Link", "Listing", "Part", "PartLink", "SearchRow", "Tally"]
