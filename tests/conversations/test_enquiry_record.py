"""What Rasa keeps of a conversation in which an enquiry was handed over."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from bot.prepare import MODELS, model_fingerprint
from tests.assistant import ROOT, copy_store

SEEDS = ("zebedee.quince", "Zebedee", "Quince", "07700900982", "Quincely")


def test_rasas_record_holds_no_personal_data(tmp_path: Path) -> None:
    copy_store(ROOT / "var" / "taskforce.db", tmp_path / "taskforce.db")
    said = [
        "What is the salary of the chair?",
        "[Send this question to the team]",
        "[Change my message]",
        "My name is Zebedee Quince, please ring 07700900982 about the chair's pay",
        "zebedee.quince@example",
        "zebedee.quince@example.org",
        "[Change or add]",
        "[Give my name]",
        "Zebedee Quince",
        "add my organisation",
        "Quincely Friends",
        "How much did Aaina get?",
        "send it",
    ]
    model = MODELS / f"taskforce-{model_fingerprint()}.tar.gz"
    talk = Path(__file__).with_name("talk_and_show_record.py")
    ran = subprocess.run(
        [sys.executable, str(talk), str(model), *said],
        cwd=ROOT,
        env={**os.environ, "DATA_DIR": str(tmp_path), "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert ran.returncode == 0, ran.stderr[-3000:]
    shown = json.loads(ran.stdout.splitlines()[-1])

    assert "RET-" in shown["last"][0]
    assert [seed for seed in SEEDS if seed in json.dumps(shown["record"])] == []
    assert [seed for seed in SEEDS if seed in ran.stderr] == []
