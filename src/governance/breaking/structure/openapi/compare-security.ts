import type { Cursor } from "../cursor.js";
import type { StructureWalk } from "../structure-walk.js";
import { credentialSets } from "./security-requirements.js";
import { renamedSchemes, schemesOf, withBaseNames } from "./renamed-schemes.js";

/** Who may call: the base's credential sets against the revision's, and the schemes they name. */
export class SecurityComparer {
  private readonly renamed: ReadonlyMap<string, string>;

  constructor(
    private readonly baseRoot: Cursor,
    private readonly revisionRoot: Cursor,
  ) {
    this.renamed = renamedSchemes(baseRoot, revisionRoot);
  }

  compare(walk: StructureWalk, base: Cursor, revision: Cursor): void {
    const baseSets = credentialSets(base, this.baseRoot);
    const revisionSets = credentialSets(revision, this.revisionRoot).map((set) => withBaseNames(set, this.renamed));
    walk.see("security", { name: "security", base, revision, baseSets, revisionSets }, "request");
    const used = new Set(baseSets.flatMap(({ scopes }) => [...scopes.keys()]));
    for (const name of [...used].toSorted()) this.compareScheme(walk, name);
  }

  private compareScheme(walk: StructureWalk, name: string): void {
    const base = schemesOf(this.baseRoot).at(name);
    const revision = schemesOf(this.revisionRoot).at(name);
    if (base.exists && revision.exists) walk.see("security-scheme", { name, base, revision }, "request");
  }
}
