"""The permanent code in every printed QR: seven characters that eyes and dictation do not confuse (cards 7)."""

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 7
ENTROPY_BYTES = 5

_BITS = 5
_MEANT = str.maketrans({"O": "0", "I": "1", "L": "1", "-": None, " ": None})


def new_code(random_bytes: bytes) -> str:
    """A code from five random bytes, 35 bits of which count; whether it is unused is for the database to say.

    >>> new_code(bytes(5))
    '0000000'
    """
    if len(random_bytes) != ENTROPY_BYTES:
        raise ValueError(f"needs exactly {ENTROPY_BYTES} random bytes")
    number = int.from_bytes(random_bytes, "big")
    return "".join(ALPHABET[number >> _BITS * place & len(ALPHABET) - 1] for place in range(LENGTH))


def normalise(text: str) -> str | None:
    """The code as stored, or None where this is none. Forgives case, spaces, hyphens and o/i/l for 0/1/1.

    >>> normalise("7k3-mio2")
    '7K3M102'
    """
    if not text.isascii():  # before upper(): the dotless i becomes "I"
        return None
    code = text.strip().upper().translate(_MEANT)
    return code if len(code) == LENGTH and set(code) <= set(ALPHABET) else None
