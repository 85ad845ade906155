import type { UnitOfWork } from "../../platform/persistence/unit-of-work.js";
import type { PlantScope } from "../../platform/security/public.js";
import { FAILURE_GROUPS } from "./failure-groups.statement.js";
import { type SuggestedFix, suggestedFix } from "./suggested-fix.js";

/** What FAILURE_GROUPS returns. */
export interface GroupRow {
  readonly fingerprint: string;
  readonly plantCode: string;
  /** Name of the ERP system. */
  readonly destination: string;
  /** Code of the error catalogue; NO_ANSWER when the ERP never gave one. */
  readonly code: string;
  readonly class: string;
  /** The ERP's own code, empty without one. */
  readonly erpCode: string;
  /** JSON pointer into the document, empty when the message names none. */
  readonly field: string;
  readonly firstSeenAt: string;
  readonly lastSeenAt: string;
  readonly postings: number;
  readonly states: Readonly<Record<"PARKED" | "DEAD" | "UNKNOWN", number>>;
  readonly blockedOrders: number;
  /** Postings that wait behind the stopped ones of their order. */
  readonly heldBehind: number;
  /** Material that the ERP does not know of, stopped and held together, by unit. */
  readonly blockedQuantity: readonly { readonly value: string; readonly unit: string }[];
  readonly assignment: { readonly owner: string; readonly note: string; readonly assignedBy: string } | null;
}

/** Stopped postings with one business cause in one plant. */
export type FailureGroup = GroupRow & { readonly suggestion: SuggestedFix };

/** What stands still, by what has to be mended. */
export class FailureGroups {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** The group that blocks most orders first. @param fingerprint only this one */
  async list(plants: PlantScope, fingerprint?: string): Promise<FailureGroup[]> {
    const values = [plants === "*" ? null : plants, fingerprint ?? null];
    const rows = await this.unitOfWork.read<GroupRow>(FAILURE_GROUPS, values);
    return rows.map(toFailureGroup);
  }
}

export function toFailureGroup(row: GroupRow): FailureGroup {
  return { ...row, suggestion: suggestedFix(row.code, row.class) };
}
