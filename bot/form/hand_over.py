"""Hand an enquiry over, within the limits."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from actions.enquiry.enquiry import Enquiry
from actions.enquiry.limits import Limit, Limiter
from actions.enquiry.store import EnquiryStore, Submitted
from bot.form.tokens import Copy, Sent

_SAME_WITHIN = timedelta(hours=12)  # later, the same words are a reminder and not a slip


def _now() -> datetime:
    return datetime.now(UTC)


class HandOver:
    """Writes enquiries down. It waits for the database, so it is for a thread.

    Args:
        store: where they are kept.
        limiter: how many there may be.
        clock: the moment now, with a time zone.
    """

    def __init__(
        self, store: EnquiryStore, limiter: Limiter, clock: Callable[[], datetime] = _now
    ) -> None:
        self._store = store
        self._limiter = limiter
        self._clock = clock

    def once(self, conversation: str, enquiry: Enquiry) -> Sent | Limit:
        """Keep an enquiry that a form sent; the same again gives the same reference.

        After going back, a browser may put the same words into a form that it has loaded anew, and
        a form may be open in two tabs. So within 12 hours the same words with the same address are
        the same enquiry, whatever form. The database decides, also for two at the same moment.

        Args:
            conversation: whose, for the limits; a form on a page is one of its own.
            enquiry: what is handed over.

        Raises:
            sqlalchemy.exc.SQLAlchemyError: when nothing could be written.
        """
        now = self._clock()
        since = now - _SAME_WITHIN
        limit = self._limiter.reached(conversation, enquiry, now)
        # Asked after the count: what took up the last room may be this very enquiry.
        if limit and not self._store.known_on_channel(conversation, enquiry, since):
            return limit
        submitted = self._store.submit(conversation, enquiry, now, since)
        return Sent(submitted.reference, _copy(enquiry, submitted), submitted.dropped)


def _copy(enquiry: Enquiry, submitted: Submitted) -> Copy:
    if submitted.copy:
        return Copy.SENT
    if not enquiry.copy_wanted:
        return Copy.NONE
    return Copy.EARLIER if submitted.already else Copy.LIMIT
