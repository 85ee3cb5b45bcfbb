"""Who works together and what they promised."""

from organisations.models.agreement_texts import AgreementText
from organisations.models.agreements import Agreement, AgreementParty
from organisations.models.documents import Document, DocumentContent, DocumentDownload
from organisations.models.facilities import Facility, Posting
from organisations.models.joins import OrganisationJoin
from organisations.models.organisations import Organisation, OrganisationName, Succession
from organisations.models.sources import Source

__all__ = [
    "Agreement",
    "AgreementParty",
    "AgreementText",
    "Document",
    "DocumentContent",
    "DocumentDownload",
    "Facility",
    "Organisation",
    "OrganisationJoin",
    "OrganisationName",
    "Posting",
    "Source",
    "Succession",
]
