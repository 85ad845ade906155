import { type Configuration, readConfiguration } from "../../config/configuration.js";
import type { ReviewWitness } from "../../governance/public.js";
import type { Finding } from "../../kernel/finding.js";
import { type ApiClient, openApiClient } from "../api-client.js";

/** A contract version as the management API shows it. */
export interface ShownVersion {
  readonly digest: string;
  readonly kind: string;
  readonly name: string;
  readonly major: string;
  readonly version: string;
  readonly state: string;
  readonly author: string;
  readonly registeredAt: string;
}

/** A finding of the evidence with what is known besides its message. */
export interface ShownFinding extends Finding {
  readonly fingerprint?: string;
  readonly certainty?: "proven-breaking" | "derived-breaking";
  readonly witness?: ReviewWitness;
  readonly witnessGap?: string;
  readonly impact?: {
    readonly verdict: "used" | "unused" | "unknown";
    readonly statement: string;
    readonly clients: readonly { readonly clientId: string; readonly calls: number }[];
  };
  readonly waiver?: { readonly id: string; readonly owner: string; readonly endsOn: string };
}

/** The answer of GET /platform/v1/contracts/{digest}. */
export interface ShownStatus {
  readonly version: ShownVersion;
  readonly canPromote: boolean;
  readonly reasons: readonly Finding[];
  readonly evaluation?: {
    readonly evidenceHash: string;
    readonly verdict: string;
    readonly risk: string;
    readonly items: readonly {
      readonly kind: string;
      readonly verdict: string;
      readonly findings: readonly ShownFinding[];
    }[];
  };
  readonly approval?: {
    readonly state: string;
    readonly approversNeeded: number;
    readonly votes: readonly { readonly approver: string; readonly verdict: string; readonly reason: string }[];
  };
}

export interface ShownPromotion {
  readonly id: string;
  readonly seq: number;
  readonly action: string;
  readonly actor: string;
  readonly reason: string;
  readonly promotedAt: string;
  readonly served: readonly {
    readonly line: string;
    readonly version: string;
    readonly state: string;
    readonly digest: string;
    readonly sunsetAt?: string;
  }[];
}

/** Options that every contract command has. */
export interface ContractOptions {
  readonly client?: string;
  readonly json?: true;
}

export function openContractApi({ client }: ContractOptions): ApiClient {
  const configuration: Configuration = readConfiguration();
  return client === undefined ? openApiClient(configuration) : openApiClient(configuration, client);
}
