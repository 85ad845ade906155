import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { isNamedByIfNoneMatch, readIfMatch } from "./entity-tags.js";

describe("If-Match", () => {
  it("names any version, one or several", () => {
    assert.equal(readIfMatch(undefined), undefined);
    assert.equal(readIfMatch("*"), "*");
    assert.deepEqual(readIfMatch('"7"'), [7]);
    assert.deepEqual(readIfMatch('"7", "8","9"'), [7, 8, 9]);
  });

  it("matches nothing by a weak tag or by one that is no version", () => {
    assert.deepEqual(readIfMatch('W/"7"'), []);
    assert.deepEqual(readIfMatch('"abc", "007", "99999999999", ""'), []);
    assert.deepEqual(readIfMatch('"1,2", W/"3", "4"'), [4]);
  });
});

describe("If-None-Match", () => {
  it("compares weakly and takes any tag of a list", () => {
    assert.ok(isNamedByIfNoneMatch('"7"', '"7"'));
    assert.ok(isNamedByIfNoneMatch('W/"7"', '"7"'));
    assert.ok(isNamedByIfNoneMatch('"5", W/"7"', '"7"'));
    assert.ok(isNamedByIfNoneMatch("*", '"7"'));
  });

  it("does not take a tag for a part of another", () => {
    assert.ok(!isNamedByIfNoneMatch('"77", "6,7"', '"7"'));
    assert.ok(!isNamedByIfNoneMatch(undefined, '"7"'));
  });
});
