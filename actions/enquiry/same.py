"""What becomes of an enquiry that was handed over before."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from actions.enquiry.enquiry import Enquiry
from actions.enquiry.models import EnquiryRow


def make_room(session: Session, fingerprint: str, conversation: str, since: datetime) -> None:
    """Let an older enquiry of another conversation give up its fingerprint.

    So the one unique fingerprint decides when two are handed over at the same moment, and the time
    begins with each enquiry: at no hour of the day do two at once become two enquiries.

    Args:
        session: in the transaction that hands over.
        fingerprint: of what is handed over.
        conversation: whose; its own enquiries stay the same for as long as they are kept.
        since: older is what was handed over before, with a time zone.
    """
    session.execute(
        update(EnquiryRow)
        .where(
            EnquiryRow.fingerprint == fingerprint,
            EnquiryRow.created_at < since,
            EnquiryRow.conversation != conversation,
        )
        # Unique too, and shorter than any fingerprint.
        .values(fingerprint=EnquiryRow.id)
        .execution_options(synchronize_session=False)
    )


def adds(enquiry: Enquiry, known: EnquiryRow) -> bool:
    """Tell whether an enquiry names a person or organisation that the kept one does not name."""
    pairs = ((enquiry.name, known.name), (enquiry.organisation, known.organisation))
    return any(now and now.casefold() != (then or "").casefold() for now, then in pairs)
