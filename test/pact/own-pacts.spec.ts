import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { parse } from "yaml";
import { allConsumers } from "../../pact/consumers/all-consumers.js";
import { verifyGateway } from "../../pact/provider/verify-gateway.js";
import { writePact } from "../../pact/write-pact.js";
import { projectRoot } from "../../src/config/project-root.js";
import { collectContractFiles, loadContractBundle } from "../../src/governance/public.js";
import { comparableContract } from "../../src/verification/comparison/comparable-contract.js";
import { JudgeConsumers } from "../../src/verification/comparison/judge-consumers.js";
import { ThreadedExampleComparison } from "../../src/verification/comparison/threaded-example-comparison.js";
import { type TestGateway, startTestGateway } from "../support/gateway/test-gateway.js";
import { pipelineToken } from "./pipeline-token.js";
import { runClient, rustClient } from "./pact-clients.js";
import { makeTemporaryFolder } from "../support/temporary-folder.js";

// The library reads these when it is first used; only this exact text turns its telemetry off.
process.env["PACT_DO_NOT_TRACK"] = "true";

const SKIP = rustClient.command === undefined ? `npm has no binary of ${rustClient.name} for this machine` : false;
const PROVIDER = "production-order-v1";
const CONSUMER_VERSION = "1.0.0";
/** The served contract version, as this build serves it. */
const providerVersion = `${versionOf("openapi")}+build`;
const examples = new ThreadedExampleComparison();

interface PactFile {
  readonly interactions: readonly { readonly type: string }[];
  readonly metadata: { readonly pactSpecification: { readonly version: string } };
}

describe("the pacts of our consumers", () => {
  const folder = makeTemporaryFolder();
  const files = new Map<string, string>();
  let gateway: TestGateway;
  let token: string;
  const registry = (args: readonly string[]) =>
    runClient(rustClient.command ?? [], [
      ...args,
      "--broker-base-url",
      `${gateway.url}/pact-broker`,
      "--broker-token",
      token,
    ]);

  before(async () => {
    for (const consumer of allConsumers) files.set(consumer.name, await writePact(consumer, folder.path));
    gateway = await startTestGateway({ role: "all" });
    token = await pipelineToken(gateway);
    await registry(["create-environment", "--name", "production", "--production"]);
  });
  after(async () => {
    await examples.close();
    await gateway.close();
    folder.remove();
  });

  it("are of specification 4, mix requests and events, and have at most 50 interactions each", () => {
    const pacts = [...files.values()].map((file) => JSON.parse(readFileSync(file, "utf8")) as PactFile);
    assert.equal(pacts.length, 5);
    for (const { interactions, metadata } of pacts) {
      assert.equal(metadata.pactSpecification.version, "4.0");
      assert.ok(interactions.length > 0 && interactions.length <= 50);
      assert.deepEqual([...new Set(interactions.map(({ type }) => type))].toSorted(), [
        "Asynchronous/Messages",
        "Synchronous/HTTP",
      ]);
    }
  });

  it("are about versions that the gateway brings along", () => {
    const folderOfApis = join(projectRoot, "contracts", "openapi");
    const served = readdirSync(folderOfApis).flatMap((api) =>
      readdirSync(join(folderOfApis, api)).map((file) => `${api}-${file.replace(/\.yaml$/, "")}`),
    );
    for (const { name, provider } of allConsumers) assert.ok(served.includes(provider), `${name} needs ${provider}`);
  });

  it("are published to our own registry by an unmodified client", { skip: SKIP }, async () => {
    const version = ["--consumer-app-version", CONSUMER_VERSION, "--branch", "main"];
    const { exitCode, output } = await registry(["publish", folder.path, ...version]);
    assert.equal(exitCode, 0, output);
  });

  for (const consumer of allConsumers) {
    it(`hold at the running gateway, which the registry is told: ${consumer.name}`, { skip: SKIP }, async () => {
      await verifyGateway(gateway, consumer, {
        pactBrokerUrl: `${gateway.url}/pact-broker`,
        pactBrokerToken: token,
        consumerVersionSelectors: [{ consumer: consumer.name, branch: "main" }],
        publishVerificationResult: true,
        providerVersion,
        providerVersionBranch: "main",
      });
    });
  }

  it("let the served version be deployed beside its consumers", { skip: SKIP }, async () => {
    const consumers = allConsumers.map(({ name }) => [name, CONSUMER_VERSION] as const);
    for (const [name, version] of [[PROVIDER, providerVersion] as const, ...consumers]) {
      const what = ["--pacticipant", name, "--version", version];
      const asked = await registry(["can-i-deploy", ...what, "--to-environment", "production"]);
      assert.equal(asked.exitCode, 0, asked.output);
      const recorded = await registry(["record-deployment", ...what, "--environment", "production"]);
      assert.equal(recorded.exitCode, 0, recorded.output);
    }
  });

  it("keep a version from deployment whose contract was never registered", { skip: SKIP }, async () => {
    const what = ["--pacticipant", PROVIDER, "--version", "1.99.0"];
    assert.equal((await registry(["create-or-update-version", ...what])).exitCode, 0);
    const { exitCode, output } = await registry(["can-i-deploy", ...what, "--to-environment", "production"]);
    assert.equal(exitCode, 1, output);
    assert.match(output, /Version 1\.99\.0 of production-order v1 is not registered/);
  });

  for (const kind of ["openapi", "asyncapi"] as const) {
    it(`fit the examples of the ${kind} contract`, async () => {
      const { bundle } = loadContractBundle(
        collectContractFiles(join(projectRoot, "contracts", kind, "production-order", "v1.yaml")),
      );
      assert.ok(bundle !== undefined);
      const candidate = comparableContract(bundle);
      const consumers = [...files].map(([consumer, file]) => {
        const pact = JSON.parse(readFileSync(file, "utf8")) as Record<string, unknown>;
        return { consumer, version: "1.0.0", plants: ["P100"], pact };
      });
      assert.deepEqual((await new JudgeConsumers(examples).judge({ candidate }, consumers)).findings, []);
    });
  }

  it("fail where the gateway does not give what is needed", async () => {
    const [erp] = allConsumers;
    assert.ok(erp !== undefined);
    const demanding = {
      ...erp,
      name: "demanding",
      needs: [
        {
          kind: "http" as const,
          state: "no such order",
          description: "expects an order where there is none",
          method: "GET" as const,
          path: "/production-order/v1/orders/P100/NONE",
          answer: { status: 200 },
        },
      ],
    };
    const file = await writePact(demanding, folder.path);
    await assert.rejects(verifyGateway(gateway, demanding, { pactUrls: [file] }));
  });
});

/** `info.version` of our own contract. */
function versionOf(kind: string): string {
  const text = readFileSync(join(projectRoot, "contracts", kind, "production-order", "v1.yaml"), "utf8");
  return (parse(text) as { readonly info: { readonly version: string } }).info.version;
}
