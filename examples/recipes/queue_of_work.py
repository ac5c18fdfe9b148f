"""Work on a queue: send the arrangement, not the assessment. It is a fraction of the size, and the worker works it out.

The digest goes with it, so that the worker knows that it has the same facts, and the receipt comes back.

Run it: python examples/recipes/queue_of_work.py
"""

import json
import queue
import threading
from typing import Any

from people import COUNCILS, ON, UNTIL

from isf_core import assess, digest, from_plain, to_plain

NEEDS = ()


def work(waiting: "queue.Queue[str | None]", done: "queue.Queue[str]") -> None:
    """What a worker does until there is no more."""
    while (message := waiting.get()) is not None:
        given: dict[str, Any] = json.loads(message)
        arrangement = from_plain(given["arrangement"])
        assert digest(arrangement) == given["digest"]
        done.put(json.dumps(to_plain(assess(arrangement, on=ON, until=UNTIL).receipt)))


def main() -> None:
    """Send two arrangements, and compare what comes back with what is worked out here."""
    waiting: queue.Queue[str | None] = queue.Queue()
    done: queue.Queue[str] = queue.Queue()
    worker = threading.Thread(target=work, args=(waiting, done))
    worker.start()
    for person in COUNCILS.values():
        message = json.dumps({"arrangement": to_plain(person), "digest": digest(person)})
        found = assess(person, on=ON, until=UNTIL)
        whole = json.dumps(to_plain(found))
        assert len(message) * 10 < len(whole)
        print(f"{person.ref}: the arrangement is {len(message):,} characters, the assessment {len(whole):,}")
        waiting.put(message)
    waiting.put(None)
    worker.join()
    receipts = [from_plain(json.loads(done.get())) for _ in COUNCILS]
    assert receipts == [assess(person, on=ON, until=UNTIL).receipt for person in COUNCILS.values()]
    print("Both came back with the same receipts.")


if __name__ == "__main__":
    main()
