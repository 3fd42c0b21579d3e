"""What people read when they do not ask for --json."""

from typing import Any

from answer.answer import Answer, Mode, Status


def ingested(result: dict[str, Any]) -> None:
    for row in result["files"]:
        if "report" in row:
            _report(row)
    counts = [f"{result[kind]} {kind}" for kind in ("added", "updated", "unchanged", "rejected") if result[kind]]
    would = "Nothing was changed. It would be: " if "dry_run" in result and counts else ""
    print(would + (", ".join(counts) or "No files found."))
    for row in result["files"]:
        if row["error"] and len(result["files"]) > 1:
            print(f"  rejected: {row['path']}: {row['error']['message']}")


def _report(row: dict[str, Any]) -> None:
    found = row["report"]
    call, translation = found["call"], found["translation"]
    print(f"{row['path']}: {row['outcome']} as {call['id']}")
    print(
        f"  {call['company'] or 'company unknown'}, {call['period'] or 'period unknown'}, {', '.join(call['languages'])}, {call['format']}"
    )
    if found["missing"]:
        print(f"  the file does not say: {', '.join(found['missing'])}")
    qa = f"Q&A from turn {found['qa_from']}" if found["qa_from"] else "no Q&A found"
    print(
        f"  {found['turns']} turns, {qa}, {translation['translated']} of {translation['paragraphs']} paragraphs translated"
    )
    for speaker in found["speakers"]:
        who = ", ".join(filter(None, (speaker["label"] or "(no label)", speaker["title"], speaker["firm"])))
        print(f"    {speaker['turns']:>4}  {speaker['role']:<9}  {who}")
    for note in found["not_speech"]:
        print(f"  set aside ({note['kind']}, {note['characters']} characters): {' '.join(note['opening'].split())}")
    for warning in row["warnings"]:
        print(f"  note: {warning}")


def corrected(result: dict[str, Any]) -> None:
    print(f"{result['outcome']} {result['transcript']}")
    for warning in result["warnings"]:
        print(f"  note: {warning}")


def transcript(result: dict[str, Any]) -> None:
    for shape in result.get("calls", [result]):
        call = shape["call"]
        print(f"{call['title'] or call['id']}  [{call['id']}, {call['format']}]")
        for turn in shape["turns"]:
            who = ", ".join(filter(None, (turn["speaker"] or "Unidentified", turn["title"], turn["firm"])))
            print(f"\n{turn['n']}. {who}  ({turn['role']}, {turn['section']})")
            for paragraph in turn["paragraphs"]:
                print(f"   {paragraph['text']}")
                if paragraph["translation"]:
                    print(f"      {paragraph['translation']}")


def hits(result: dict[str, Any]) -> None:
    for hit in result["hits"]:
        found = ", ".join(hit["found_by"])
        print(f"{hit['rank']}. {hit['transcript']} turn {hit['turn']}, {hit['speaker']} ({hit['section']}; {found})")
        print(f"   {hit['text']}\n")


def answer(result: Answer) -> None:
    # Quotes are the claims of quotes-only mode: printing both would say everything twice.
    quotes_only = result.mode is Mode.QUOTES and result.status is not Status.NOT_FOUND
    print("\n".join(filter(None, (result.notice, result.lead))) if quotes_only else result.text)
    for c in result.citations:
        who = ", ".join(filter(None, (c.speaker, c.title, c.firm)))
        through = " (through interpreter)" if "interpreted" in c.flags else ""
        print(f"\n[{c.n}] “{c.quote}”\n    {who}{through} — {c.transcript}, turn {c.turn}, {c.section}")
        if c.translation:
            print(f"    {c.translation}")
    if result.related:
        print("\nClosest passages, not an answer:")
        for c in result.related:
            print(f"  {c.speaker}, {c.transcript} turn {c.turn}: {c.quote}")
    for claim in result.withheld:
        print(f"\nWithheld: {claim.text}\n  {' '.join(claim.failed_checks)}")


def library(result: dict[str, Any]) -> None:
    for row in result["transcripts"]:
        name = " ".join(filter(None, (row["company"], row["fiscal_period"]))) or row["source"]
        print(f"{row['id']:<28} {name}  {row['turns']} turns{'  (sample)' if row['sample'] else ''}")
    if not result["transcripts"]:
        print("The library is empty. `python cli.py ingest samples` adds the sample calls.")


def removed(result: dict[str, Any]) -> None:
    print(f"{len(result['removed'])} removed")


def exported(result: dict[str, Any]) -> None:
    print(f"{result['transcripts']} calls in {result['archive']} ({result['bytes']:,} bytes)")


def doctor(result: dict[str, Any]) -> None:
    for line in result["repaired"]:
        print(f"repaired: {line}")
    for check in result["checks"]:
        print(f"{'ok  ' if check['ok'] else 'BAD '} {check['name']}: {check['detail']}")
        if check["hint"]:
            print(f"     {check['hint']}")


def evaluation(result: dict[str, Any]) -> None:
    for group, metrics in result["metrics"].items():
        print(f"{group}:")
        for name, value in metrics.items():
            low, high = value.get("interval") or (None, None)
            interval = f"  [{low:.3f}, {high:.3f}]" if low is not None else ""
            shown = "-" if value["value"] is None else f"{value['value']:.3f}"
            print(f"  {name:<28} {shown}{interval}  n={value['n']}")


def bench(result: dict[str, Any]) -> None:
    for name, value in result.items():
        print(f"{name:<34} {value}")
