import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { InterlockError } from "../../kernel/problem.js";
import { parseStrictJson } from "./strict-json.js";

const DEPTH = 4;

function refusal(text: string): { code: string; pointer: string | undefined; detail: string | undefined } {
  try {
    parseStrictJson(text, DEPTH);
  } catch (error) {
    assert.ok(error instanceof InterlockError, String(error));
    return { code: error.code, pointer: error.details.errors?.[0]?.pointer, detail: error.details.detail };
  }
  assert.fail(`accepted: ${text}`);
}

describe("parseStrictJson", () => {
  it("gives what JSON.parse gives for good texts", () => {
    const texts = [
      '{"a":1,"b":[true,false,null,-1.5e3,{"c":"x:y{[\\"\\\\"}],"":{}}',
      "[]",
      '"\\ud83d\\ude00 \\u00e9"',
      ' \t\r\n{"a":{"a":{"a":{}}}}\n',
      '{"a":"\\\\u0000"}',
      '["\\\\","\\"",":",{"k":"}"}]',
      "1E400".replace("400", "40"),
    ];
    for (const text of texts) assert.deepEqual(parseStrictJson(text, DEPTH), JSON.parse(text));
  });

  it("refuses a member that is named twice, with the pointer to it", () => {
    assert.deepEqual(refusal('{"a":1,"b":{"x/y":1,"x\\/y":2}}').code, "DUPLICATE_KEY");
    assert.equal(refusal('{"a":1,"b":[{"x/y":1,"x\\/y":2}]}').pointer, "/b/0/x~1y");
    assert.equal(refusal('{"\\u0061":1,"a":2}').pointer, "/a");
  });

  it("refuses nesting beyond the limit, with the pointer to the first container too deep", () => {
    const found = refusal('{"a":[{"b":[[1]]}]}');
    assert.equal(found.code, "TOO_DEEP");
    assert.equal(found.pointer, "/a/0/b/0");
    assert.equal(refusal("[".repeat(500_000)).code, "TOO_DEEP");
  });

  it("says at which line and column a text is no JSON", () => {
    const cases: readonly (readonly [string, RegExp])[] = [
      ["", /is empty .*line 1, column 1, offset 0/],
      ["\ufeff{}", /byte order mark/],
      ['{"a":1,\n "b" 2}', /lacks ":" after a member name .*line 2, column 6, offset 13/],
      ['{"a":1}}', /goes on after its value .*offset 7/],
      ["{a:1}", /no member name in double quotes/],
      ["[1,]", /something else where a value should be/],
      ["[01]", /lacks ","/],
      ['["\t"]', /control character/],
      ['["\\x"]', /unknown escape/],
      ['["a', /ends inside a string/],
      ["NaN", /something else/],
      ['{"a":1', /lacks ","/],
    ];
    for (const [text, detail] of cases) {
      const found = refusal(text);
      assert.equal(found.code, "JSON_MALFORMED", text);
      assert.match(found.detail ?? "", detail);
    }
  });

  it("refuses numbers that overflow, text that cannot be stored, and __proto__, however they are written", () => {
    const texts = [
      '{"a":1e400}',
      `{"a":-1${"0".repeat(400)}}`,
      '{"a":"x\\u0000"}',
      '{"a":"\\ud800"}',
      '{"a":"\\uDC00x"}',
      '{"a":{"__proto__":{"polluted":true}}}',
      '{"a":{"__pr\\u006fto__":1}}',
    ];
    for (const text of texts) {
      const found = refusal(text);
      assert.equal(found.code, "JSON_MALFORMED", text);
      assert.match(found.pointer ?? "", /^\/a/);
    }
    assert.equal(({} as Record<string, unknown>)["polluted"], undefined);
  });
});
