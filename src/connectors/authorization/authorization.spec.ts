import assert from "node:assert/strict";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, beforeEach, describe, it } from "node:test";
import type { Clock } from "../../kernel/clock.js";
import { JsonServer, type SimulatorAnswer, type SimulatorRequest } from "../../simulators/json-server.js";
import { OutboundFailure, OutboundHttp } from "../outbound-http.js";
import { Authorization } from "./authorization.js";
import { SystemCredentials } from "./system-credentials.js";

const TIMEOUT_MS = 400;

describe("authorization at foreign systems", () => {
  const http = new OutboundHttp();
  const folder = mkdtempSync(join(tmpdir(), "authorization-"));
  const asked: SimulatorRequest[] = [];
  let token: SimulatorAnswer;
  let url = "";
  let nowMs = 0;
  const clock: Clock = { now: () => new Date(nowMs), monotonicMs: () => nowMs };
  const server = new JsonServer(async (request) => {
    asked.push(request);
    return token;
  });
  before(async () => {
    url = `http://127.0.0.1:${await server.listen(0)}`;
  });
  beforeEach(() => {
    asked.length = 0;
    token = { status: 200, body: { access_token: "t1", expires_in: 3600 } };
  });
  after(async () => {
    await server.close();
    await http.close();
    rmSync(folder, { recursive: true });
  });

  const authorization = (): Authorization => new Authorization(new SystemCredentials(folder), http, clock);
  function write(name: string, credential: unknown, mode = 0o600): string {
    const path = join(folder, `${name}.json`);
    writeFileSync(path, typeof credential === "string" ? credential : JSON.stringify(credential));
    chmodSync(path, mode);
    return name;
  }
  const oauth = (clientSecret: string) =>
    write("oauth", {
      type: "oauth2-client-credentials",
      tokenUrl: `${url}/t`,
      clientId: "a b",
      clientSecret,
      scope: "s",
    });
  const headersOf = async (name: string | undefined, to = authorization()) =>
    (await to.prove(name, TIMEOUT_MS)).headers;
  async function failure(name: string): Promise<OutboundFailure> {
    const error: unknown = await authorization()
      .prove(name, TIMEOUT_MS)
      .catch((reason: unknown) => reason);
    assert.ok(error instanceof OutboundFailure);
    assert.equal(error.mayHaveArrived, false);
    return error;
  }

  it("is a header for each kind of credential, and none without one", async () => {
    assert.deepEqual(await headersOf(undefined), {});
    assert.deepEqual(await headersOf(write("basic", { type: "basic", username: "u", password: "p" })), {
      authorization: "Basic dTpw",
    });
    assert.deepEqual(await headersOf(write("bearer", { type: "bearer", token: "t" })), { authorization: "Bearer t" });
    const own = write("header", { type: "header", name: "X-Key", value: "k" });
    assert.deepEqual(await headersOf(own), { "x-key": "k" });
  });

  it("asks for a token once, and again when it ends or the secret was replaced", async () => {
    const kept = authorization();
    assert.deepEqual(await headersOf(oauth("s1"), kept), { authorization: "Bearer t1" });
    await headersOf("oauth", kept);
    assert.deepEqual(
      asked.map(({ text, headers }) => [
        text,
        Buffer.from(headers["authorization"]?.slice(6) ?? "", "base64").toString(),
      ]),
      [["grant_type=client_credentials&scope=s", "a+b:s1"]],
    );
    nowMs += 3_590_000;
    await headersOf("oauth", kept);
    assert.equal(asked.length, 2);
    await headersOf(oauth("s2"), kept);
    assert.equal(asked.length, 3);
  });

  it("sends nothing when there is no token", async () => {
    oauth("s1");
    token = { status: 401 };
    assert.match((await failure("oauth")).message, /gave no token: 401/);
    token = { status: 0, isCut: true };
    await failure("oauth");
  });

  it("says what is wrong with a credential without showing it", async () => {
    assert.match((await failure("missing")).message, /missing\.json does not exist/);
    assert.match((await failure("../etc/passwd")).message, /is no name of a credential/);
    assert.match((await failure(write("open", { type: "bearer", token: "t" }, 0o644))).message, /chmod 600/);
    const torn = (await failure(write("torn", '{"type":"bearer","token":"hunter2'))).message;
    assert.match(torn, /is not a JSON object/);
    assert.doesNotMatch(torn, /hunter2/);
    assert.match((await failure(write("typed", { type: "magic" }))).message, /"type" must be one of basic, bearer/);
    assert.match((await failure(write("half", { type: "basic", username: "u" }))).message, /password must be text/);
    assert.match((await failure(write("hook", { type: "signing-secret", secret: "whsec_x" }))).message, /is no login/);
  });
});
