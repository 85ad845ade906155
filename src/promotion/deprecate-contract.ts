import type { Clock } from "../kernel/clock.js";
import { InterlockError } from "../kernel/problem.js";
import type { UnitOfWork } from "../platform/persistence/unit-of-work.js";
import type { ContractActor } from "../registry/public.js";
import type { ChangeServedSet } from "./change-served-set.js";
import { promotionProblems } from "./problems.js";
import type { PromotionRecord } from "./promotion-record.js";
import type { PromotionStore } from "./promotion.store.js";
import { type ServedEntries, type ServedEntry, isInForce } from "./served-entry.js";

/** When a version ends and what to use instead. */
export interface DeprecationRequest {
  readonly digest: string;
  /** From then on the version answers 410. */
  readonly sunsetAt: Date;
  /** Line of the successor; without it, the highest other major version of the API that is promoted. */
  readonly successor?: string;
  readonly reason: string;
}

const DAY_MS = 86_400_000;

/** Announces the end of a version. On a version that is deprecated already it moves the sunset, never to an earlier day. */
export class DeprecateContract {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly promotions: PromotionStore,
    private readonly change: ChangeServedSet,
    private readonly clock: Clock,
    /** Time that consumers were promised between announcement and end. */
    private readonly sunsetNoticeDays: number,
  ) {}

  /** @throws InterlockError CONTRACT_NOT_SERVED or SUNSET_TOO_SOON */
  async deprecate(request: DeprecationRequest, actor: ContractActor): Promise<PromotionRecord> {
    return await this.#announce(request, actor, isInForce);
  }

  /** Gives the consumers of a version that is deprecated more time. @throws as `deprecate` */
  async moveSunset(request: DeprecationRequest, actor: ContractActor): Promise<PromotionRecord> {
    return await this.#announce(request, actor, ({ state }) => state === "deprecated");
  }

  async #announce(
    request: DeprecationRequest,
    actor: ContractActor,
    isOpen: (entry: ServedEntry) => boolean,
  ): Promise<PromotionRecord> {
    return await this.unitOfWork.run(async (tx) => {
      const latest = await this.promotions.lockLatest(tx);
      const current = latest?.served ?? [];
      const entry = current.find((candidate) => candidate.digest === request.digest && isOpen(candidate));
      if (entry === undefined) throw notServed();
      this.#requireNotice(entry, request.sunsetAt);
      const changed = this.#deprecated(entry, request, current);
      return await this.change.apply(tx, latest, {
        action: "DEPRECATE",
        actor,
        reason: request.reason,
        leavingState: "approved",
        edit: () => current.map((other) => (other === entry ? changed : other)),
      });
    });
  }

  #requireNotice({ sunsetAt: announced }: ServedEntry, sunsetAt: Date): void {
    if (announced !== undefined && sunsetAt < new Date(announced)) {
      const detail = `The sunset was announced for ${announced}; it can only be moved to a later day.`;
      throw new InterlockError(promotionProblems.SUNSET_TOO_SOON, { detail });
    }
    const earliest = new Date(this.clock.now().getTime() + this.sunsetNoticeDays * DAY_MS);
    if (announced === undefined && sunsetAt < earliest) {
      const detail = `sunsetAt must be ${earliest.toISOString()} or later: consumers are promised ${this.sunsetNoticeDays} days (INTERLOCK_SUNSET_NOTICE_DAYS).`;
      throw new InterlockError(promotionProblems.SUNSET_TOO_SOON, { detail });
    }
  }

  #deprecated(entry: ServedEntry, request: DeprecationRequest, current: ServedEntries): ServedEntry {
    const successor = request.successor ?? entry.successor ?? successorOf(entry, current);
    if (successor !== undefined && !current.some(({ line, state }) => line === successor && state === "promoted")) {
      const detail = `The successor ${successor.slice(0, 200)} is not promoted; promote it first.`;
      throw new InterlockError(promotionProblems.CONTRACT_NOT_SERVED, { detail });
    }
    return {
      ...entry,
      state: "deprecated",
      deprecatedAt: entry.deprecatedAt ?? this.clock.now().toISOString(),
      sunsetAt: request.sunsetAt.toISOString(),
      ...(successor === undefined ? {} : { successor }),
    };
  }
}

export function notServed(): InterlockError {
  const detail = "The version is neither promoted nor deprecated; list the versions to see what is in force.";
  return new InterlockError(promotionProblems.CONTRACT_NOT_SERVED, { detail });
}

/** `openapi/production-order/v2` follows `openapi/production-order/v1`. */
export function successorOf({ line }: ServedEntry, current: ServedEntries): string | undefined {
  const api = line.slice(0, line.lastIndexOf("/"));
  const others = current.filter((other) => other.state === "promoted" && other.line.startsWith(`${api}/v`));
  const newer = others.filter((other) => majorOf(other.line) > majorOf(line));
  return newer.toSorted((left, right) => majorOf(right.line) - majorOf(left.line))[0]?.line;
}

const majorOf = (line: string): number => Number(line.slice(line.lastIndexOf("/v") + 2));
