import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { testDocument } from "../../connectors/connector-fixtures.js";
import type { PostingDocument, PostingKind } from "../../connectors/public.js";
import type { ClassificationRule } from "../../plants/public.js";
import type { NewPosting } from "../posting.js";
import { classifyPosting, hasWindows } from "./classify-posting.js";

const posting = (kind: PostingKind, changes: Partial<NewPosting> = {}, members: Partial<PostingDocument> = {}) => ({
  plantCode: "P100",
  orderNumber: "1",
  destination: "ERP1",
  kind,
  sourceId: "1",
  operationId: "1",
  document: { ...testDocument(kind, "1", "2026-11-23T08:00:00Z"), ...members },
  correlationId: "1",
  traceparent: "",
  ...changes,
});

const RULES: readonly ClassificationRule[] = [
  { when: { type: "operation-confirmation.partial", milestone: true }, class: "RT" },
  { when: { type: "inventory-movement.issued", variance: "WARN" }, class: "RT" },
  { when: { type: "inventory-movement.issued", lotTracked: true }, class: "NRT" },
  { when: { type: "inventory-movement.issued" }, class: "BATCH", windowMinutes: 60 },
  { when: { type: "operation-confirmation.partial" }, class: "BATCH" },
];

const classOf = (subject: NewPosting, classification = RULES): string =>
  classifyPosting(subject, { classification }).latencyClass;

describe("latency class of a posting", () => {
  it("is that of the first rule whose every condition is true", () => {
    assert.equal(classOf(posting("CONFIRMATION", { isMilestone: true })), "RT");
    assert.equal(classOf(posting("CONFIRMATION")), "BATCH");
    assert.equal(classOf(posting("ISSUE_TO_ORDER")), "NRT");
    assert.equal(classOf(posting("ISSUE_TO_ORDER", { variance: "WARN" })), "RT");
    assert.equal(classOf(posting("ISSUE_TO_ORDER", { variance: "CRITICAL" })), "RT");
  });

  it("is near-real-time where no rule speaks of it, and for a plant without rules", () => {
    assert.equal(classOf(posting("RECEIPT_FROM_ORDER")), "NRT");
    assert.equal(classOf(posting("CONFIRMATION", {}, { isFinal: true })), "NRT");
    assert.equal(classOf(posting("CONFIRMATION", { isMilestone: true }), []), "NRT");
  });

  it("takes a reversal for what it is, whatever it reverses", () => {
    const rules: ClassificationRule[] = [{ when: { type: "inventory-movement.reversed" }, class: "RT" }];
    assert.equal(classOf(posting("ISSUE_TO_ORDER", {}, { isReversal: true }), rules), "RT");
    assert.equal(classOf(posting("ISSUE_TO_ORDER", {}, { isReversal: true })), "NRT");
  });

  it("has a window only where amounts may be added, of 15 minutes unless the rule says otherwise", () => {
    const item = { materialNumber: "RM-1", quantity: { value: "1", unit: "KGM" } };
    const issue = posting("ISSUE_TO_ORDER", {}, { items: [item] });
    assert.deepEqual(classifyPosting(issue, { classification: RULES }), { latencyClass: "BATCH", windowMs: 3_600_000 });
    const partial = classifyPosting(posting("CONFIRMATION"), { classification: RULES });
    assert.deepEqual(partial, { latencyClass: "BATCH", windowMs: 900_000 });
    const rules: ClassificationRule[] = [{ when: { type: "production-order.acknowledged" }, class: "BATCH" }];
    const acknowledgement = classifyPosting(posting("ORDER_ACKNOWLEDGEMENT"), { classification: rules });
    assert.deepEqual(acknowledgement, { latencyClass: "BATCH" });
  });

  it("is real-time for a critical consumption of a plant that wants it posted at once", () => {
    const variance = { warnPct: 3, criticalPct: 10, onCritical: ["POST_RT"] } as const;
    const critical = posting("ISSUE_TO_ORDER", { variance: "CRITICAL" });
    assert.deepEqual(classifyPosting(critical, { classification: [], variance }), { latencyClass: "RT" });
    assert.equal(classOf(critical, []), "NRT");
  });

  it("lets a plant go without windows whose only batch is labour, of which no posting is made", () => {
    assert.equal(hasWindows({ classification: [{ when: { type: "labor.recorded" }, class: "BATCH" }] }), false);
    assert.equal(hasWindows({ classification: RULES }), true);
  });
});
