"""What the tests share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.assistant import Assistant, running_assistant


@pytest.fixture(scope="session")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """The real assistant, serving the real content on a free port."""
    folder: Path = tmp_path_factory.mktemp("assistant")
    with running_assistant(folder) as running:
        yield running


@pytest.fixture(scope="session")
def assistant_url(assistant: Assistant) -> str:
    """The address of the running assistant."""
    return assistant.url
