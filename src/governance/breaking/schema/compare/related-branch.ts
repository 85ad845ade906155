import { isJsonObject } from "../../contract-document.js";
import type { Conjunct } from "../conjunction.js";
import type { Union } from "../schema-node.js";
import type { SchemaPair } from "./schema-pair.js";

/**
 * Branches of a union in the order they are worth trying for a schema: the one that is its counterpart by name or by
 * content first, then the one at the same position, then the others.
 */
export function branchesByRelation(
  pair: SchemaPair,
  own: Conjunct | undefined,
  index: number,
  union: Union,
): Conjunct[] {
  const counterpart = counterpartOf(pair, own, union);
  const first = [counterpart, union.branches[index]].filter((branch) => branch !== undefined);
  return [...new Set([...first, ...union.branches])];
}

/** The branch that is the same thing in the other version: same reference, same tag, same title or same content. */
export function counterpartOf({ prover }: SchemaPair, own: Conjunct | undefined, union: Union): Conjunct | undefined {
  if (own === undefined) return undefined;
  const name = branchName(own, union.discriminator);
  const named =
    name === undefined ? [] : union.branches.filter((branch) => branchName(branch, union.discriminator) === name);
  return named.length === 1 ? named[0] : union.branches.find((branch) => prover.isUnchanged(own, branch));
}

/**
 * The candidate is the branch in the other version: its counterpart; or, for a branch without one, whatever has its
 * position and is nobody else's counterpart. A schema that is no branch is the origin of every branch it turns into.
 */
export function isVersionOf(pair: SchemaPair, own: Conjunct | undefined, candidate: Conjunct, union: Union): boolean {
  if (own === undefined) return true;
  const counterpart = counterpartOf(pair, own, union);
  if (counterpart !== undefined) return counterpart === candidate;
  const siblings = pair.a.unions.find(({ branches }) => branches.includes(own))?.branches ?? [];
  if (union.branches[siblings.indexOf(own)] !== candidate) return false;
  return siblings.every((sibling) => counterpartOf(pair, sibling, union) !== candidate);
}

/** What people would call a branch: its reference, the value of its tag, its title. */
function branchName({ value }: Conjunct, discriminator: string | undefined): string | undefined {
  if (!isJsonObject(value)) return undefined;
  if (typeof value["$ref"] === "string") return value["$ref"];
  const properties = value["properties"];
  const tag = isJsonObject(properties) && discriminator !== undefined ? properties[discriminator] : undefined;
  if (isJsonObject(tag)) return JSON.stringify(tag["const"] ?? tag["enum"]);
  return typeof value["title"] === "string" ? value["title"] : undefined;
}
