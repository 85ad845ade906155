import type { Finding } from "../../kernel/finding.js";
import type { PlantProfile, ReleaseCheckName } from "../../plants/public.js";
import { checkAvailability } from "./checks/availability.js";
import { checkDigits } from "./checks/check-digits.js";
import { checkLots } from "./checks/lots.js";
import { checkMassBalance } from "./checks/mass-balance.js";
import { checkMaterial } from "./checks/material.js";
import { checkOrderStructure } from "./checks/order-structure.js";
import { checkPlantContext } from "./checks/plant-context.js";
import { type DocumentCheck, type PlantCheck, type ReleaseMasterData, refuse } from "./checks/release-check.js";
import { checkRouting } from "./checks/routing.js";
import { checkUnitMapping } from "./checks/unit-mapping.js";
import { checkWorkCenterAlignment } from "./checks/work-center-alignment.js";
import type { OrderRelease } from "../order-release.js";

export { loadReleaseMasterData } from "./checks/load-release-master-data.js";

/** What the release checks say of an order. */
export interface ReleaseVerdict {
  /** REJECTED when any finding is an ERROR. */
  readonly verdict: "VALIDATED" | "REJECTED";
  /** The checks that ran; one that did not run is not listed, and a finding says why. */
  readonly checks: readonly CheckResult[];
  readonly findings: readonly Finding[];
}

export interface CheckResult {
  readonly check: string;
  readonly result: "PASS" | "WARN" | "ERROR";
}

const DOCUMENT_CHECKS: readonly { readonly check: string; readonly run: DocumentCheck }[] = [
  { check: "order-structure", run: checkOrderStructure },
  { check: "check-digits", run: checkDigits },
];

/** In the order of domain §5(a). A check without a policy is one that no plant can soften. */
const PLANT_CHECKS: readonly {
  readonly check: string;
  readonly policy?: ReleaseCheckName;
  readonly run: PlantCheck;
}[] = [
  { check: "plant-context", policy: "plantContext", run: checkPlantContext },
  { check: "routing", policy: "routing", run: checkRouting },
  { check: "work-center-alignment", policy: "workCenter", run: checkWorkCenterAlignment },
  { check: "material", run: checkMaterial },
  { check: "unit-mapping", policy: "uom", run: checkUnitMapping },
  { check: "availability", policy: "availability", run: checkAvailability },
  { check: "lots", policy: "lots", run: checkLots },
  { check: "mass-balance", policy: "massBalance", run: checkMassBalance },
];

/**
 * Runs every release check and collects every finding. Pure: the master data was read before. A check that the plant
 * ignores does not run and is not listed among the checks, so that it can never be taken for one that passed; an INFO
 * finding CHECK_IGNORED says so. Without a profile only the checks of the document itself can run.
 */
export function validateRelease(order: OrderRelease, data: ReleaseMasterData, now: Date): ReleaseVerdict {
  const outcomes = [
    ...DOCUMENT_CHECKS.map(({ check, run }) => outcome(check, run(order))),
    ...(data.profile === undefined
      ? [unknownPlant(order)]
      : plantOutcomes(order, { ...data, profile: data.profile }, now)),
  ];
  const findings = outcomes.flatMap((one) => one.findings);
  return {
    verdict: findings.some(({ severity }) => severity === "ERROR") ? "REJECTED" : "VALIDATED",
    checks: outcomes.flatMap(({ result }) => (result === undefined ? [] : [result])),
    findings,
  };
}

interface Outcome {
  /** Undefined when the check did not run. */
  readonly result: CheckResult | undefined;
  readonly findings: readonly Finding[];
}

function plantOutcomes(
  order: OrderRelease,
  data: ReleaseMasterData & { readonly profile: PlantProfile },
  now: Date,
): Outcome[] {
  return PLANT_CHECKS.map(({ check, policy, run }) => {
    const setting = policy === undefined ? "ERROR" : data.profile.release.checks[policy];
    if (setting === "IGNORE") return ignored(check, policy, data.profile);
    const findings = run(order, data, now);
    return outcome(check, setting === "WARN" ? findings.map(soften) : findings);
  });
}

function outcome(check: string, found: readonly Finding[]): Outcome {
  const findings = found.map((finding) => ({ ...finding, check }));
  const has = (severity: Finding["severity"]): boolean => findings.some((finding) => finding.severity === severity);
  return { result: { check, result: has("ERROR") ? "ERROR" : has("WARN") ? "WARN" : "PASS" }, findings };
}

function soften(finding: Finding): Finding {
  return finding.severity === "ERROR" ? { ...finding, severity: "WARN" } : finding;
}

function ignored(check: string, policy: ReleaseCheckName | undefined, profile: PlantProfile): Outcome {
  const message = `Plant ${profile.plant} ignores this check; nobody looked.`;
  const fix = `Set release.checks.${policy} to WARN or ERROR in the plant folder to have it looked at.`;
  return {
    result: undefined,
    findings: [{ code: "CHECK_IGNORED", severity: "INFO", check, message, pointer: "", fix }],
  };
}

function unknownPlant(order: OrderRelease): Outcome {
  const message = `No profile of plant ${order.plantCode} has been applied; the checks that need it did not run.`;
  const fix = `Apply the plant's folder with interlock plant apply, or correct plantCode.`;
  return outcome("plant-context", [refuse("PLANT_UNKNOWN", "/plantCode", message, fix)]);
}
