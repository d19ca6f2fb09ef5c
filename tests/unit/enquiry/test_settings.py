"""The settings of email: what cannot be right is refused in one clear line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from actions.enquiry.relay import Tls
from actions.enquiry.resources import desk_of, numbers_of, relay_of
from bot.settings import Settings

RIGHT: dict[str, Any] = {
    "PROFILE": "production",
    "SESSION_SECRET": "a secret of this test",
    "SMTP_HOST": "relay.example.org",
    "SMTP_USER": "assistant",
    "SMTP_PASSWORD": "of this test",
    "MAIL_FROM": "assistant@example.org",
    "ENQUIRIES_TO": "enquiries@example.org",
}


def test_production_with_everything_set() -> None:
    settings = Settings(**RIGHT)
    relay = relay_of(settings)
    assert (relay.host, relay.port, relay.tls) == ("relay.example.org", 587, Tls.STARTTLS)
    assert relay_of(Settings(**RIGHT, SMTP_TLS="tls")).port == 465
    assert relay_of(Settings(**RIGHT, SMTP_PORT=2525)).port == 2525
    assert desk_of(settings).mail_from == "assistant@example.org"
    assert not settings.catches_mail
    assert "of this test" not in repr(settings) + repr(relay)
    assert numbers_of(settings).copies_day == 3


@pytest.mark.parametrize("name", ["SMTP_HOST", "MAIL_FROM", "ENQUIRIES_TO"])
def test_production_without_a_mail_setting_does_not_start(name: str) -> None:
    with pytest.raises(ValidationError, match=f"{name} must be set in production"):
        Settings(**{**RIGHT, name: ""})


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"SMTP_TLS": "none"}, "only when SMTP_HOST is this machine"),
        ({"SMTP_TLS": "none", "SMTP_HOST": "127.evil.example.org"}, "this machine"),
        ({"MAIL_FROM": "Us <us@example.org>"}, "one email address"),
        ({"ENQUIRIES_TO": "a@example.org, b@example.org"}, "one email address"),
        ({"SMTP_CA_FILE": "no/such/file.pem"}, "no such file"),
        ({"SMTP_TLS": "perhaps"}, "SMTP_TLS"),
        ({"ENQUIRIES_KEPT": 0}, "ENQUIRIES_KEPT"),
    ],
)
def test_wrong_settings_are_refused(wrong: dict[str, Any], says: str) -> None:
    with pytest.raises(ValidationError, match=says):
        Settings(**{**RIGHT, **wrong})


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "::1"])
def test_this_machine_may_be_spoken_to_without_encryption(host: str) -> None:
    assert relay_of(Settings(**{**RIGHT, "SMTP_HOST": host, "SMTP_TLS": "none"})).port == 25


def test_in_development_email_is_caught_unless_a_relay_is_named(tmp_path: Path) -> None:
    settings = Settings(DATA_DIR=str(tmp_path))
    assert settings.catches_mail
    relay = relay_of(settings, caught_at=4321)
    assert (relay.host, relay.port, relay.tls) == ("127.0.0.1", 4321, Tls.NONE)
    assert not Settings(SMTP_HOST="relay.example.org").catches_mail
