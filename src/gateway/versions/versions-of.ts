import type { ContractSet } from "../contract-set.js";
import type { ApiBinding } from "../operation.js";
import { majorOf } from "./version-chain.js";
import type { VersionChange } from "./version-change.js";

/** What an API's binding says of its older versions; nothing without changes, as then every version is handled by name. */
export function versionsOf(
  { contracts }: ContractSet,
  api: string,
  changes: readonly VersionChange[],
): Pick<ApiBinding, "versions"> {
  if (changes.length === 0) return {};
  const own = contracts.filter(({ line }) => line.kind === "openapi" && line.name === api);
  const newest = own.toSorted((left, right) => majorOf(right.line.major) - majorOf(left.line.major))[0];
  return newest?.compiled === undefined ? {} : { versions: { changes, handled: newest.compiled } };
}
