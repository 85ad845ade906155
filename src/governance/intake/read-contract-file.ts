import { IntakeRefusal, intakeFinding, type LocatedFinding } from "./intake-finding.js";
import type { BundleLimits } from "./bundle-limits.js";
import type { JsonValue } from "./json-value.js";
import { scanYaml, type ScannedYaml } from "./scan-yaml.js";
import type { PositionRecorder } from "./source-position.js";
import { YamlReader } from "./yaml-reader.js";

/** One file of a bundle, read; the value is undefined when the file was refused. */
export interface ReadContractFile {
  readonly value: JsonValue | undefined;
  readonly findings: readonly LocatedFinding[];
}

/** Reads one YAML or JSON file; everything wrong with it is returned as findings. */
export function readContractFile(
  file: string,
  text: string,
  limits: BundleLimits,
  recorder: PositionRecorder,
): ReadContractFile {
  try {
    return read(scanYaml(file, text, limits.depthMax), file, limits, recorder);
  } catch (error) {
    if (error instanceof IntakeRefusal) return { value: undefined, findings: [error.finding] };
    throw error;
  }
}

function read(scanned: ScannedYaml, file: string, limits: BundleLimits, recorder: PositionRecorder): ReadContractFile {
  const syntax = syntaxFindings(scanned, file);
  const first = scanned.documents[0];
  if (first === undefined || syntax.length > 0) return { value: undefined, findings: syntax };
  const reader = new YamlReader(recorder, scanned.positionOf, limits.aliasNodesMax);
  const value = reader.read(first.contents);
  return { value, findings: reader.findings };
}

function syntaxFindings(scanned: ScannedYaml, file: string): LocatedFinding[] {
  const findings = scanned.documents
    .flatMap((document) => document.errors)
    .slice(0, 20)
    .map((error) =>
      intakeFinding({
        code: "YAML_INVALID",
        at: scanned.positionOf(error.pos[0]),
        message: `The file cannot be read: ${firstSentence(error.message)}`,
        fix: "Mend the YAML or JSON at the place named.",
      }),
    );
  if (scanned.documents.length === 1 || findings.length > 0) return findings;
  const count = scanned.documents.length === 0 ? "no document" : "more than one document";
  const at =
    scanned.documents[1] === undefined
      ? { file, line: 1, column: 1 }
      : scanned.positionOf(scanned.documents[1].range[0]);
  const fix = "Put one contract into one file.";
  return [intakeFinding({ code: "YAML_INVALID", at, message: `The file holds ${count}.`, fix })];
}

function firstSentence(message: string): string {
  return message.split("\n")[0] ?? message;
}
