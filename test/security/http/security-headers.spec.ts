import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { securityHeaders } from "../../../src/platform/http/public.js";
import { type TestGateway, startTestGateway } from "../../support/gateway/test-gateway.js";
import { sendRaw } from "./raw-connection.js";

/** One answer of each part that writes answers. */
const REQUESTS: Readonly<Record<string, string>> = {
  "an open route": "GET /livez HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
  "a refused stranger": "GET /production-order/v1/orders HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
  "a refused stranger of the management API":
    "GET /platform/v1/plants HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
  "an unknown address": "GET /nothing HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
  "what the parser refuses": "GARBAGE\r\n\r\n",
};

describe("headers against misuse by browsers", () => {
  let gateway: TestGateway;
  before(async () => {
    gateway = await startTestGateway({ role: "gateway" });
  });
  after(() => gateway.close());

  for (const [name, request] of Object.entries(REQUESTS)) {
    it(`are in the answer to ${name}`, async () => {
      const answer = (await sendRaw(gateway.url, request)).toLowerCase();
      for (const [header, value] of Object.entries(securityHeaders(false))) {
        assert.ok(answer.includes(`\r\n${header}: ${value.toLowerCase()}\r\n`), `${header} in ${answer}`);
      }
    });
  }

  it("let the published keys be kept, as their own header says", async () => {
    const answer = await fetch(`${gateway.url}/oauth/jwks`);
    assert.match(answer.headers.get("cache-control") ?? "", /max-age/);
    assert.equal(answer.headers.get("x-content-type-options"), "nosniff");
  });

  it("ask for HTTPS only where this process ends it", () => {
    assert.equal(securityHeaders(true)["strict-transport-security"], "max-age=31536000; includeSubDomains");
    assert.equal(securityHeaders(false)["strict-transport-security"], undefined);
  });
});
