import numpy as np
import pytest

from ocr.engine.orientation import Orientation, prepare
from ocr.settings import Settings


@pytest.mark.parametrize("size", [(1, 1), (1, 5000), (5000, 1), (300, 200), (4000, 3000)])
def test_gives_the_model_its_middle_square_from_a_page_of_any_shape(size: tuple[int, int]) -> None:
    tensor = prepare(np.full((*size, 3), 255, np.uint8))

    assert tensor.shape == (1, 3, 224, 224)
    assert tensor.dtype == np.float32
    assert tensor[0, 0].min() == pytest.approx((1 - 0.485) / 0.229, abs=1e-4)


def test_leaves_a_page_as_it_is_where_nothing_tells() -> None:
    orientation = Orientation(Settings().models_dir / "PP-LCNet_x1_0_doc_ori/inference.onnx")

    assert orientation.rotation(np.full((400, 300, 3), 255, np.uint8)) == 0
    assert orientation.rotation(np.random.default_rng(7).integers(0, 255, (400, 300, 3), np.uint8)) == 0
