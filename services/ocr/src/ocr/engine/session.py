"""ONNX Runtime sessions that keep their memory and their threads to themselves."""

from pathlib import Path

from onnxruntime import InferenceSession, SessionOptions


def open_session(model: Path, *, threads: int, planned: bool = True) -> InferenceSession:
    """Load a model to run on `threads` threads; a session may run in several threads at once.

    Where it is `planned`, all that the network needs for an input of some shape is taken as one block, from the second
    such input on. Without, each of its layers asks for memory, and threads wait for each other as they ask.
    """
    options = SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    # it keeps what it took for every new shape: memory grows to 3.5 GB
    options.enable_cpu_mem_arena = False
    options.enable_mem_pattern = planned
    # a thread that spins while it waits burns the CPU limit of the container, and the other thread waits for it
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return InferenceSession(model, options, providers=["CPUExecutionProvider"])
