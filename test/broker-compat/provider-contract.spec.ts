import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { projectRoot } from "../../src/config/project-root.js";
import { collectContractFiles, loadContractBundle } from "../../src/governance/public.js";
import { makeTemporaryFolder } from "../support/temporary-folder.js";
import { type BrokerStage, startBroker } from "./broker-stage.js";
import { runRust, withoutRust } from "./pact-clients.js";

const PROVIDER = "production-order-v1";
const IN_PRODUCTION = ["--to-environment", "production"];

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
    assert.match(await publish(0, "1.0.0+b1", contractText("1.0.0")), /in force already/);
    await canIDeploy(0, "1.0.0+b1");
  });

  it("registers a new version with its evidence, which then waits for people", async () => {
    const output = await publish(0, "1.1.0+b2", contractText("1.1.0", describe110));
    assert.match(output, /passes BINDING, DIFF, LINT, PACT; others than its author may approve it/);
    assert.match(await canIDeploy(1, "1.1.0+b2"), /only an approved version is promoted/);
  });

  it("names the rule that a contract breaks, and can-i-deploy says no", async () => {
    const output = await publish(0, "1.2.0+b3", contractText("1.2.0", forgetLifecycle));
    assert.match(output, /cannot be promoted/);
    assert.match(output, /LINT: The evidence LINT is FAILED[\s\S]*lifecycle/);
    assert.match(await canIDeploy(1, "1.2.0+b3"), /LINT/);
  });

  it("names the change that breaks consumers, and can-i-deploy says no", async () => {
    const output = await publish(0, "1.3.0+b4", contractText("1.3.0", forgetAnOperation));
    assert.match(output, /DIFF: The evidence DIFF is FAILED/);
    assert.match(await canIDeploy(1, "1.3.0+b4"), /DIFF/);
  });

  it("refuses other content for a version in force, another version than the document's, and what is no contract", async () => {
    assert.match(
      await publish(1, "1.0.0+b5", contractText("1.0.0", describe110)),
      /in force|promoted with other content/,
    );
    assert.match(await publish(1, "1.9.0+b6", contractText("1.4.0")), /info\.version 1\.4\.0/);
    await publish(1, "1.5.0+b7", "{not: [a contract");
    assert.match(await publish(1, "1.5.0+b8", `{"openapi":"3.1.0","info":{"version":"1.5.0"}}`), /x-interlock|title/);
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

const describe110: Change = ({ info }) => {
  info.description = `${info.description ?? ""} Built anew.`;
};

const forgetLifecycle: Change = (document) => {
  delete document["x-interlock"].lifecycle;
};

const forgetAnOperation: Change = ({ paths }) => {
  const [first = ""] = Object.keys(paths);
  delete paths[first];
};

function contractText(version: string, change: Change = () => undefined): string {
  const path = join(projectRoot, "contracts", "openapi", "production-order", "v1.yaml");
  const { bundle } = loadContractBundle(collectContractFiles(path));
  assert.ok(bundle !== undefined);
  const document = structuredClone(bundle.document) as object as OpenApiDocument;
  document.info.version = version;
  change(document);
  return JSON.stringify(document);
}
