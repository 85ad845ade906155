import type { RequestRefusal } from "../http/public.js";
import type { UnitOfWork } from "../persistence/unit-of-work.js";
import type { AuditLog } from "./audit-log.js";
import type { AuditIntent } from "./entry/audit-intent.js";

/** Kinds of refusals kept until the next flush; a flood of the same refusal is one of them. */
const KINDS_MAX = 500;

/**
 * Refusals on their way into the audit. They change nothing, so they need no transaction of their own, and whoever
 * provokes them must not be able to fill the disk: repeats between two flushes are one entry with a count, and what
 * does not fit is counted in an entry of its own.
 */
export class DenialRecorder {
  #pending = new Map<string, { readonly denial: RequestRefusal; count: number }>();
  #dropped = 0;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly log: AuditLog,
    /** Digest of the policy by which this process decides. */
    private readonly policyVersion?: string,
  ) {}

  /** Never waits and never throws. */
  record(denial: RequestRefusal): void {
    const { actor, action, code, route, plantCode, ip } = denial;
    const kind = [actor, action, code, route, plantCode, ip].join("\n");
    const known = this.#pending.get(kind);
    if (known !== undefined) known.count++;
    else if (this.#pending.size < KINDS_MAX) this.#pending.set(kind, { denial, count: 1 });
    else this.#dropped++;
  }

  /** Writes what was recorded. When it cannot be written it is kept, as far as there is room. */
  async flush(): Promise<void> {
    if (this.#pending.size + this.#dropped === 0) return;
    const pending = this.#pending;
    const dropped = this.#dropped;
    this.#pending = new Map();
    this.#dropped = 0;
    const intents = [...pending.values()].map(({ denial, count }) => denialIntent(denial, count, this.policyVersion));
    if (dropped > 0) intents.push(overflowIntent(this.log.node.id, dropped));
    try {
      await this.unitOfWork.run((tx) => this.log.append(tx, intents));
    } catch (error) {
      this.#keep(pending, dropped);
      throw error;
    }
  }

  #keep(pending: ReadonlyMap<string, { readonly denial: RequestRefusal; count: number }>, dropped: number): void {
    this.#dropped += dropped;
    for (const [kind, { denial, count }] of pending) {
      const newer = this.#pending.get(kind);
      if (newer !== undefined) newer.count += count;
      else if (this.#pending.size < KINDS_MAX) this.#pending.set(kind, { denial, count });
      else this.#dropped += count;
    }
  }
}

const FORBIDDEN = 403;

/** Who was not recognised was refused before any policy was asked. */
function denialIntent(denial: RequestRefusal, count: number, policyVersion: string | undefined): AuditIntent {
  const { actor, action, code, status, route, plantCode, correlationId, traceparent, ip } = denial;
  return {
    actor,
    action,
    correlationId,
    traceparent,
    decision: "DENIED",
    rule: code,
    resourceType: "request",
    resourceId: route ?? "unmatched",
    ...(plantCode === undefined ? {} : { plantCode }),
    ...(policyVersion === undefined || status !== FORBIDDEN ? {} : { policyVersion }),
    request: { status, ...(route === undefined ? {} : { route }), ...(ip === undefined ? {} : { ip }) },
    after: { count },
  };
}

function overflowIntent(node: string, dropped: number): AuditIntent {
  const resource = { resourceType: "audit-node", resourceId: node, correlationId: node };
  return { actor: "interlock", action: "audit:overflow", ...resource, after: { dropped } };
}
