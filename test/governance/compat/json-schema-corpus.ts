import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "../../../src/config/project-root.js";

/** One labelled pair of a registry's test suite: in which directions may one schema replace the other? */
export interface LabelledPair {
  readonly id: string;
  readonly compatibility: "backward" | "both" | "none";
  readonly original: unknown;
  readonly updated: unknown;
}

/** A question a label answers: is everything that `from` accepts accepted by `to`? */
export interface DirectedCheck {
  /** `<position in the file>:<backward|forward>`, stable as long as the file is. */
  readonly key: string;
  readonly id: string;
  readonly from: unknown;
  readonly to: unknown;
  readonly isCompatible: boolean;
}

const FILE = "compat/json-schema-backward.json";

/** The file with the labels, or undefined where the inputs written by others are not at hand. */
export function corpusFile(): string | undefined {
  const folder = process.env["INTERLOCK_REAL_INPUTS"] ?? join(projectRoot, "..", "shared", "real-inputs");
  const file = join(folder, FILE);
  return existsSync(file) ? file : undefined;
}

export function readPairs(file: string): LabelledPair[] {
  const { tests } = JSON.parse(readFileSync(file, "utf8")) as { readonly tests: LabelledPair[] };
  return tests;
}

/** Both directions of every pair; `backward` means that the other direction is not compatible. */
export function directedChecks(pairs: readonly LabelledPair[]): DirectedCheck[] {
  return pairs.flatMap(({ id, compatibility, original, updated }, index) => [
    { key: `${index}:backward`, id, from: original, to: updated, isCompatible: compatibility !== "none" },
    { key: `${index}:forward`, id, from: updated, to: original, isCompatible: compatibility === "both" },
  ]);
}
