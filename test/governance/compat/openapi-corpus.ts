import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { projectRoot } from "../../../src/config/project-root.js";
import type { ContractDocument, ContractFormat } from "../../../src/governance/breaking/contract-document.js";

/** One labelled pair of OpenAPI documents, as their text. */
export interface LabelledPair {
  readonly id: string;
  readonly source: string;
  /** `warn` is what its project shows without failing on it. */
  readonly expected: "breaking" | "warn" | "nonbreaking";
  readonly base: string;
  readonly revision: string;
}

const folder = process.env["INTERLOCK_REAL_INPUTS"] ?? join(projectRoot, "..", "shared", "real-inputs");
export const corpusFile = join(folder, "compat", "openapi-pairs.jsonl");

/** The labelled pairs, or undefined where they are not on this machine; they are not ours to copy. */
export function readCorpus(): LabelledPair[] | undefined {
  if (!existsSync(corpusFile)) return undefined;
  const lines = readFileSync(corpusFile, "utf8").split("\n");
  return lines.filter((line) => line !== "").map((line) => JSON.parse(line) as LabelledPair);
}

/** @throws Error when the text is no OpenAPI 3 document. */
export function openApiDocument(text: string): ContractDocument {
  const root: unknown = text.startsWith("{") ? JSON.parse(text) : parse(text, { merge: true, maxAliasCount: 1000 });
  const version = typeof root === "object" && root !== null && "openapi" in root ? String(root.openapi) : "";
  const format = FORMATS.find((candidate) => version.startsWith(candidate.slice("openapi-".length)));
  if (format === undefined)
    throw new Error(`not an OpenAPI 3 document (openapi: ${version === "" ? "absent" : version})`);
  return { format, root };
}

const FORMATS: readonly ContractFormat[] = ["openapi-3.0", "openapi-3.1", "openapi-3.2"];
