import type { ContractFindings } from "./contract-fault.js";
import { asObject, isJsonObject } from "./json-value.js";

/** Where an operation says in which plant it acts. */
export type PlantLocation =
  | { readonly in: "path"; readonly name: string }
  | { readonly in: "body"; readonly pointer: string }
  | { readonly in: "filter" };

/** The x-interlock object of an operation. */
export interface OperationExtension {
  /** Team that answers for the operation. */
  readonly owner: string;
  /** Who may change this data: ERP, MES, ANY. */
  readonly authority: string;
  /** `resource:action` of the policy. */
  readonly permission: string;
  /** Latency class: real time, near real time or batch. */
  readonly class: "RT" | "NRT" | "BATCH";
  readonly sla: { readonly p95Seconds: number };
  /** Names of the events the operation leads to. */
  readonly emits: readonly string[];
  readonly dataClass: string;
  readonly idempotency: "required" | "none";
  readonly plant: PlantLocation;
}

const isText = (value: unknown): value is string => typeof value === "string" && value !== "";
const isOneOf =
  (...allowed: readonly string[]) =>
  (value: unknown): boolean =>
    isText(value) && allowed.includes(value);

const rules: readonly (readonly [keyof OperationExtension, (value: unknown) => boolean, string])[] = [
  ["owner", isText, "the name of the owning team"],
  ["authority", (value) => isText(value) && /^[A-Z]+$/.test(value), "an authority such as ERP, MES or ANY"],
  ["permission", (value) => isText(value) && /^[a-z-]+:[a-z-]+$/.test(value), "a permission written resource:action"],
  ["class", isOneOf("RT", "NRT", "BATCH"), "RT, NRT or BATCH"],
  ["sla", (value) => Number(asObject(value)["p95Seconds"]) > 0, "{ p95Seconds: a positive number }"],
  ["emits", (value) => Array.isArray(value) && value.every(isText), "a list of event names"],
  ["dataClass", isText, "a data class such as internal"],
  ["idempotency", isOneOf("required", "none"), "required or none"],
  ["plant", isPlantLocation, "{ in: path, name }, { in: body, pointer } or { in: filter }"],
];

/** Reads the extension; a member that is missing or wrong becomes a finding and is left out of the result. */
export function readOperationExtension(
  value: unknown,
  place: string,
  pointer: string,
  findings: ContractFindings,
): Partial<OperationExtension> {
  const extension = asObject(value);
  const valid: Record<string, unknown> = {};
  for (const [name, isValid, expectation] of rules) {
    const state = extension[name] === undefined ? "is missing" : "is not valid";
    if (isValid(extension[name])) valid[name] = extension[name];
    else
      findings.add(
        "ilk-operation-extension",
        place,
        `x-interlock.${name} ${state}; it must be ${expectation}`,
        `${pointer}/x-interlock/${name}`,
      );
  }
  return valid;
}

export function isCompleteExtension(extension: Partial<OperationExtension>): extension is OperationExtension {
  return rules.every(([name]) => extension[name] !== undefined);
}

function isPlantLocation(value: unknown): boolean {
  if (!isJsonObject(value)) return false;
  if (value["in"] === "path") return isText(value["name"]);
  if (value["in"] === "body") return isText(value["pointer"]) && value["pointer"].startsWith("/");
  return value["in"] === "filter";
}
