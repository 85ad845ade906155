import { isJsonObject, type JsonObject, type JsonValue } from "../intake/json-value.js";
import { readContractFile } from "../intake/read-contract-file.js";
import { defaultBundleLimits } from "../intake/bundle-limits.js";
import { PositionRecorder } from "../intake/source-position.js";
import { givenFault } from "./given-path.js";
import { patternFault } from "./linear-pattern.js";
import type { LintFinding } from "./lint-report.js";
import type { DocumentRule, LintSeverity, RuleThen } from "./lint-rule.js";
import type { RuleFunction } from "./rule-function.js";

export interface UploadedRuleset {
  readonly rules: readonly DocumentRule[];
  readonly findings: readonly LintFinding[];
}

const FILE = "ruleset";
const RULE_MEMBERS = new Set(
  "given then severity message description resolved formats recommended type documentationUrl".split(" "),
);

/**
 * Reads a ruleset that came from outside: data only. `extends`, `functions`, `overrides` and aliases load or run code
 * or files and are refused; `given` must be a plain JSONPath, every function one of the allow-list, every pattern RE2.
 * A rule that is refused is a finding and is not run; the lint then fails.
 */
export function readUploadedRuleset(
  text: string | undefined,
  functions: ReadonlyMap<string, RuleFunction>,
): UploadedRuleset {
  if (text === undefined) return { rules: [], findings: [] };
  const read = readContractFile(FILE, text, defaultBundleLimits, new PositionRecorder());
  if (read.findings.length > 0)
    return { rules: [], findings: read.findings.map((finding) => ({ ...finding, contract: FILE })) };
  const reader = new UploadedRules(functions);
  const rules = reader.read(read.value ?? null);
  return { rules, findings: reader.findings };
}

class UploadedRules {
  readonly findings: LintFinding[] = [];

  constructor(private readonly functions: ReadonlyMap<string, RuleFunction>) {}

  read(ruleset: JsonValue): DocumentRule[] {
    if (!isJsonObject(ruleset) || !isJsonObject(ruleset["rules"])) {
      this.#refuse("", "The ruleset has no rules.", "Give it a member rules with one object per rule.");
      return [];
    }
    for (const member of Object.keys(ruleset).filter((name) => name !== "rules" && name !== "description")) {
      this.#refuse(
        `/${member}`,
        `${member} is not accepted in an uploaded ruleset.`,
        "Leave it out; only rules are data.",
      );
    }
    return Object.entries(ruleset["rules"]).flatMap(([id, rule]) => this.#rule(id, rule));
  }

  #rule(id: string, rule: JsonValue): DocumentRule[] {
    const before = this.findings.length;
    const pointer = `/rules/${id}`;
    if (!isJsonObject(rule)) return this.#refuse(pointer, `${id} is not an object.`, "Write the rule out.");
    const unknown = Object.keys(rule).filter((name) => !RULE_MEMBERS.has(name));
    if (unknown.length > 0)
      this.#refuse(pointer, `${id} has unknown members ${unknown.join(", ")}.`, "Leave them out.");
    const given = texts(rule["given"]);
    if (given.length === 0) this.#refuse(pointer, `${id} has no given.`, "Give it a JSONPath.");
    for (const path of given) this.#given(pointer, path);
    const judges = list(rule["then"]).flatMap((part) => this.#then(pointer, part));
    if (judges.length === 0) this.#refuse(pointer, `${id} has no then.`, "Name a function.");
    return this.findings.length > before ? [] : [uploadedRule(id, rule, given, judges)];
  }

  #given(pointer: string, path: string): void {
    const fault = givenFault(path);
    if (fault !== undefined) {
      this.#refuse(`${pointer}/given`, `${fault}.`, "Use a plain JSONPath: names, indexes, * and comparisons.");
    }
  }

  #then(pointer: string, part: JsonValue): RuleThen[] {
    if (!isJsonObject(part) || typeof part["function"] !== "string" || !this.functions.has(part["function"])) {
      const named = JSON.stringify(isJsonObject(part) ? part["function"] : part);
      return this.#refuse(
        `${pointer}/then`,
        `There is no function ${named}.`,
        `Use one of ${[...this.functions.keys()].join(", ")}.`,
      );
    }
    const options = isJsonObject(part["functionOptions"]) ? part["functionOptions"] : {};
    for (const pattern of patternsIn(options)) {
      const fault = patternFault(pattern);
      if (fault !== undefined)
        this.#refuse(`${pointer}/then`, `${fault}.`, "Write it without look-around and back-references.");
    }
    const field = part["field"];
    if (typeof field === "string" && field.startsWith("$")) this.#given(pointer, field);
    return [{ function: part["function"], functionOptions: options, ...(typeof field === "string" ? { field } : {}) }];
  }

  #refuse(pointer: string, message: string, fix: string): [] {
    const place = { file: FILE, line: 1, column: 1, contract: FILE };
    this.findings.push({ code: "RULESET_REJECTED", severity: "ERROR", check: "lint", message, pointer, fix, ...place });
    return [];
  }
}

function uploadedRule(
  id: string,
  rule: JsonObject,
  given: readonly string[],
  judges: readonly RuleThen[],
): DocumentRule {
  const description = typeof rule["description"] === "string" ? rule["description"] : id;
  return {
    id,
    scope: "document",
    title: description,
    why: description,
    fix: typeof rule["message"] === "string" ? rule["message"] : description,
    severity: severityOf(rule["severity"]),
    on: ["openapi", "asyncapi"],
    protects: "the rules of the organisation",
    given,
    judges,
    resolved: rule["resolved"] !== false,
    examples: { good: [], bad: [] },
  };
}

function severityOf(value: JsonValue | undefined): LintSeverity {
  if (value === "error" || value === 0) return "error";
  if (value === "info" || value === "hint" || value === 2 || value === 3) return "info";
  return value === "off" ? "off" : "warn";
}

/** Every text under a member whose name says that it is a pattern. */
function patternsIn(value: JsonValue, name = ""): string[] {
  if (typeof value === "string") return /^(match|notMatch|pattern)$/.test(name) ? [value] : [];
  if (Array.isArray(value)) return value.flatMap((element) => patternsIn(element, name));
  return isJsonObject(value) ? Object.entries(value).flatMap(([key, member]) => patternsIn(member, key)) : [];
}

function texts(value: JsonValue | undefined): string[] {
  return list(value ?? []).filter((element) => typeof element === "string");
}

function list(value: JsonValue | undefined): JsonValue[] {
  return Array.isArray(value) ? value : value === undefined ? [] : [value];
}
