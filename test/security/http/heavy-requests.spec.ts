import assert from "node:assert/strict";
import { once } from "node:events";
import { after, before, describe, it } from "node:test";
import { brotliCompressSync, deflateSync, gzipSync } from "node:zlib";
import { type TestGateway, startTestGateway } from "../../support/gateway/test-gateway.js";
import { BASE, orderDocument } from "../../support/production-order/documents.js";
import { authorizationOf } from "./authorization.js";
import { HealthyClient } from "./healthy-client.js";
import { assertOnlyProblem, openConnection, readToEnd } from "./raw-connection.js";

const MEGABYTE = 1_048_576;
const GIGABYTE = 1024 * MEGABYTE;
/** What the kernel's buffers between the two ends may hold, and a body limit. */
const SENT_BYTES_MAX = 64 * MEGABYTE;
const GROWTH_BYTES_MAX = 150 * MEGABYTE;

interface HeavyAnswer {
  readonly status: number;
  readonly code: unknown;
  readonly text: string;
}

describe("heavy requests", () => {
  let gateway: TestGateway;
  let authorization: string;
  let healthy: HealthyClient;
  let memoryBefore: number;
  before(async () => {
    gateway = await startTestGateway({ role: "gateway", settings: { INTERLOCK_GZIP_BODIES: "on" } });
    authorization = await authorizationOf(gateway, "erp");
    healthy = new HealthyClient(gateway.url);
    memoryBefore = process.memoryUsage.rss();
  });
  after(async () => {
    try {
      await healthy.end();
      const growth = process.memoryUsage.rss() - memoryBefore;
      assert.ok(growth <= GROWTH_BYTES_MAX, `memory grew by ${growth} bytes`);
      assert.equal((Object.prototype as Record<string, unknown>)["polluted"], undefined);
    } finally {
      await gateway.close();
    }
  });

  let keyCount = 0;
  async function post(
    body: string | Uint8Array<ArrayBuffer>,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<HeavyAnswer> {
    const given = { authorization, "content-type": "application/json", "idempotency-key": `heavy-${++keyCount}` };
    return await read(`${BASE}/orders`, { method: "POST", body, headers: { ...given, ...headers } });
  }

  async function read(path: string, init: RequestInit = {}): Promise<HeavyAnswer> {
    const response = await fetch(gateway.url + path, { headers: { authorization }, ...init });
    const text = await response.text();
    const { code } = JSON.parse(text) as { readonly code?: unknown };
    return { status: response.status, code, text };
  }

  const refusedAs = ({ status, code }: HeavyAnswer): readonly unknown[] => [status, code];
  const gzip = (bytes: string | Buffer): Uint8Array<ArrayBuffer> => new Uint8Array(gzipSync(bytes));
  const GZIP = { "content-encoding": "gzip" };

  it("of 1 GB in chunks are cut off at the body limit", async () => {
    const socket = await openConnection(gateway.url);
    const answer = readToEnd(socket);
    socket.write(
      `POST ${BASE}/orders HTTP/1.1\r\nHost: a\r\nAuthorization: ${authorization}\r\nIdempotency-Key: endless\r\n` +
        "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n",
    );
    const chunk = `10000\r\n${" ".repeat(65_536)}\r\n`;
    let sentBytes = 0;
    while (sentBytes < GIGABYTE && !socket.destroyed && socket.writable) {
      sentBytes += chunk.length;
      if (!socket.write(chunk))
        await Promise.race([once(socket, "drain"), once(socket, "close")]).catch(() => undefined);
    }
    assertOnlyProblem(await answer, 413, "BODY_TOO_LARGE", "an endless body");
    assert.ok(sentBytes <= SENT_BYTES_MAX, `${sentBytes} bytes were taken`);
  });

  it("that say they have 1 GB are refused before a byte of it", async () => {
    const socket = await openConnection(gateway.url);
    const answer = readToEnd(socket);
    socket.write(
      `POST ${BASE}/orders HTTP/1.1\r\nHost: a\r\nAuthorization: ${authorization}\r\nIdempotency-Key: large\r\n` +
        `Content-Type: application/json\r\nContent-Length: ${GIGABYTE}\r\n\r\n`,
    );
    assertOnlyProblem(await answer, 413, "BODY_TOO_LARGE", "a large body");
  });

  it("in gzip are read where that is allowed, and are the same request as without", async () => {
    const document = JSON.stringify(orderDocument());
    const first = await post(gzip(document), { ...GZIP, "idempotency-key": "gzip" });
    assert.equal(first.status, 202, first.text);
    assert.deepEqual(await post(document, { "idempotency-key": "gzip" }), first);
  });

  it("that inflate beyond the body limit, or beyond a hundred times their size, are cut off", async () => {
    assert.deepEqual(refusedAs(await post(gzip(Buffer.alloc(64 * MEGABYTE, " ")), GZIP)), [413, "BODY_TOO_LARGE"]);
    const dense = await post(gzip(`{}${" ".repeat(900_000)}`), GZIP);
    assert.deepEqual(refusedAs(dense), [413, "BODY_TOO_LARGE"]);
    assert.match(dense.text, /at most 100 times/);
  });

  it("whose gzip is broken, cut off or none are refused as such", async () => {
    const sound = gzip(JSON.stringify(orderDocument()));
    const broken = sound.slice();
    broken[20] = (broken[20] ?? 0) ^ 0xff;
    for (const body of [broken, sound.slice(0, -9), "{}"]) {
      assert.deepEqual(refusedAs(await post(body, GZIP)), [400, "CONTENT_ENCODING_INVALID"]);
    }
  });

  it("in any other encoding are refused, a brotli bomb of 329 bytes too", async () => {
    const bomb = new Uint8Array(brotliCompressSync(Buffer.alloc(16 * MEGABYTE, " ")));
    assert.deepEqual(refusedAs(await post(bomb, { "content-encoding": "br" })), [415, "UNSUPPORTED_MEDIA_TYPE"]);
    const deflated = new Uint8Array(deflateSync("{}"));
    for (const encoding of ["deflate", "gzip, gzip", "gzip, br", "identity", "zstd"]) {
      const answer = await post(deflated, { "content-encoding": encoding });
      assert.deepEqual(refusedAs(answer), [415, "UNSUPPORTED_MEDIA_TYPE"], encoding);
    }
  });

  it("with 100,000 query parameters do not get past the header section", async () => {
    const socket = await openConnection(gateway.url);
    const answer = readToEnd(socket);
    socket.write(`GET ${BASE}/orders?${"a&".repeat(100_000)} HTTP/1.1\r\nHost: a\r\n\r\n`);
    assertOnlyProblem(await answer, 431, "HEADERS_TOO_LARGE", "a long query");
  });

  it("with more parameters than the limit are refused, in a query and in a form, empty ones too", async () => {
    for (const query of ["a=1&".repeat(101), "&".repeat(5_000)]) {
      assert.deepEqual(refusedAs(await read(`${BASE}/orders?${query}`)), [400, "TOO_MANY_PARAMETERS"]);
    }
    for (const form of ["a=1&".repeat(100_000), "&".repeat(1_000_000)]) {
      const headers = { "content-type": "application/x-www-form-urlencoded" };
      const response = await fetch(`${gateway.url}/oauth/token`, { method: "POST", body: form, headers });
      assert.equal(response.status, 400);
    }
  });

  it("of deep, wide and long JSON are refused with an answer of bounded size", async () => {
    const deep = await post(`{"a":${"[".repeat(400_000)}${"]".repeat(400_000)}}`);
    assert.deepEqual(refusedAs(deep), [400, "TOO_DEEP"]);
    const members = Array.from({ length: 60_000 }, (_, index) => `"member${index}":1`).join(",");
    const wide = await post(`{${members}}`);
    assert.equal(wide.status, 422);
    const long = await post(`[${"1,".repeat(500_000)}1]`);
    assert.equal(long.status, 422);
    for (const { text } of [deep, wide, long]) assert.ok(text.length <= 65_536, `${text.length} characters`);
  });

  it("that would change prototypes change nothing, in a body and in a query", async () => {
    const document = JSON.stringify(orderDocument());
    const inject = (member: string): string => `${document.slice(0, -1)},${member}}`;
    assert.deepEqual(refusedAs(await post(inject('"__proto__":{"polluted":1}'))), [400, "JSON_MALFORMED"]);
    assert.deepEqual(refusedAs(await post(inject('"\\u005f_proto__":{"polluted":1}'))), [400, "JSON_MALFORMED"]);
    const nested = inject('"extensions":{"x":{"__proto__":{"polluted":1}}}');
    assert.deepEqual(refusedAs(await post(nested)), [400, "JSON_MALFORMED"]);
    for (const member of ['"constructor":{"prototype":{"polluted":1}}', '"prototype":{"polluted":1}', '"a.b":1']) {
      assert.deepEqual(refusedAs(await post(inject(member))), [422, "UNKNOWN_FIELD"], member);
    }
    for (const query of ["__proto__[polluted]=1", "__proto__=1", "constructor[prototype][polluted]=1", "toString=1"]) {
      const { status } = await read(`${BASE}/orders?${query}`);
      assert.equal(status, 400, query);
    }
  });
});
