import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { ErpDocument } from "../../../src/simulators/erp/erp-document.js";
import type { Evidence } from "../evidence.js";
import { ALL_CHECKS } from "./all-checks.js";
import { ORDER_NUMBER, soundEvidence } from "./evidence-fixture.js";

const sound = soundEvidence();

/** Names of the checks that find something wrong. */
const failing = (changes: Partial<Evidence>): string[] =>
  ALL_CHECKS.filter((check) => check.run({ ...sound, ...changes }).violations.length > 0).map(({ name }) => name);

const first = <T>(list: readonly T[], changes: Partial<T>): T[] =>
  list.map((entry, index) => (index === 0 ? { ...entry, ...changes } : entry));

const receipt = (documents: readonly ErpDocument[]): ErpDocument => {
  const found = documents.find(({ kind }) => kind === "RECEIPT_FROM_ORDER");
  if (found === undefined) throw new Error("the sound evidence has a receipt");
  return found;
};

describe("checks of a chaos run", () => {
  it("find nothing wrong with a faultless run", () => {
    assert.deepEqual(failing({}), []);
  });

  it("notice an accepted order that is not there", () => {
    assert.ok(failing({ orders: [] }).includes("orders are terminal, none is lost"));
  });

  it("notice an order that stays on its way and a release that was not accepted", () => {
    assert.ok(
      failing({ orders: first(sound.orders, { state: "RUNNING" }) }).includes("orders are terminal, none is lost"),
    );
    const releases = { ...sound.releases, refused: ["C000002: answered 500"] };
    assert.deepEqual(failing({ releases }), ["orders are terminal, none is lost"]);
  });

  it("notice a document that was booked twice, by its key and by the quantity", () => {
    const documents = [...sound.documents, receipt(sound.documents)];
    const found = failing({ documents });
    assert.ok(found.includes("no duplicate ERP documents"));
    assert.ok(found.includes("quantities in the ERP are those of the plant"));
    assert.deepEqual(failing({ erp: { ...sound.erp, duplicates: 1 } }), ["no duplicate ERP documents"]);
  });

  it("notice a second document under another key", () => {
    const documents = [...sound.documents, { ...receipt(sound.documents), key: "OTHER" }];
    assert.ok(failing({ documents }).includes("no duplicate ERP documents"));
  });

  it("notice a posted posting that the ERP does not have, or has under another number", () => {
    assert.ok(failing({ documents: sound.documents.slice(0, -1) }).includes("no duplicate ERP documents"));
    assert.deepEqual(failing({ documents: first(sound.documents, { number: "X" }) }), ["no duplicate ERP documents"]);
  });

  it("notice an amount that differs in the ERP, here, or from the plant", () => {
    const name = "quantities in the ERP are those of the plant";
    assert.deepEqual(failing({ orders: first(sound.orders, { receivedGrams: 1 }) }), [name]);
    assert.deepEqual(failing({ components: first(sound.components, { issuedGrams: 1 }) }), [name]);
    const lost = sound.documents.map((document) =>
      document === receipt(sound.documents) ? { ...document, payload: {} } : document,
    );
    assert.deepEqual(failing({ documents: lost }), [name]);
  });

  it("notice documents that reached the ERP in another order than their postings", () => {
    assert.deepEqual(failing({ documents: sound.documents.toReversed() }), ["no order inversions inside a lane"]);
    const erp = { ...sound.erp, inversions: 1, invertedOrders: [ORDER_NUMBER] };
    assert.deepEqual(failing({ erp }), ["no order inversions inside a lane"]);
  });

  it("notice a posting that is not settled, parked without a problem, missing, or miscounted", () => {
    const name = "every posting is settled";
    for (const state of ["UNKNOWN", "POSTING", "PARKED"]) {
      assert.ok(failing({ postings: first(sound.postings, { state }) }).includes(name), state);
    }
    assert.ok(failing({ postings: sound.postings.slice(1) }).includes(name));
    assert.deepEqual(failing({ postings: first(sound.postings, { attemptRows: 0 }) }), [name]);
  });

  it("notice a report that is parked, and one that never came", () => {
    const name = "every MES report is applied";
    assert.ok(failing({ confirmations: first(sound.confirmations, { state: "PARKED" }) }).includes(name));
    assert.ok(failing({ confirmations: sound.confirmations.slice(1) }).includes(name));
  });

  it("notice work that is left over, and a workflow that failed", () => {
    const name = "operations are finished, the engine is empty";
    for (const member of ["operationsRunning", "commandsOpen"] as const) {
      assert.deepEqual(failing({ standing: { ...sound.standing, [member]: 1 } }), [name]);
    }
    assert.deepEqual(failing({ workflows: [{ name: "drain-lane@1 PENDING", count: 1 }] }), [name]);
    assert.deepEqual(failing({ workflows: [{ name: "order-release@1 ERROR", count: 1 }] }), [name]);
  });

  it("notice an event that is missing, told twice, unpublished or out of its place", () => {
    const name = "events are published, each once";
    assert.deepEqual(failing({ events: sound.events.slice(1) }), [name]);
    assert.deepEqual(failing({ events: first(sound.events, { count: 2 }) }), [name]);
    assert.deepEqual(failing({ standing: { ...sound.standing, eventsUnpublished: 1 } }), [name]);
    assert.deepEqual(failing({ eventsWithoutOwnPosition: 1 }), [name]);
  });

  it("notice any single audit entry that is missing", () => {
    const changes = sound.audit.filter(({ before }) => before !== null);
    for (const missing of changes) {
      assert.deepEqual(failing({ audit: sound.audit.filter((entry) => entry !== missing) }), [
        "each change of state has its audit entry",
      ]);
    }
  });

  it("notice that less happened than was asked for", () => {
    const name = "the chaos took place";
    assert.deepEqual(failing({ killsWanted: 2 }), [name]);
    assert.deepEqual(failing({ kills: first(sound.kills, { workflowsHeld: 0, postingsHeld: 0, ordersOpen: 0 }) }), [
      name,
    ]);
    assert.deepEqual(failing({ attempts: [{ name: "SEND APPLIED", count: 13 }] }), [name]);
    assert.deepEqual(failing({ deaths: ["worker 1 ended by itself"] }), [name]);
  });

  it("notice an event that is missing in JetStream, there twice, unknown, or out of order", () => {
    const name = "events are in JetStream, each once and in order";
    const streamed = sound.streamed ?? [];
    for (const wrong of [
      streamed.slice(2),
      [...streamed, ...streamed.slice(0, 1)],
      [...streamed, { id: "E9", key: "P100/9", subject: "v2" }],
      streamed.toReversed(),
    ]) {
      assert.deepEqual(failing({ streamed: wrong }), [name]);
    }
  });

  it("notice that fewer disturbances took place than were wanted", () => {
    assert.deepEqual(failing({ faultsWanted: 2 }), ["the chaos took place"]);
  });
});
