import type { ContractLine } from "./contract-kind.js";
import type { ContractState } from "./contract-states.js";

/** Who brought a version: the product itself, or a person. */
export type ContractOrigin = "BUILT_IN" | "SUBMITTED";

/** One immutable version of a contract and where it stands in its life. */
export interface ContractVersion extends ContractLine {
  /** SHA-256 of the canonical bundle. */
  readonly digest: string;
  /** info.version of the contract. */
  readonly version: string;
  readonly title: string;
  /** x-interlock.owner of the contract. */
  readonly owner: string;
  readonly domain: string;
  readonly origin: ContractOrigin;
  /** Client id of whoever registered it; `system` for what the product brings. */
  readonly author: string;
  readonly state: ContractState;
  /** RFC 3339. */
  readonly registeredAt: string;
  readonly stateChangedAt: string;
}

/** Who asks for a change and under which correlation. */
export interface ContractActor {
  readonly clientId: string;
  readonly correlationId: string;
  readonly traceparent?: string;
}

/** Author of what the product itself brings. */
export const SYSTEM_ACTOR = "system";
