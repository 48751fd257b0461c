"""Variants of networks that the service runs, made from what their authors publish."""

import io
import unicodedata
from collections.abc import Sequence

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import NodeProto, helper, numpy_helper

# The last letter of Latin-1: English, Filipino with its ñ, Spanish. More letters with marks are more ways to misread one without
LAST_LATIN = "\u00ff"
TYPOGRAPHY = "–—‘’“”•…№™"  # noqa: RUF001 - what is meant

# Weights have 7 bits: a CPU without VNNI adds up pairs of products in 16 bits, which 8 would overflow
WEIGHT_LIMIT = 63
CHANNELS_LAST, CHANNELS_FIRST = (0, 2, 3, 1), (0, 3, 1, 2)


def latin(model: bytes) -> bytes:
    """Cut a recogniser's last layer down to the characters of Latin script, as receipts in English have them.

    What remains is computed as before, less the likelihood that went to the other 18,000 characters; the layer is a
    quarter of the work of a line.
    """
    network = onnx.load_from_string(model)
    (listed,) = (entry for entry in network.metadata_props if entry.key == "character")
    characters = listed.value.removesuffix("\n").split("\n")
    kept = [number for number, character in enumerate(characters) if is_latin(character)]
    # class 0 is CTC's blank, the last one the space
    classes = [0, *(number + 1 for number in kept), len(characters) + 1]
    for weights in network.graph.initializer:
        if list(weights.dims)[-1:] == [len(characters) + 2]:
            cut = np.ascontiguousarray(numpy_helper.to_array(weights)[..., classes])
            weights.CopyFrom(numpy_helper.from_array(cut, weights.name))
    listed.value = "\n".join(characters[number] for number in kept)
    network.graph.output[0].type.tensor_type.shape.dim[2].dim_value = len(classes)
    return checked(network)


def is_latin(character: str) -> bool:
    """Return whether a character may stand on a receipt in Latin script: a letter, a sign, or a currency."""
    return character <= LAST_LATIN or character in TYPOGRAPHY or unicodedata.category(character) == "Sc"


def receipt_print(model: bytes, weights: bytes) -> bytes:
    """Return a recogniser of Latin script with the weights that were trained on receipts, a NumPy archive of them by name."""
    network = onnx.load_from_string(model)
    with np.load(io.BytesIO(weights)) as trained:
        for tensor in network.graph.initializer:
            if tensor.name in trained.files:
                values = trained[tensor.name].astype(np.float32)
                if list(values.shape) != list(tensor.dims):
                    raise ValueError(
                        f"{tensor.name} has the shape {values.shape} in the weights, {list(tensor.dims)} in the network"
                    )
                tensor.CopyFrom(numpy_helper.from_array(values, tensor.name))
    return checked(network)


def int8(model: bytes) -> bytes:
    """Compute the two 1 x 1 convolutions around each GELU, nine tenths of a recogniser's work, in whole numbers.

    Weights have a scale for each channel; what comes in has one that is found as it comes (dynamic quantisation).
    """
    network = onnx.load_from_string(model)
    graph = network.graph
    drop_identities(graph)
    for erf in [node for node in graph.node if node.op_type == "Erf"]:
        block = gelu_block(graph, erf)
        (first, bias), gelu, (second, last_bias) = block[:2], block[2:-2], block[-2:]
        inside, outside = f"{first.name}.in", f"{second.name}.out"
        replace(
            graph,
            block,
            [
                helper.make_node("Transpose", [first.input[0]], [inside], inside, perm=CHANNELS_LAST),
                *product(graph, first, bias, (inside, bias.output[0])),
                *gelu,
                *product(graph, second, last_bias, (second.input[0], outside)),
                helper.make_node("Transpose", [outside], [last_bias.output[0]], outside, perm=CHANNELS_FIRST),
            ],
        )
    used = {name for node in graph.node for name in node.input}
    kept = [tensor for tensor in graph.initializer if tensor.name in used]
    del graph.initializer[:]
    graph.initializer.extend(kept)
    return checked(network)


def drop_identities(graph: onnx.GraphProto) -> None:
    """Remove the nodes that do nothing, which separate those that belong together."""
    origin: dict[str, str] = {}
    kept = []
    for node in graph.node:
        node.input[:] = [origin.get(name, name) for name in node.input]
        if node.op_type == "Identity":
            origin[node.output[0]] = node.input[0]
        else:
            kept.append(node)
    del graph.node[:]
    graph.node.extend(kept)


def gelu_block(graph: onnx.GraphProto, erf: NodeProto) -> list[NodeProto]:
    """Return the nodes of a GELU (a division, an error function, an addition, two products), a convolution on each side."""
    maker = {name: node for node in graph.node for name in node.output}
    user = {name: node for node in reversed(graph.node) for name in node.input}
    before, after = [erf], [erf]
    for _ in range(3):
        before.append(maker[before[-1].input[0]])
    for _ in range(5):
        after.append(user[after[-1].output[0]])
    block = [*reversed(before[1:]), *after]
    kinds = ["Conv", "Add", "Div", "Erf", "Add", "Mul", "Mul", "Conv", "Add"]
    if [node.op_type for node in block] != kinds:
        raise ValueError(f"{erf.name} stands between {[node.op_type for node in block]}, not in a GELU as known")
    return block


def product(graph: onnx.GraphProto, convolution: NodeProto, bias: NodeProto, ends: tuple[str, str]) -> list[NodeProto]:
    """Return the nodes that do a 1 x 1 convolution with its bias, from one value to another, whose channels stand last."""
    name, (source, target) = convolution.name, ends
    weights, offsets = (
        numpy_helper.to_array(next(tensor for tensor in graph.initializer if tensor.name == node.input[1]))
        for node in (convolution, bias)
    )
    columns = weights[:, :, 0, 0].T
    scales = np.maximum(np.abs(columns).max(axis=0), np.finfo(np.float32).tiny) / WEIGHT_LIMIT

    def constant(part: str, values: NDArray[np.generic]) -> str:
        graph.initializer.append(numpy_helper.from_array(np.ascontiguousarray(values), f"{name}.{part}"))
        return f"{name}.{part}"

    whole = constant("whole", np.round(columns / scales).astype(np.int8))
    scale = constant("scale", scales.astype(np.float32))
    offset = constant("offset", offsets.reshape(-1))
    made = {part: f"{name}.{part}" for part in ("number", "unit", "zero", "sum", "float", "units", "scaled")}
    return [
        helper.make_node("DynamicQuantizeLinear", [source], [made["number"], made["unit"], made["zero"]], f"{name}.1"),
        helper.make_node("MatMulInteger", [made["number"], whole, made["zero"]], [made["sum"]], f"{name}.2"),
        helper.make_node("Cast", [made["sum"]], [made["float"]], f"{name}.3", to=onnx.TensorProto.FLOAT),
        helper.make_node("Mul", [made["unit"], scale], [made["units"]], f"{name}.4"),
        helper.make_node("Mul", [made["float"], made["units"]], [made["scaled"]], f"{name}.5"),
        helper.make_node("Add", [made["scaled"], offset], [target], f"{name}.6"),
    ]


def replace(graph: onnx.GraphProto, old: Sequence[NodeProto], new: Sequence[NodeProto]) -> None:
    """Replace some nodes by others."""
    gone = {node.name for node in old}
    nodes = list(graph.node)
    place = next(number for number, node in enumerate(nodes) if node.name in gone)
    rest = [node for node in nodes[place:] if node.name not in gone]
    del graph.node[:]
    graph.node.extend([*nodes[:place], *new, *rest])


def checked(network: onnx.ModelProto) -> bytes:
    """Return a network as a file, always the same bytes."""
    # shapes that were inferred for the network that it was
    del network.graph.value_info[:]
    onnx.checker.check_model(network)
    return bytes(network.SerializeToString(deterministic=True))
