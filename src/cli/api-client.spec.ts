import assert from "node:assert/strict";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { after, before, beforeEach, describe, it } from "node:test";
import { systemClock } from "../kernel/clock.js";
import { AccessTokenSource } from "./access-token.js";
import { ApiClient } from "./api-client.js";
import { ApiProblem } from "./api-problem.js";
import { CommandError } from "./exit-code.js";

interface SeenRequest {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

type Answer = readonly [status: number, body: unknown, headers?: Record<string, string>];

const problem = {
  code: "STALE_REVISION",
  title: "A newer or equal revision of the order exists",
  detail: "Order P100/1000042 has revision 3; revision 2 was sent.",
  correlationId: "C1",
  errors: [{ code: "X", severity: "ERROR", message: "too old", pointer: "/revision", fix: "send revision 4" }],
};

describe("ApiClient", () => {
  let server: Server;
  let url = "";
  let seen: SeenRequest[] = [];
  let answers: Answer[] = [];

  before(async () => {
    server = createServer((request, response) => void answer(request, response));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    url = `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`;
  });
  after(() => server.close());
  beforeEach(() => {
    seen = [];
    answers = [];
  });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = "";
    for await (const chunk of request) body += String(chunk);
    seen.push({ method: request.method, url: request.url, headers: request.headers, body });
    const isToken = request.url === "/oauth/token";
    const [status, content, headers] = (isToken ? undefined : answers.shift()) ?? [
      200,
      { access_token: "T", expires_in: 600 },
    ];
    response.writeHead(status, { "content-type": "application/json", ...headers });
    response.end(typeof content === "string" ? content : JSON.stringify(content));
  }

  const open = (): ApiClient => {
    const credentials = { clientId: "erp one", clientSecret: "s:1" };
    return new ApiClient(url, new AccessTokenSource(url, credentials, systemClock));
  };

  it("gets one token and sends it with the correlation id of the command", async () => {
    answers = [
      [200, { items: [] }],
      [200, {}],
    ];
    const client = open();
    assert.deepEqual((await client.get("/platform/v1/plants", { limit: 5, cursor: undefined })).body, { items: [] });
    await client.get("/platform/v1/plants");
    const [token, first, second] = seen;
    assert.equal(token?.body, "grant_type=client_credentials");
    assert.equal(token?.headers.authorization, `Basic ${Buffer.from("erp%20one:s%3A1").toString("base64")}`);
    assert.equal(first?.url, "/platform/v1/plants?limit=5");
    assert.equal(first?.headers.authorization, "Bearer T");
    assert.equal(first?.headers["x-correlation-id"], second?.headers["x-correlation-id"]);
    assert.equal(seen.length, 3);
  });

  it("repeats a refusal for the moment with the same idempotency key", async () => {
    answers = [
      [503, problem, { "retry-after": "0.01" }],
      [202, { accepted: true }],
    ];
    const result = await open().post("/orders", { orderNumber: "1" });
    assert.equal(result.status, 202);
    const [, first, second] = seen;
    assert.ok(first?.headers["idempotency-key"]);
    assert.equal(first.headers["idempotency-key"], second?.headers["idempotency-key"]);
    assert.equal(second?.body, '{"orderNumber":"1"}');
  });

  it("shows code, detail, every finding with its remedy and the correlation id of a problem", async () => {
    answers = [[409, problem]];
    await assert.rejects(open().post("/orders", {}), (error) => {
      assert.ok(error instanceof ApiProblem);
      assert.equal(error.exitCode, 1);
      assert.equal(
        error.message,
        "STALE_REVISION: Order P100/1000042 has revision 3; revision 2 was sent.\n" +
          "  ERROR X at /revision: too old\n    remedy: send revision 4\n  correlation id C1",
      );
      return true;
    });
  });

  it("exits 4 when the client may not do it and 3 when the gateway cannot", async () => {
    answers = [
      [403, {}],
      [500, "<html>bad gateway</html>"],
    ];
    await assert.rejects(open().get("/orders"), (error) => error instanceof ApiProblem && error.exitCode === 4);
    await assert.rejects(open().get("/orders"), (error) => {
      return (
        error instanceof ApiProblem && error.exitCode === 3 && error.message === "HTTP 500: <html>bad gateway</html>"
      );
    });
  });

  it("says in one sentence that no gateway answers", async () => {
    const client = new ApiClient("http://127.0.0.1:1", { token: async () => "T" });
    await assert.rejects(client.get("/orders"), (error) => {
      return (
        error instanceof CommandError &&
        error.exitCode === 3 &&
        /^No gateway answers at http:\/\/127\.0\.0\.1:1 \(.*\); start it with npm start/.test(error.message)
      );
    });
  });
});
