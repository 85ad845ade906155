import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { type TestGateway, startTestGateway } from "../support/gateway/test-gateway.js";
import { makeCoResidents, makeFleet } from "./fleet-fixture.js";
import { pipelineToken } from "./pipeline-token.js";
import { rubyClient, runClient, rustClient } from "./pact-clients.js";

/** What the reference registry answers wrongly with yes, asked by unmodified clients. */
describe("can-i-deploy for a fleet", () => {
  let gateway: TestGateway;
  let connection: readonly string[];

  before(async () => {
    gateway = await startTestGateway({ role: "gateway" });
    connection = ["--broker-base-url", `${gateway.url}/pact-broker`, "--broker-token", await pipelineToken(gateway)];
    const { pool } = gateway.database;
    await makeFleet(pool, "unverified", (row) => (row < 117 ? "success" : "unknown"));
    await makeFleet(pool, "failing", (row) => (row < 481 ? "success" : "failed"));
    await makeFleet(pool, "passing", () => "success");
    await makeCoResidents(pool);
  });
  after(() => gateway.close());

  for (const client of [rustClient, rubyClient]) {
    const { name, command } = client;
    const options = { skip: command === undefined ? `npm has no binary of ${name} for this machine` : false };
    const ask = (participant: string, number: string, environment: string) =>
      runClient(command ?? [], [
        "can-i-deploy",
        "--pacticipant",
        participant,
        "--version",
        number,
        "--to-environment",
        environment,
        ...connection,
      ]);

    it(`says yes where all 520 rows pass: ${name}`, options, async () => {
      const { exitCode, output } = await ask("passing", "240", "passing-plants");
      assert.equal(exitCode, 0, output);
    });

    it(`says no to 403 unverified rows behind 117 that pass: ${name}`, options, async () => {
      const { exitCode, output } = await ask("unverified", "240", "unverified-plants");
      assert.equal(exitCode, 1, output);
    });

    it(`says no to 39 failed rows behind 481 that pass: ${name}`, options, async () => {
      const { exitCode, output } = await ask("failing", "240", "failing-plants");
      assert.equal(exitCode, 1, output);
    });

    it(`says no where one of two provider versions side by side fails: ${name}`, options, async () => {
      const { exitCode, output } = await ask("co-consumer", "c1", "co-production");
      assert.equal(exitCode, 1, output);
      assert.match(output, /p1/);
    });
  }
});
