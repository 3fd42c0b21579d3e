"""Who speaks: what stands in a speaker's place of an object or row, and the people listed beside the rows."""

from collections.abc import Iterable
from typing import Any

from ingest.formats.captions.caption_labels import person
from ingest.formats.data.cells import plain
from ingest.formats.data.fields import (
    FIRM,
    ROLE,
    SPEAKER,
    TITLE,
    first,
    first_plain,
    held,
    role_of,
    row_of,
    title_and_firm_of,
)
from ingest.formats.draft import Listed
from ingest.transcript import Role

_ROLE_OR_TYPE = (*ROLE, "type")
_TITLE_AND_ROLE = (*TITLE, *ROLE)
_INSIDE = ("speakerdata", "speakerinfo")
"""Where the person stands beside the id that rows use."""
_FIRM_OR_COMPANY = (*FIRM, "company", "companyname")


def named(value: object, *, marks: bool = False) -> tuple[str | None, str | None, str | None]:
    """(label, title, firm) of what stands in a speaker's place; ids of speech recognisers become `Speaker 0`.

    `marks` says that single letters mark questions and answers.
    """
    printed = plain(value)
    if printed is None:
        return None, None, None
    for prefix in (">>", "Q - ", "A - ", "Q: ", "A: "):
        printed = printed.removeprefix(prefix).strip()
    printed = printed.rstrip(":： ").strip()
    if not printed:
        return None, None, None
    if printed.isdigit() or (len(printed) == 1 and printed.isascii() and not (marks and printed in "QqAa")):
        return f"Speaker {printed}", None, None
    return person(printed)


def people_of(value: Any, *, role: Role | None = None) -> dict[str, Listed]:
    """Listed people by the id or name that rows may use: a list of objects or strings, or an object of ids."""
    found: dict[str, Listed] = {}
    entries: Iterable[tuple[object, object]] = ()
    if isinstance(value, dict):
        entries = value.items()
    elif isinstance(value, list):
        entries = ((None, item) for item in value)
    for known_as, entry in entries:
        if isinstance(entry, dict):
            row = row_of(entry)
            if inner := next((row[key] for key in _INSIDE if isinstance(row.get(key), dict)), None):
                known_as = first(row, SPEAKER) if known_as is None else known_as
                row = row_of(inner)
            name, title, firm = named(first(row, SPEAKER))
            if known_as is None:
                known_as = first(row, ("id", "speakerid", "label", "key"))
            described = (plain(row.get("description")) or "").split(" - ")
            if len(described) == 2:
                title, firm = title or described[1], firm or described[0]
            for place in held(row, _TITLE_AND_ROLE):
                given = title_and_firm_of(row[place])
                title, firm = title or given[0], firm or given[1]
            firm = first_plain(row, _FIRM_OR_COMPANY) or firm
            own = next((found_role for place in held(row, _ROLE_OR_TYPE) if (found_role := role_of(row[place]))), role)
        elif isinstance(entry, str):
            (name, title, firm), own = named(entry), role
        else:
            continue
        if name:
            found.setdefault(plain(known_as) or name, Listed(name, own, title, firm))
    return found
