import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { ConfigurationError } from "../../config/configuration.js";
import { LimitBook } from "./limit-book.js";
import { rateLimitPolicy } from "./rate-limit-fields.js";
import { readLimitsFile } from "./read-limits-file.js";

const DEFAULTS = {
  clientRequestsPerMinute: 600,
  clientRequestsPerDay: 0,
  plantRequestsPerMinute: 0,
  plantRequestsPerDay: 9000,
  limitsFile: undefined,
};

describe("limits of clients and plants", () => {
  let file: string;
  before(() => {
    file = join(mkdtempSync(join(tmpdir(), "interlock-limits-")), "limits.yaml");
  });
  after(() => rmSync(join(file, ".."), { recursive: true, force: true }));

  const bookOf = (text: string): LimitBook => {
    writeFileSync(file, text);
    return new LimitBook(DEFAULTS, readLimitsFile(file));
  };

  it("are those of the settings, and 0 sets none", () => {
    const book = new LimitBook(DEFAULTS, readLimitsFile(undefined));
    assert.equal(rateLimitPolicy(book.ofClient("erp")), '"client-minute";q=600;w=60');
    assert.equal(rateLimitPolicy(book.ofPlant("P100")), '"plant-day";q=9000;w=86400');
  });

  it("are those of the file where it names the client or the plant, number by number", () => {
    const book = bookOf("clients:\n  erp: { requestsPerDay: 5 }\nplants:\n  P100: { requestsPerDay: 0 }\n");
    assert.equal(rateLimitPolicy(book.ofClient("erp")), '"client-minute";q=600;w=60, "client-day";q=5;w=86400');
    assert.equal(rateLimitPolicy(book.ofClient("mes")), '"client-minute";q=600;w=60');
    assert.deepEqual(book.ofPlant("P100"), []);
    assert.deepEqual(rateLimitPolicy(bookOf("").ofClient("erp")), '"client-minute";q=600;w=60');
  });

  it("are refused with the place and the remedy when the file is wrong", () => {
    const wrong: readonly (readonly [text: string, message: RegExp])[] = [
      ["clients: [", /cannot be read as YAML/],
      ["- a", /the file must be a mapping with clients and plants/],
      ["client: {}", /the file has client; it may have clients and plants/],
      ["clients: 1", /clients must be a mapping/],
      ["clients: { erp: 5 }", /clients\.erp must be a mapping with requestsPerMinute and requestsPerDay/],
      ["clients: { erp: { perMinute: 5 } }", /clients\.erp has perMinute/],
      ["plants: { P1: { requestsPerDay: -1 } }", /plants\.P1\.requestsPerDay must be a whole number/],
      ["plants: { P1: { requestsPerDay: '5' } }", /plants\.P1\.requestsPerDay must be a whole number/],
      ["clients: &a { erp: { requestsPerDay: 1 } }\nplants: *a", /cannot be read as YAML/],
    ];
    for (const [text, message] of wrong) {
      assert.throws(
        () => bookOf(text),
        (error) => error instanceof ConfigurationError && message.test(error.message),
        text,
      );
    }
    assert.throws(() => readLimitsFile(`${file}.missing`), /cannot be read as YAML \(ENOENT/);
  });
});
