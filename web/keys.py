"""Keys that say nothing of what they name and still sort by the time they were made."""

import os
import time
import uuid


def uuid7() -> uuid.UUID:
    """A version 7 identifier (RFC 9562): 48 bits of milliseconds since 1970, then chance.

    Made here and not by the database, so that parents and children can be written in bulk together;
    Python has its own from 3.14 only.
    """
    value = (time.time_ns() // 1_000_000) << 80 | int.from_bytes(os.urandom(10))
    value = value & ~(0xF << 76) | 0x7 << 76
    value = value & ~(0x3 << 62) | 0x2 << 62
    return uuid.UUID(int=value)
