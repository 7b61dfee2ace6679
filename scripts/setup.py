"""Makes or updates `.venv` from the lock files, with nothing but the Python at hand; says what it does and how far it is."""

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMP = VENV / "installed"
LOCKS = [ROOT / "requirements-setup.txt", ROOT / "requirements-dev.txt"]


def main() -> None:
    if not (3, 11) <= sys.version_info < (3, 14):
        stop(f"Python 3.11, 3.12 or 3.13 is needed; this is {sys.version.split()[0]}. Name another: make PYTHON=python3.12")
    if not is_current():
        say(1, "Making an environment of its own in .venv")
        make_environment()
        say(2, "Fetching the installer, uv")
        run([PYTHON, "-m", "pip", "install", "-qq", "--require-hashes", "-r", LOCKS[0]])
        count = sum(line[:1].isalnum() for line in LOCKS[1].read_text().splitlines())
        say(3, f"Installing {count} packages, each checked against its hash; the first time takes about a minute")
        install_packages()
        STAMP.write_text(fingerprint())
        say(4, "Compiling the translations")
    run([PYTHON, "-m", "scripts.translations"])


def is_current() -> bool:
    return PYTHON.exists() and STAMP.exists() and STAMP.read_text() == fingerprint()


def fingerprint() -> str:
    return hashlib.sha256(b"".join(path.read_bytes() for path in LOCKS) + sys.version.encode()).hexdigest()


def make_environment() -> None:
    """Debian ships `venv` and `ensurepip` in a package of their own, so a plain python3 may lack them."""
    if importlib.util.find_spec("ensurepip") is None:
        install_venv_package()
    shutil.rmtree(VENV, ignore_errors=True)
    run([sys.executable, "-m", "venv", VENV])


def install_venv_package() -> None:
    if os.geteuid() or not shutil.which("apt-get"):
        stop("This Python cannot make environments. As root: apt-get install python3-venv. Then run this again.")
    say(1, "Installing Debian's python3-venv")
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    run(["apt-get", "update", "-qq"], env=quiet)
    run(["apt-get", "install", "-qq", "--no-install-recommends", "python3-venv"], env=quiet, stdout=subprocess.DEVNULL)


def install_packages() -> None:
    environment = {**os.environ, "UV_PYTHON_DOWNLOADS": "never", "VIRTUAL_ENV": str(VENV)}
    run([VENV / "bin" / "uv", "pip", "sync", "--quiet", "--require-hashes", *LOCKS], env=environment)


def run(command: list, **options) -> None:
    words = [str(word) for word in command]
    if subprocess.run(words, cwd=ROOT, check=False, **options).returncode:
        stop(f"This step failed: {' '.join(words)}. Its own words stand above; mend that and run make again.")


def say(step: int, what: str) -> None:
    print(f"set-up {step}/4  {what} …", flush=True)


def stop(why: str) -> None:
    sys.exit(f"set-up stopped: {why}")


if __name__ == "__main__":
    main()
