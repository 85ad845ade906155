import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { childTraceparent, newTraceparent, traceIdOf } from "./trace-context.js";

const TRACE_ID = "4bf92f3577b34da6a3ce929d0e0e4736";
const PARENT_ID = "00f067aa0ba902b7";

describe("trace context", () => {
  it("gives a child the trace and the flags of its parent and a span of its own", () => {
    const parent = `00-${TRACE_ID}-${PARENT_ID}-00`;
    assert.match(childTraceparent(parent), /^00-4bf92f3577b34da6a3ce929d0e0e4736-[0-9a-f]{16}-00$/);
    assert.notEqual(childTraceparent(parent), parent);
  });

  it("passes on the sampled flag only", () => {
    assert.match(childTraceparent(`00-${TRACE_ID}-${PARENT_ID}-ff`), /-01$/);
    assert.match(childTraceparent(`00-${TRACE_ID}-${PARENT_ID}-fe`), /-00$/);
  });

  it("reads of a later version what version 00 has, and answers with version 00", () => {
    for (const parent of [`cc-${TRACE_ID}-${PARENT_ID}-01`, `cc-${TRACE_ID}-${PARENT_ID}-01-what-comes-later`]) {
      assert.equal(traceIdOf(parent), TRACE_ID);
      assert.match(childTraceparent(parent), /^00-4bf92f3577b34da6a3ce929d0e0e4736-[0-9a-f]{16}-01$/);
    }
  });

  it("begins a trace where there is none or an invalid one", () => {
    const invalid = [
      "nonsense",
      `ff-${TRACE_ID}-${PARENT_ID}-01`,
      `00-${"0".repeat(32)}-${PARENT_ID}-01`,
      `00-${TRACE_ID}-${"0".repeat(16)}-01`,
      `00-${TRACE_ID}-${PARENT_ID}-01-more`,
      `cc-${TRACE_ID}-${PARENT_ID}-01.more`,
      `00-${TRACE_ID.toUpperCase()}-${PARENT_ID}-01`,
      `00-${TRACE_ID}-${PARENT_ID}-01, 00-${TRACE_ID}-${PARENT_ID}-01`,
    ];
    for (const parent of invalid) {
      assert.equal(traceIdOf(parent), undefined, parent);
      const begun = traceIdOf(childTraceparent(parent));
      assert.match(begun ?? "", /^[0-9a-f]{32}$/, parent);
      assert.notEqual(begun, TRACE_ID, parent);
    }
    assert.notEqual(traceIdOf(newTraceparent()), traceIdOf(newTraceparent()));
  });
});
