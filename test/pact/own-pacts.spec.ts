import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { parse } from "yaml";
import { allConsumers } from "../../pact/consumers/all-consumers.js";
import { type ConsumerPact, pactsOf } from "../../pact/need.js";
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
const CONSUMER_VERSION = "1.0.0";
const pacts = pactsOf(allConsumers);
/** The major versions of every API that this build serves, by the provider's name. */
const served = new Map(servedContracts());
const nameOf = ({ consumer, provider }: ConsumerPact): string => `${consumer} and ${provider}`;
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
    for (const pact of pacts) files.set(nameOf(pact), await writePact(pact, folder.path));
    // The warehouse has a place to move things to.
    gateway = await startTestGateway({ role: "all", plant: { mappings: { storageLocation: { RM02: "RM02" } } } });
    token = await pipelineToken(gateway);
    await registry(["create-environment", "--name", "production", "--production"]);
  });
  after(async () => {
    await examples.close();
    await gateway.close();
    folder.remove();
  });

  it("are of specification 4, mix requests and events, and have at most 50 interactions each", () => {
    const written = [...files.values()].map((file) => JSON.parse(readFileSync(file, "utf8")) as PactFile);
    assert.equal(written.length, pacts.length);
    for (const { interactions, metadata } of written) {
      assert.equal(metadata.pactSpecification.version, "4.0");
      assert.ok(interactions.length > 0 && interactions.length <= 50);
      assert.deepEqual([...new Set(interactions.map(({ type }) => type))].toSorted(), [
        "Asynchronous/Messages",
        "Synchronous/HTTP",
      ]);
    }
  });

  it("are about every version that the gateway serves, and no other", () => {
    assert.deepEqual([...new Set(pacts.map(({ provider }) => provider))].toSorted(), [...served.keys()].toSorted());
  });

  it("are published to our own registry by an unmodified client", { skip: SKIP }, async () => {
    const version = ["--consumer-app-version", CONSUMER_VERSION, "--branch", "main"];
    const { exitCode, output } = await registry(["publish", folder.path, ...version]);
    assert.equal(exitCode, 0, output);
  });

  for (const pact of pacts) {
    it(`hold at the running gateway, which the registry is told: ${nameOf(pact)}`, { skip: SKIP }, async () => {
      await verifyGateway(gateway, pact, {
        pactBrokerUrl: `${gateway.url}/pact-broker`,
        pactBrokerToken: token,
        consumerVersionSelectors: [{ consumer: pact.consumer, branch: "main" }],
        publishVerificationResult: true,
        providerVersion: versionOf(pact.provider),
        providerVersionBranch: "main",
      });
    });
  }

  it("let every served version be deployed beside its consumers", { skip: SKIP }, async () => {
    const deploy = async (name: string, version: string): Promise<void> => {
      const what = ["--pacticipant", name, "--version", version];
      const asked = await registry(["can-i-deploy", ...what, "--to-environment", "production"]);
      assert.equal(asked.exitCode, 0, asked.output);
      const recorded = await registry(["record-deployment", ...what, "--environment", "production"]);
      assert.equal(recorded.exitCode, 0, recorded.output);
    };
    await Promise.all([...served.keys()].map((provider) => deploy(provider, versionOf(provider))));
    for (const { name } of allConsumers) await deploy(name, CONSUMER_VERSION);
  });

  it("keep a version from deployment whose contract was never registered", { skip: SKIP }, async () => {
    const what = ["--pacticipant", "production-order-v1", "--version", "1.99.0"];
    assert.equal((await registry(["create-or-update-version", ...what])).exitCode, 0);
    const { exitCode, output } = await registry(["can-i-deploy", ...what, "--to-environment", "production"]);
    assert.equal(exitCode, 1, output);
    assert.match(output, /Version 1\.99\.0 of production-order v1 is not registered/);
  });

  for (const [provider, { path }] of served) {
    for (const kind of ["openapi", "asyncapi"] as const) {
      it(`fit the examples of the ${kind} contract of ${provider}`, async () => {
        const { bundle } = loadContractBundle(collectContractFiles(join(projectRoot, "contracts", kind, path)));
        assert.ok(bundle !== undefined);
        const candidate = comparableContract(bundle);
        const consumers = pacts
          .filter((pact) => pact.provider === provider)
          .map((pact) => {
            const written = JSON.parse(readFileSync(files.get(nameOf(pact)) ?? "", "utf8")) as Record<string, unknown>;
            return { consumer: pact.consumer, version: CONSUMER_VERSION, plants: ["P100"], pact: written };
          });
        assert.deepEqual((await new JudgeConsumers(examples).judge({ candidate }, consumers)).findings, []);
      });
    }
  }

  it("fail where the gateway does not give what is needed", async () => {
    const demanding: ConsumerPact = {
      consumer: "demanding",
      role: "erp-service",
      provider: "production-order-v1",
      needs: [
        {
          kind: "http",
          state: "no such order",
          description: "expects an order where there is none",
          method: "GET",
          path: "/production-order/v1/orders/P100/NONE",
          answer: { status: 200 },
        },
      ],
    };
    const file = await writePact(demanding, folder.path);
    await assert.rejects(verifyGateway(gateway, demanding, { pactUrls: [file] }));
  });
});

/** Each API's contract below contracts/openapi, and its `info.version`. */
function servedContracts(): readonly (readonly [string, { readonly path: string; readonly version: string }])[] {
  const folder = join(projectRoot, "contracts", "openapi");
  return readdirSync(folder).flatMap((api) =>
    readdirSync(join(folder, api)).map((file) => {
      const document = parse(readFileSync(join(folder, api, file), "utf8")) as { info: { version: string } };
      return [
        `${api}-${file.replace(/\.yaml$/, "")}`,
        { path: join(api, file), version: document.info.version },
      ] as const;
    }),
  );
}

/** The served contract version, as this build serves it. */
function versionOf(provider: string): string {
  const version = served.get(provider)?.version;
  assert.ok(version !== undefined, `${provider} is not served`);
  return `${version}+build`;
}
