"""What the tests need beside Python packages: Chromium and PostgreSQL. Installs them where it may, or names them."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
POSTGRES_FOLDERS = ("/usr/lib/postgresql", "/usr/pgsql*", "/opt/homebrew/opt/postgresql*", "/usr/local/opt/postgresql*")


def chromium() -> Path | None:
    found = (shutil.which(name) for name in CHROMIUM_NAMES)
    return next((Path(path) for path in found if path), None)


def postgres_programs() -> Path | None:
    """The folder of the newest `initdb` and `postgres`; Debian keeps them off the search path."""
    on_path = shutil.which("initdb")
    if on_path and Path(on_path).resolve().with_name("postgres").exists():
        return Path(on_path).resolve().parent
    folders = [folder for pattern in POSTGRES_FOLDERS for folder in Path("/").glob(pattern[1:] + "/**/bin")]
    return max((folder for folder in folders if (folder / "initdb").exists()), default=None)


NEEDS = {"chromium": chromium, "postgresql": postgres_programs}


def main() -> None:
    missing = [package for package, find in NEEDS.items() if find() is None]
    if missing and may_install():
        print(f"Installing {' and '.join(missing)}, which the tests need …", flush=True)
        install(missing)
        missing = [package for package, find in NEEDS.items() if find() is None]
    if missing:
        sys.exit(f"The tests need what this machine lacks. Run: sudo apt-get install {' '.join(missing)}")


def may_install() -> bool:
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def install(packages: list[str]) -> None:
    """RUNLEVEL keeps Debian from starting a database server of its own."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive", "RUNLEVEL": "1"}
    for words in (["update", "-qq"], ["install", "-qq", "--no-install-recommends", *packages]):
        subprocess.run(["apt-get", *words], env=environment, stdout=subprocess.DEVNULL, check=False)


if __name__ == "__main__":
    main()
