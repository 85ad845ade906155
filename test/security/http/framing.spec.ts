import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { type TestGateway, startTestGateway } from "../../support/gateway/test-gateway.js";
import { assertOnlyProblem, sendRaw, statusesOf } from "./raw-connection.js";

const ORDERS = "/production-order/v1/orders";
const post = (headers: string, body = "", version = "1.1"): string =>
  `POST ${ORDERS} HTTP/${version}\r\n${headers}\r\n\r\n${body}`;
const get = (headers: string, target = "/livez", version = "1.1"): string =>
  `GET ${target} HTTP/${version}\r\n${headers}\r\n\r\n`;
/** What an attacker would like to be read as a request of its own. */
const SMUGGLED = "GET /livez HTTP/1.1\r\nHost: a\r\n\r\n";

/** Messages that two readers could take differently, or that no reader should take (RFC 9112 §11). */
const AMBIGUOUS: Readonly<Record<string, string>> = {
  "two Hosts": get("Host: a\r\nHost: b"),
  "the same Host twice": get("Host: a\r\nHost: a"),
  "a list of Hosts": get("Host: a, b"),
  "no Host": get("X: 1"),
  "an empty Host": get("Host:"),
  "an absolute target of another authority": get("Host: a", "http://b/livez"),
  "an absolute target with credentials before the authority": get("Host: a", "http://a@b/livez"),
  "Content-Length and Transfer-Encoding": post(
    "Host: a\r\nContent-Length: 6\r\nTransfer-Encoding: chunked",
    `0\r\n\r\n${SMUGGLED}`,
  ),
  "Transfer-Encoding and Content-Length": post(
    "Host: a\r\nTransfer-Encoding: chunked\r\nContent-Length: 6",
    `0\r\n\r\n${SMUGGLED}`,
  ),
  "two lengths": post("Host: a\r\nContent-Length: 5\r\nContent-Length: 6", "12345"),
  "the same length twice": post("Host: a\r\nContent-Length: 5\r\nContent-Length: 5", "12345"),
  "a list of lengths": post("Host: a\r\nContent-Length: 5, 5", "12345"),
  "a negative length": post("Host: a\r\nContent-Length: -1"),
  "a length with a sign": post("Host: a\r\nContent-Length: +5", "12345"),
  "a hexadecimal length": post("Host: a\r\nContent-Length: 0x5", "12345"),
  "a length beyond 64 bits": post("Host: a\r\nContent-Length: 18446744073709551617", "1"),
  "an unknown transfer encoding": post("Host: a\r\nTransfer-Encoding: xchunked", "0\r\n\r\n"),
  "chunked before another encoding": post("Host: a\r\nTransfer-Encoding: chunked, identity", "0\r\n\r\n"),
  "chunked twice": post("Host: a\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked", "0\r\n\r\n"),
  "a vertical tab before chunked": post("Host: a\r\nTransfer-Encoding: \x0bchunked", "0\r\n\r\n"),
  "a transfer encoding in HTTP/1.0": post("Host: a\r\nTransfer-Encoding: chunked", "0\r\n\r\n", "1.0"),
  "a space before the colon": post("Host: a\r\nTransfer-Encoding : chunked", "0\r\n\r\n"),
  "a folded header line": get("Host: a\r\nX: 1\r\n 2"),
  "a header line of a space": get("Host: a\r\n X: 1"),
  "a line that ends with LF alone": "GET /livez HTTP/1.1\nHost: a\n\n",
  "CR inside a header value": get("Host: a\r\nX: 1\rY: 2"),
  "NUL inside a header value": get("Host: a\r\nX: 1\0"),
  "NUL inside a header name": get("Host: a\r\nX\0: 1"),
  "a header name that is no token": get("Host: a\r\n(X): 1"),
  "a header line without a colon": get("Host: a\r\nX"),
  "a chunk size that overflows": post("Host: a\r\nTransfer-Encoding: chunked", "FFFFFFFFFFFFFFFFF\r\n1\r\n0\r\n\r\n"),
  "a chunk size with a sign": post("Host: a\r\nTransfer-Encoding: chunked", "+1\r\n1\r\n0\r\n\r\n"),
  "a chunk size with a prefix": post("Host: a\r\nTransfer-Encoding: chunked", "0x1\r\n1\r\n0\r\n\r\n"),
  "a chunk extension that ends with LF alone": post("Host: a\r\nTransfer-Encoding: chunked", "1;a\n1\r\n0\r\n\r\n"),
  "a method that is none": "GARBAGE /livez HTTP/1.1\r\nHost: a\r\n\r\n",
  "a method in small letters": "get /livez HTTP/1.1\r\nHost: a\r\n\r\n",
  "HTTP/0.9": "GET /livez\r\n\r\n",
  "HTTP/9.9": get("Host: a", "/livez", "9.9"),
  "the preface of HTTP/2": "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
  "a tab in the request line": "GET\t/livez HTTP/1.1\r\nHost: a\r\n\r\n",
  "the start of TLS": "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
};

/** Messages whose meaning is plain, each with the only answers it may have. */
const PLAIN: Readonly<Record<string, readonly [message: string, statuses: readonly number[]]>> = {
  "a plain request": [get("Host: a\r\nConnection: close"), [200]],
  "an absolute target of the same authority": [get("Host: a\r\nConnection: close", "http://a/livez"), [200]],
  "HTTP/1.0 without Host": [get("X: 1", "/livez", "1.0"), [200]],
  "white space around a value": [get("Host: \t a \t\r\nConnection: close"), [200]],
  "an empty line before the request": [`\r\n${get("Host: a\r\nConnection: close")}`, [200]],
  "two requests in one packet": [get("Host: a") + get("Host: a\r\nConnection: close"), [200, 200]],
  "a GET with a body that looks like a request": [
    `${get(`Host: a\r\nContent-Length: ${SMUGGLED.length}`)}${SMUGGLED}${get("Host: a\r\nConnection: close")}`,
    [200, 200],
  ],
  "a refused POST with a body that looks like a request": [
    post(`Host: a\r\nConnection: close\r\nContent-Length: ${SMUGGLED.length}`, SMUGGLED),
    [401],
  ],
  "a refused POST whose body then turns out to be broken": [
    post("Host: a\r\nTransfer-Encoding: chunked", `1\r\n12\r\n0\r\n\r\n`),
    [401],
  ],
  // The answer to the second would come before that of the first, so the connection is closed after the first.
  "a good request with a broken one behind it": [`${get("Host: a")}GARBAGE\r\n\r\n`, [200]],
  "two spaces before the target": ["GET  /livez HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", [200]],
  "credentials in a trailer": [
    post(
      "Host: a\r\nConnection: close\r\nTransfer-Encoding: chunked",
      "2\r\n{}\r\n0\r\nAuthorization: Bearer x\r\n\r\n",
    ),
    [401],
  ],
  "an offer to change to HTTP/2": [
    get("Host: a\r\nConnection: close, Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABk"),
    [200],
  ],
};

describe("framing of HTTP/1.1", () => {
  let gateway: TestGateway;
  before(async () => {
    gateway = await startTestGateway({ role: "gateway" });
  });
  after(() => gateway.close());

  for (const [name, message] of Object.entries(AMBIGUOUS)) {
    it(`refuses ${name}, with one answer, and closes`, async () => {
      assertOnlyProblem(await sendRaw(gateway.url, message), 400, "BAD_FRAMING", name);
    });
  }

  for (const [name, [message, statuses]] of Object.entries(PLAIN)) {
    it(`takes ${name} for what it is`, async () => {
      assert.deepEqual(statusesOf(await sendRaw(gateway.url, message)), statuses);
    });
  }

  it("answers HEAD as GET, without the content, and the next request after it", async () => {
    const head = "HEAD /.well-known/openid-configuration HTTP/1.1\r\nHost: a\r\n\r\n";
    const answers = await sendRaw(
      gateway.url,
      head + get("Host: a\r\nConnection: close", "/.well-known/openid-configuration"),
    );
    assert.deepEqual(statusesOf(answers), [200, 200]);
    const [headOfHead = "", headOfGet = "", content = ""] = answers.split("\r\n\r\n");
    const lengths = [headOfHead, headOfGet].map((text) => /^content-length: (\d+)/im.exec(text)?.[1]);
    assert.deepEqual(lengths, [String(content.length), String(content.length)]);
    const refused = await sendRaw(gateway.url, "HEAD /oauth/token HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
    assert.deepEqual(statusesOf(refused), [405]);
    assert.match(refused, /\r\n\r\n$/);
  });

  it("opens no tunnel", async () => {
    const answer = await sendRaw(gateway.url, "CONNECT db:5432 HTTP/1.1\r\nHost: db:5432\r\n\r\n");
    assertOnlyProblem(answer, 405, "METHOD_NOT_ALLOWED", "CONNECT");
  });

  it("refuses more header lines than the limit instead of leaving some out", async () => {
    const answer = await sendRaw(gateway.url, get(`Host: a\r\n${"X: 1\r\n".repeat(100)}Connection: close`));
    assertOnlyProblem(answer, 431, "HEADERS_TOO_LARGE", "many headers");
  });

  it("refuses a header section beyond the limit, in a value, in a name and in the target", async () => {
    const long = "a".repeat(20_000);
    for (const message of [get(`Host: a\r\nX: ${long}`), get(`Host: a\r\n${long}: 1`), get("Host: a", `/${long}`)]) {
      assertOnlyProblem(await sendRaw(gateway.url, message), 431, "HEADERS_TOO_LARGE", "a long header section");
    }
  });

  it("asks for a body only when the headers do not refuse the request already", async () => {
    const refused = await sendRaw(gateway.url, post("Host: a\r\nContent-Length: 5\r\nExpect: 100-continue"));
    assertOnlyProblem(refused, 401, "UNAUTHENTICATED", "a stranger that waits for 100");
    const form = "grant_type=x";
    const headers = `Host: a\r\nConnection: close\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: ${form.length}`;
    const asked = await sendRaw(
      gateway.url,
      `POST /oauth/token HTTP/1.1\r\n${headers}\r\nExpect: 100-continue\r\n\r\n${form}`,
    );
    assert.equal(statusesOf(asked)[0], 100, asked);
    assert.equal(statusesOf(asked).length, 2, asked);
  });

  it("knows no other expectation", async () => {
    const answer = await sendRaw(gateway.url, get("Host: a\r\nExpect: the-unexpected"));
    assertOnlyProblem(answer, 417, "EXPECTATION_FAILED", "Expect");
  });

  it("never lets a value of a header begin another in the answer", async () => {
    for (const value of ["a\r\nSet-Cookie: x=1", "a\nSet-Cookie: x=1", "a%0d%0aSet-Cookie:%20x=1"]) {
      const answer = await sendRaw(gateway.url, get(`Host: a\r\nConnection: close\r\nX-Correlation-Id: ${value}`));
      assert.doesNotMatch(answer, /^set-cookie/im);
    }
  });
});
