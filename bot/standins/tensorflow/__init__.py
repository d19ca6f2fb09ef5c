"""A stand-in for TensorFlow, so that Rasa 3.6 loads without it.

Rasa imports TensorFlow when it loads, but only DIET, TED, UnexpecTED and ResponseSelector use
it, and this project uses none of them. Every name asked of this package, or of ``keras`` and
``tensorflow_hub``, is a placeholder class: it can be imported, subclassed and named in a type
hint. Making one, or calling one, raises :class:`TensorFlowNotInstalled`.

Why: docs/decisions/0001-rasa-without-tensorflow.md
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any, ClassVar

STANDS_IN_FOR = ("tensorflow", "tensorflow_hub", "tensorflow_text", "keras")


class TensorFlowNotInstalled(RuntimeError):
    """Raised when something tries to use TensorFlow, which is not installed here."""


class _PlaceholderType(type):
    def __getattr__(cls, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return _placeholder(f"{cls.__qualname__}.{name}")

    def __call__(cls, *_args: Any, **_kwargs: Any) -> Any:
        raise TensorFlowNotInstalled(
            f"{cls.__qualname__} was used, but TensorFlow is not part of this project. "
            "Use a pipeline component or policy that works without it "
            "(see docs/decisions/0001-rasa-without-tensorflow.md)."
        )


def _placeholder(name: str) -> type:
    return _PlaceholderType(name.rpartition(".")[2], (), {"__qualname__": name})


class _PlaceholderModule(ModuleType):
    __path__: ClassVar[list[str]] = []

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        value = _decorator if name == "function" else _placeholder(f"{self.__name__}.{name}")
        setattr(self, name, value)
        return value


def _decorator(function: Any = None, **_options: Any) -> Any:
    """``@tf.function`` runs while Rasa's modules load, so it hands the function back."""
    return function if function is not None else _decorator


class _Finder(MetaPathFinder, Loader):
    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname.partition(".")[0] in STANDS_IN_FOR:
            return ModuleSpec(fullname, self, is_package=True)
        return None

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        return _PlaceholderModule(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        """Nothing to run: a placeholder module is made of its name alone."""


sys.meta_path.append(_Finder())
sys.modules[__name__].__class__ = _PlaceholderModule
