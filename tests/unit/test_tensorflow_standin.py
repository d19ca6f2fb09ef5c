"""Rasa loads without TensorFlow, and using TensorFlow says clearly why it cannot."""

from __future__ import annotations

import pytest
import tensorflow as tf


def test_names_can_be_imported_and_subclassed() -> None:
    import keras
    from tensorflow.keras.utils import Sequence

    class Layer(tf.keras.layers.Layer):
        pass

    class Batches(Sequence):
        pass

    assert issubclass(Batches, Sequence)
    assert keras.Model is not None


def test_using_it_raises_a_clear_error() -> None:
    with pytest.raises(tf.TensorFlowNotInstalled, match="not part of this project"):
        tf.constant([1, 2, 3])
    with pytest.raises(tf.TensorFlowNotInstalled, match=r"decisions/0001"):
        tf.keras.layers.Dense(5)


def test_a_rasa_component_that_needs_it_fails_with_that_error() -> None:
    from rasa.utils.tensorflow.layers import SparseDropout

    with pytest.raises(tf.TensorFlowNotInstalled):
        SparseDropout(rate=0.2)


def test_rasa_is_the_pinned_release() -> None:
    import rasa

    assert rasa.__version__ == "3.6.21"
