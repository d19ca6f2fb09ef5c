"""Files and pages that are served as they are: from memory, compressed once, with a fingerprint."""
