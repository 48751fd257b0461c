"""The recogniser as PyTorch trains it: its ONNX graph, evaluated node by node, whose weights are parameters."""

from collections.abc import Callable, Container
from typing import Any

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import NodeProto, helper, numpy_helper
from torch import Tensor, nn
from torch.nn import functional

Attributes = dict[str, Any]


class Network(nn.Module):
    """A recogniser that computes what its ONNX file says, up to the logarithms of the classes' probabilities.

    The file's batch normalisations are folded into its convolutions or keep their statistics: nothing depends on the
    batch. `file` returns the graph with the weights as they are now, for the same service to run.
    """

    def __init__(self, file: bytes) -> None:
        """Load a recogniser from its file."""
        super().__init__()
        self._model = onnx.load_from_string(file)
        (listed,) = (entry.value for entry in self._model.metadata_props if entry.key == "character")
        self.characters = listed.removesuffix("\n").split("\n")
        self._constants: dict[str, Tensor] = {}
        self._names: dict[str, str] = {}
        for tensor in self._model.graph.initializer:
            values = torch.from_numpy(numpy_helper.to_array(tensor).copy())
            if values.is_floating_point() and values.numel() > 1 and not tensor.name.endswith(STATISTICS):
                self._names[tensor.name] = tensor.name.replace(".", "/")
                self.register_parameter(self._names[tensor.name], nn.Parameter(values))
            else:
                self._constants[tensor.name] = values
        self._nodes = [(node, _attributes(node)) for node in fused(list(self._model.graph.node), self._names)]

    def forward(self, lines: Tensor) -> Tensor:
        """Return the logarithms of the probabilities (lines, steps, classes) for lines (lines, 3, 48, width)."""
        values = {name: getattr(self, parameter) for name, parameter in self._names.items()} | self._constants
        values[self._model.graph.input[0].name] = lines
        for node, attributes in self._nodes[:-1]:
            operands = [values[name] for name in node.input if name]
            values[node.output[0]] = OPERATIONS[node.op_type](attributes, *operands)
        last, _ = self._nodes[-1]
        if last.op_type != "Softmax":
            raise ValueError(f"the network ends in {last.op_type}, not in a softmax over its classes")
        return functional.log_softmax(values[last.input[0]].float(), dim=-1)

    def weights(self) -> dict[str, NDArray[np.float32]]:
        """Return the weights as they are now, by their names in the file."""
        return {name: getattr(self, parameter).detach().numpy() for name, parameter in self._names.items()}

    def file(self) -> bytes:
        """Return the recogniser as an ONNX file, with its weights as they are now."""
        weights = self.weights()
        for tensor in self._model.graph.initializer:
            if tensor.name in weights:
                tensor.CopyFrom(numpy_helper.from_array(np.ascontiguousarray(weights[tensor.name]), tensor.name))
        return bytes(self._model.SerializeToString(deterministic=True))


# What a batch normalisation learnt of its inputs: it stays.
STATISTICS = (".w_1", ".w_2")


def fused(nodes: list[NodeProto], weights: Container[str]) -> list[NodeProto]:
    """Return the nodes with each GELU, and each convolution and its bias, in one node: half of the time, and of the memory."""
    user = {name: node for node in reversed(nodes) for name in node.input}
    maker = {name: node for node in nodes for name in node.output}
    skipped: set[str] = set()
    whole: dict[str, NodeProto] = {}
    for node in nodes:
        following = user.get(node.output[0])
        if node.op_type == "Erf":
            chain = [maker[node.input[0]], node]
            while len(chain) < GELU_NODES:
                chain.append(user[chain[-1].output[0]])
            made = helper.make_node("Gelu", [chain[0].input[0]], [chain[-1].output[0]])
        elif node.op_type == "Conv" and following and following.op_type == "Add" and following.input[1] in weights:
            chain = [node, following]
            made = helper.make_node("Conv", [*node.input, following.input[1]], following.output)
            made.attribute.extend(node.attribute)
        else:
            continue
        skipped |= {each.output[0] for each in chain}
        whole[made.output[0]] = made
    return [
        whole.get(node.output[0], node) for node in nodes if node.output[0] not in skipped or node.output[0] in whole
    ]


# A division, an error function, an addition, two products
GELU_NODES = 5


def _attributes(node: NodeProto) -> Attributes:
    return {attribute.name: helper.get_attribute_value(attribute) for attribute in node.attribute}


def _padded(attributes: Attributes, values: Tensor, fill: float) -> Tensor:
    """Return the values with the margins that a convolution or a pooling asks for."""
    if attributes.get("auto_pad") == b"SAME_UPPER":
        height, width = (size - 1 for size in attributes["kernel_shape"])
        top, left, bottom, right = height // 2, width // 2, height - height // 2, width - width // 2
    else:
        top, left, bottom, right = attributes.get("pads", (0, 0, 0, 0))
    return functional.pad(values, (left, right, top, bottom), value=fill) if top + left + bottom + right else values


def _convolution(attributes: Attributes, values: Tensor, weights: Tensor, *bias: Tensor) -> Tensor:
    top, left, bottom, right = attributes.get("pads", (0, 0, 0, 0))
    if "auto_pad" in attributes or (top, left) != (bottom, right):
        values, top, left = _padded(attributes, values, 0.0), 0, 0
    offset = bias[0].flatten() if bias else None
    return functional.conv2d(
        values, weights, offset, attributes["strides"], padding=(top, left), groups=attributes["group"]
    )


def _max_pool(attributes: Attributes, values: Tensor) -> Tensor:
    return functional.max_pool2d(
        _padded(attributes, values, -torch.inf), attributes["kernel_shape"], attributes["strides"]
    )


def _normalised(attributes: Attributes, values: Tensor, *learnt: Tensor) -> Tensor:
    scale, offset, mean, variance = learnt
    return functional.batch_norm(values, mean, variance, scale, offset, eps=attributes["epsilon"])


def _slice(_: Attributes, values: Tensor, start: Tensor, end: Tensor, axes: Tensor, *steps: Tensor) -> Tensor:
    if any((step != 1).any() for step in steps):
        raise ValueError("a slice takes every value between its ends here")
    for first, last, axis in zip(start.tolist(), end.tolist(), axes.tolist(), strict=True):
        values = values.narrow(axis, first, min(last, values.shape[axis]) - first)
    return values


def _reshaped(_: Attributes, values: Tensor, shape: Tensor) -> Tensor:
    # 0 keeps a dimension
    sizes = [values.shape[axis] if size == 0 else size for axis, size in enumerate(shape.tolist())]
    return values.reshape(sizes)


OPERATIONS: dict[str, Callable[..., Tensor]] = {
    "Add": lambda _, a, b: a + b,
    "AveragePool": lambda a, x: functional.avg_pool2d(x, a["kernel_shape"], a["strides"]),
    "BatchNormalization": _normalised,
    "Concat": lambda a, *parts: torch.cat(parts, a["axis"]),
    "Conv": _convolution,
    "Div": lambda _, a, b: a / b,
    "Gelu": lambda _, x: functional.gelu(x),
    "HardSigmoid": lambda a, x: (x * a["alpha"] + a.get("beta", 0.5)).clamp(0, 1),
    "Identity": lambda _, x: x,
    "MatMul": lambda _, a, b: a @ b,
    "MaxPool": _max_pool,
    "Mul": lambda _, a, b: a * b,
    "Pow": lambda _, a, b: a**b,
    "ReduceMean": lambda a, x: x.mean(a["axes"], keepdim=bool(a.get("keepdims", 1))),
    "Relu": lambda _, x: functional.relu(x),
    "Reshape": _reshaped,
    "Shape": lambda _, x: torch.tensor(x.shape),
    "Sigmoid": lambda _, x: torch.sigmoid(x),
    "Slice": _slice,
    "Softmax": lambda a, x: functional.softmax(x, a["axis"]),
    "Sqrt": lambda _, x: torch.sqrt(x),
    "Squeeze": lambda a, x: x.squeeze(a["axes"][0]),
    "Sub": lambda _, a, b: a - b,
    "Transpose": lambda a, x: x.permute(a["perm"]),
    "Unsqueeze": lambda a, x: x.unsqueeze(a["axes"][0]),
}
