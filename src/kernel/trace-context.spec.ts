import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { childTraceparent, newTraceparent, traceIdOf } from "./trace-context.js";

describe("trace context", () => {
  it("gives a child the trace and the flags of its parent and a span of its own", () => {
    const parent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00";
    assert.match(childTraceparent(parent), /^00-4bf92f3577b34da6a3ce929d0e0e4736-[0-9a-f]{16}-00$/);
    assert.notEqual(childTraceparent(parent), parent);
  });

  it("begins a trace where there is none", () => {
    assert.match(traceIdOf(childTraceparent("nonsense")) ?? "", /^[0-9a-f]{32}$/);
    assert.notEqual(traceIdOf(newTraceparent()), traceIdOf(newTraceparent()));
    assert.equal(traceIdOf("nonsense"), undefined);
  });
});
