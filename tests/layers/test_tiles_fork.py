"""A server may fork after the store was made: each process then listens for itself."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
SCRIPT = """
import os, sys, time
from geo.database import Database
from layers.tiles.watch import Watch

url = sys.argv[1]
watch = Watch(Database(url, size=2).open())
watch.current()

def listens():
    for _ in range(500):
        if watch.is_listening():
            return True
        time.sleep(0.01)
    return False

assert listens()
child = os.fork()
if child == 0:
    watch._database = Database(url, size=2).open()
    before = watch.current()
    heard = listens()
    with Database(url, size=1).open().acting(1) as connection:
        connection.execute("SELECT bump_layers('tambon')")
    for _ in range(500):
        if watch.current().layers["tambon"] != before.layers["tambon"]:
            os._exit(0 if heard else 3)
        time.sleep(0.01)
    os._exit(4)
status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
assert listens(), "the parent goes on listening"
os._exit(status)
"""


def test_a_forked_process_listens_for_itself(database_url: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, database_url],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
