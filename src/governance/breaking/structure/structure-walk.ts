import type { ComparisonSession } from "../comparison-session.js";
import type { Fact } from "../fact.js";
import type { Location, View } from "../view.js";
import { AnnouncedSchemas } from "./announced-schemas.js";
import type { Cursor } from "./cursor.js";
import type { StructuralRule } from "./structural-rule.js";
import type { Pair, SubjectKind, SubjectKinds } from "./subjects.js";

/** Which half of an exchange a thing belongs to, as the operation's caller sees it. */
export type ExchangeSide = "request" | "response";

/** Something of the base and its counterpart of the revision. */
export interface Sides<Value> {
  readonly base: Value;
  readonly revision: Value;
}

type Check<Kind extends SubjectKind> = StructuralRule<Kind>["check"];
export type ChecksByKind = { readonly [Kind in SubjectKind]?: readonly Check<Kind>[] };

/** Groups the rules by what they watch, so that each subject meets only the rules that are about it. */
export function groupByKind(rules: readonly StructuralRule[]): ChecksByKind {
  const grouped = Map.groupBy(rules, ({ watches }) => watches);
  return Object.fromEntries([...grouped].map(([kind, members]) => [kind, members.map(({ check }) => check)]));
}

/** One step of the walk through two paired contracts: which operation or message it stands in, and who sends there. */
export class StructureWalk {
  constructor(
    private readonly session: ComparisonSession,
    private readonly checks: ChecksByKind,
    private readonly announced: AnnouncedSchemas = new AnnouncedSchemas(),
    /** The operation or message that everything seen from here belongs to. */
    readonly user: string = "contract",
    private readonly isOwnerCaller: boolean = false,
  ) {}

  get today(): string | undefined {
    return this.session.today;
  }

  /** The same walk inside another operation or message. */
  inside(user: string): StructureWalk {
    return new StructureWalk(this.session, this.checks, this.announced, user, this.isOwnerCaller);
  }

  /** Inside a callback or webhook: there the contract's owner sends the request and receives the response. */
  reversed(user: string): StructureWalk {
    return new StructureWalk(this.session, this.checks, this.announced, user, !this.isOwnerCaller);
  }

  /** Hands a subject to every rule that watches its kind. */
  see<Kind extends SubjectKind>(
    kind: Kind,
    subject: SubjectKinds[Kind],
    side: ExchangeSide,
    location?: Location,
  ): void {
    const use = { view: this.viewOf(side), user: this.user, ...(location === undefined ? {} : { location }) };
    const emit = (fact: Fact): void => this.session.report(fact, use);
    for (const check of this.checks[kind] ?? []) check(subject, emit);
  }

  /** Compares the schemas the holders have under those names; a holder without one admits everything. */
  compareSchemas(
    location: Location,
    side: ExchangeSide,
    { base, revision }: Sides<Cursor>,
    members: Sides<string>,
  ): void {
    if (!base.has(members.base) && !revision.has(members.revision)) return;
    const [basePointer, revisionPointer] = [base.pointerOf(members.base), revision.pointerOf(members.revision)];
    this.session.compareSchemas({ location, view: this.viewOf(side), basePointer, revisionPointer, user: this.user });
    const pair = { name: members.revision, base: base.at(members.base), revision: revision.at(members.revision) };
    const see = (inner: Pair): void => this.see("announced", { ...inner, today: this.today }, side, location);
    if (pair.base.exists && pair.revision.exists) this.announced.add(pair, { location, see });
  }

  /** Tells what is announced inside the schemas seen so far; once, at the end of the walk. */
  finish(): void {
    this.announced.report();
  }

  private viewOf(side: ExchangeSide): View {
    const isReceivedByOwner = (side === "request") !== this.isOwnerCaller;
    return isReceivedByOwner ? "request" : "response";
  }
}
