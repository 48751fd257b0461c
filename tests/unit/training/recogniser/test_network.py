"""The recogniser as PyTorch evaluates it, which is in an environment of its own: `make train-recogniser` makes it."""

import numpy as np
import pytest
from onnxruntime import InferenceSession

from ocr.settings import Settings

torch = pytest.importorskip("torch", reason="PyTorch is in .venv-train, which make train-recogniser makes")

from training.recogniser.network import Network  # noqa: E402 - it needs PyTorch

PUBLISHED = (Settings().models_dir / "PP-OCRv6_small_rec_latin/inference.onnx").read_bytes()
LINES = np.random.default_rng(1).standard_normal((2, 3, 48, 328)).astype(np.float32)


def test_it_computes_what_its_file_says() -> None:
    (expected,) = InferenceSession(PUBLISHED).run(None, {"x": LINES})
    with torch.no_grad():
        found = Network(PUBLISHED)(torch.from_numpy(LINES)).exp().numpy()
    assert np.abs(found - expected).max() < 1e-4


def test_its_file_has_the_weights_as_they_are() -> None:
    network = Network(PUBLISHED)
    with torch.no_grad():
        for weights in network.parameters():
            weights.mul_(1.01)
        expected = network(torch.from_numpy(LINES)).exp().numpy()
    (found,) = InferenceSession(network.file()).run(None, {"x": LINES})
    assert np.abs(found - expected).max() < 1e-4
