"""What the tests of the channels share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.channels.form_site import Site, form_site


@pytest.fixture(scope="session")
def running_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The form on a site of its own."""
    with form_site(tmp_path_factory.mktemp("form")) as running:
        yield running


@pytest.fixture
def site(running_site: Site) -> Site:
    """The running site, with no enquiries."""
    with running_site.engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM enquiry")
    return running_site
