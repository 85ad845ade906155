import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Mapping } from "./mapping.js";

const run = async (text: string, input: unknown = {}): Promise<unknown> =>
  await new Mapping(text, "place").apply(input);

async function refusal(text: string, input: unknown = {}): Promise<string> {
  const error: unknown = await run(text, input).catch((reason: unknown) => reason);
  assert.ok(error instanceof Error && "code" in error && error.code === "MAPPING_INVALID", String(error));
  return error.message;
}

describe("mapping", () => {
  it("gives plain JSON, with the functions it was given", async () => {
    const mapping = new Mapping('{ "a": $double(n), "list": [items.x] }', "place", { double: (n) => Number(n) * 2 });
    assert.deepEqual(await mapping.apply({ n: 2, items: [{ x: 1 }, { x: 2 }] }), { a: 4, list: [1, 2] });
    assert.equal(await run("nothing"), undefined);
  });

  it("ends endless work and endless depth", async () => {
    assert.match(await refusal("($f := function($x) { $f($x + 1) }; $f(0))"), /D1012/);
    assert.match(await refusal("($f := function($x) { 1 + $f($x + 1) }; $f(0))"), /D1011|D1012/);
  });

  it("bounds lists, text, values and depth of what it gives", async () => {
    assert.match(await refusal("[1..100000].{ 'a': $ }"), /D2015|sequence|size/i);
    const doubling = "$reduce([1..20], function($text, $n) { $text & $text }, 'x')";
    assert.match(await refusal(doubling), /more than 262144 characters/);
    assert.match(await refusal("$reduce([1..40], function($deep, $n) { { 'a': $deep } }, {})"), /deeper than 32/);
    assert.match(await refusal(" ".repeat(16_001)), /more than 16000 characters/);
  });

  it("says the same each time it is asked, and runs nothing that could hold up the process", async () => {
    for (const call of ["$random()", "$now()", "$millis()", "$shuffle([1,2])", "$eval('1')", "$pad('a', 900000000)"]) {
      assert.match(await refusal(call), /which mappings must not/, call);
    }
    assert.match(await refusal("$match(text, /(a+)+$/)", { text: "aaaa" }), /regular expressions/);
  });

  it("names the place and the position of a slip", async () => {
    assert.match(await refusal("{ ("), /^place fails at character \d+: /);
  });

  it("reaches nothing but its input", async () => {
    assert.equal(await run("constructor"), undefined);
    assert.equal(await run("__proto__.constructor"), undefined);
  });
});
