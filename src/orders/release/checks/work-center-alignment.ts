import type { Finding } from "../../../kernel/finding.js";
import type { WorkCenter } from "../../../plants/public.js";
import type { ReleasedOperation } from "../../order-release.js";
import { type PlantCheck, type PlantData, refuse } from "./release-check.js";

/** Each operation runs at a known work centre, mapped to an active MES resource that can do it (domain §5(a) 8). */
export const checkWorkCenterAlignment: PlantCheck = (order, data) =>
  order.operations.flatMap((operation, index) => checkOperation(operation, `/operations/${index}`, data));

function checkOperation(operation: ReleasedOperation, pointer: string, { profile, records }: PlantData): Finding[] {
  const { workCenterCode: code, operationNumber: number } = operation;
  const workCenter = records.find("work-center", code);
  const findings = workCenter === undefined ? [] : checkWorkCenter(operation, workCenter, pointer);
  if (workCenter === undefined) {
    const message = `Work centre ${code} of operation ${number} is not known in plant ${profile.plant}.`;
    findings.push(
      refuse("WORK_CENTER_UNKNOWN", `${pointer}/workCenterCode`, message, `Send master data work-center ${code}.`),
    );
  }
  if (!Object.hasOwn(profile.mappings.workCenter, code)) {
    const message = `Work centre ${code} of operation ${number} is not mapped to an MES resource in plant ${profile.plant}.`;
    const fix = `Add mappings.workCenter.${code} to the plant folder and apply it.`;
    findings.push(refuse("WORK_CENTER_UNMAPPED", `${pointer}/workCenterCode`, message, fix));
  }
  return findings;
}

function checkWorkCenter(operation: ReleasedOperation, workCenter: WorkCenter, pointer: string): Finding[] {
  const { workCenterCode: code, operationNumber: number, capability } = operation;
  const findings: Finding[] = [];
  if (!workCenter.active) {
    const message = `Work centre ${code} of operation ${number} is not active.`;
    findings.push(
      refuse("WORK_CENTER_UNMAPPED", `${pointer}/workCenterCode`, message, "Plan another work centre, or activate it."),
    );
  }
  if (capability !== undefined && !(workCenter.capabilities ?? []).includes(capability)) {
    const message = `Operation ${number} needs ${capability}, which work centre ${code} does not offer.`;
    findings.push(
      refuse(
        "WORK_CENTER_INCAPABLE",
        `${pointer}/capability`,
        message,
        "Plan a work centre that has it, or add it to the work centre.",
      ),
    );
  }
  return findings;
}
