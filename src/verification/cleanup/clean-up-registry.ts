import type { Clock } from "../../kernel/clock.js";
import type { AuditIntent, AuditLog } from "../../platform/audit/public.js";
import type { Tx, UnitOfWork } from "../../platform/persistence/unit-of-work.js";
import { type CleanUpPlan, type CleanUpPolicy, type CleanUpResult, cutoffOf } from "./clean-up-policy.js";
import * as statements from "./clean-up-statements.js";

/** Small enough that a publisher who needs one of the rows hardly waits. */
const BATCH_VERSIONS = 100;
const BATCH_DELIVERIES = 1_000;

type Limits = Pick<CleanUpPolicy, "versionsPerBranch" | "days">;
/** Who answers for a clean-up, as its audit entries name him. */
export type CleanUpActor = Pick<AuditIntent, "actor" | "actorKind" | "correlationId" | "traceparent">;

/** Removes versions that nobody needs any more, with their contracts and results. */
export class CleanUpRegistry {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** What would be removed; nothing is. */
  async plan(limits: Limits): Promise<CleanUpPlan> {
    const values = [cutoffOf(limits, this.clock.now()), limits.versionsPerBranch];
    const [plan] = await this.unitOfWork.read<CleanUpPlan>(statements.PLAN, values);
    if (plan === undefined) throw new Error("an aggregate gave no row");
    return plan;
  }

  /** Removes in small transactions, each with its audit entry. @param versionsMax it stops there */
  async run(limits: Limits, actor: CleanUpActor, versionsMax: number): Promise<CleanUpResult> {
    const { versionsPerBranch } = limits;
    const cutoff = cutoffOf(limits, this.clock.now());
    const values = [cutoff, versionsPerBranch, versionsMax];
    const found = idsOf(await this.unitOfWork.read(statements.FIND_VERSIONS, values));
    let [versionCount, contentCount] = [0, 0];
    for (let start = 0; start < found.length; start += BATCH_VERSIONS) {
      const batch = found.slice(start, start + BATCH_VERSIONS);
      const removed = await this.unitOfWork.run((tx) => this.#removeVersions(tx, [cutoff, limits], batch, actor));
      versionCount += removed.versions;
      contentCount += removed.contents;
    }
    return { versionCount, contentCount, deliveryCount: await this.#removeDeliveries(cutoff) };
  }

  async #removeVersions(
    tx: Tx,
    [cutoff, { versionsPerBranch, days }]: readonly [string, Limits],
    batch: readonly string[],
    actor: CleanUpActor,
  ): Promise<{ versions: number; contents: number }> {
    const locked = idsOf(await tx.query(statements.LOCK_VERSIONS, [batch]));
    const values = [cutoff, versionsPerBranch, locked];
    const gone = await tx.query<{ id: string; name: string }>(statements.RECHECK_VERSIONS, values);
    if (gone.length === 0) return { versions: 0, contents: 0 };
    const contents = idsOf(await tx.query(statements.CONTENTS_OF, [idsOf(gone)]));
    await tx.query(statements.DELETE_VERSIONS, [idsOf(gone)]);
    const free = idsOf(await tx.query(statements.LOCK_CONTENTS, [contents]));
    const removed = await tx.query(statements.DELETE_CONTENTS, [free]);
    const after = { versions: gone.map(({ name }) => name), contents: removed.length, versionsPerBranch, days };
    const subject = { resourceType: "pact-clean-up", resourceId: "run" };
    await this.audit.append(tx, [{ ...actor, action: "pact:govern", ...subject, after }]);
    return { versions: gone.length, contents: removed.length };
  }

  async #removeDeliveries(cutoff: string): Promise<number> {
    for (let count = 0; ;) {
      const removed = await this.unitOfWork.read(statements.DELETE_DELIVERIES, [cutoff, BATCH_DELIVERIES]);
      count += removed.length;
      if (removed.length < BATCH_DELIVERIES) return count;
    }
  }
}

const idsOf = (rows: readonly { id: string }[]): readonly string[] => rows.map(({ id }) => id);
