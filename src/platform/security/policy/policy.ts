import type { Finding } from "../../../kernel/finding.js";
import type { Condition } from "./condition.js";

/** Whether a grant of the role may span the enterprise (`*`) or must list its plants or sites. */
export type RoleScope = "plant" | "enterprise";

/** By what grants reach the objects of a resource: their plant, their contract, or whichever of both an object has. */
export type ResourceDimension = "plant" | "contract" | "any";

/** Type of an attribute that conditions may ask about. */
export type AttributeType = "text" | "number" | "flag";

/** One entry of governance-rules/policy/resources.yaml. */
export interface Resource {
  readonly id: string;
  readonly dimension: ResourceDimension;
  readonly attributes: ReadonlyMap<string, AttributeType>;
  /** Members of its representation that field lists may name; paths such as `profile.systems`. */
  readonly readFields: readonly string[];
  /** Members of what is written. */
  readonly writeFields: readonly string[];
}

/** One file of governance-rules/policy/roles. */
export interface Role {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly scope: RoleScope;
  readonly permissions: ReadonlySet<string>;
  /** By permission: all of them must be true of the object. A permission that is absent holds without condition. */
  readonly conditions: ReadonlyMap<string, readonly Condition[]>;
  /** By permission: the members it reaches. A permission that is absent reaches all. */
  readonly fields: ReadonlyMap<string, ReadonlySet<string>>;
  /** Roles that a holder may give to others inside his own scope, if he also holds grant:create. */
  readonly mayGrant: ReadonlySet<string>;
}

/** One entry of governance-rules/policy/permissions.yaml, split at its colon. */
export interface Permission {
  readonly id: string;
  readonly resource: string;
  readonly action: string;
  readonly description: string;
}

/** What nobody may do, whatever roles he holds; it beats every role. */
export interface Prohibition {
  readonly id: string;
  readonly permissions: ReadonlySet<string>;
  /** It applies where none of them is known to be false; without conditions always. */
  readonly conditions: readonly Condition[];
  readonly reason: string;
}

/** Two roles that one person must not hold where their scopes meet. */
export interface RoleConflict {
  readonly roles: readonly [string, string];
  readonly reason: string;
}

/** The checked policy of one process. */
export interface Policy {
  /** SHA-256 of the compiled content; two processes with the same digest decide alike. */
  readonly digest: string;
  readonly permissions: ReadonlyMap<string, Permission>;
  readonly roles: ReadonlyMap<string, Role>;
  readonly resources: ReadonlyMap<string, Resource>;
  readonly prohibitions: readonly Prohibition[];
  readonly conflicts: readonly RoleConflict[];
}

/** The dimension of a resource; a resource without an entry of its own belongs to plants. */
export function dimensionOf(policy: Policy, resource: string): ResourceDimension {
  return policy.resources.get(resource)?.dimension ?? "plant";
}

/** The policy files cannot be used; the findings name every file and member that is wrong. */
export class PolicyError extends Error {
  override readonly name = "PolicyError";

  constructor(readonly findings: readonly Finding[]) {
    const lines = findings.map((finding) => `  ${finding.pointer}: ${finding.message}`);
    super(`The policy under governance-rules/policy is not usable:\n${lines.join("\n")}`);
  }
}
