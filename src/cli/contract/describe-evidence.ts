import type { ShownFinding } from "./contract-api.js";

const PAYLOAD_LENGTH_MAX = 400;

/** What proves a finding, who is hurt by it, and what a waiver of it is bound to; nothing for findings that only tell. */
export function describeEvidence(finding: ShownFinding): readonly string[] {
  const { severity, code, pointer, fingerprint, witness, witnessGap, impact, waiver } = finding;
  if (severity !== "ERROR" || fingerprint === undefined) return [];
  return [
    `${code} at ${pointer || "the root"}${waiver === undefined ? "" : `, waived until ${waiver.endsOn} by ${waiver.id}`}`,
    ...(witness === undefined ? [] : describeWitness(witness)),
    ...(witnessGap === undefined ? [] : [`  no witness: ${witnessGap}`]),
    ...(impact === undefined ? [] : [`  consumers: ${impact.statement}`]),
    `  fingerprint: ${fingerprint}`,
  ];
}

function describeWitness(witness: NonNullable<ShownFinding["witness"]>): readonly string[] {
  const { payload, acceptedBy, rejectedBy, errors } = witness;
  const text = JSON.stringify(payload) ?? "";
  const shown = text.length > PAYLOAD_LENGTH_MAX ? `${text.slice(0, PAYLOAD_LENGTH_MAX)} …` : text;
  const [error] = errors;
  const why = error === undefined ? "" : `: ${error.pointer === "" ? "" : `${error.pointer} `}${error.message}`;
  return [
    `  witness: ${shown}`,
    `    accepted by the ${nameOf(acceptedBy)}, refused by the ${nameOf(rejectedBy)}${why}`,
  ];
}

const nameOf = (side: string): string => (side === "base" ? "version in force" : "candidate");
