import { cpSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { KeyObject } from "node:crypto";
import { signCheckpoint } from "../../src/platform/audit/checkpoint/signed-note.js";
import {
  leafOf,
  type LogKey,
  openExport,
  Peaks,
  readNotes,
  type Report,
  type VerifyOptions,
  verifyLog,
} from "../../src/platform/audit/verifier/verify.js";

interface Manifest {
  origin: string;
  size: number;
  from: number;
  to: number;
}

/** A copy of an export that an attacker edits file by file. */
export class ExportedLog {
  readonly folder: string;

  constructor(original: string, scratch: string) {
    this.folder = mkdtempSync(join(scratch, "mutant-"));
    cpSync(original, this.folder, { recursive: true });
  }

  get manifest(): Manifest {
    return JSON.parse(this.#read("manifest.json")) as Manifest;
  }

  set manifest(manifest: Manifest) {
    this.#write("manifest.json", JSON.stringify(manifest));
  }

  /** Lines of entries.jsonl. */
  get lines(): string[] {
    return this.#read("entries.jsonl").split("\n").slice(0, -1);
  }

  set lines(lines: readonly string[]) {
    this.#write("entries.jsonl", lines.map((line) => `${line}\n`).join(""));
  }

  /** Canonical texts of the entries. */
  get texts(): string[] {
    return this.lines.map((line) => line.slice('{"entry":'.length, line.lastIndexOf(',"seq":')));
  }

  set texts(texts: readonly string[]) {
    this.lines = texts.map((text, seq) => `{"entry":${text},"seq":${seq}}`);
  }

  get leaves(): Buffer {
    return readFileSync(join(this.folder, "leaves.bin"));
  }

  set leaves(leaves: Buffer) {
    writeFileSync(join(this.folder, "leaves.bin"), leaves);
  }

  get notes(): string[] {
    return readNotes(this.#read("checkpoints.jsonl"));
  }

  set notes(notes: readonly string[]) {
    this.#write("checkpoints.jsonl", notes.map((note) => `${JSON.stringify({ note })}\n`).join(""));
  }

  get keys(): LogKey[] {
    return JSON.parse(this.#read("keys.json")) as LogKey[];
  }

  set keys(keys: readonly LogKey[]) {
    this.#write("keys.json", JSON.stringify(keys));
  }

  /** Puts other entries in place with leaves and size that fit, as whoever knows the format would. */
  rewrite(texts: readonly string[]): void {
    this.texts = texts;
    let previous: Buffer = Buffer.alloc(32);
    const leaves = texts.map((text) => (previous = leafOf(previous, text)));
    this.leaves = Buffer.concat(leaves);
    this.manifest = { ...this.manifest, size: texts.length, to: texts.length - 1 };
  }

  /** Signs the log as it now is, at the sizes of its checkpoints that still fit and at its end. */
  resign(privateKey: KeyObject): void {
    const { origin, size } = this.manifest;
    const sizes = new Set([...this.notes.map((note) => Number(note.split("\n")[1])).filter((at) => at <= size), size]);
    const peaks = new Peaks();
    const { leaves } = this;
    this.notes = Array.from({ length: size }).flatMap((_, seq) => {
      peaks.add(leaves.subarray(seq * 32, (seq + 1) * 32));
      return sizes.has(peaks.size) ? [signCheckpoint(origin, peaks.size, peaks.root(), privateKey)] : [];
    });
  }

  async verify(options: VerifyOptions = {}): Promise<Report> {
    return await verifyLog(openExport(this.folder), options);
  }

  #read(name: string): string {
    return readFileSync(join(this.folder, name), "utf8");
  }

  #write(name: string, text: string): void {
    writeFileSync(join(this.folder, name), text);
  }
}
