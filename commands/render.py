"""What people read when they do not ask for --json."""

from typing import Any

from answer.answer import Answer
from commands.answered import answer_lines


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


def questions(result: dict[str, Any]) -> None:
    for shape in result.get("calls", [result]):
        rows = shape["questions"]
        print(f"{shape['transcript']}: {len(rows)} questions. Direct, partial or not answered is an automated reading.")
        for row in rows:
            who = ", ".join(filter(None, (row["analyst"] or "unnamed", row["firm"])))
            read_out = f", read out by {row['read_by']}" if row["read_by"] else ""
            answers = ", ".join(f"{a['speaker'] or 'Unidentified'} (turn {a['turn']})" for a in row["answers"])
            print(f"\n{row['n']}. {who}{read_out}  (turn {row['turn']})\n   {' '.join(row['text'].split())}")
            for other in filter(None, (row["rendition"], row["translation"])):
                print(f"      {' '.join(other.split())}")
            print(f"   automated reading: {row['reading'].replace('_', ' ')}; answers: {answers or 'none'}")


def hits(result: dict[str, Any]) -> None:
    for hit in result["hits"]:
        found = ", ".join(hit["found_by"])
        print(f"{hit['rank']}. {hit['transcript']} turn {hit['turn']}, {hit['speaker']} ({hit['section']}; {found})")
        print(f"   {hit['text']}\n")


def answer(result: Answer) -> None:
    print("\n".join(answer_lines(result)))


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
    peer = result.get("peer")
    if peer:
        print(
            f"Beside ours, where it applies: {peer['name']}, {peer['characters_per_result'] or 0:,.0f} characters a result."
        )
    for group, metrics in result["metrics"].items():
        print(f"{group}:")
        for name, value in metrics.items():
            beside = peer["metrics"].get(group, {}).get(name) if peer else None
            if value["value"] is not None:
                print(f"  {name:<46} {_measure(value)}{f'   peer {_measure(beside)}' if beside else ''}")
    print(f"{'English less Chinese, hit@5':<48} {_measure(result['gap_en_zh_hit@5'])}")
    for name in ("longest_hit", "quotes_not_verbatim", "quotes_with_wrong_speaker", "errors"):
        print(f"{name.replace('_', ' '):<48} {result[name]}")
    for stage, value in result["latency_ms"].items():
        print(f"{f'{stage}, ms':<48} p50 {value['p50']:.1f}  p95 {value['p95']:.1f}")
    for row in result.get("rows", ()):
        right = "".join("x" if ok else "." for ok in row.get("right", ()))
        print(f"{row['id']:<14} {row['status']:<10} rank {row.get('rank') or '-':<3} quotes {right or '-'}")


def _measure(value: dict[str, Any]) -> str:
    if value["value"] is None:
        return "-"
    low, high = value["interval"] or (None, None)
    return f"{value['value']:.3f}{f'  [{low:.3f}, {high:.3f}]' if low is not None else ''}  n={value['n']}"


def bench(result: dict[str, Any]) -> None:
    for name, value in result.items():
        print(f"{name:<34} {value}")
