"""Tell which addresses belong to one mailbox, for counting only: an address is kept as given."""

from __future__ import annotations

from typing import Any

from sqlalchemy import func, or_


def same_mailbox(column: Any, address: str) -> Any:
    """Return the condition that a column holds an address of the same mailbox.

    Neither case counts nor a tag: ``Jo+choir@example.org`` is ``jo@example.org``. Else one person
    could have any number of addresses.

    Source: RFC 5233 (subaddresses), with the plus sign that most mail servers use.

    Args:
        column: of email addresses, such as ``EnquiryRow.email``.
        address: any of the mailbox's.
    """
    local, at, domain = address.lower().rpartition("@")
    mailbox = local.partition("+")[0]
    if not mailbox:  # no address, or nothing before the plus sign
        return func.lower(column) == address.lower()
    kept, end = func.lower(column), f"{at}{domain}"
    # In SQL and not in a column of its own, so that nothing more is kept of anybody.
    tagged = kept.startswith(f"{mailbox}+", autoescape=True) & kept.endswith(end, autoescape=True)
    return or_(kept == f"{mailbox}{end}", tagged)
