import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { InterlockError } from "../../kernel/problem.js";
import { parseRackQuery } from "./rack-query.js";

describe("Rack query", () => {
  it("begins a group where a name comes again", () => {
    const { groups } = parseRackQuery(
      "/matrix?q[][pacticipant]=A&q[][version]=1&q[][pacticipant]=B&q%5B%5D%5Blatest%5D=true",
    );
    assert.deepEqual(
      groups["q"]?.map((group) => ({ ...group })),
      [
        { pacticipant: "A", version: "1" },
        { pacticipant: "B", latest: "true" },
      ],
    );
  });

  it("tells values, lists and groups apart and decodes them", () => {
    const { values, lists } = parseRackQuery("/matrix?latestby=cvp&success[]=true&success[]=&environment=a+b%2Fc");
    assert.deepEqual({ ...values }, { latestby: "cvp", environment: "a b/c" });
    assert.deepEqual(lists["success"], ["true", ""]);
  });

  it("reaches no prototype", () => {
    const { values, groups } = parseRackQuery("/x?__proto__=1&q[][__proto__]=2");
    assert.equal(Object.getPrototypeOf(values), null);
    assert.equal(groups["q"]?.[0]?.["__proto__"], "2");
  });

  for (const query of ["q[=1", "q[a]=1", "a=%ff", "a=%00"]) {
    it(`refuses ${query}`, () => assert.throws(() => parseRackQuery(`/x?${query}`), InterlockError));
  }
});
