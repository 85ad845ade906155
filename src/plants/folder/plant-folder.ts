import type { Finding } from "../../kernel/finding.js";
import type { MasterDataItem } from "../master-data/master-data-item.js";
import type { PlantProfile } from "../plant-profile.js";

/** What a plant folder says, read and checked without a server. */
export interface PlantFolder {
  /** plant.yaml as it is written; the gateway merges its template in. */
  readonly document: Readonly<Record<string, unknown>>;
  /** The merged profile; undefined when a finding says why there is none. */
  readonly profile: PlantProfile | undefined;
  readonly records: readonly MasterDataItem[];
  readonly findings: readonly Finding[];
}
