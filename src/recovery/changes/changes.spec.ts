import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { InterlockError } from "../../kernel/problem.js";
import { ChangeStoppedPosting, PostingReads } from "../../delivery/public.js";
import { loadPolicy } from "../../platform/security/policy/load-policy.js";
import { forbiddenFields } from "../../platform/security/public.js";
import { actorOf, RecoveryStage } from "../recovery-stage.js";
import { ApplyChange } from "./apply-change.js";
import { changeDocument, touchedMembers } from "./change-document.js";
import { EDITABLE_FIELDS } from "./editable-fields.js";
import { DecideChange } from "./decide-change.js";
import type { PostingChange } from "./posting-change.js";
import { PostingChangeStore } from "./posting-change.store.js";
import { ProposeChange } from "./propose-change.js";

const codeOf = (error: unknown): string => (error instanceof InterlockError ? error.definition.code : String(error));

describe("changes of a stopped posting", () => {
  let stage: RecoveryStage;
  let store: PostingChangeStore;
  let proposing: ProposeChange;
  let deciding: DecideChange;
  const completed: string[] = [];
  let minute = 0;

  before(async () => {
    stage = await RecoveryStage.open();
    const { unitOfWork, audit, ids, listeners } = stage.delivery;
    store = new PostingChangeStore(unitOfWork);
    const ledger = new ChangeStoppedPosting(listeners, stage.outbox);
    proposing = new ProposeChange(unitOfWork, { store, ledger, approvals: stage.approvals, audit }, ids);
    const completion = {
      tryComplete: async (_tx: unknown, _plant: string, order: string) => void completed.push(order),
    };
    const effects = { postings: new PostingReads(unitOfWork), completion };
    const applying = new ApplyChange(store, ledger, stage.approvals, audit, effects);
    deciding = new DecideChange(unitOfWork, store, applying, stage.approvals, audit);
  });
  after(async () => await stage.close());

  async function parked(orderNumber: string): Promise<string> {
    const [id] = await stage.enqueue([
      { ...stage.delivery.newPosting(orderNumber, "ISSUE_TO_ORDER", {}, minute++), sourceId: orderNumber },
    ]);
    assert.ok(id !== undefined);
    await stage.park([id], "POSTING_PERIOD_CLOSED", "M7/053");
    return id;
  }
  async function propose(postingId: string, value?: string): Promise<PostingChange> {
    const changes = value === undefined ? undefined : [{ pointer: "/postingDate", value }];
    const request = { postingId, changes, reason: "the period is closed" };
    const change = await store.find(await proposing.propose(request, actorOf("operator")));
    assert.ok(change !== undefined);
    return change;
  }
  const approve = (change: PostingChange, clientId: string) =>
    deciding.approve(change.id, change.contentHash, "checked", actorOf(clientId));

  it("apply an edit only when a second person approves it, keep the original and let the posting be replayed", async () => {
    const postingId = await parked("EDIT-1");
    const change = await propose(postingId, "2026-12-01");
    assert.deepEqual(change.differences, [{ pointer: "/postingDate", value: "2026-12-01", before: "2026-11-23" }]);
    await assert.rejects(approve(change, "operator"), (error) => codeOf(error) === "FOUR_EYES_REQUIRED");
    await approve(change, "second-person");
    const [row] = await stage.delivery.unitOfWork.read<{ document: { postingDate: string }; state: string }>(
      "SELECT document, state FROM il.posting WHERE id = $1",
      [postingId],
    );
    assert.deepEqual([row?.document.postingDate, row?.state], ["2026-12-01", "PARKED"]);
    const [applied] = await store.list("*", undefined, postingId, 10);
    assert.deepEqual([applied?.state, applied?.before.postingDate, applied?.revision], ["APPLIED", "2026-11-23", 1]);
    const rewrite = stage.delivery.unitOfWork.read("UPDATE il.posting_change SET before = '{}' WHERE id = $1", [
      change.id,
    ]);
    await assert.rejects(rewrite, /append-only/);

    const id = await stage.requests.request(
      { selection: { postingIds: [postingId] }, isCauseMended: false, ratePerSecond: 100, reason: "edited" },
      "*",
      actorOf("operator"),
    );
    assert.equal((await stage.job(id)).summary, "1 will post, 0 already posted, 0 still fail");
    await stage.steering.take(await stage.job(id), "run", "go", actorOf("operator"));
    assert.equal((await stage.runToEnd(id)).results.POSTED, 1);
  });

  it("discard with two persons, and ask the order whether it is complete now", async () => {
    const postingId = await parked("DISCARD-1");
    const change = await propose(postingId);
    assert.equal(change.kind, "DISCARD");
    await assert.rejects(approve(change, "operator"), (error) => codeOf(error) === "FOUR_EYES_REQUIRED");
    await approve(change, "second-person");
    assert.deepEqual(await stage.delivery.states("DISCARD-1"), ["DISCARDED"]);
    assert.deepEqual(completed, ["DISCARD-1"]);
    const [discarded] = await stage.events("posting.discarded.%");
    assert.deepEqual(
      [discarded?.data["postingId"], discarded?.data["changeId"], discarded?.data["previousState"]],
      [postingId, change.id, "PARKED"],
    );
    await assert.rejects(approve(change, "third-person"), (error) => codeOf(error) === "POSTING_CHANGE_SETTLED");
  });

  it("are one at a time, are withdrawn, and need a stopped posting", async () => {
    const postingId = await parked("OPEN-1");
    const change = await propose(postingId, "2026-12-02");
    await assert.rejects(propose(postingId), (error) => codeOf(error) === "POSTING_CHANGE_SETTLED");
    await deciding.withdraw(change.id, "wrong date", actorOf("operator"));
    await assert.rejects(approve(change, "second-person"), (error) => codeOf(error) === "POSTING_CHANGE_SETTLED");
    await propose(postingId);
    const [waiting] = await stage.enqueue([
      { ...stage.delivery.newPosting("PENDING-1", "ISSUE_TO_ORDER", {}, minute++), sourceId: "PENDING-1" },
    ]);
    await assert.rejects(propose(waiting ?? ""), (error) => codeOf(error) === "POSTING_NOT_PARKED");
    await assert.rejects(propose("01KAR7Q2M0X3V9C4T8E6H5J2WD"), (error) => codeOf(error) === "POSTING_NOT_FOUND");
  });

  it("give up no posting that carries others, which would be given up with it", async () => {
    const postingId = await parked("CARRIER-1");
    await stage.delivery.unitOfWork.read("UPDATE il.posting SET member_count = 2 WHERE id = $1", [postingId]);
    await assert.rejects(propose(postingId), (error) => codeOf(error) === "POSTING_HAS_MEMBERS");
    assert.equal((await propose(postingId, "2026-12-01")).kind, "EDIT");
  });

  it("may be narrowed by a role to some members, which are those of the policy's catalogue", () => {
    const listed = loadPolicy().resources.get("dlq")?.writeFields ?? [];
    assert.deepEqual([...listed].toSorted(), Object.keys(EDITABLE_FIELDS).toSorted());
    const touched = touchedMembers([
      { pointer: "/postingDate", value: "2026-12-01" },
      { pointer: "/items/1/lotNumber", value: "LOT-2" },
      { pointer: "/items/2/storageLocationCode", value: null },
      { pointer: "no pointer", value: null },
    ]);
    assert.deepEqual(touched, {
      postingDate: "2026-12-01",
      items: [{}, { lotNumber: "LOT-2" }, { storageLocationCode: null }],
    });
    const permitted = new Set(["postingDate", "items.lotNumber"]);
    assert.deepEqual(forbiddenFields(touched, permitted), ["/items/2/storageLocationCode"]);
  });

  it("touch no quantity, no material and no order, and must have the form of the member", () => {
    const { document } = stage.delivery.newPosting("FORM-1", "ISSUE_TO_ORDER");
    const faults = (pointer: string, value: string | null): number =>
      changeDocument(document, [{ pointer, value }]).findings.length;
    for (const pointer of [
      "/orderNumber",
      "/items/0/quantity",
      "/items/0/materialNumber",
      "/kind",
      "/__proto__",
      "postingDate",
    ])
      assert.equal(faults(pointer, "X"), 1, pointer);
    assert.equal(faults("/postingDate", "tomorrow"), 1);
    assert.equal(faults("/postingDate", null), 1);
    assert.equal(faults("/items/7/lotNumber", "LOT-2"), 1);
    assert.equal(faults("/postingDate", document.postingDate), 1, "nothing changed");
    assert.equal(faults("/items/0/lotNumber", null), 0);
    const { document: changed } = changeDocument(document, [{ pointer: "/items/0/lotNumber", value: "LOT-2" }]);
    assert.deepEqual([changed.items?.[0]?.lotNumber, document.items?.[0]?.lotNumber], ["LOT-2", "LOT-1"]);
    assert.equal(Object.hasOwn(changed.items?.[0] ?? {}, "materialNumber"), true);
  });
});
