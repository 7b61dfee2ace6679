"""How much memory reading an export may take, and how much it would."""

from pathlib import Path

MEGABYTE = 1 << 20
UNKNOWN_MB = 2048
ENGINE_MB, ROW_BYTES = 450, 60
MEMINFO, CONTAINER = Path("/proc/meminfo"), Path("/sys/fs/cgroup/memory.max")


def needed_mb(rows: int) -> int:
    """To count so many records in memory; measured at 10 and 30 million."""
    return ENGINE_MB + rows * ROW_BYTES // MEGABYTE


def spare_mb() -> int:
    """Half of what the machine has available, or of what its container may hold."""
    limits = [size for size in (available_bytes(), container_bytes()) if size is not None]
    return min(limits) // 2 // MEGABYTE if limits else UNKNOWN_MB


def available_bytes() -> int | None:
    for line in text_of(MEMINFO).splitlines():
        if line.startswith("MemAvailable:"):
            return int(line.split()[1]) * 1024
    return None


def container_bytes() -> int | None:
    limit = text_of(CONTAINER).strip()
    return int(limit) if limit.isdecimal() else None


def text_of(path: Path) -> str:
    try:
        return path.read_text(encoding="ascii")
    except OSError:
        return ""
