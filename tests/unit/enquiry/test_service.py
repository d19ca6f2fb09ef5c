"""What runs beside the assistant, and the commands, as a developer and an operator meet them."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy.engine import Engine

from actions.enquiry.__main__ import main
from actions.enquiry.catcher import Catcher
from actions.enquiry.caught import Caught, caught_mail
from actions.enquiry.enquiry import Draft, Enquiry
from actions.enquiry.outbox import Outbox
from actions.enquiry.relay import Relay, Tls
from actions.enquiry.service import MailService
from actions.enquiry.smtp import Sender
from actions.enquiry.store import EnquiryStore
from bot import settings as bot_settings
from bot.channels.caught import _page
from bot.settings import ROOT, Settings
from knowledge.store import migrate, open_engine
from tests.unit.enquiry.test_smtp import message

ASKED = Enquiry("web", "Who <b>can</b> join?", email="pat@example.org")


async def caught_in(folder: Path) -> list[Caught]:
    """What is in a folder as soon as something is."""
    for _ in range(200):
        if found := await asyncio.to_thread(caught_mail, folder):
            return found
        await asyncio.sleep(0.05)
    raise AssertionError("no email was caught")


async def test_in_development_an_enquiry_ends_in_a_folder(engine: Engine, tmp_path: Path) -> None:
    settings = Settings(DATA_DIR=str(tmp_path))
    store, now = EnquiryStore(engine), datetime.now(UTC)
    store.save_draft(Draft("web:9", "web"), now - timedelta(hours=2), timedelta(hours=1))
    service = MailService(settings, engine)
    await service.start()
    done = store.submit("web:1", ASKED, now)
    [email] = await caught_in(tmp_path / "mail")
    await service.stop()
    assert done.reference in email.subject
    assert (email.to, email.reply_to) == (
        "raceequalitiestaskforce@wmca.org.uk",
        "pat@example.org",
    )
    assert "Who <b>can</b> join?" in email.text
    assert "Who &lt;b&gt;can&lt;/b&gt; join?" in _page(tmp_path / "mail")[0]
    assert store.export(done.reference)["enquiries"][0]["emails"][0]["state"] == "sent"


async def test_the_catcher_keeps_the_newest_first_and_writes_whole_files(tmp_path: Path) -> None:
    catcher = Catcher(tmp_path / "mail")
    sender = Sender(Relay("127.0.0.1", await catcher.start(), Tls.NONE), "us@example.org")
    for number in range(3):
        made = message()
        made.replace_header("Subject", f"Number {number}")
        made["Message-ID"] = f"<../../{number}@example.org>"
        await sender.send(made, "to@example.org")
    await catcher.stop()
    assert [c.subject for c in caught_mail(tmp_path / "mail")] == [
        "Number 2",
        "Number 1",
        "Number 0",
    ]
    assert {p.suffix for p in (tmp_path / "mail").iterdir()} == {".eml"}
    assert caught_mail(tmp_path / "nowhere") == []


@pytest.fixture
def commanded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> EnquiryStore:
    """The store that the commands work on."""
    for name in ("DATABASE_URL", "PROFILE", "SMTP_HOST"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    bot_settings.settings.cache_clear()
    engine = open_engine(Settings().knowledge_url)
    migrate(engine)
    return EnquiryStore(engine)


@pytest.fixture(autouse=True)
def forget_settings() -> object:
    yield
    bot_settings.settings.cache_clear()


def test_commands(commanded: EnquiryStore, capsys: pytest.CaptureFixture[str]) -> None:
    now = datetime.now(UTC)
    reference = commanded.submit("web:1", ASKED, now).reference
    outbox = Outbox(commanded._engine)

    assert main(["outbox"]) == 0
    assert "waiting: 1" in capsys.readouterr().out
    claimed = outbox.claim("a", now, timedelta(minutes=1))
    assert claimed is not None
    outbox.dead(claimed, "rcpt-550")
    assert main(["outbox"]) == 1
    assert f"{reference}  enquiry rcpt-550" in capsys.readouterr().out
    assert main(["retry", reference.lower()]) == 0
    assert main(["retry", reference]) == 1
    assert main(["retry", "nonsense"]) == 2
    assert "RET-7K3QX" in capsys.readouterr().err

    assert main(["export", "pat@example.org"]) == 0
    assert json.loads(capsys.readouterr().out)["enquiries"][0]["reference"] == reference
    assert main(["purge", "--dry-run"]) == 0
    assert "enquiry: 0 would be deleted" in capsys.readouterr().out
    assert main(["erase", reference]) == 0
    assert "enquiry: 1 deleted" in capsys.readouterr().out
    assert main(["erase", reference]) == main(["export", reference]) == 1
    assert main(["purge"]) == 0
    with pytest.raises(SystemExit, match="2"):
        main(["no-such-command"])


def test_a_database_that_cannot_be_used_is_one_line(
    commanded: EnquiryStore, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://nobody@127.0.0.1:1/none")
    bot_settings.settings.cache_clear()
    assert main(["outbox"]) == 1
    lines = capsys.readouterr().err.strip().splitlines()
    assert len(lines) == 1 and lines[0].startswith("The database cannot be used")


def test_the_worker_runs_alone_and_stops_when_told(commanded: EnquiryStore, tmp_path: Path) -> None:
    commanded.submit("web:1", ASKED, datetime.now(UTC))
    process = subprocess.Popen(
        [sys.executable, "-m", "actions.enquiry", "send"], cwd=ROOT, env={**os.environ}
    )
    try:
        assert len(asyncio.run(caught_in(tmp_path / "mail"))) == 1
    finally:
        process.send_signal(signal.SIGTERM)
        assert process.wait(25) == 0
