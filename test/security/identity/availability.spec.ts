import assert from "node:assert/strict";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import type { ForeignIssuer } from "../../../src/platform/security/foreign-issuers/foreign-issuer.js";
import { KeyRotation } from "../../../src/platform/security/issuer/key-rotation.js";
import { CredentialWatch } from "../../../src/platform/security/tokens/credential-watch.js";
import { createSecurityApplication, type SecurityApplication } from "../../support/security/security-application.js";
import { StandInIssuer } from "../../support/security/stand-in-issuer.js";
import { ManualClock } from "../../support/security/manual-clock.js";
import { WhoamiController } from "./whoami.controller.js";

const REQUESTS = 20;

/** Two processes over HTTP with the clock in the test's hand: hours pass in seconds, under load all the time. */
describe("valid tokens under load", () => {
  const folder = mkdtempSync(join(tmpdir(), "interlock-load-"));
  const stranger = new StandInIssuer(new ManualClock());
  let issuerServer: Server;
  let processes: readonly SecurityApplication[] = [];
  let urls: readonly string[] = [];
  let secret: string;

  before(async () => {
    issuerServer = createServer((_request, response) => {
      response.setHeader("cache-control", "max-age=600");
      if (stranger.isDown) response.writeHead(503).end();
      else response.end(JSON.stringify(stranger.keySet));
    }).listen(0, "127.0.0.1");
    await once(issuerServer, "listening");
    const jwksUri = `http://127.0.0.1:${(issuerServer.address() as AddressInfo).port}/keys`;
    const roles = { erp: { role: "erp-service", plants: "*" } };
    const entry = { name: "corporate", issuer: stranger.url, audience: "interlock", jwksUri, roles };
    const file = join(folder, "issuers.json");
    writeFileSync(file, JSON.stringify({ issuers: [entry] }));
    const settings = { INTERLOCK_ISSUERS_FILE: file, INTERLOCK_PUBLIC_URL: "http://interlock.example" };
    const first = await createSecurityApplication([WhoamiController], undefined, { settings });
    const second = await createSecurityApplication([WhoamiController], undefined, { settings, beside: first });
    processes = [first, second];
    const grants = [{ role: "planner", plants: ["P100"] }];
    secret = await first.createClient({ clientId: "planner-1", name: "Planner", kind: "HUMAN", grants });
    for (const { app } of processes) await app.listen(0, "127.0.0.1");
    urls = await Promise.all(processes.map(async ({ app }) => `${await app.getUrl()}/whoami`));
  });

  after(async () => {
    for (const process of processes.toReversed()) await process.close();
    issuerServer.closeAllConnections();
    issuerServer.close();
    rmSync(folder, { recursive: true });
  });

  const pass = async (seconds: number): Promise<void> => {
    processes[0]?.clock.advance(seconds);
    for (const { app } of processes) {
      await app.get(CredentialWatch).look();
      for (const issuer of app.get<readonly ForeignIssuer[]>("ForeignIssuers")) await issuer.settled();
    }
  };

  /** Statuses of a burst of requests, each with one of the tokens, at each of the processes. */
  const burst = async (tokens: readonly string[]): Promise<number[]> =>
    Promise.all(
      Array.from({ length: REQUESTS }, async (_, index) => {
        const authorization = `Bearer ${tokens[index % tokens.length] ?? ""}`;
        const answer = await fetch(urls[index % urls.length] ?? "", { headers: { authorization } });
        await answer.arrayBuffer();
        return answer.status;
      }),
    );

  it("are all accepted while the signing keys are rotated twice", async (context) => {
    const [first] = processes;
    assert.ok(first !== undefined);
    const rotation = new KeyRotation(join(first.configuration.dataDir, "keys"), first.clock);
    const tokens: string[] = [];
    const rejected: number[] = [];
    let requests = 0;
    for (let round = 0; round < 60; round++) {
      if (round === 5 || round === 40) assert.equal((await rotation.rotate()).result, "ROTATED");
      tokens.push(await first.tokenOf("planner-1", secret));
      const statuses = await burst(tokens.slice(-5));
      requests += statuses.length;
      rejected.push(...statuses.filter((status) => status !== 200));
      await pass(120);
    }
    context.diagnostic(`${requests} requests over ${60 * 2} minutes, ${rejected.length} rejected`);
    assert.deepEqual(rejected, []);
    assert.equal((await rotation.list()).at(-1)?.state, "SIGNING");
  });

  it("are all accepted while their issuer is away for 23 hours, and forged ones are not", async (context) => {
    const [first] = processes;
    assert.ok(first !== undefined);
    const sign = (header: object = {}): Promise<string> => {
      const { seconds } = first.clock;
      return stranger.sign(
        { aud: "interlock", sub: "s", client_id: "erp-1", roles: ["erp"], iat: seconds, exp: seconds + 3600 },
        header,
      );
    };
    assert.deepEqual(new Set(await burst([await sign()])), new Set([200]));
    stranger.isDown = true;
    const statuses = new Set<number>();
    let requests = 0;
    for (let quarter = 0; quarter < 23 * 4; quarter++) {
      await pass(900);
      for (const status of await burst([await sign()])) statuses.add(status);
      requests += REQUESTS;
      assert.deepEqual(new Set(await burst([await sign({ kid: `forged-${quarter}` })])), new Set([401]));
    }
    context.diagnostic(`${requests} requests over 23 hours without the issuer; statuses ${[...statuses].join()}`);
    assert.deepEqual(statuses, new Set([200]));
    const metrics = first.log.filter(({ event }) => event === "jwks.refresh-failed");
    assert.ok(metrics.length > 20, "each failed renewal is in the log");
  });
});
