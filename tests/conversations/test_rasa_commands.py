"""Rasa's own commands work from the repository root, as the README says."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

from bot.prepare import MODELS, model_fingerprint
from tests.assistant import ROOT, Assistant, copy_store, free_port, started


def rasa(*arguments: str, data_dir: Path) -> list[str]:
    environment = [f"DATA_DIR={data_dir}", "RASA_TELEMETRY_ENABLED=false", "REPLY_TIMEOUT=30"]
    return ["env", *environment, sys.executable, "-m", "rasa", *arguments]


def test_data_validate(tmp_path: Path) -> None:
    command = rasa(
        *("data", "validate", "--domain", "bot/domain", "--data", "nlu_data", "bot/rules"),
        data_dir=tmp_path,
    )

    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120)

    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "No story structure conflicts found" in ran.stdout + ran.stderr


def test_run_with_an_action_server(tmp_path: Path) -> None:
    copy_store(ROOT / "var" / "taskforce.db", tmp_path / "taskforce.db")
    load = [sys.executable, "-m", "knowledge", "load"]
    subprocess.run(load, cwd=ROOT, check=True, env={**os.environ, "DATA_DIR": str(tmp_path)})
    actions_port, port = free_port(), free_port()
    endpoints = tmp_path / "endpoints.yml"
    text = (ROOT / "bot" / "endpoints.yml").read_text()
    endpoints.write_text(text.replace(":5055/", f":{actions_port}/"))
    model = MODELS / f"taskforce-{model_fingerprint()}.tar.gz"
    actions = rasa("run", "actions", "--port", str(actions_port), data_dir=tmp_path)
    server = rasa(
        *("run", "--model", str(model), "--endpoints", str(endpoints), "--interface", "127.0.0.1"),
        *("--credentials", "bot/credentials.yml", "--port", str(port)),
        data_dir=tmp_path,
    )

    log = tmp_path / "rasa.log"
    with (
        started(actions, ROOT, tmp_path / "actions.log", os.environ),
        started(server, ROOT, log, os.environ) as process,
    ):
        assistant = Assistant(f"http://127.0.0.1:{port}", process, log)
        deadline = time.monotonic() + 120
        while True:
            try:
                assistant.get("/webhooks/rest/")
                break
            except OSError:
                assert process.poll() is None and time.monotonic() < deadline, log.read_text()
                time.sleep(0.3)
        (reply,) = assistant.say("How much did Aaina get?")

    assert reply["custom"]["entries"] == ["aaina-grant"]
    assert "£100,000" in reply["text"]
