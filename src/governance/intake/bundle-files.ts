import type { BundleLimits } from "./bundle-limits.js";
import type { LocatedFinding } from "./intake-finding.js";
import type { JsonValue } from "./json-value.js";
import { readContractFile } from "./read-contract-file.js";
import { PositionRecorder } from "./source-position.js";

/** The files of one bundle; each is read once, when something refers to it. */
export class BundleFiles {
  readonly positions = new PositionRecorder();
  readonly findings: LocatedFinding[] = [];
  readonly #read = new Map<string, JsonValue | undefined>();

  constructor(
    private readonly texts: ReadonlyMap<string, string>,
    private readonly limits: BundleLimits,
  ) {}

  has(file: string): boolean {
    return this.texts.has(file);
  }

  /** The file's content; undefined when it is missing or was refused, with the reason among the findings. */
  read(file: string): JsonValue | undefined {
    if (this.#read.has(file)) return this.#read.get(file);
    const text = this.texts.get(file);
    if (text === undefined) return undefined;
    const { value, findings } = readContractFile(file, text, this.limits, this.positions);
    this.findings.push(...findings);
    this.#read.set(file, value);
    return value;
  }
}
