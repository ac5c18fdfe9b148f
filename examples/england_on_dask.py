"""A country's Individual Service Funds, assessed with Dask: 500,000 arrangements of 150 councils, Parquet in and out.

England here is made up: the arrangement of README.md for everybody, with other sums, days and holders, and a rise that
becomes known late. Each council is a partition. A worker reads its file in batches, gives each to `assess_batch`, and
writes payments, breaches, counts of what is not recorded, and faults. One record in 20,000 is broken, as they are.

A partition is done when its folder has its name. A worker writes into a folder of another name and renames it when all
of it is there, so that half a file is never taken for a whole one. Stopped and started again, it goes on with what is
not done. What was done from another input, or with other days, is done again.

Run it: python examples/england_on_dask.py FOLDER --arrangements 3000 --councils 6
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import uuid
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path
from time import perf_counter
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from isf_core import (
    OPEN_ENDED,
    PLAIN,
    Arrangement,
    Basis,
    Change,
    Contract,
    FixedFee,
    Form,
    Frequency,
    Funder,
    FunderKind,
    Holder,
    HolderKind,
    Money,
    Move,
    Outcome,
    Party,
    PayCycle,
    PaymentTerms,
    Person,
    PersonalBudget,
    Placement,
    Rate,
    Signature,
    Support,
    SupportPlan,
    Timing,
    Variation,
    assess_batch,
    digest,
    to_plain,
)
from isf_core.version import __version__

START, ON, UNTIL = date(2026, 4, 6), date(2026, 9, 7), date(2027, 4, 4)
POLICY = PLAIN
IN_A_BATCH = 1_000
BROKEN = 20_000
TABLES = ("payments", "breaches", "unknown", "faults")


def mary() -> Arrangement:
    """The arrangement of README.md, and a rise from 1 June that became known on 20 July."""
    rise = Change("budget.actual", Rate.weekly("90"))
    return Arrangement(
        person=Person(ref="P-001"),
        ref="ISF-001",
        holder=Holder(ref="H-7", kind=HolderKind.SUPPORT_PROVIDER),
        funding=Funder(ref="council", kind=FunderKind.COUNCIL),
        budget=PersonalBudget(
            actual=Rate.annual("4387.50"), contribution=Rate.weekly("20"), in_house=(), one_offs=(), exemptions=()
        ),
        plan=SupportPlan(
            outcomes=(
                Outcome(ref="nutrition", eligible=True, met_informally=()),
                Outcome(ref="church", eligible=True, met_informally=("neighbours",)),
            ),
            supports=(Support.by_rate("homecare", (), Rate.weekly("84.375"), provider="H-7"),),
            agreed_on=date(2026, 3, 20),
        ),
        contract=Contract(
            form=Form.TWO_WAY,
            signatures=(Signature(party=Party.FUNDER, signed_on=date(2026, 3, 25)),),
            first_day=START,
            last_day=OPEN_ENDED,
            payment=PaymentTerms(
                cycle=PayCycle(Frequency.FOUR_WEEKLY, anchor=START),
                timing=Timing.IN_ADVANCE,
                basis=Basis.NET,
                move=Move.BACK,
            ),
            fee=FixedFee(per_week="30"),
            fee_placement=Placement.INSIDE,
        ),
        variations=(Variation(effective=date(2026, 6, 1), known_from=date(2026, 7, 20), changes=(rise,)),),
    )


def pounds(pence: int) -> str:
    """A sum as a rate is written: 84.5, 20."""
    return f"{pence // 100}.{pence % 100:02}".rstrip("0").rstrip(".")


def people(council: str, number: int) -> Iterator[tuple[str, str]]:
    """The documents of one council's arrangements, each with its reference; the same each time."""
    dice = random.Random(council)
    text = json.dumps(to_plain(mary()))
    for place in range(number):
        weekly, each = dice.randrange(6_000, 60_000), json.loads(text)
        each["ref"] = f"{council}-{place:06}"
        each["person"]["ref"] = f"P-{each['ref']}"
        each["holder"]["ref"] = each["plan"]["supports"][0]["provider"] = f"H-{dice.randrange(40)}"
        each["budget"]["actual"]["first"]["amount"] = pounds(weekly * 52)
        each["budget"]["contribution"]["first"]["amount"] = pounds(dice.randrange(0, 6_000))
        each["plan"]["supports"][0]["cost"]["amount"] = pounds(weekly - dice.randrange(0, 4_000))
        first_day = START + timedelta(days=dice.choice((0, 0, dice.randrange(1, 56))))
        each["contract"]["first_day"] = each["contract"]["signatures"][0]["signed_on"] = first_day.isoformat()
        rise = each["variations"][0]
        effective = first_day + timedelta(days=dice.randrange(30, 120))
        rise["effective"] = effective.isoformat()
        rise["known_from"] = (effective + timedelta(days=dice.randrange(1, 60))).isoformat()
        rise["changes"][0]["value"]["amount"] = pounds(weekly + dice.randrange(100, 2_000))
        if dice.randrange(BROKEN) == 0:
            each["contract"]["first_day"] = "06/04/2026"
        yield each["ref"], json.dumps(each)


def make(folder: Path, councils: int, arrangements: int) -> None:
    """Write each council's file, where it is not there yet: give another folder for another number."""
    (folder / "in").mkdir(parents=True, exist_ok=True)
    for number in range(councils):
        council = f"council-{number + 1:03}"
        theirs = arrangements * (number + 1) // councils - arrangements * number // councils
        path = folder / "in" / f"{council}.parquet"
        if path.exists():
            continue
        rows = [{"id": ref, "council": council, "arrangement": text} for ref, text in people(council, theirs)]
        table = pa.Table.from_pylist(
            rows, pa.schema([(name, pa.string()) for name in ("id", "council", "arrangement")])
        )
        pq.write_table(table, path.with_suffix(".part"), row_group_size=IN_A_BATCH, compression="zstd")
        path.with_suffix(".part").replace(path)


def made_from(path: Path) -> str:
    """What a partition's results depend on, as one text: its input, the days, and the policy."""
    with path.open("rb") as file:
        return f"{sha256(file.read()).hexdigest()} on {ON} until {UNTIL} under {digest(POLICY)} by {__version__}"


def said_of(done: Path) -> dict[str, Any] | None:
    """What a finished partition says of itself; None where it is not finished."""
    try:
        said: dict[str, Any] = json.loads((done / "done.json").read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    return said


def assess_council(folder: Path, council: str) -> dict[str, Any]:
    """What a worker does: assess one council, unless it is done, and say how much it was."""
    source, done = folder / "in" / f"{council}.parquet", folder / "out" / council
    origin = made_from(source)
    said = said_of(done)
    if said is not None and said["made_from"] == origin:
        return {**said, "was_done": True}
    unfinished = folder / "out" / f".{council}-{uuid.uuid4().hex}"
    unfinished.mkdir(parents=True)
    said = {"council": council, "made_from": origin, "arrangements": 0, "assessed": 0, "payments": 0, "pence": 0}
    unknown: Counter[str] = Counter()
    writers: dict[str, pq.ParquetWriter] = {}
    for batch in pq.ParquetFile(source).iter_batches(IN_A_BATCH):
        found = assess_batch(batch, on=ON, until=UNTIL, policy=POLICY, keys=["council", "id"], words=False)
        said["arrangements"] += found.arrangements
        said["assessed"] += found.assessed
        said["payments"] += found.payments.num_rows
        said["pence"] += int(100 * (pc.sum(found.payments["amount"]).as_py() or 0))
        unknown.update(dict(zip(*(found.unknown[name].to_pylist() for name in ("field", "arrangements")), strict=True)))
        for name in ("payments", "breaches", "faults"):
            table = getattr(found, name)
            if name not in writers:
                writers[name] = pq.ParquetWriter(unfinished / f"{name}.parquet", table.schema, compression="zstd")
            writers[name].write_table(table)
    for writer in writers.values():
        writer.close()
    columns = {"council": [council] * len(unknown), "field": [*unknown], "arrangements": [*unknown.values()]}
    pq.write_table(pa.table(columns), unfinished / "unknown.parquet")
    (unfinished / "done.json").write_text(json.dumps(said), encoding="utf-8")
    shutil.rmtree(done, ignore_errors=True)  # what was done of another input, or by hand
    try:
        unfinished.rename(done)
    except OSError:  # another worker was given the same partition, and was first
        shutil.rmtree(unfinished)
    return said


def run(folder: Path, client: Any) -> tuple[list[dict[str, Any]], dict[str, str]]:
    """Assess every council on a Dask cluster and show how far it is: what each says, and why some are not done."""
    from distributed import as_completed

    for left in (folder / "out").glob(".council-*"):  # what was not finished when it was stopped
        shutil.rmtree(left)
    councils = [path.stem for path in sorted((folder / "in").glob("*.parquet"))]
    tasks = client.map(assess_council, [folder] * len(councils), councils, pure=False, retries=1)
    named = {task.key: council for task, council in zip(tasks, councils, strict=True)}
    begun, all_said, not_done = perf_counter(), {}, {}
    for number, task in enumerate(as_completed(tasks), 1):
        council = named[task.key]
        if task.status == "error":
            not_done[council] = how = f"not done: {task.exception()!r}"
        else:
            said = all_said[council] = task.result()
            broken = said["arrangements"] - said["assessed"]
            how = f"{said['arrangements']:,} arrangements, {'was done' if said.get('was_done') else f'{broken} broken'}"
        print(f"[{number:3}/{len(councils)}] {timedelta(seconds=round(perf_counter() - begun))} {council}: {how}")
    return [all_said[council] for council in sorted(all_said)], not_done


def tell(folder: Path, all_said: list[dict[str, Any]]) -> None:
    """Print what came of it, from what was written."""
    total = {name: sum(each[name] for each in all_said) for name in ("arrangements", "assessed", "payments", "pence")}
    print(f"{total['arrangements']:,} arrangements of {len(all_said)} councils, {total['assessed']:,} assessed")
    print(f"{total['payments']:,} payments, £{Money.from_pence(total['pence']):,} in all")
    breaches: Counter[str] = Counter()
    unknown: Counter[str] = Counter()
    for each in all_said:
        out = folder / "out" / each["council"]
        breaches.update(pq.read_table(out / "breaches.parquet", columns=["code"])["code"].to_pylist())
        for row in pq.read_table(out / "unknown.parquet").to_pylist():
            unknown[row["field"]] += row["arrangements"]
        for row in pq.read_table(out / "faults.parquet").to_pylist():
            print(f"  {row['id']}: {row['where']}: {row['wrong']}")
    print("breaches:", ", ".join(f"{code} {number:,}" for code, number in breaches.most_common(6)))
    print("not recorded:", ", ".join(f"{field} {number:,}" for field, number in unknown.most_common(4)))


def main() -> None:
    """Make up a country, assess it on this machine's cores, and tell."""
    asked = argparse.ArgumentParser(description="A country's Individual Service Funds, assessed with Dask.")
    asked.add_argument("folder", type=Path)
    asked.add_argument("--arrangements", type=int, default=500_000)
    asked.add_argument("--councils", type=int, default=150)
    asked.add_argument("--workers", type=int, default=os.cpu_count())
    given = asked.parse_args()
    make(given.folder, given.councils, given.arrangements)

    from distributed import Client, LocalCluster

    cluster = LocalCluster(n_workers=given.workers, threads_per_worker=1, dashboard_address=None)
    with cluster, Client(cluster) as client:
        all_said, not_done = run(given.folder, client)
    tell(given.folder, all_said)
    if not_done:
        raise SystemExit(f"not done: {', '.join(not_done)}")


if __name__ == "__main__":
    main()
