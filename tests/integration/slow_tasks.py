"""The site's own Celery application with one slow task more, for the tests that kill in the middle of the work."""

import sys
import time
from pathlib import Path

from gateway.celery import app


@app.task(name="write_line")
def write_line(path: str, line: int) -> None:
    time.sleep(0.4)
    with Path(path).open("a") as file:
        file.write(f"{line}\n")


if __name__ == "__main__":
    for number in range(int(sys.argv[2])):
        write_line.delay(sys.argv[1], number)
