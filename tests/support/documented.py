"""Commands that a Markdown document tells its readers to run."""

import re
import shlex
from pathlib import Path

# ```console ... ``` or another block, and `spans`
BLOCK = re.compile(r"^ *```(\w*)\n(.*?)^ *```", re.MULTILINE | re.DOTALL)
SPAN = re.compile(r"`([^`\n]+)`")


def commands(document: Path) -> list[str]:
    """List the commands of a document in its order, each once."""
    found: list[str] = []
    position = 0
    text = document.read_text()
    for block in BLOCK.finditer(text):
        found += filter(is_command, SPAN.findall(text[position : block.start()]))
        if block[1] == "console":
            found += typed(block[2])
        position = block.end()
    found += filter(is_command, SPAN.findall(text[position:]))
    return list(dict.fromkeys(found))


def typed(block: str) -> list[str]:
    """List what follows the prompts of a console; a line that ends with a pipe continues."""
    lines = [line.strip() for line in re.sub(r"\|\n\s+", "| ", block).splitlines()]
    return [re.sub(r"\s+# .*", "", line).removeprefix("$ ") for line in lines if line.startswith("$ ")]


def is_command(span: str) -> bool:
    """Return whether a span is a command, not a file, setting or phrase: a program with arguments, behind any settings."""
    words = [word for word in span.split() if not re.match(r"[A-Z_]+=", word)]
    return words == ["make"] or (len(words) > 1 and re.fullmatch(r"[a-z]+", words[0]) is not None)


def targets(command: str) -> list[str]:
    """List the targets that a command has `make` make."""
    calls = re.findall(r"\bmake((?: [^|&;]+)?)", command)
    return [word for call in calls for word in shlex.split(call) if "=" not in word and not word.startswith("-")]
