import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { B2MML_V0401 } from "../../../src/imports/b2mml/message/read-message.js";
import { breadOrder } from "./messages.js";
import { errorsOf, readText } from "./read-text.js";

describe("B2MML messages", () => {
  it("are read with a prefix as well as with a default namespace", () => {
    const prefixed = breadOrder()
      .replaceAll(/<(\/?)([A-Z])/g, "<$1b:$2")
      .replace("xmlns=", "xmlns:b=");
    assert.deepEqual(readText(prefixed).calls, readText(breadOrder()).calls);
  });

  it("pass over elements of extensions", () => {
    const extended = breadOrder().replace(
      "<ProductionRequest>",
      `<ProductionRequest><x:ID xmlns:x="urn:other">9</x:ID>`,
    );
    assert.deepEqual(readText(extended).calls, readText(breadOrder()).calls);
  });

  it("are taken with the verb Process too", () => {
    const process = breadOrder()
      .replaceAll("SyncProductionSchedule", "ProcessProductionSchedule")
      .replace("<Sync />", "<Process />");
    assert.equal(readText(process).calls.length, 1);
  });

  for (const namespace of ["http://www.mesa.org/xml/B2MML-V0600", "http://www.wbf.org/xml/B2MML-V05", ""]) {
    it(`are refused in the namespace "${namespace}"`, () => {
      assert.deepEqual(errorsOf(breadOrder().replace(B2MML_V0401, namespace)), ["B2MML_VERSION_UNSUPPORTED"]);
    });
  }

  for (const name of ["CancelProductionSchedule", "SyncPersonnel", "ProductionSchedule"]) {
    it(`are refused when the root is ${name}`, () => {
      const text = breadOrder().replaceAll("SyncProductionSchedule", name);
      assert.deepEqual(errorsOf(text), ["B2MML_MESSAGE_UNSUPPORTED"]);
    });
  }

  it("are refused when they ask to delete", () => {
    const verb = `<Sync><ActionCriteria><ActionExpression actionCode="Delete">x</ActionExpression></ActionCriteria></Sync>`;
    assert.deepEqual(errorsOf(breadOrder().replace("<Sync />", verb)), ["B2MML_MESSAGE_UNSUPPORTED"]);
    assert.deepEqual(errorsOf(breadOrder().replace("<Sync />", verb.replace("Delete", "Replace"))), []);
  });

  for (const [what, part] of [
    ["an application area", /<ApplicationArea>.*<\/ApplicationArea>/s],
    ["a creation time", /<CreationDateTime>.*<\/CreationDateTime>/s],
    ["a data area", /<DataArea>.*<\/DataArea>/s],
    ["a request", /<ProductionRequest>.*<\/ProductionRequest>/s],
  ] as const) {
    it(`are refused without ${what}`, () => {
      assert.deepEqual(errorsOf(breadOrder().replace(part, "")), ["B2MML_CONTENT_MISSING"]);
    });
  }

  it("point each finding at the element it is about", () => {
    const { findings } = readText(
      breadOrder().replace("<UnitOfMeasure>KG</UnitOfMeasure>", "<UnitOfMeasure></UnitOfMeasure>"),
    );
    const pointer =
      "/SyncProductionSchedule/DataArea/ProductionSchedule/ProductionRequest/SegmentRequirement/MaterialRequirement/Quantity";
    assert.equal(findings.find(({ severity }) => severity === "ERROR")?.pointer, pointer);
  });
});
