"""The working forms of agreements, relations, countries and sectors."""

from __future__ import annotations

from desk.api.forms.header import HEADER, RecordForm
from desk.api.shapes import RowForm, RowList
from relations.models import Agreement, AgreementStep, Country, Mission, Relation, Sector


class OwnStepRow(RowForm):
    """A step in the life of the agreement."""

    class Meta:
        model = AgreementStep
        list_serializer_class = RowList
        fields = (
            "id", "step", "party", "date", "place", "standing", "note", "signatories", "passages", "sources",
        )  # fmt: skip


class AgreementForm(RecordForm):
    """An agreement with its steps; its status follows from them."""

    steps = OwnStepRow(many=True, required=False)

    class Meta:
        model = Agreement
        fields = (
            *HEADER, "key", "title", "title_is_description", "kind", "binding", "parties", "sectors",
            "text_url", "registration", "note", "sources", "steps",
        )  # fmt: skip


class MissionRow(RowForm):
    """A post of one country in the other."""

    class Meta:
        model = Mission
        list_serializer_class = RowList
        fields = ("id", "sender", "host", "kind", "place", "opened", "closed")


class RelationForm(RecordForm):
    """How two countries stand; the key follows from the pair."""

    missions = MissionRow(many=True, required=False)

    class Meta:
        model = Relation
        fields = (
            *HEADER, "key", "first", "second", "recognised", "recognised_by", "established", "suspended",
            "restored", "summary", "sources", "missions",
        )  # fmt: skip


class CountryForm(RecordForm):
    """A country; its key is its ISO 3166 code."""

    class Meta:
        model = Country
        fields = (
            *HEADER, "key", "alpha_3", "numeric", "name", "official_name", "aliases", "demonyms", "kind",
            "existed_from", "existed_until", "region", "subregion", "capital", "lat", "lon", "successors",
        )  # fmt: skip


class SectorForm(RecordForm):
    """A sector, or a sub-sector of one."""

    class Meta:
        model = Sector
        fields = (*HEADER, "key", "name", "parent", "synonyms", "dac", "plover")
