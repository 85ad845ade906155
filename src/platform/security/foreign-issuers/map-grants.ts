import { isPlantCode } from "../policy/grants.js";
import type { Grant } from "../principal.js";
import { type ClaimPath, textsAt } from "./claim-path.js";
import type { ForeignIssuerSettings, MappedRole } from "./foreign-issuer-settings.js";

type Claims = Readonly<Record<string, unknown>>;
type RoleSettings = Pick<ForeignIssuerSettings, "rolePaths" | "plantPath" | "roles">;

const VALUES_MAX = 256;

/**
 * Grants of a foreign token. A role that is not mapped means nothing here; a role for the plants of the token means
 * nothing when the token names none. A principal without any grant is known, and allowed nothing.
 */
export function mapGrants(claims: Claims, { rolePaths, plantPath, roles }: RoleSettings): readonly Grant[] {
  const named = new Set(rolePaths.flatMap((path) => textsAt(claims, path)).slice(0, VALUES_MAX));
  const plants = plantPath === undefined ? [] : plantsAt(claims, plantPath);
  const grants = [...named].flatMap((name) => {
    const mapped = roles.get(name);
    return mapped === undefined ? [] : grantOf(mapped, plants);
  });
  return Object.freeze(grants);
}

function grantOf({ role, plants }: MappedRole, tokenPlants: readonly string[]): Grant[] {
  const granted = plants === "from-token" ? tokenPlants : plants;
  return granted.length === 0 ? [] : [Object.freeze({ role, plants: granted })];
}

function plantsAt(claims: Claims, path: ClaimPath): readonly string[] {
  return Object.freeze(textsAt(claims, path).slice(0, VALUES_MAX).filter(isPlantCode));
}
