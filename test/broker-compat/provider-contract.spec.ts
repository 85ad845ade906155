import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { projectRoot } from "../../src/config/project-root.js";
import { collectContractFiles, loadContractBundle } from "../../src/governance/public.js";
import { makeTemporaryFolder } from "../support/temporary-folder.js";
import { report } from "./broker-api.js";
import { type BrokerStage, startBroker } from "./broker-stage.js";
import { runRust, withoutRust } from "./pact-clients.js";
import { writePact } from "./pact-files.js";

const PROVIDER = "production-order-v1";
const IN_PRODUCTION = ["--to-environment", "production"];

const OWN = bundledContract();
/** The version in force, and those that may follow it. */
const IN_FORCE = OWN.info.version;
const next = (step: number): string => {
  const [major = "1", minor = "0"] = IN_FORCE.split(".");
  return `${major}.${Number(minor) + step}.0`;
};

/** As much of the document as the changes below need. */
interface OpenApiDocument {
  info: { version: string; description?: string };
  readonly paths: Record<string, unknown>;
  readonly "x-interlock": { lifecycle?: string };
}

type Change = (document: OpenApiDocument) => void;

describe("pactflow publish-provider-contract of the unmodified client", { skip: withoutRust }, () => {
  const folder = makeTemporaryFolder();
  let stage: BrokerStage;

  before(async () => {
    stage = await startBroker();
    await run(0, ["broker", "create-environment", "--name", "production", "--production"]);
  });
  after(async () => {
    await stage.close();
    folder.remove();
  });

  async function run(exitCode: number, args: readonly string[]): Promise<string> {
    const result = await runRust(stage, args);
    const output = `${result.stdout}\n${result.stderr}`;
    assert.equal(result.exitCode, exitCode, `${args.join(" ")}\n${output}`);
    return output;
  }

  /** Publishes our own contract as one document, changed, as a build of a version. */
  async function publish(exitCode: number, number: string, text: string): Promise<string> {
    const file = join(folder.path, "contract.json");
    writeFileSync(file, text);
    const version = ["--provider", PROVIDER, "--provider-app-version", number, "--branch", "main"];
    const results = ["--verification-exit-code", "0", "--verification-results", file, "--verifier", "tests"];
    const types = ["--content-type", "application/json", "--verification-results-content-type", "text/plain"];
    return await run(exitCode, ["pactflow", "publish-provider-contract", file, ...version, ...types, ...results]);
  }

  const canIDeploy = (exitCode: number, number: string): Promise<string> =>
    run(exitCode, ["broker", "can-i-deploy", "-a", PROVIDER, "--version", number, ...IN_PRODUCTION]);

  it("knows a contract in force again, also as one document", async () => {
    assert.match(await publish(0, `${IN_FORCE}+b1`, contractText(IN_FORCE)), /in force already/);
    await canIDeploy(0, `${IN_FORCE}+b1`);
  });

  it("registers a new version with its evidence, which then waits for people", async () => {
    const output = await publish(0, `${next(1)}+b2`, contractText(next(1), describeAnew));
    assert.match(output, /passes BINDING, DIFF, LINT, PACT; others than its author may approve it/);
    assert.match(await canIDeploy(1, `${next(1)}+b2`), /only an approved version is promoted/);
  });

  it("names the rule that a contract breaks, and can-i-deploy says no", async () => {
    const output = await publish(0, `${next(2)}+b3`, contractText(next(2), forgetLifecycle));
    assert.match(output, /cannot be promoted/);
    assert.match(output, /LINT: The evidence LINT is FAILED[\s\S]*lifecycle/);
    assert.match(await canIDeploy(1, `${next(2)}+b3`), /LINT/);
  });

  it("names the change that breaks consumers, and can-i-deploy says no", async () => {
    const output = await publish(0, `${next(3)}+b4`, contractText(next(3), forgetAnOperation));
    assert.match(output, /DIFF: The evidence DIFF is FAILED/);
    assert.match(await canIDeploy(1, `${next(3)}+b4`), /DIFF/);
  });

  it("refuses other content for a version in force, another version than the document's, and what is no contract", async () => {
    const changed = contractText(IN_FORCE, describeAnew);
    assert.match(await publish(1, `${IN_FORCE}+b5`, changed), /promoted with other content/);
    const other = contractText(next(4));
    assert.match(await publish(1, `${next(5)}+b6`, other), new RegExp(`info\\.version ${next(4)}`));
    await publish(1, `${next(5)}+b7`, "{not: [a contract");
    const bare = JSON.stringify({ openapi: "3.1.0", info: { version: next(5) } });
    assert.match(await publish(1, `${next(5)}+b8`, bare), /x-interlock|title/);
  });

  it("lets no consumer be deployed that needs what the contract in force does not promise, though it was verified", async () => {
    await run(0, [
      "broker",
      "record-deployment",
      "-a",
      PROVIDER,
      "--version",
      `${IN_FORCE}+b1`,
      "--environment",
      "production",
    ]);
    for (const [number, member, exitCode] of [
      ["1", "title", 0],
      ["2", "colour", 1],
    ] as const) {
      const file = writePact(folder.path, "printer", timelinePact(member));
      await run(0, ["broker", "publish", file, "-a", number, "--branch", "main"]);
      await report(stage, [PROVIDER, "printer", number], `${IN_FORCE}+b1`, true);
      const asked = ["broker", "can-i-deploy", "-a", "printer", "--version", number, ...IN_PRODUCTION];
      const output = await run(exitCode, asked);
      if (exitCode === 1) assert.match(output, /printer 2 does not fit the document of production-order-v1/);
    }
  });

  it("keeps the document of a provider that is no governed API, without a contract version", async () => {
    const file = join(folder.path, "label-printer.json");
    writeFileSync(file, `{"openapi":"3.1.0","info":{"title":"Labels","version":"1"},"paths":{}}`);
    const version = [
      "--provider",
      "label-printer",
      "--provider-app-version",
      "1",
      "--content-type",
      "application/json",
    ];
    const results = ["--verification-exit-code", "0", "--verification-results", file, "--verifier", "tests"];
    const more = ["--verification-results-content-type", "text/plain", "--branch", "main"];
    const output = await run(0, ["pactflow", "publish-provider-contract", file, ...version, ...results, ...more]);
    assert.match(output, /no contract of an API that is governed here/);
  });
});

const describeAnew: Change = ({ info }) => {
  info.description = `${info.description ?? ""} Built anew.`;
};

const forgetLifecycle: Change = (document) => {
  delete document["x-interlock"].lifecycle;
};

const forgetAnOperation: Change = ({ paths }) => {
  const [first = ""] = Object.keys(paths);
  delete paths[first];
};

/** A consumer that reads one member of the entries of an order's timeline. */
function timelinePact(member: string): string {
  const request = {
    method: "GET",
    path: "/production-order/v1/orders/P100/1000042/timeline",
    headers: { Authorization: "Bearer t" },
  };
  const body = { items: [{ [member]: "x" }] };
  const response = { status: 200, headers: { "Content-Type": "application/json" }, body };
  return JSON.stringify({
    consumer: { name: "printer" },
    provider: { name: PROVIDER },
    interactions: [{ description: `reads ${member}`, request, response }],
    metadata: { pactSpecification: { version: "2.0.0" } },
  });
}

function contractText(version: string, change: Change = () => undefined): string {
  const document = structuredClone(OWN);
  document.info.version = version;
  change(document);
  return JSON.stringify(document);
}

/** Our own contract as one document. */
function bundledContract(): OpenApiDocument {
  const path = join(projectRoot, "contracts", "openapi", "production-order", "v1.yaml");
  const { bundle } = loadContractBundle(collectContractFiles(path));
  assert.ok(bundle !== undefined);
  return bundle.document as object as OpenApiDocument;
}
