import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { InterlockError } from "../../kernel/problem.js";
import { EventVersions } from "./event-versions.js";
import { readFeedParameters, readSpokenVersions } from "./feed-parameters.js";

const refuses = (query: Readonly<Record<string, unknown>>, detail: RegExp): void =>
  refusesBy(() => readFeedParameters(query), detail);
const refusesBy = (read: () => unknown, detail: RegExp): void =>
  assert.throws(
    read,
    (error) =>
      error instanceof InterlockError && error.code === "FEED_QUERY_INVALID" && detail.test(error.details.detail ?? ""),
  );

describe("the query of the event feed", () => {
  it("is what was sent", () => {
    const query = { after: "7", type: "com.interlock.posting.posted.v1", key: "P100/1000042", limit: "5" };
    assert.deepEqual(readFeedParameters(query), query);
    assert.deepEqual(readFeedParameters({}), {});
  });

  it("may not name what the feed does not have, nor anything twice", () => {
    refuses({ from: "7" }, /from is no parameter of the feed; use after, type, key, version, limit/);
    refuses({ type: ["a", "b"] }, /type is there more than once/);
  });

  it("must give a key as plant and order, as a thing of a plant, or as a contract line", () => {
    for (const key of ["P100/10/42", `P100/LOT/${"R".repeat(30)}~LOT-7`, "openapi/production-order/v1"])
      assert.equal(readFeedParameters({ key }).key, key);
    for (const key of ["", "P100", "P100/", "/1000042", "P 100/1", "P100/LOT/a:b"])
      refuses({ key }, /such as P100\/1000042/);
  });

  it("must name versions that the feed can give, each stream once", () => {
    const versions = new EventVersions();
    versions.add({ stream: "thing", name: "thing.made", older: "v1", newer: "v2", down: (data) => data });
    const read = (version: string | undefined) => [...readSpokenVersions(version, versions)];
    assert.deepEqual(read(undefined), []);
    assert.deepEqual(read("thing/v1"), [["thing", "v1"]]);
    for (const [version, detail] of [
      ["thing", /such as inventory-movement\/v1/],
      ["thing/v1,thing/v2", /each stream once/],
      ["thing/v7", /no thing in v7 besides the newest/],
      ["other/v1", /leave other\/v1 out/],
    ] as const)
      refusesBy(() => read(version), detail);
  });
});
