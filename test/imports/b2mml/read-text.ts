import type { GovernedCall } from "../../../src/imports/b2mml/mapping/governed-documents.js";
import { readFile } from "../../../src/imports/b2mml/read-file.js";
import type { Finding } from "../../../src/kernel/finding.js";
import type { PlantProfile } from "../../../src/plants/public.js";
import { bakery } from "./plant-profile.js";

/** What the text of a file is mapped to. */
export interface MappedText {
  readonly calls: readonly GovernedCall[];
  readonly findings: readonly Finding[];
  /** `SEVERITY CODE` of each finding, in their order. */
  readonly codes: readonly string[];
  readonly outcome: string;
}

export function readText(text: string, profile: PlantProfile = bakery(), name = "file.xml"): MappedText {
  const { calls, findings, outcome } = readFile({ name, bytes: Buffer.from(text) }, profile);
  const codes = findings.all.map(({ severity, code }) => `${severity} ${code}`);
  return { calls, findings: findings.all, codes, outcome };
}

/** Codes of the errors alone. */
export function errorsOf(text: string, profile?: PlantProfile): string[] {
  return readText(text, profile).codes.flatMap((code) => (code.startsWith("ERROR ") ? [code.slice(6)] : []));
}

/** Body of the only call a text is mapped to. */
export function bodyOf(text: string, profile?: PlantProfile): object {
  const { calls, findings } = readText(text, profile);
  const [call, ...others] = calls;
  if (call === undefined || others.length > 0) throw new Error(`${calls.length} calls; ${JSON.stringify(findings)}`);
  return call.body;
}
