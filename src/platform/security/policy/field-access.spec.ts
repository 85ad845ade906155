import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { forbiddenFields, maskFields } from "./field-access.js";

const permitted = new Set(["id", "profile.name", "lines.amount"]);

describe("field lists", () => {
  it("leave exactly the permitted members, at any depth and in lists", () => {
    const value = {
      id: 1,
      secret: 2,
      profile: { name: "n", url: "u" },
      lines: [{ amount: 1, price: 2 }, { price: 3 }],
      id2: { id: 1 },
    };
    assert.deepEqual(maskFields(value, permitted), { id: 1, profile: { name: "n" }, lines: [{ amount: 1 }, {}] });
  });

  it("show nothing of a member whose place is taken by a value of another kind", () => {
    assert.deepEqual(maskFields({ profile: "everything", lines: 7 }, permitted), {});
    assert.deepEqual(maskFields({ id: 1 }, new Set()), {});
  });

  it("name each member that may not be written by its pointer, the outermost only", () => {
    const value = { id: 1, "a/b": 1, profile: { name: "n", url: { deep: 1 } }, lines: [{ amount: 1 }, { price: 2 }] };
    assert.deepEqual(forbiddenFields(value, permitted), ["/a~1b", "/profile/url", "/lines/1/price"]);
    assert.deepEqual(forbiddenFields({ profile: "everything" }, permitted), ["/profile"]);
  });

  it("take no inherited name for a member", () => {
    const value = JSON.parse('{"__proto__": {"id": 1}, "constructor": 1, "id": 1}') as unknown;
    assert.deepEqual(forbiddenFields(value, permitted), ["/__proto__", "/constructor"]);
    assert.deepEqual(Object.keys(maskFields(value, permitted) as object), ["id"]);
  });
});
