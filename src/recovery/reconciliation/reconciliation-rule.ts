import type { ConnectorRegistry } from "../../connectors/public.js";
import type { UnitOfWork } from "../../platform/persistence/unit-of-work.js";
import type { PlantProfile } from "../../plants/public.js";

/** One thing that is not as it should be. */
export interface Deviation {
  /** What it is about, such as a posting's id; the same deviation keeps its subject. */
  readonly subject: string;
  readonly orderNumber: string | null;
  readonly detail: string;
}

/** What a rule found. NOT_COMPARABLE is no agreement: nothing was compared, and the reason says why. */
export type Comparison =
  | { readonly outcome: "COMPARED"; readonly compared: number; readonly deviations: readonly Deviation[] }
  | { readonly outcome: "NOT_COMPARABLE"; readonly reason: string };

/** What the rules look at. */
export interface ReconciledPlant {
  readonly plantCode: string;
  readonly profile: PlantProfile;
  readonly unitOfWork: UnitOfWork;
  readonly connectors: Pick<ConnectorRegistry, "erp">;
}

/** One comparison of ERP, MES and ledger; codes R01 to R12 of the domain model. */
export interface ReconciliationRule {
  /** R01 to R12. */
  readonly rule: string;
  readonly meaning: string;
  /** Whose word counts. */
  readonly authority: string;
  /** What is done about it as a rule. */
  readonly resolution: string;
  compare(plant: ReconciledPlant): Promise<Comparison>;
}
