import type { ReviewEntry, ReviewPlace, ReviewReport } from "../review-report.js";
import { labelOf, waiverText, witnessText } from "./entry-text.js";

/** SARIF 2.1.0 (OASIS), as code scanning of GitHub and other viewers read it. */
export function writeSarif(report: ReviewReport): string {
  const rules = rulesOf(report);
  const indexes = new Map(rules.map(({ id }, index) => [id, index]));
  const run = {
    tool: { driver: { name: "Interlock", semanticVersion: "1.0.0", rules } },
    automationDetails: { id: `interlock/${report.kind}/` },
    originalUriBaseIds: { ROOT: { description: { text: "The folder from which the contracts are named." } } },
    columnKind: "utf16CodeUnits",
    invocations: [
      {
        executionSuccessful:
          report.verdict !== "unreadable" && report.rules.every(({ status }) => status !== "not-run"),
        exitCodeDescription: report.summary,
      },
    ],
    results: report.entries.map((entry) => resultOf(entry, indexes.get(entry.rule) ?? -1)),
    properties: { profile: report.profile, verdict: report.verdict },
  };
  const $schema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
  return `${JSON.stringify({ $schema, version: "2.1.0", runs: [run] }, undefined, 2)}\n`;
}

interface ReportingDescriptor {
  readonly id: string;
  readonly shortDescription: { readonly text: string };
  readonly fullDescription?: { readonly text: string };
  readonly help?: { readonly text: string };
  readonly defaultConfiguration: { readonly level: string };
}

/** Every id that a result refers to, with the help of the rule behind it. */
function rulesOf({ rules, entries }: ReviewReport): ReportingDescriptor[] {
  const ids = [...new Set(entries.map(({ rule }) => rule))].toSorted();
  return ids.map((id) => {
    const entry = entries.find(({ rule }) => rule === id);
    const rule = rules.find((candidate) => candidate.id === id) ?? rules.find((one) => id.split(".")[1] === one.id);
    const why = rule?.why || entry?.why;
    const remedy = rule?.remedy || entry?.remedy;
    const help = [why, remedy].filter((text) => text !== undefined && text !== "").join("\n\n");
    return {
      id,
      shortDescription: { text: rule?.title ?? id },
      ...(why === undefined ? {} : { fullDescription: { text: why } }),
      ...(help === "" ? {} : { help: { text: help } }),
      defaultConfiguration: { level: entry === undefined ? "warning" : levelOf(entry) },
    };
  });
}

function resultOf(entry: ReviewEntry, ruleIndex: number): object {
  const { rule, message, place, basePlace, affects, fingerprint, remedy, impact, waiver } = entry;
  const parts = [
    `${labelOf(entry)}: ${message}`,
    ...(affects.length === 0 ? [] : [`Affects ${affects.join(", ")}.`]),
    ...(impact === undefined ? [] : [`Users: ${impact.statement}`]),
    ...(entry.witness === undefined ? [] : [`Witness: ${witnessText(entry)}.`]),
    ...(remedy === undefined ? [] : [remedy]),
  ];
  return {
    ruleId: rule,
    ruleIndex,
    kind: entry.verdict === "undecided" || entry.verdict === "not-run" ? "open" : "fail",
    // SARIF §3.27.10: the level of a result of another kind than `fail` is `none`.
    level: entry.verdict === "undecided" || entry.verdict === "not-run" ? "none" : levelOf(entry),
    message: { text: parts.join("\n") },
    locations: [locationOf(place)],
    ...(basePlace === undefined
      ? {}
      : { relatedLocations: [{ id: 1, ...locationOf(basePlace), message: { text: "base" } }] }),
    partialFingerprints: { "interlock/v1": fingerprint },
    ...(waiver === undefined
      ? {}
      : { suppressions: [{ kind: "external", status: "accepted", justification: waiverText(entry) }] }),
    properties: { isBlocking: entry.isBlocking, verdict: entry.verdict, affects },
  };
}

function locationOf({ file, line, column, pointer }: ReviewPlace): object {
  return {
    physicalLocation: {
      artifactLocation: { uri: file.split("/").map(encodeURIComponent).join("/"), uriBaseId: "ROOT" },
      region: { startLine: line, startColumn: column },
    },
    logicalLocations: [{ fullyQualifiedName: pointer || "/", kind: "member" }],
  };
}

function levelOf({ severity }: ReviewEntry): string {
  return { ERROR: "error", WARN: "warning", INFO: "note" }[severity];
}
