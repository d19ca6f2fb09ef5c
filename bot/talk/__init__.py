"""A conversation on the website: turns in order, once each, that outlive the request."""
