import assert from "node:assert/strict";
import { createServer, type Server } from "node:http";
import type { AddressInfo, LookupFunction } from "node:net";
import { after, before, describe, it } from "node:test";
import { AllowedHosts } from "./allowed-hosts.js";
import { GuardedHttp, GuardedRequestError } from "./guarded-http.js";

const post = (url: string) => ({ method: "POST" as const, url: new URL(url), headers: {}, body: "x" });

describe("requests to addresses that somebody entered", () => {
  let server: Server;
  let origin: string;
  let asked = 0;
  before(async () => {
    server = createServer((request, response) => {
      asked++;
      if (request.url === "/slow") return;
      if (request.url === "/moved") response.writeHead(302, { location: "/elsewhere" }).end();
      else response.writeHead(200).end("hello");
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  after(() => {
    server.closeAllConnections();
    server.close();
  });

  async function refusal(http: GuardedHttp, url: string): Promise<GuardedRequestError> {
    const error: unknown = await http.send(post(url)).then(
      () => undefined,
      (reason: unknown) => reason,
    );
    assert.ok(error instanceof GuardedRequestError, url);
    return error;
  }

  it("go to allowed hosts over http, and follow no redirect", async () => {
    const http = new GuardedHttp(new AllowedHosts(["127.0.0.1"]));
    assert.deepEqual(await http.send(post(`${origin}/a`)), { status: 200, text: "hello" });
    asked = 0;
    assert.equal((await http.send(post(`${origin}/moved`))).status, 302);
    assert.equal(asked, 1);
    await http.close();
  });

  it("do not leave for another scheme, this machine or a private network, however it is spelt", async () => {
    const http = new GuardedHttp(new AllowedHosts([]));
    const port = new URL(origin).port;
    asked = 0;
    for (const host of ["127.0.0.1", "127.1", "0x7f000001", "2130706433", "[::1]", "[::ffff:127.0.0.1]", "localhost"]) {
      const { isRetryable, message } = await refusal(http, `https://${host}:${port}/`);
      assert.equal(isRetryable, false, `${host}: ${message}`);
    }
    for (const url of [origin, "https://user@ci.example/", "https://169.254.169.254/latest", "ftp://ci.example/"]) {
      assert.equal((await refusal(http, url)).isRetryable, false, url);
    }
    assert.equal(asked, 0);
    await http.close();
  });

  it("do not connect to a name that leads inside, whatever else it leads to", async () => {
    const answers: Readonly<Record<string, readonly string[]>> = {
      "inside.example": ["10.0.0.7"],
      "mixed.example": ["1.1.1.1", "127.0.0.1"],
      "nowhere.example": [],
    };
    const resolve: LookupFunction = (hostname, _options, callback) =>
      callback(
        null,
        (answers[hostname] ?? []).map((address) => ({ address, family: 4 })),
      );
    const http = new GuardedHttp(new AllowedHosts([]), 2_000, resolve);
    for (const host of Object.keys(answers)) {
      assert.match((await refusal(http, `https://${host}/`)).message, /not public/, host);
    }
    await http.close();
  });

  it("end in time, and say whether it is worth to try again", async () => {
    const http = new GuardedHttp(new AllowedHosts(["127.0.0.1"]), 300);
    assert.match((await refusal(http, `${origin}/slow`)).message, /no answer within 300 ms/);
    assert.equal((await refusal(http, "http://127.0.0.1:9/")).isRetryable, true);
    await http.close();
  });
});

describe("the list of allowed hosts", () => {
  it("holds names, addresses, and everything below a name", () => {
    const hosts = new AllowedHosts(["ci.corp.example", "*.plants.example", "[::1]"]);
    const allowed = ["http://ci.corp.example:8080/x", "https://a.b.plants.example", "http://[::1]:1/"];
    const others = [
      "https://corp.example",
      "https://plants.example",
      "https://evilplants.example",
      "https://x.ci.corp.example",
    ];
    assert.deepEqual(
      [...allowed, ...others].map((url) => hosts.has(new URL(url))),
      [...allowed.map(() => true), ...others.map(() => false)],
    );
  });
});
