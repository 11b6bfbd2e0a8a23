from relations.models.agreement import Agreement, AgreementStep
from relations.models.country import Country
from relations.models.office import Office, Tenure
from relations.models.official import NameVariant, Official, Rank
from relations.models.relation import Mission, Relation
from relations.models.sector import Sector
from relations.models.source import Passage, Source

__all__ = [
    "Agreement",
    "AgreementStep",
    "Country",
    "Mission",
    "NameVariant",
    "Office",
    "Official",
    "Passage",
    "Rank",
    "Relation",
    "Sector",
    "Source",
    "Tenure",
]
