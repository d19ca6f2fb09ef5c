"""The form at ``/enquiry``: the same enquiry as in the chat, made on one page without scripts."""
