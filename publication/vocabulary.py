"""Name the codes that documents, filters and the API show, each with the label people read.

The public record and the newsroom share these words, so they stand in the room both may import.
Order matters where a docstring says so; codes are never renamed once published.
"""

from django.db.models import TextChoices


class RecordType(TextChoices):
    """The publishable kinds of record, by the word used in documents and tags."""

    EVENT = "event"
    AGREEMENT = "agreement"
    OFFICIAL = "official"
    COUNTRY = "country"
    SECTOR = "sector"
    RELATION = "relation"


class ReviewState(TextChoices):
    """How far a working copy has come in the newsroom."""

    DRAFT = "draft"
    IN_REVIEW = "in_review"
    CHANGES_REQUESTED = "changes_requested"
    APPROVED = "approved"
    SCHEDULED = "scheduled"


class EditionState(TextChoices):
    """What an edition says of its record."""

    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"
    REDIRECTED = "redirected"
    RETRACTED = "retracted"


SILENT = (EditionState.WITHDRAWN, EditionState.RETRACTED)
"""The states of a record whose earlier editions are not shown either."""


class ChangeKind(TextChoices):
    """Why an edition was made."""

    INITIAL = "initial"
    MINOR = "minor"
    MAJOR = "major"
    CORRECTION = "correction"


class CountryKind(TextChoices):
    STATE = "state"
    TERRITORY = "territory"
    PARTIALLY_RECOGNISED = "partially_recognised"
    FORMER = "former"


class EventKind(TextChoices):
    VISIT = "visit"
    MEETING = "meeting"
    CALL = "call"
    NEGOTIATION = "negotiation"
    CONSULTATION = "consultation"
    JOINT_COMMISSION = "joint_commission", "joint commission"
    SIGNING = "signing"
    CEREMONY = "ceremony"
    MULTILATERAL = "multilateral"
    OTHER = "other"


class VisitKind(TextChoices):
    STATE = "state"
    OFFICIAL = "official"
    OFFICIAL_WORKING = "official_working", "official working"
    WORKING = "working"
    PRIVATE = "private"
    INFORMAL = "informal"
    TRANSIT = "transit"
    MULTILATERAL_ATTENDANCE = "multilateral_attendance", "multilateral attendance"
    CEREMONIAL = "ceremonial"
    UNSPECIFIED = "unspecified"


class Occurrence(TextChoices):
    ANNOUNCED = "announced"
    OCCURRED = "occurred"
    POSTPONED = "postponed"
    CANCELLED = "cancelled"
    DID_NOT_OCCUR = "did_not_occur", "did not occur"
    UNKNOWN = "unknown"


class MeetingKind(TextChoices):
    AUDIENCE = "audience"
    DELEGATION_TALKS = "delegation_talks", "delegation talks"
    TETE_A_TETE = "tete_a_tete", "tête-à-tête"
    COURTESY_CALL = "courtesy_call", "courtesy call"
    NEGOTIATION_ROUND = "negotiation_round", "negotiation round"
    POLITICAL_CONSULTATIONS = "political_consultations", "political consultations"
    STRATEGIC_DIALOGUE = "strategic_dialogue", "strategic dialogue"
    JOINT_COMMISSION = "joint_commission", "joint commission"
    WORKING_GROUP = "working_group", "working group"
    BUSINESS_FORUM = "business_forum", "business forum"
    SIDELINES = "sidelines", "meeting on the sidelines"
    TRILATERAL = "trilateral"
    MULTILATERAL_SESSION = "multilateral_session", "multilateral session"
    SIGNING_CEREMONY = "signing_ceremony", "signing ceremony"
    WREATH_LAYING = "wreath_laying", "wreath-laying"
    GUARD_OF_HONOUR = "guard_of_honour", "guard of honour"
    AWARD = "award"
    INAUGURATION = "inauguration"
    FUNERAL = "funeral"
    ANNIVERSARY = "anniversary"
    PRESS_CONFERENCE = "press_conference", "press conference"
    UNSPECIFIED = "unspecified"


class Medium(TextChoices):
    IN_PERSON = "in_person", "in person"
    PHONE = "phone"
    VIDEO = "video"
    WRITTEN = "written"


class OfficeLevel(TextChoices):
    """The level of an office; the order is the protocol order, highest first."""

    HEAD_OF_STATE = "head_of_state", "head of state"
    HEAD_OF_GOVERNMENT = "head_of_government", "head of government"
    DEPUTY_HEAD_OF_GOVERNMENT = "deputy_head_of_government", "deputy head of government"
    FOREIGN_MINISTER = "foreign_minister", "foreign minister"
    DEFENCE_MINISTER = "defence_minister", "defence minister"
    OTHER_MINISTER = "other_minister", "other minister"
    CHIEF_OF_DEFENCE_OR_SERVICE = "chief_of_defence_or_service", "chief of defence or of a service"
    SECURITY_ADVISER_OR_SERVICE_HEAD = "security_adviser_or_service_head", "security adviser or service head"
    DEPUTY_MINISTER = "deputy_minister", "deputy minister"
    SPEAKER = "speaker"
    LEGISLATOR = "legislator"
    AMBASSADOR = "ambassador"
    GOVERNOR = "governor"
    AGENCY_HEAD = "agency_head", "agency head"
    IGO_HEAD = "igo_head", "head of an intergovernmental organisation"
    OTHER = "other"


class Branch(TextChoices):
    EXECUTIVE = "executive"
    LEGISLATIVE = "legislative"
    JUDICIAL = "judicial"
    MILITARY = "military"
    DIPLOMATIC = "diplomatic"
    OTHER = "other"


class Side(TextChoices):
    HOST = "host"
    VISITOR = "visitor"
    PARTY = "party"
    THIRD_PARTY = "third_party", "third party"


class Role(TextChoices):
    VISITOR = "visitor"
    HOST = "host"
    HEAD_OF_DELEGATION = "head_of_delegation", "head of delegation"
    MEMBER = "member"
    COUNTERPART = "counterpart"
    SIGNATORY = "signatory"
    WITNESS = "witness"
    MEDIATOR = "mediator"
    MESSAGE_SENDER = "message_sender", "message sender"
    MESSAGE_BEARER = "message_bearer", "message bearer"
    MESSAGE_RECIPIENT = "message_recipient", "message recipient"
    HONOUREE = "honouree"
    OBSERVER = "observer"
    REPORTED_COMPANION = "reported_companion", "reported companion"


class Presence(TextChoices):
    PRESENT = "present"
    REPRESENTED = "represented"
    ABSENT_PRINCIPAL = "absent_principal", "absent principal"


class Act(TextChoices):
    DISCUSSED = "discussed"
    ASSESSED = "assessed"
    EMPHASISED = "emphasised"
    PROPOSED = "proposed"
    REQUESTED = "requested"
    OFFERED = "offered"
    EXPRESSED_INTEREST = "expressed_interest", "expressed interest"
    EXPRESSED_READINESS = "expressed_readiness", "expressed readiness"
    COMMITTED = "committed"
    PRAISED = "praised"
    INVITED = "invited"
    CONVEYED_GREETINGS = "conveyed_greetings", "conveyed greetings"
    CONDEMNED = "condemned"
    DENIED = "denied"


class Voice(TextChoices):
    HEADLINE = "headline"
    SUBHEAD = "subhead"
    BODY = "body"
    CAPTION = "caption"
    RECAP = "recap"
    QUOTED_OFFICIAL = "quoted_official", "quoted official"
    ISSUING_BODY = "issuing_body", "issuing body"


class Modality(TextChoices):
    ASSERTED = "asserted"
    REPORTED_SPEECH = "reported_speech", "reported speech"
    INTENDED = "intended"
    EXPECTED = "expected"
    EVALUATED = "evaluated"
    NEGATED = "negated"


class Confidence(TextChoices):
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class AgreementKind(TextChoices):
    TREATY = "treaty"
    CONVENTION = "convention"
    INTERGOVERNMENTAL_AGREEMENT = "intergovernmental_agreement", "intergovernmental agreement"
    INTERAGENCY_AGREEMENT = "interagency_agreement", "interagency agreement"
    FRAMEWORK_AGREEMENT = "framework_agreement", "framework agreement"
    PROTOCOL = "protocol"
    AMENDMENT = "amendment"
    EXCHANGE_OF_NOTES = "exchange_of_notes", "exchange of notes"
    MEMORANDUM_OF_UNDERSTANDING = "memorandum_of_understanding", "memorandum of understanding"
    ARRANGEMENT = "arrangement"
    LETTER_OF_INTENT = "letter_of_intent", "letter of intent"
    AGREED_MINUTE = "agreed_minute", "agreed minute"
    JOINT_DECLARATION = "joint_declaration", "joint declaration"
    JOINT_COMMUNIQUE = "joint_communique", "joint communiqué"
    ACTION_PLAN = "action_plan", "action plan"
    CONTRACT = "contract"
    UNSPECIFIED = "unspecified"


class Binding(TextChoices):
    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class AgreementStepKind(TextChoices):
    """The steps of an agreement; the order breaks ties between steps of one date, later last."""

    INTENT_EXPRESSED = "intent_expressed", "intent expressed"
    PROPOSED = "proposed"
    UNDER_NEGOTIATION = "under_negotiation", "under negotiation"
    TEXT_AGREED = "text_agreed", "text agreed"
    INITIALLED = "initialled"
    SIGNED = "signed"
    RATIFIED = "ratified"
    ACCEPTED = "accepted"
    APPROVED = "approved"
    ACCEDED = "acceded"
    INSTRUMENTS_EXCHANGED = "instruments_exchanged", "instruments exchanged"
    NOTIFIED = "notified"
    PROVISIONALLY_APPLIED = "provisionally_applied", "provisionally applied"
    ENTERED_INTO_FORCE = "entered_into_force", "entered into force"
    REGISTERED = "registered"
    AMENDED = "amended"
    EXTENDED = "extended"
    SUSPENDED = "suspended"
    DENOUNCED = "denounced"
    TERMINATED = "terminated"
    EXPIRED = "expired"
    SUPERSEDED = "superseded"
    ABANDONED = "abandoned"
    DENIED = "denied"


ON_THE_WAY = tuple(AgreementStepKind.values[: AgreementStepKind.values.index("entered_into_force")])
"""The steps after which an agreement is still open: on its way from intent to force."""


class Standing(TextChoices):
    ACCEPTED = "accepted"
    DISPUTED = "disputed"
    REJECTED = "rejected"


class DisputeState(TextChoices):
    OPEN = "open"
    SETTLED_BY_EVIDENCE = "settled_by_evidence", "settled by evidence"
    SETTLED_BY_EDITOR = "settled_by_editor", "settled by the editor"
    SCOPE_DIFFERENCE = "scope_difference", "scope difference"


class Verdict(TextChoices):
    CONFIRMED = "confirmed"
    CONTRADICTED = "contradicted"
    NOT_TESTABLE = "not_testable", "not testable"
