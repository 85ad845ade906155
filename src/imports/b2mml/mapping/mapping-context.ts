import type { PlantProfile } from "../../../plants/public.js";
import type { FindingList } from "../finding-list.js";
import type { MessageHeader } from "../message/b2mml-message.js";

/** What every mapping rule works with. */
export interface MappingContext {
  readonly profile: PlantProfile;
  readonly header: MessageHeader;
  readonly findings: FindingList;
}
