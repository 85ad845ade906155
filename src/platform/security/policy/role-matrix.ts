import { valuesOf } from "./condition.js";
import type { Policy, Role } from "./policy.js";

/** What a role may do with a permission. */
export interface MatrixCell {
  readonly role: string;
  readonly permission: string;
  readonly isHeld: boolean;
  /** Conditions in words; empty when it holds without. */
  readonly conditions: readonly string[];
  /** Members that are out of reach; empty for all within reach. */
  readonly hidden: readonly string[];
  /** Prohibitions that hold for everybody. */
  readonly prohibitions: readonly string[];
}

/** Who may do what, as the files say; one cell for each role and permission, in their order. */
export function roleMatrix(policy: Policy): MatrixCell[] {
  return [...policy.permissions.keys()].flatMap((permission) =>
    [...policy.roles.values()].map((role) => cellOf(policy, role, permission)),
  );
}

function cellOf(policy: Policy, role: Role, permission: string): MatrixCell {
  const isHeld = role.permissions.has(permission);
  const conditions = (role.conditions.get(permission) ?? []).map(
    (condition) => `${condition.attribute} ${condition.operator} ${valuesOf(condition).join(", ")}`,
  );
  const prohibitions = policy.prohibitions.filter((one) => one.permissions.has(permission)).map(({ id }) => id);
  const hidden = hiddenOf(policy, role, permission);
  return { role: role.id, permission, isHeld, conditions, hidden, prohibitions: isHeld ? prohibitions : [] };
}

function hiddenOf(policy: Policy, role: Role, id: string): readonly string[] {
  const fields = role.fields.get(id);
  const permission = policy.permissions.get(id);
  const resource = policy.resources.get(permission?.resource ?? "");
  const every = (permission?.action === "read" ? resource?.readFields : resource?.writeFields) ?? [];
  return fields === undefined ? [] : every.filter((member) => !fields.has(member));
}
