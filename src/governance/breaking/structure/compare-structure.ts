import type { ComparisonSession, StructureComparer } from "../comparison-session.js";
import type { ContractFormat } from "../contract-document.js";
import type { AnyBreakingRule } from "../rule.js";
import { compareAsyncApi } from "./asyncapi/compare-asyncapi.js";
import { readAsyncApi2 } from "./asyncapi/read-asyncapi-2.js";
import { readAsyncApi3 } from "./asyncapi/read-asyncapi-3.js";
import { Cursor, type UnresolvedReferences } from "./cursor.js";
import { compareOpenApi } from "./openapi/compare-openapi.js";
import { isStructuralRule } from "./structural-rule.js";
import { groupByKind, type Sides, StructureWalk } from "./structure-walk.js";

/** The comparer that pairs two contracts and shows every pair to the structural rules among `rules`. */
export function compareStructure(rules: readonly AnyBreakingRule[]): StructureComparer {
  const checks = groupByKind(rules.filter(isStructuralRule));
  return (session) => compareWith(new StructureWalk(session, checks), session);
}

function compareWith(walk: StructureWalk, session: ComparisonSession): void {
  const lost: Sides<UnresolvedReferences> = { base: new Map(), revision: new Map() };
  const base = Cursor.ofRoot(session.base.root, lost.base);
  const revision = Cursor.ofRoot(session.revision.root, lost.revision);
  compareByFormat(walk, base, revision, session);
  walk.finish();
  seeUnresolved(walk, lost);
}

function compareByFormat(walk: StructureWalk, base: Cursor, revision: Cursor, session: ComparisonSession): void {
  const [baseFamily, revisionFamily] = [familyOf(session.base.format), familyOf(session.revision.format)];
  if (baseFamily !== revisionFamily) return walk.see("format", { name: "format", base, revision }, "request");
  if (baseFamily === "openapi") compareOpenApi(walk, base, revision);
  if (baseFamily === "asyncapi-2") compareAsyncApi(walk, base, revision, readAsyncApi2);
  if (baseFamily === "asyncapi-3") compareAsyncApi(walk, base, revision, readAsyncApi3);
}

function familyOf(format: ContractFormat): string {
  return format.startsWith("openapi-") ? "openapi" : format;
}

/** A reference that leads nowhere on both sides, at the same place, is one cause. */
function seeUnresolved(walk: StructureWalk, { base, revision }: Sides<UnresolvedReferences>): void {
  for (const pointer of [...new Set([...base.keys(), ...revision.keys()])].toSorted()) {
    const reference = base.get(pointer) ?? revision.get(pointer) ?? "";
    const [basePointer, revisionPointer] = [base, revision].map((lost) => (lost.has(pointer) ? pointer : undefined));
    walk.see("reference", { reference, basePointer, revisionPointer }, "request");
  }
}
