"""Recognises bytes that are not UTF-8: text in another encoding, or a compressed file."""

from __future__ import annotations

UTF16_MARKS = b"\xff\xfe", b"\xfe\xff"
UTF32_MARKS = b"\xff\xfe\0\0", b"\0\0\xfe\xff"
PACKED = {  # by its first bytes: the name of the format, and what unpacks it
    b"\x1f\x8b": ("gzip", "gunzip -c"),
    b"\x28\xb5\x2f\xfd": ("zstd", "zstdcat"),
    b"\xfd7zXZ\0": ("xz", "xzcat"),
    b"BZh": ("bzip2", "bzcat"),
    b"PK\x03\x04": ("zip", "unzip -p"),
}


def name_of_encoding(data: bytes) -> str:
    """UTF-16 or UTF-32, which have zeros beside each ASCII letter; empty for any other."""
    if data.startswith(UTF32_MARKS):
        return "UTF-32"
    if data.startswith(UTF16_MARKS):
        return "UTF-16"
    zeros = data.lstrip(b"\0")[1:4]
    return "UTF-32" if zeros == b"\0\0\0" else "UTF-16" if zeros[:1] == b"\0" else ""


def decode_leniently(data: bytes) -> str:
    """The text, whatever its encoding is; what cannot be decoded is replaced."""
    if not name_of_encoding(data):
        return data.decode("utf-8", errors="replace")
    data = data.strip(b"\0")  # big-endian text without its first zero is little-endian
    data += b"\0" * (len(data) % 2)
    encoding = "utf-16" if data.startswith(UTF16_MARKS) else "utf-16-le"
    text = data.decode(encoding, errors="replace")
    return text.replace("\0", "")  # of UTF-32, which is UTF-16 with a zero beside each letter


def what_is_not_utf8(data: bytes, place: int) -> tuple[str, str]:
    """What the data is instead, and what to do about it.

    Args:
        place: the index of the first byte that is not UTF-8.
    """
    for start, (name, tool) in PACKED.items():
        if data.startswith(start):
            return f"this is packed with {name}", f"unpack it first: {tool} FILE"
    if name := name_of_encoding(data):
        hint = "save it as UTF-8; in PowerShell: Set-Content -Encoding utf8"
        return f"this is {name}, not UTF-8", hint
    return f"this is not UTF-8 text, from byte {place} on", "save it as UTF-8"
