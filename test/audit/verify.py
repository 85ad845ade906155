#!/usr/bin/env python3
"""A second verifier of an exported audit log, written from docs/audit.md only, with Python's standard library.

It keeps the first one honest: both must come to the same verdict. Signatures are checked with the openssl program;
where it is missing or too old the result is UNDECIDED (exit code 4), never OK.

    verify.py FOLDER [--key VKEY]      exit code: 0 verified, 5 not verified, 4 undecided, 3 unreadable
"""

import base64
import hashlib
import json
import os
import re
import subprocess
import sys
import tempfile

SPKI_PREFIX = bytes.fromhex("302a300506032b6570032100")


class Refuted(Exception):
    def __init__(self, seq, text):
        super().__init__(text)
        self.seq = seq


class Undecided(Exception):
    pass


def sha256(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def read_notes(path):
    with open(path, encoding="utf-8", newline="\n") as lines:
        return [json.loads(line)["note"] for line in lines if line.strip()]


def root_of(peaks):
    if not peaks:
        return sha256()
    root = peaks[-1][1]
    for _, peak in reversed(peaks[:-1]):
        root = sha256(b"\x01", peak, root)
    return root


def add_leaf(peaks, leaf):
    peaks.append((0, leaf))
    while len(peaks) > 1 and peaks[-1][0] == peaks[-2][0]:
        height, right = peaks.pop()
        _, left = peaks.pop()
        peaks.append((height + 1, sha256(b"\x01", left, right)))


def openssl_accepts(public_key, body, signature):
    with tempfile.TemporaryDirectory() as folder:
        paths = {name: os.path.join(folder, name) for name in ("key", "body", "signature")}
        pem = base64.b64encode(SPKI_PREFIX + public_key).decode()
        contents = {
            "key": f"-----BEGIN PUBLIC KEY-----\n{pem}\n-----END PUBLIC KEY-----\n".encode(),
            "body": body,
            "signature": signature,
        }
        for name, content in contents.items():
            with open(paths[name], "wb") as file:
                file.write(content)
        command = ["openssl", "pkeyutl", "-verify", "-pubin", "-inkey", paths["key"], "-rawin", "-in", paths["body"]]
        try:
            result = subprocess.run(command + ["-sigfile", paths["signature"]], capture_output=True, timeout=20)
        except FileNotFoundError as error:
            raise Undecided("openssl is not installed, so that signatures cannot be checked") from error
        if b"Signature Verified Successfully" in result.stdout:
            return True
        if b"Signature Verification Failure" in result.stdout + result.stderr:
            return False
        raise Undecided("openssl cannot check Ed25519 signatures: " + result.stderr.decode(errors="replace")[:200])


def signer_of(note, keys):
    body, _, signatures = note.partition("\n\n")
    body += "\n"
    for line in signatures.split("\n"):
        match = re.fullmatch("\u2014 (\\S+) (\\S+)", line)
        if not match:
            continue
        name, signature = match[1], base64.b64decode(match[2])
        for key in keys:
            key_name, key_hash, encoded = key["vkey"].split("+", 2)
            raw = base64.b64decode(encoded)
            if key_name != name or sha256(f"{name}\n".encode(), raw)[:4] != signature[:4] or raw[0] != 1:
                continue
            if signature[:4].hex() == key_hash and openssl_accepts(raw[1:], body.encode(), signature[4:]):
                return key
    return None


def verify(folder, pinned):
    path = lambda name: os.path.join(folder, name)
    manifest = json.load(open(path("manifest.json"), encoding="utf-8"))
    keys = json.load(open(path("keys.json"), encoding="utf-8"))
    size, first, last = manifest["size"], manifest["from"], manifest["to"]
    with open(path("leaves.bin"), "rb") as file:
        data = file.read()
    leaves = [data[start : start + 32] for start in range(0, len(data), 32)]
    if len(leaves) != size:
        raise Refuted(len(leaves), f"{len(leaves)} leaves instead of {size}")
    pruned = pruned_ranges(read_notes(path("pruned.jsonl")), manifest["origin"], keys, leaves)
    check_entries(path("entries.jsonl"), leaves, first, last, pruned)
    check_checkpoints(read_notes(path("checkpoints.jsonl")), manifest, keys, leaves, pinned)


def pruned_ranges(notes, origin, keys, leaves):
    ranges = []
    for note in notes:
        name, first, last, digest = note.split("\n")[:4]
        if name != origin + "/pruned" or signer_of(note, keys) is None:
            raise Refuted(None, "a pruned range is not stated by a key of the log")
        first, last = int(first), int(last)
        if sha256(*leaves[first : last + 1]) != base64.b64decode(digest):
            raise Refuted(first, f"the leaves {first} to {last} are not those of the statement")
        ranges.append((first, last))
    return ranges


def check_entries(path, leaves, first, last, pruned):
    expected = first
    with open(path, encoding="utf-8", newline="\n") as lines:
        for line in lines:
            match = re.fullmatch(r'\{"entry":(\{.*\}),"seq":(\d+)\}\n', line, re.DOTALL)
            while any(low <= expected <= high for low, high in pruned):
                expected += 1
            if not match or int(match[2]) != expected:
                raise Refuted(expected, f"entry {expected} is not there")
            previous = leaves[expected - 1] if expected else bytes(32)
            if sha256(b"\x00", previous, match[1].encode()) != leaves[expected]:
                raise Refuted(expected, f"entry {expected} does not hash to its leaf")
            expected += 1
    while any(low <= expected <= high for low, high in pruned):
        expected += 1
    if expected != last + 1:
        raise Refuted(expected, f"entry {expected} is missing")


def check_checkpoints(notes, manifest, keys, leaves, pinned):
    claims, newest = {}, None
    for note in notes:
        origin, size, root = note.split("\n")[:3]
        size = int(size)
        key = signer_of(note, keys)
        if origin != manifest["origin"] or key is None:
            raise Refuted(size, "a checkpoint is foreign or not signed")
        if size < key["fromSize"] or (key["untilSize"] is not None and size > key["untilSize"]):
            raise Refuted(size, "a checkpoint is signed by a key that was not in force")
        if claims.setdefault(size, root) != root:
            raise Refuted(size, "two roots of one size")
        newest = key if newest is None or size >= max(claims) else newest
    if not claims and leaves:
        raise Refuted(0, "no checkpoint")
    peaks, agreed = [], 0
    for size, leaf in enumerate(leaves, start=1):
        add_leaf(peaks, leaf)
        if size in claims:
            if base64.b64decode(claims[size]) != root_of(peaks):
                raise Refuted(agreed, f"entries {agreed} to {size - 1} are not those of a checkpoint")
            agreed = size
    if claims and max(claims) > len(leaves):
        raise Refuted(len(leaves), "a checkpoint covers more than the log has")
    oldest = min(keys, key=lambda key: key["fromSize"])
    if pinned and newest["vkey"] not in pinned and oldest["vkey"] not in pinned:
        raise Refuted(0, "the key is not one you trust")


def main():
    pinned = [sys.argv[index + 1] for index, word in enumerate(sys.argv[:-1]) if word == "--key"]
    try:
        verify(sys.argv[1], pinned)
    except Refuted as error:
        print(json.dumps({"ok": False, "firstBadSeq": error.seq, "message": str(error)}))
        return 5
    except Undecided as error:
        print(json.dumps({"ok": None, "message": str(error)}))
        return 4
    except (OSError, ValueError, KeyError, IndexError) as error:
        print(json.dumps({"ok": None, "message": f"cannot read the export: {error}"}))
        return 3
    print(json.dumps({"ok": True}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
