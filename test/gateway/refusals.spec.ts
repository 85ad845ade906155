import assert from "node:assert/strict";
import { after, before, beforeEach, describe, it } from "node:test";
import { InterlockError } from "../../src/kernel/problem.js";
import { securityProblems } from "../../src/platform/security/public.js";
import { type RunningGateway, ThingHandlers, startGateway } from "./gateway-fixture.js";
import { type Answer, call, exchangeRaw } from "./http-client.js";

let gateway: RunningGateway;
const body = JSON.stringify({ plantCode: "A", quantity: { value: "1", unit: "KGM" } });
const key = { "idempotency-key": "k1" };

function assertProblem(answer: Answer, status: number, code: string, pointers: readonly string[] = []): void {
  const text = JSON.stringify(answer.body);
  assert.equal(answer.status, status, text);
  assert.equal(answer.body["code"], code, text);
  assert.equal(answer.body["status"], status);
  assert.match(answer.headers.get("content-type") ?? "", /^application\/problem\+json/);
  assert.equal(answer.headers.get("x-correlation-id"), answer.body["correlationId"]);
  assert.match(answer.headers.get("traceparent") ?? "", /^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/);
  assert.doesNotMatch(text, /node_modules|\.js|SELECT|at \w+ \(/);
  const errors = (answer.body["errors"] ?? []) as readonly { readonly pointer: string }[];
  if (pointers.length > 0)
    assert.deepEqual(
      errors.map((error) => error.pointer),
      pointers,
    );
}

before(async () => {
  gateway = await startGateway("enforce");
});
after(() => gateway.close());
beforeEach(() => {
  ThingHandlers.last = undefined;
  ThingHandlers.reply = () => ({ status: 204 });
});

describe("order of refusals", () => {
  it("answers 404 for an address no contract serves, 405 with Allow for a method, but 401 before it to strangers", async () => {
    const unknown = await call(gateway, "GET /thing/v2/things");
    assertProblem(unknown, 404, "ROUTE_UNKNOWN");
    assert.match(String(unknown.body["detail"]), /compare it with the contract/);
    assertProblem(await call(gateway, "GET /Thing/v1/things"), 404, "ROUTE_UNKNOWN");
    assertProblem(await call(gateway, "POST /nowhere", { body: "{not json" }), 404, "ROUTE_UNKNOWN");
    const refused = await call(gateway, "DELETE /thing/v1/things/A/B");
    assertProblem(refused, 405, "METHOD_NOT_ALLOWED");
    assert.equal(refused.headers.get("allow"), "GET, HEAD, PATCH, POST");
    assertProblem(
      await call(gateway, "DELETE /thing/v1/things/A/B", { headers: { authorization: "" } }),
      401,
      "UNAUTHENTICATED",
    );
    assert.equal(
      (await fetch(`${gateway.url}/thing/v1/things`, { method: "HEAD", headers: { authorization: "Bearer writer@A" } }))
        .status,
      200,
    );
  });

  it("asks who it is before anything else of the request is looked at", async () => {
    const answer = await call(gateway, "POST /thing/v1/things?x=1", {
      body: "{",
      headers: { authorization: "", "content-type": "text/x", accept: "text/x" },
    });
    assertProblem(answer, 401, "UNAUTHENTICATED");
    assert.equal(answer.headers.get("www-authenticate"), "Bearer");
  });

  it("refuses a permission held nowhere before the body is read", async () => {
    const answer = await call(gateway, "POST /thing/v1/things", {
      body: "{",
      headers: { authorization: "Bearer reader@*" },
    });
    assertProblem(answer, 403, "FORBIDDEN_ACTION");
    assertProblem(
      await call(gateway, "GET /thing/v1/things", { headers: { authorization: "Bearer reader@" } }),
      403,
      "FORBIDDEN_ACTION",
    );
  });

  it("refuses media types before sizes, sizes before JSON, JSON before parameters, parameters before the body, the body before the plant", async () => {
    const large = `{"a":"${"x".repeat(3000)}`;
    const post = (text: string, headers: Record<string, string> = {}): Promise<Answer> =>
      call(gateway, "POST /thing/v1/things", { body: text, headers });
    assertProblem(await post(large, { accept: "text/html" }), 406, "NOT_ACCEPTABLE");
    assertProblem(
      await post(large, { "content-type": "application/json; charset=latin1" }),
      415,
      "UNSUPPORTED_MEDIA_TYPE",
    );
    assertProblem(await post(large, { "content-encoding": "gzip" }), 415, "UNSUPPORTED_MEDIA_TYPE");
    const tooLarge = await post(large);
    assertProblem(tooLarge, 413, "BODY_TOO_LARGE");
    assert.match(String(tooLarge.body["detail"]), /at most [0-9]+ bytes/);
    assertProblem(await post('{"a":'), 400, "JSON_MALFORMED");
    assertProblem(await post("{}"), 400, "IDEMPOTENCY_KEY_MISSING", ["/header/idempotency-key"]);
    assertProblem(await post("{}", key), 422, "SCHEMA_VIOLATION", ["/plantCode", "/quantity"]);
    assertProblem(await post(body.replace('"A"', '"C"'), key), 403, "FORBIDDEN_PLANT");
    assert.equal((await post(body, key)).status, 204);
  });
});

describe("bodies", () => {
  const post = (text: string | Uint8Array<ArrayBuffer>): Promise<Answer> =>
    call(gateway, "POST /thing/v1/things", { body: text, headers: key });

  it("must be well-formed UTF-8 JSON without a byte order mark", async () => {
    const answer = await post('{"plantCode":"A",}');
    assertProblem(answer, 400, "JSON_MALFORMED");
    assert.match(String(answer.body["detail"]), /line 1, column 18, offset 17/);
    assertProblem(await post(Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x7d])), 400, "JSON_MALFORMED");
    const marked = await post(`\ufeff${body}`);
    assertProblem(marked, 400, "JSON_MALFORMED");
    assert.match(String(marked.body["detail"]), /byte order mark/);
    assertProblem(await post('{"__proto__":{"polluted":1}}'), 400, "JSON_MALFORMED");
    assert.equal(({} as Record<string, unknown>)["polluted"], undefined);
  });

  it("must not name a member twice nor be too deep, and the pointer says where", async () => {
    assertProblem(await post('{"plantCode":"A","quantity":{"unit":"KG","unit":"KG"}}'), 400, "DUPLICATE_KEY", [
      "/quantity/unit",
    ]);
    assertProblem(await post('{"extensions":{"a":[[[[[1]]]]]}}'), 400, "TOO_DEEP", ["/extensions/a/0/0/0/0"]);
  });

  it("are answered with the code that all their violations share", async () => {
    assertProblem(await post('{"plantCode":"A","quantity":{"value":1,"unit":""}}'), 422, "BAD_QUANTITY", [
      "/quantity/value",
      "/quantity/unit",
    ]);
    assertProblem(await post(`${body.slice(0, -1)},"madeAt":"now"}`), 422, "BAD_TIME", ["/madeAt"]);
    assertProblem(await post(`${body.slice(0, -1)},"other":1}`), 422, "UNKNOWN_FIELD", ["/other"]);
    assertProblem(await post(`${body.slice(0, -1)},"other":1,"madeAt":"now"}`), 422, "SCHEMA_VIOLATION", [
      "/madeAt",
      "/other",
    ]);
  });

  it("are required where the contract says so and refused where it has none", async () => {
    assertProblem(await call(gateway, "POST /thing/v1/things", { headers: key }), 415, "UNSUPPORTED_MEDIA_TYPE");
    assertProblem(
      await call(gateway, "POST /thing/v1/things", { headers: { ...key, "content-type": "application/json" } }),
      400,
      "JSON_MALFORMED",
    );
    assertProblem(await call(gateway, "POST /thing/v1/things/A/B", { body: "{}" }), 422, "SCHEMA_VIOLATION");
    assert.equal((await call(gateway, "POST /thing/v1/things/A/B")).status, 204);
    assert.equal((await call(gateway, "PATCH /thing/v1/things/A/B", { headers: { "if-match": '"1"' } })).status, 204);
  });
});

describe("parameters", () => {
  const list = (query: string, headers: Record<string, string> = {}): Promise<Answer> =>
    call(gateway, `GET /thing/v1/things?${query}`, { headers });

  it("are typed as the contract says, with defaults", async () => {
    const answer = await list("plantCode=A,B&tag=1&tag=x%2Cy&open=false&since=2026-11-23T00:00:00Z&window[from]=1", {
      "x-sizes": "1, 2",
    });
    const query = {
      plantCode: ["A", "B"],
      tag: ["1", "x,y"],
      limit: 50,
      open: false,
      since: "2026-11-23T00:00:00Z",
      window: { from: 1 },
    };
    assert.deepEqual(answer.body, { query, headers: { "x-sizes": [1, 2] } });
  });

  it("are refused together, with 400 and a pointer each", async () => {
    assertProblem(
      await list("limit=0x10&open=1&since=2026-02-30T00:00:00Z&foo=1&window[x]=1"),
      400,
      "SCHEMA_VIOLATION",
      ["/query/foo", "/query/limit", "/query/open", "/query/since", "/query/window/x"],
    );
    assertProblem(await list("limit=5&limit=6"), 400, "SCHEMA_VIOLATION", ["/query/limit"]);
    assertProblem(await list("plantCode=A&plantCode=B"), 400, "SCHEMA_VIOLATION", ["/query/plantCode"]);
    assertProblem(await list("__proto__=1"), 400, "UNKNOWN_FIELD", ["/query/__proto__"]);
    for (const limit of ["1e1", "10.0", "+5", " 5"])
      assertProblem(await list(`limit=${encodeURIComponent(limit)}`), 400, "SCHEMA_VIOLATION", ["/query/limit"]);
    assertProblem(await list("since=yesterday"), 400, "BAD_TIME", ["/query/since"]);
    assertProblem(await list("tag=%ff"), 400, "SCHEMA_VIOLATION");
    assertProblem(await list("tag=%00"), 400, "SCHEMA_VIOLATION");
    assertProblem(await list("", { "x-sizes": "1,b" }), 400, "SCHEMA_VIOLATION", ["/header/x-sizes/1"]);
  });

  it("divide a list at plain commas only", async () => {
    assertProblem(await list("plantCode=A%2CB"), 400, "SCHEMA_VIOLATION", ["/query/plantCode/0"]);
  });

  it("of the path are decoded, slashes included, and may stand before a colon", async () => {
    assert.equal((await call(gateway, "GET /thing/v1/things/A/B%2FC")).status, 204);
    assert.deepEqual({ ...ThingHandlers.last?.path }, { plantCode: "A", thingId: "B/C" });
    assert.equal((await call(gateway, "POST /thing/v1/things/A/B%2FC:reverse")).status, 204);
    assert.deepEqual({ ...ThingHandlers.last?.path }, { plantCode: "A", thingId: "B/C" });
    assert.equal((await call(gateway, "GET /thing/v1/things/A/summary")).status, 204);
    assert.deepEqual({ ...ThingHandlers.last?.path }, { plantCode: "A" });
    assertProblem(await call(gateway, "GET /thing/v1/things/A/b"), 400, "SCHEMA_VIOLATION", ["/path/thingId"]);
    const undecodable = await call(gateway, "GET /thing/v1/things/A/%ff");
    assertProblem(undecodable, 400, "URL_MALFORMED");
    assert.match(String(undecodable.body["detail"]), /percent-encode/);
    const tooLong = await call(gateway, `GET /thing/v1/things/A/${"B".repeat(301)}`);
    assertProblem(tooLong, 400, "URL_MALFORMED");
    assert.match(String(tooLong.body["detail"]), /longer than 300 characters/);
    assertProblem(await call(gateway, "GET /thing/v1/things/A/"), 400, "SCHEMA_VIOLATION", ["/path/thingId"]);
  });

  it("that guard concurrency have a problem of their own when they are missing", async () => {
    assertProblem(await call(gateway, "PATCH /thing/v1/things/A/B", { body: "{}" }), 428, "ETAG_REQUIRED", [
      "/header/if-match",
    ]);
    assertProblem(
      await call(gateway, "POST /thing/v1/things", { body, headers: { "idempotency-key": "a b" } }),
      400,
      "SCHEMA_VIOLATION",
      ["/header/idempotency-key"],
    );
  });
});

describe("headers", () => {
  const post = (headers: Record<string, string>): Promise<Answer> =>
    call(gateway, "POST /thing/v1/things", { body, headers });
  const firstOf = ({ body: { errors } }: Answer): { readonly message: string; readonly fix: string } | undefined =>
    (errors as readonly { readonly message: string; readonly fix: string }[] | undefined)?.[0];

  it("are called by the name of the contract, with what to send", async () => {
    const missing = await post({});
    assertProblem(missing, 400, "IDEMPOTENCY_KEY_MISSING", ["/header/idempotency-key"]);
    assert.equal(missing.body["detail"], "The Idempotency-Key header is missing; send a key unique to this request.");
    assert.equal(firstOf(missing)?.fix, "Send a key unique to this request.");
    const malformed = await post({ ...key, "if-match": "seven" });
    assertProblem(malformed, 400, "SCHEMA_VIOLATION", ["/header/if-match"]);
    assert.match(firstOf(malformed)?.message ?? "", /^The If-Match header must match /);
    const listed = await call(gateway, "GET /thing/v1/things", { headers: { "x-sizes": "1,b" } });
    assert.match(firstOf(listed)?.message ?? "", /^X-Sizes\[1\] must be /);
  });

  it("of entity tags take weak tags, lists and *, and nothing malformed", async () => {
    for (const ifMatch of ['"1"', 'W/"1"', '"1", "a,b" ,W/"c"', ', "1",', "*"])
      assert.equal((await post({ ...key, "if-match": ifMatch })).status, 204, ifMatch);
    for (const ifMatch of ["1", '"1', 'w/"1"', '*, "1"', '"1" "2"', '"a b"', ","])
      assertProblem(await post({ ...key, "if-match": ifMatch }), 400, "SCHEMA_VIOLATION", ["/header/if-match"]);
  });

  it("that are wishes or tracing never refuse a request", async () => {
    const headers = { ...key, prefer: "return=minimal, wait=60", traceparent: "ff-nonsense" };
    assert.equal((await post(headers)).status, 204);
    assert.equal(ThingHandlers.last?.context.waitSeconds, 10);
    assert.match(ThingHandlers.last?.context.traceparent ?? "", /^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/);
  });
});

describe("failures on our side", () => {
  it("answer INTERNAL without telling anything about the cause, which is logged", async () => {
    ThingHandlers.reply = () => {
      throw new Error("SELECT secret FROM /srv/app.js");
    };
    const answer = await call(gateway, "GET /thing/v1/things/A/B", { headers: { "x-correlation-id": "c-1" } });
    assertProblem(answer, 500, "INTERNAL");
    assert.equal(answer.body["correlationId"], "c-1");
    const entry = gateway.log.find((line) => line["event"] === "http.error" && line["correlationId"] === "c-1");
    assert.match(JSON.stringify(entry), /SELECT secret/);
  });

  it("answer DATABASE_UNAVAILABLE with Retry-After when the database is lost", async () => {
    ThingHandlers.reply = () => {
      throw Object.assign(new Error("terminating connection due to administrator command"), { code: "57P01" });
    };
    const answer = await call(gateway, "GET /thing/v1/things/A/B");
    assertProblem(answer, 503, "DATABASE_UNAVAILABLE");
    assert.equal(answer.headers.get("retry-after"), "2");
    assert.equal(answer.body["retryable"], true);
  });

  it("send the problem a handler throws", async () => {
    ThingHandlers.reply = () => Promise.reject(new InterlockError(securityProblems.CLIENT_EXISTS, { detail: "twice" }));
    assertProblem(await call(gateway, "GET /thing/v1/things/A/B"), 409, "CLIENT_EXISTS");
  });
});

describe("framing", () => {
  const raw = (head: string): Promise<string> => exchangeRaw(gateway.port, `${head}\r\n\r\n`);

  it("refuses messages that two readers could take differently", async () => {
    const messages = [
      "GET /thing/v1/things HTTP/1.1\r\nHost: a\r\nHost: b",
      "GET /thing/v1/things HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked",
      "GET http://evil/thing/v1/things HTTP/1.1\r\nHost: a",
      "GET /thing/v1/things HTTP/1.1",
      "POST /thing/v1/things HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked",
      "GARBAGE",
    ];
    for (const message of messages) {
      const answer = await raw(message);
      assert.match(answer, /^HTTP\/1\.1 400 /, message);
      assert.match(answer, /"code":"BAD_FRAMING"/, message);
      assert.match(answer, /x-correlation-id: \S+/i);
      assert.match(answer, /connection: close/i, message);
    }
  });

  it("refuses a header section beyond the limit with a problem too", async () => {
    assert.match(
      await raw(`GET / HTTP/1.1\r\nHost: a\r\nx: ${"a".repeat(20_000)}`),
      /^HTTP\/1\.1 431 [\s\S]*may have at most 16384 bytes[\s\S]*"code":"HEADERS_TOO_LARGE"/,
    );
  });

  it("treats repeated credentials as none", async () => {
    const answer = await raw(
      "GET /thing/v1/things HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer writer@A\r\nAuthorization: Bearer writer@*\r\nConnection: close",
    );
    assert.match(answer, /^HTTP\/1\.1 401 /);
  });
});

describe("management routes", () => {
  it("have the same parsing, correlation and problems without any contract", async () => {
    const echo = await call(gateway, "GET /management/echo?a=1&a=2", { headers: { "x-correlation-id": "m-1" } });
    assert.deepEqual(echo.body, { query: { a: ["1", "2"] }, correlationId: "m-1" });
    assertProblem(await call(gateway, "POST /management/body", { body: '{"a":1,"a":2}' }), 400, "DUPLICATE_KEY", [
      "/a",
    ]);
    assertProblem(
      await call(gateway, "POST /management/body", { body: "<a/>", headers: { "content-type": "application/xml" } }),
      415,
      "UNSUPPORTED_MEDIA_TYPE",
    );
    assertProblem(await call(gateway, "GET /management/refusal"), 409, "TEAPOT");
    assertProblem(await call(gateway, "GET /management/missing"), 404, "REQUEST_REFUSED");
    assertProblem(await call(gateway, "DELETE /management/echo"), 405, "METHOD_NOT_ALLOWED");
    const form = await call(gateway, "POST /management/body", {
      body: "a=1&b=x+y",
      headers: { "content-type": "application/x-www-form-urlencoded" },
    });
    assert.deepEqual(form.body, { a: "1", b: "x y" });
  });
});
