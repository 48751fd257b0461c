"""ONNX Runtime sessions with memory and threads of their own."""

from functools import cache
from pathlib import Path

import onnxruntime
from onnxruntime import InferenceSession, RunOptions, SessionOptions

from ocr.engine.memory import ARENA_BYTES

# The arena gives back what it can once a run has ended
SHRINKING = RunOptions()
SHRINKING.add_run_config_entry("memory.enable_memory_arena_shrinkage", "cpu:0")


def open_session(model: Path, *, threads: int, planned: bool = True, in_arena: bool = False) -> InferenceSession:
    """Load a model to run on `threads` threads; a session may run in several threads at once.

    Where it is `planned`, all that the network needs for an input of some shape is taken as one block, from the second
    such input on. Without, each of its layers asks for memory, and threads wait for each other as they ask: `in_arena`
    they ask for parts of one region, that all such sessions share, and that is kept.
    """
    options = SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    # one of its own would keep what it took for every new shape: memory grows to 3.5 GB
    options.enable_cpu_mem_arena = in_arena
    options.enable_mem_pattern = planned
    # a thread that spins while it waits burns the CPU limit of the container, and the other thread waits for it
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    if in_arena:
        register_arena()
        options.add_session_config_entry("session.use_env_allocators", "1")
        # weights stay, and would keep the region from being given back
        options.add_session_config_entry("session.use_device_allocator_for_initializers", "1")
    return InferenceSession(model, options, providers=["CPUExecutionProvider"])


@cache
def register_arena() -> None:
    """Create the arena that sessions share. It never exceeds its limit: allocations beyond it fail."""
    arena = onnxruntime.OrtArenaCfg(
        {
            "max_mem": ARENA_BYTES,
            # by regions of the sizes below, not of what is asked for
            "arena_extend_strategy": 0,
            # the first region is never given back: next to nothing. The second one is all that is left.
            "initial_chunk_size_bytes": 1 << 16,
            "initial_growth_chunk_size_bytes": ARENA_BYTES - (8 << 20),
            "max_dead_bytes_per_chunk": 1 << 20,
        }
    )
    memory = onnxruntime.OrtMemoryInfo(
        "Cpu", onnxruntime.OrtAllocatorType.ORT_ARENA_ALLOCATOR, 0, onnxruntime.OrtMemType.DEFAULT
    )
    onnxruntime.create_and_register_allocator(memory, arena)
