import type { Finding } from "../../../kernel/finding.js";

/** Whether a grant of the role may span the enterprise (`*`) or must list its plants. */
export type RoleScope = "plant" | "enterprise";

/** One file of governance-rules/policy/roles. */
export interface Role {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly scope: RoleScope;
  readonly permissions: ReadonlySet<string>;
}

/** One entry of governance-rules/policy/permissions.yaml, split at its colon. */
export interface Permission {
  readonly id: string;
  readonly resource: string;
  readonly action: string;
  readonly description: string;
}

/** The checked policy of one process. */
export interface Policy {
  /** SHA-256 of the compiled content; two processes with the same digest decide alike. */
  readonly digest: string;
  readonly permissions: ReadonlyMap<string, Permission>;
  readonly roles: ReadonlyMap<string, Role>;
}

/** The policy files cannot be used; the findings name every file and member that is wrong. */
export class PolicyError extends Error {
  override readonly name = "PolicyError";

  constructor(readonly findings: readonly Finding[]) {
    const lines = findings.map((finding) => `  ${finding.pointer}: ${finding.message}`);
    super(`The policy under governance-rules/policy is not usable:\n${lines.join("\n")}`);
  }
}
