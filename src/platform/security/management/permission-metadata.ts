/**
 * Where a management route names the plant it acts in.
 * - `param:x`, `query:x`, `body:x`: that member. When it is absent the resource belongs to the whole enterprise and
 *   needs a grant for every plant.
 * - `enterprise`: always the whole enterprise.
 * - `filter`: no single plant; the handler restricts its rows to `request.interlock.plants`.
 * - `instance`: the caller holds the permission somewhere; the handler asks `ManagementAccess.requireObject` about the
 *   object it has loaded, or restricts its rows by `Authorizer.predicate`.
 */
export type PlantSource =
  `param:${string}` | `query:${string}` | `body:${string}` | "enterprise" | "filter" | "instance";

/** What a caller of a management route must hold. */
export interface PermissionRequirement {
  /** `resource:action` of governance-rules/policy/permissions.yaml. */
  readonly permission: string;
  readonly plant: PlantSource;
}

/** Metadata key of a PermissionRequirement on a controller method. */
export const REQUIRED_PERMISSION = "interlock:required-permission";
/** Metadata key of the reason why a controller method is open to everyone. */
export const PUBLIC_REASON = "interlock:public-reason";
