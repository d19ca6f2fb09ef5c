"""Write a stock Rasa project that answers from the same content, one intent an entry."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from knowledge.files import ContentFiles

# The files of `rasa init`, and the default pipeline and policies that its empty ones stand for.
_INIT = """
import pathlib, rasa.cli.scaffold, rasa.engine.recipes as recipes
rasa.cli.scaffold.create_initial_project('.')
defaults = pathlib.Path(recipes.__file__).parent / 'config_files' / 'default_config.yml'
pathlib.Path('config.yml').write_bytes(defaults.read_bytes())
"""
_FALLBACK = "nlu_fallback"


@dataclass
class Intent:
    """What people say for one intent, and the reply."""

    reply: str
    examples: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Size:
    """How much a project holds."""

    intents: int
    examples: int


def write_stock_project(python: Path, folder: Path, content: Path, epochs: int) -> Size:
    """Generate the project.

    Args:
        python: the Python of the stock environment.
        folder: where the project goes; emptied first.
        content: the folder with ``knowledge/``, ``nlu_data/`` and ``bot/domain/``.
        epochs: how long DIET is trained; stock is 100.
    """
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    subprocess.run(
        [str(python), "-W", "ignore", "-c", _INIT], cwd=folder, check=True, capture_output=True
    )
    config = yaml.safe_load((folder / "config.yml").read_text("utf-8"))
    diet = next(part for part in config["pipeline"] if part["name"] == "DIETClassifier")
    diet["epochs"] = epochs
    replies = _wording(content / "bot" / "domain")
    intents = _intents(content, replies)
    _dump(folder / "data" / "stories.yml", {"version": "3.1", "stories": _stories(intents)})
    return _write(folder, config, intents, replies)


def write_keyword_project(folder: Path, content: Path) -> Size:
    """Generate a stock bot that only looks for keywords: the cheapest understanding of Rasa.

    Every entry is an intent with its title as the keyword; every dialogue act one with examples.

    Args:
        folder: where the project goes; emptied first.
        content: the folder with ``knowledge/``, ``nlu_data/`` and ``bot/domain/``.
    """
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "data").mkdir(parents=True)
    replies = _wording(content / "bot" / "domain")
    titles = {
        entry.id.replace("-", "_"): [entry.title]
        for entry in ContentFiles(content / "knowledge").read().entries.values()
    }
    whole = _intents(content, replies)
    keywords = _keywords({name: titles.get(name, i.examples[:5]) for name, i in whole.items()})
    intents = {n: Intent(whole[n].reply, found) for n, found in keywords.items() if found}
    config = {
        "recipe": "default.v1",
        "language": "en",
        "pipeline": [
            {"name": "WhitespaceTokenizer"},
            {"name": "KeywordIntentClassifier", "case_sensitive": False},
            {"name": "FallbackClassifier", "threshold": 0.3},  # no keyword: say so
        ],
        "policies": [{"name": "RulePolicy"}],
    }
    return _write(folder, config, intents, replies)


def _keywords(examples: dict[str, list[str]]) -> dict[str, list[str]]:
    """Return the examples that Rasa's keyword classifier can hold.

    It reads a keyword as a pattern, and fails at training when one stands inside two others.
    """
    plain = {
        name: [re.sub(r"[^\w ]+", " ", _example(text)).strip() for text in texts]
        for name, texts in examples.items()
    }
    every = [(name, text.lower()) for name, texts in plain.items() for text in texts]
    return {
        name: [
            text
            for text in texts
            if text and not any(text.lower() in other for of, other in every if of != name)
        ]
        for name, texts in plain.items()
    }


def _write(
    folder: Path, config: dict[str, Any], intents: dict[str, Intent], replies: dict[str, str]
) -> Size:
    """Write the files that both bots have."""
    _dump(folder / "config.yml", config)
    _dump(folder / "data" / "nlu.yml", {"version": "3.1", "nlu": _nlu(intents)})
    _dump(folder / "data" / "rules.yml", {"version": "3.1", "rules": _rules(intents)})
    _dump(folder / "domain.yml", _domain(intents, replies["utter_decline"]))
    (folder / "credentials.yml").write_text("rest:\n", "utf-8")
    return Size(len(intents), sum(len(intent.examples) for intent in intents.values()))


def _intents(content: Path, replies: dict[str, str]) -> dict[str, Intent]:
    intents: dict[str, Intent] = {}
    acts: dict[str, Intent] = {}
    for entry in ContentFiles(content / "knowledge").read().entries.values():
        asked = [question for group in entry.questions for question in group.ask]
        intent = Intent(" ".join(s.text for s in entry.answer), list(map(_example, asked)))
        if entry.act:
            acts[entry.act] = intent
        if asked:
            intents[entry.id.replace("-", "_")] = intent
    for act, examples in _acts(content / "nlu_data").items():
        # An act that has an entry is answered with it; one with wording of its own, with that.
        wording = replies.get(f"utter_{act}", replies["utter_decline"])
        intent = acts.get(act) or intents.get(act) or Intent(wording)
        if not any(intent is known for known in intents.values()):
            intents[f"say_{act}"] = intent  # plain `restart` is an intent of Rasa's own
        intent.examples += map(_example, examples)
    return {name: intent for name, intent in intents.items() if intent.examples}


def _acts(folder: Path) -> dict[str, list[str]]:
    """Read the dialogue acts from Rasa's own format."""
    found: dict[str, list[str]] = {}
    for path in sorted(folder.rglob("*.yml")):
        for block in yaml.safe_load(path.read_text("utf-8")).get("nlu") or []:
            if "intent" in block:
                lines = re.findall(r"^\s*-\s+(.+)$", block["examples"], re.MULTILINE)
                found.setdefault(block["intent"], []).extend(lines)
    return found


def _wording(folder: Path) -> dict[str, str]:
    found: dict[str, str] = {}
    for path in sorted(folder.rglob("*.yml")):
        responses = yaml.safe_load(path.read_text("utf-8")).get("responses") or {}
        found |= {name: texts[0].get("text", "") for name, texts in responses.items()}
    return found


def _example(text: str) -> str:
    """Return the text on one line, without the brackets that Rasa reads as an entity."""
    return " ".join(text.replace("[", "(").replace("]", ")").split())


def _nlu(intents: dict[str, Intent]) -> list[dict[str, Any]]:
    return [
        {"intent": name, "examples": "".join(f"- {e}\n" for e in dict.fromkeys(intent.examples))}
        for name, intent in intents.items()
    ]


def _rules(intents: dict[str, Intent]) -> list[dict[str, Any]]:
    return [{"rule": f"reply to {name}", "steps": _turn(name)} for name in [*intents, _FALLBACK]]


def _stories(intents: dict[str, Intent]) -> list[dict[str, Any]]:
    """Three short stories, as `rasa init` has, so that TED and UnexpecTED are trained as there."""
    names = list(intents)
    chosen = [names[0], names[len(names) // 2], names[-1]]
    return [
        {"story": f"path {at + 1}", "steps": [*_turn(one), *_turn(chosen[at - 1])]}
        for at, one in enumerate(chosen)
    ]


def _turn(intent: str) -> list[dict[str, str]]:
    return [{"intent": intent}, {"action": f"utter_{intent}"}]


def _domain(intents: dict[str, Intent], decline: str) -> dict[str, Any]:
    texts = {name: intent.reply for name, intent in intents.items()} | {_FALLBACK: decline}
    return {
        "version": "3.1",
        "intents": [*intents, _FALLBACK],
        "responses": {f"utter_{name}": [{"text": text}] for name, text in texts.items()},
        "session_config": {
            "session_expiration_time": 60,
            "carry_over_slots_to_new_session": True,
        },
    }


def _dump(path: Path, data: Any) -> None:
    path.write_text(
        yaml.safe_dump(data, sort_keys=False, allow_unicode=True, width=10_000), "utf-8"
    )
