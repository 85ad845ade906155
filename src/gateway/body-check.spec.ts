import assert from "node:assert/strict";
import { join } from "node:path";
import { describe, it } from "node:test";
import { projectRoot } from "../config/project-root.js";
import { loadContractSet } from "./contract-set.js";

const contracts = loadContractSet(join(projectRoot, "test/gateway/fixtures/sound"));

function check(operationId: string, body: unknown): readonly string[] {
  const compiled = contracts.operations.find(({ operation }) => operation.operationId === operationId);
  assert.ok(compiled?.body !== undefined);
  return compiled.body.check(body).map((finding) => `${finding.code} ${finding.pointer} ${finding.message}`);
}

const good = { plantCode: "A", quantity: { value: "1.5", unit: "KGM" } };
const thing = (more: object): readonly string[] => check("createThing", { ...good, ...more });

describe("BodyCheck", () => {
  it("accepts what the contract allows", () => {
    assert.deepEqual(
      thing({ name: "x", madeAt: "2026-02-28T00:00:00Z", secret: "s", parts: [good], extensions: { a: { b: 1 } } }),
      [],
    );
    assert.deepEqual(thing({ owner: { person: "p" } }), []);
    assert.deepEqual(
      check("bulkThings", [
        { kind: "OPENED", by: "x" },
        { kind: "CLOSED", at: "2026-02-28T00:00:00Z" },
      ]),
      [],
    );
  });

  it("names a missing member by its own pointer", () => {
    assert.deepEqual(check("createThing", { plantCode: "A" }), ["SCHEMA_VIOLATION /quantity The body lacks quantity."]);
  });

  it("answers with the code of the nearest schema around the violation", () => {
    assert.deepEqual(thing({ quantity: { value: 1, unit: "kg" } }), [
      "BAD_QUANTITY /quantity/value quantity.value must be string.",
      "BAD_QUANTITY /quantity/unit quantity.unit must match ^[A-Z]{2,3}$.",
    ]);
    assert.deepEqual(thing({ madeAt: "2026-02-29T00:00:00Z" }), ["BAD_TIME /madeAt madeAt must be a valid date-time."]);
    assert.deepEqual(thing({ parts: [{ ...good, quantity: {} }] }), [
      "BAD_QUANTITY /parts/0/quantity/value parts[0].quantity lacks value.",
      "BAD_QUANTITY /parts/0/quantity/unit parts[0].quantity lacks unit.",
    ]);
  });

  it("names unknown members, through allOf and inside quantities too", () => {
    assert.deepEqual(thing({ "a/b": 1, quantity: { ...good.quantity, sign: "-" } }), [
      "UNKNOWN_FIELD /quantity/sign quantity has the unknown member sign.",
      "UNKNOWN_FIELD /a~1b The body has the unknown member a/b.",
    ]);
  });

  it("refuses members that only answers may carry", () => {
    assert.deepEqual(thing({ id: 5 }), ["SCHEMA_VIOLATION /id id may not be sent."]);
  });

  it("reports the branch that was most likely meant", () => {
    assert.deepEqual(thing({ owner: { team: "t", since: "yesterday" } }), [
      "BAD_TIME /owner/since owner.since must be a valid date-time.",
    ]);
  });

  it("follows the discriminator to one branch", () => {
    assert.deepEqual(check("bulkThings", [{ kind: "CLOSED", by: "x" }, { kind: "OTHER" }]), [
      "SCHEMA_VIOLATION /0/at [0] lacks at.",
      "UNKNOWN_FIELD /0/by [0] has the unknown member by.",
      'SCHEMA_VIOLATION /1/kind [1].kind must be one of "OPENED", "CLOSED".',
    ]);
  });

  it("applies if/then and reports only the consequence", () => {
    assert.deepEqual(thing({ note: "urgent" }), ["SCHEMA_VIOLATION /madeAt The body lacks madeAt."]);
  });

  it("reports a bad member name once, at the member", () => {
    assert.deepEqual(thing({ extensions: { Bad: 1 } }), [
      "SCHEMA_VIOLATION /extensions/Bad extensions has a member with the name Bad, which is not allowed.",
    ]);
  });

  it("stops listing after a hundred findings and keeps every text inside its limits", () => {
    const name = "x".repeat(5000);
    const many = Object.fromEntries(Array.from({ length: 500 }, (_, index) => [`${name}${index}`, 1]));
    const findings = contracts.operations
      .find(({ operation }) => operation.operationId === "createThing")
      ?.body?.check({ ...good, ...many });
    assert.equal(findings?.length, 100);
    assert.ok(
      findings.every(
        (finding) =>
          finding.pointer.length <= 400 && finding.message.length <= 1000 && (finding.fix ?? "").length <= 1000,
      ),
    );
  });
});
