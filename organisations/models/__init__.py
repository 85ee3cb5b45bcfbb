"""Who works together and what they promised."""

from organisations.models.agreement_texts import AgreementText
from organisations.models.agreements import Agreement, AgreementEvent, AgreementParty
from organisations.models.amendments import AgreementChange, NamedFacility, OtherTelling, ScopePoint
from organisations.models.commitments import Commitment
from organisations.models.documents import Document, DocumentContent, DocumentDownload
from organisations.models.facilities import Facility, Posting
from organisations.models.joins import OrganisationJoin
from organisations.models.organisations import Organisation, OrganisationName, Succession
from organisations.models.sources import Source

__all__ = [
    "Agreement",
    "AgreementChange",
    "AgreementEvent",
    "AgreementParty",
    "AgreementText",
    "Commitment",
    "Document",
    "DocumentContent",
    "DocumentDownload",
    "Facility",
    "NamedFacility",
    "Organisation",
    "OrganisationJoin",
    "OrganisationName",
    "OtherTelling",
    "Posting",
    "ScopePoint",
    "Source",
    "Succession",
]
