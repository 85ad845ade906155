import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { systemClock } from "../../kernel/clock.js";
import { sha256Hex } from "../../kernel/hash.js";
import { UlidFactory } from "../../kernel/ulid.js";
import { loadEventContracts } from "../../platform/messaging/event-contracts.js";
import { type EnterpriseEventIntent, Outbox } from "../../platform/messaging/outbox.js";
import type { ContractVersion } from "../../registry/public.js";
import type { Evaluation } from "../evaluation.store.js";
import type { EvidenceFinding } from "../evidence/evidence.js";
import type { PromotionAction, PromotionRecord } from "../promotion-record.js";
import { type ServedEntries, type ServedEntry, servedHash } from "../served-entry.js";
import { blockedEvents } from "./blocked-events.js";
import { servedSetEvents } from "./served-set-events.js";

const ids = new UlidFactory(systemClock);
const outbox = new Outbox(ids, systemClock);
const contracts = loadEventContracts();
const actor = { clientId: "owner", correlationId: "c-1" };
const LINE = "openapi/production-order/v1";

const entry = (content: string, change: Partial<ServedEntry> = {}): ServedEntry => {
  return {
    line: LINE,
    digest: sha256Hex(content),
    version: "1.0.0",
    state: "promoted",
    promotionId: ids.next(),
    ...change,
  };
};

const deprecated = { state: "deprecated", deprecatedAt: "2026-11-23T08:00:00.000Z" } as const;

function record(action: PromotionAction, served: ServedEntries): PromotionRecord {
  const at = { correlationId: "c-1", promotedAt: "2026-11-23T08:00:00.000Z" };
  return {
    id: ids.next(),
    seq: 2,
    action,
    served,
    servedHash: servedHash(served),
    actor: "owner",
    reason: "why",
    ...at,
  };
}

/** Names of the events; each of them must keep to its contract. */
function names(intents: readonly EnterpriseEventIntent[]): readonly string[] {
  for (const intent of intents) assert.deepEqual(contracts.validateEvent(outbox.row(intent).event), [], intent.name);
  return intents.map(({ name }) => name);
}

const told = (before: ServedEntries, action: PromotionAction, after: ServedEntries): readonly string[] =>
  names(servedSetEvents(before, record(action, after), actor));

describe("events of the served set", () => {
  const old = entry("old");
  const announced = { ...old, ...deprecated, sunsetAt: "2027-06-30T00:00:00.000Z" };

  it("tell what came into force and what it replaced, and nothing of lines that stay", () => {
    const other = entry("other", { line: "asyncapi/production-order/v1" });
    const events = servedSetEvents([old, other], record("PROMOTE", [entry("new"), other]), actor);
    assert.deepEqual(names(events), ["contract.promoted"]);
    assert.equal(events[0]?.data["replacedDigest"], old.digest);
    assert.equal(events[0]?.partitionKey, LINE);
  });

  it("tell each announcement of an end, and each later one", () => {
    const later = { ...announced, sunsetAt: "2027-12-31T00:00:00.000Z", successor: "openapi/production-order/v2" };
    assert.deepEqual(told([old], "DEPRECATE", [announced]), ["contract.deprecated"]);
    assert.deepEqual(told([announced], "DEPRECATE", [later]), ["contract.deprecated"]);
    assert.deepEqual(told([announced], "PROMOTE", [announced]), []);
  });

  it("tell an end once, with its cause", () => {
    const retired = { ...announced, state: "retired" as const };
    assert.deepEqual(told([announced], "RETIRE", [retired]), ["contract.retired"]);
    assert.deepEqual(told([retired], "PROMOTE", [retired]), []);
    const suspended = servedSetEvents([old], record("SUSPEND", []), actor);
    assert.deepEqual(names(suspended), ["contract.retired"]);
    assert.equal(suspended[0]?.data["cause"], "SUSPENDED");
  });

  it("tell what a rollback puts back, with the end that was announced for it", () => {
    const retired = { ...announced, state: "retired" as const };
    assert.deepEqual(told([entry("new")], "ROLLBACK", [old]), ["contract.promoted"]);
    assert.deepEqual(told([retired], "ROLLBACK", [announced]), ["contract.promoted", "contract.deprecated"]);
  });
});

describe("the event of a refused candidate", () => {
  const finding: EvidenceFinding = {
    code: "path.removed",
    severity: "ERROR",
    message: "The path is gone.",
    pointer: "/paths",
    fingerprint: sha256Hex("path"),
    certainty: "proven-breaking",
    impact: { verdict: "used", statement: "Used.", clients: [] },
  };
  const version: ContractVersion = {
    digest: sha256Hex("new"),
    kind: "openapi",
    name: "production-order",
    major: "v1",
    version: "1.1.0",
    title: "Production order",
    owner: "orders",
    domain: "production-order",
    origin: "SUBMITTED",
    author: "architect",
    state: "candidate",
    registeredAt: "2026-11-23T08:00:00.000Z",
    stateChangedAt: "2026-11-23T08:00:00.000Z",
  };
  const evaluation = (findings: readonly EvidenceFinding[], kind: "DIFF" | "LINT" = "DIFF"): Evaluation => ({
    id: ids.next(),
    digest: version.digest,
    servedHash: "",
    rulesetHash: "",
    evidenceHash: sha256Hex("evidence"),
    verdict: "BLOCKED",
    risk: "BREAKING",
    evidence: {
      digest: version.digest,
      servedHash: "",
      rulesetHash: "",
      items: [{ kind, verdict: "FAILED", rulesetHash: "", findings, risk: "BREAKING" }],
    },
    evaluatedBy: "architect",
    evaluatedAt: "2026-11-23T08:00:00.000Z",
  });

  it("names the first breaks and counts all", () => {
    const many = Array.from({ length: 30 }, () => finding);
    const events = blockedEvents(version, evaluation(many), actor);
    assert.deepEqual(names(events), ["contract.breaking-change-blocked"]);
    const { findingCount, findings } = events[0]?.data ?? {};
    assert.deepEqual([findingCount, (findings as readonly unknown[]).length], [30, 20]);
  });

  it("is not told when rules refuse the candidate, or when the break is waived", () => {
    const waiver = { id: "1", owner: "orders", reason: "why", endsOn: "2027-01-01" };
    assert.deepEqual(blockedEvents(version, evaluation([finding], "LINT"), actor), []);
    assert.deepEqual(blockedEvents(version, evaluation([{ ...finding, waiver }]), actor), []);
  });
});
