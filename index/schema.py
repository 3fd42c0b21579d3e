"""The catalog's tables. SQLAlchemy Core, so that PostgreSQL can take SQLite's place."""

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
)

SCHEMA_VERSION = 2

metadata = MetaData()

meta = Table("meta", metadata, Column("key", String, primary_key=True), Column("value", String, nullable=False))

sources = Table(
    "sources",
    metadata,
    Column("hash", String(64), primary_key=True),
    Column("name", Text, nullable=False),
    Column("size", Integer, nullable=False),
)

transcripts = Table(
    "transcripts",
    metadata,
    Column("id", String, primary_key=True),
    # The id that parsing gives the same file again: it finds the row although this one got `-2` or was corrected.
    Column("parsed_id", String, nullable=False),
    Column("source", ForeignKey("sources.hash"), nullable=False),
    Column("content_hash", String(64), nullable=False),
    Column("sample", Boolean, nullable=False),
    Column("added_at", Float, nullable=False),
    Column("turn_count", Integer, nullable=False),
    Column("paragraph_count", Integer, nullable=False),
    Column("passage_count", Integer, nullable=False),
    # Everything of the Transcript but its Turns.
    Column("head", JSON, nullable=False),
)

turns = Table(
    "turns",
    metadata,
    Column("transcript", ForeignKey("transcripts.id", ondelete="CASCADE"), primary_key=True),
    Column("n", Integer, primary_key=True),
    Column("speaker", Text),
    Column("role", String, nullable=False),
    Column("section", String, nullable=False),
    Column("body", JSON, nullable=False),
)

corrections = Table(
    "corrections",
    metadata,
    Column("transcript", ForeignKey("transcripts.id", ondelete="CASCADE"), primary_key=True),
    Column("body", JSON, nullable=False),
)

signatures = Table(
    "signatures",
    metadata,
    Column("transcript", ForeignKey("transcripts.id", ondelete="CASCADE"), primary_key=True),
    # uint32, little-endian: the MinHash by which near-duplicates are told.
    Column("minhash", LargeBinary, nullable=False),
)

conversations = Table(
    "conversations",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("title", Text, nullable=False),
    Column("created_at", Float, nullable=False),
    Column("updated_at", Float, nullable=False),
)

messages = Table(
    "messages",
    metadata,
    Column("conversation", ForeignKey("conversations.id", ondelete="CASCADE"), primary_key=True),
    Column("n", Integer, primary_key=True),
    Column("question", Text, nullable=False),
    # The Answer as it was shown, with the words of its quotes; null while none has come.
    Column("answer", JSON),
    Column("at", Float, nullable=False),
)

passages = Table(
    "passages",
    metadata,
    Column("id", String, primary_key=True),
    Column("transcript", ForeignKey("transcripts.id", ondelete="CASCADE"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("turn", Integer, nullable=False),
    Column("paragraphs", JSON, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("translation", Text),
    Column("header", Text, nullable=False),
    # Which vectors render this Passage: hashes of the two embedded texts.
    Column("text_vector", String(32), nullable=False),
    Column("translation_vector", String(32)),
    Index("passages_by_transcript", "transcript", "position"),
)

vectors = Table(
    "vectors",
    metadata,
    Column("hash", String(32), primary_key=True),
    # float32, little-endian, unit length; all of the one embedder whose fingerprint stands in meta.
    Column("vector", LargeBinary, nullable=False),
)

vector_uses = Table(
    "vector_uses",
    metadata,
    Column("transcript", ForeignKey("transcripts.id", ondelete="CASCADE"), primary_key=True),
    Column("hash", ForeignKey("vectors.hash"), primary_key=True, index=True),
)

changes = Table(
    "changes",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("transcript", String, nullable=False),
    Column("at", Float, nullable=False),
    sqlite_autoincrement=True,
)
