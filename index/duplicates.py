"""Is this text one that the library holds already, perhaps from another publisher?

MinHash over shingles of three words (Broder 1997, "On the resemblance and containment of documents"): the share of
equal minima estimates the Jaccard similarity of two calls' words. Two vendors' records of one call come to .4 to .9,
two quarters of one company to below .2.
"""

import re
import zlib
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from ingest.transcript import Transcript

Signature: TypeAlias = npt.NDArray[np.uint32]

SIZE = 128
SAME_CALL = 0.35
"""From here on two Transcripts are told to be of the same call."""
_SHINGLE = 3
_TOKEN = re.compile(r"[a-z0-9][a-z0-9'’.,]*|[一-鿿가-힣]")
_PRIME = np.uint64(4294967311)
_FACTORS = np.random.default_rng(7).integers(1, 2**31, size=(2, SIZE), dtype=np.uint64)


def signature(transcript: Transcript) -> Signature:
    """MinHash of the original words of all Turns, shape (SIZE,)."""
    words = [word.rstrip("'’.,") for turn in transcript.turns for word in _TOKEN.findall(turn.text.lower())]
    shingles = {" ".join(words[i : i + _SHINGLE]) for i in range(max(1, len(words) - _SHINGLE + 1))}
    hashes = np.array([zlib.crc32(shingle.encode()) for shingle in shingles], dtype=np.uint64)
    found = np.full(SIZE, np.iinfo(np.uint32).max, dtype=np.uint64)
    # In slices: all at once would take 128 times the size of a long call.
    for at in range(0, len(hashes), 4096):
        rows = hashes[at : at + 4096, None] * _FACTORS[0] + _FACTORS[1]
        found = np.minimum(found, (rows % _PRIME).min(axis=0))
    return np.minimum(found, np.iinfo(np.uint32).max).astype(np.uint32)


def similarity(one: Signature, others: npt.NDArray[np.uint32]) -> npt.NDArray[np.float64]:
    """Estimated Jaccard similarity of one signature with each row of `others`, shape (len(others),)."""
    return np.asarray((others == one).mean(axis=1), dtype=np.float64) if len(others) else np.zeros(0)
