import type { SchemaUse } from "../breaking/comparison-session.js";
import type { ContractDocument } from "../breaking/contract-document.js";
import { Judge } from "../breaking/judge.js";
import { builtInProfile } from "../breaking/profile.js";
import type { RuleBook } from "../breaking/rule-book.js";
import { conjunctionOf, type Conjunction } from "../breaking/schema/conjunction.js";
import { SchemaComparer } from "../breaking/schema/schema-comparer.js";
import { SchemaDocument } from "../breaking/schema/schema-document.js";
import { SchemaReader } from "../breaking/schema/schema-reader.js";
import { UnchangedClosure } from "../breaking/schema/unchanged-closure.js";
import type { View } from "../breaking/view.js";

/** A pair of schemas in use, with everybody who uses it. */
export interface UsedPair extends Omit<SchemaUse, "user"> {
  readonly users: readonly string[];
}

/** Rules whose facts say nothing about which values are accepted. */
const SILENT = new Set([
  "content-encoding",
  "content-media-type",
  "content-schema",
  "default",
  "discriminator",
  "discriminator-mapping",
  "unit-code",
  "xml",
]);

/** What becomes visible or hidden is told in whichever direction the mark came; a validator refuses hidden members. */
const VISIBILITY = new Set(["read-only", "write-only"]);

/** What the engine holds to be included, asked anew and strictly: policies may look away, sets may not. */
export class ClaimedInclusions {
  readonly #base: SchemaDocument;
  readonly #revision: SchemaDocument;
  readonly #closure: UnchangedClosure;
  readonly #comparers: Readonly<Record<View, SchemaComparer>>;

  constructor(baseContract: ContractDocument, revisionContract: ContractDocument, rules: RuleBook) {
    this.#base = new SchemaDocument(baseContract, "base");
    this.#revision = new SchemaDocument(revisionContract, "revision");
    this.#closure = new UnchangedClosure(this.#base, this.#revision);
    const judge = new Judge(rules, builtInProfile("strict"));
    const readers = [new SchemaReader(this.#base), new SchemaReader(this.#revision)] as const;
    const comparer = (view: View): SchemaComparer =>
      new SchemaComparer(
        ...readers,
        this.#closure,
        view,
        (fact) => judge.judge(fact, view, locationOf(view)).verdict !== "compatible",
      );
    this.#comparers = { request: comparer("request"), response: comparer("response") };
  }

  /** Pairs in use that differ and of which the engine says that no value is lost. */
  claims(uses: readonly SchemaUse[]): UsedPair[] {
    return groupedByPair(uses).filter((pair) => this.isClaimed(pair));
  }

  /** True when the engine finds nothing in the direction that could hurt, although the schemas differ. */
  isClaimed({
    basePointer,
    revisionPointer,
    view,
  }: Pick<SchemaUse, "basePointer" | "revisionPointer" | "view">): boolean {
    const [base, revision] = [this.#schema(this.#base, basePointer), this.#schema(this.#revision, revisionPointer)];
    if (this.#closure.isUnchanged(base.conjuncts[0]?.value, revision.conjuncts[0]?.value)) return false;
    const [from, to] = view === "request" ? [base, revision] : [revision, base];
    const comparer = this.#comparers[view];
    comparer.include(from, to);
    comparer.include(to, from);
    const isHidden = comparer.factsBetween(to, from).some(({ fact }) => VISIBILITY.has(fact.rule));
    return !isHidden && comparer.factsBetween(from, to).every(({ fact }) => SILENT.has(fact.rule));
  }

  #schema(document: SchemaDocument, pointer: string): Conjunction {
    return conjunctionOf(document, [{ pointer, value: document.at(pointer) ?? true }]);
  }
}

function groupedByPair(uses: readonly SchemaUse[]): UsedPair[] {
  const pairs = new Map<string, UsedPair & { readonly users: string[] }>();
  for (const { user, ...pair } of uses) {
    const key = `${pair.view} ${pair.basePointer} ${pair.revisionPointer}`;
    const known = pairs.get(key);
    if (known === undefined) pairs.set(key, { ...pair, users: [user] });
    else known.users.push(user);
  }
  return [...pairs.values()];
}

function locationOf(view: View): "req-body" | "res-body" {
  return view === "request" ? "req-body" : "res-body";
}
