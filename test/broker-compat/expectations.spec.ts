import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { Verifier } from "@pact-foundation/pact";
import { makeTemporaryFolder } from "../support/temporary-folder.js";
import { type BrokerStage, startBroker } from "./broker-stage.js";
import { pactflowClient } from "./expectations/pactflow-client.js";
import { RegistryStates } from "./expectations/registry-states.js";
import { rubyClient } from "./expectations/ruby-client.js";
import { rustClient } from "./expectations/rust-client.js";
import { verifier } from "./expectations/verifier.js";
import { writeExpectations } from "./expectations/write-expectations.js";

// The library reads this when it is first used; only this exact text turns its telemetry off.
process.env["PACT_DO_NOT_TRACK"] = "true";

const TIMEOUT_MS = 60_000;

describe("what Pact clients expect of a registry, as pacts replayed by the unmodified verifier", () => {
  const folder = makeTemporaryFolder();
  let stage: BrokerStage;

  before(async () => {
    stage = await startBroker();
  });
  after(async () => {
    await stage.close();
    folder.remove();
  });

  for (const client of [rustClient, rubyClient, verifier, pactflowClient]) {
    it(`holds at the running registry: ${client.client}, ${client.expectations.length} interactions`, async () => {
      const credentials = Buffer.from(`${stage.username}:${stage.password}`).toString("base64");
      await new Verifier({
        provider: "pact-registry",
        providerBaseUrl: stage.url,
        pactUrls: [writeExpectations(client, folder.path)],
        stateHandlers: new RegistryStates(stage).handlers(),
        requestFilter: (request, _response, next) => {
          request.headers["authorization"] = `Basic ${credentials}`;
          next();
        },
        logLevel: "error",
        timeout: TIMEOUT_MS,
      }).verifyProvider();
    });
  }

  it("would be noticed where the registry did not give it", async () => {
    const [index] = rustClient.expectations;
    assert.ok(index !== undefined);
    const more = { ...index, answer: { _links: { "pb:nothing-of-the-kind": { href: "http://broker.example/x" } } } };
    const file = writeExpectations({ ...rustClient, client: "demanding", expectations: [more] }, folder.path);
    const credentials = Buffer.from(`${stage.username}:${stage.password}`).toString("base64");
    const customProviderHeaders = { authorization: `Basic ${credentials}` };
    const options = { provider: "pact-registry", providerBaseUrl: stage.url, pactUrls: [file], customProviderHeaders };
    await assert.rejects(new Verifier({ ...options, logLevel: "error", timeout: TIMEOUT_MS }).verifyProvider());
  });
});
