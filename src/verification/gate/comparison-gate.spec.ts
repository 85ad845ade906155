import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { createTestDatabase, type TestDatabase } from "../../../test/support/test-database.js";
import { readConfiguration } from "../../config/configuration.js";
import { systemClock } from "../../kernel/clock.js";
import { AuditLog } from "../../platform/audit/public.js";
import { type Database, openDatabase } from "../../platform/persistence/open-database.js";
import { ReadContracts } from "../../registry/public.js";
import { ContractVersionStore } from "../../registry/contract-version.store.js";
import { JudgeConsumers } from "../comparison/judge-consumers.js";
import { ThreadedExampleComparison } from "../comparison/threaded-example-comparison.js";
import { EnvironmentRegistry } from "../environments/environment-registry.js";
import { PresenceRegistry } from "../environments/presence-registry.js";
import { AskMatrix } from "../matrix/ask-matrix.js";
import type { DeploymentVerdict } from "../matrix/deployment-verdict.js";
import { ParticipantRegistry } from "../participants/participant-registry.js";
import { ParticipantPolicies } from "../policy/participant-policies.js";
import { PublishContracts } from "../publication/publish-contracts.js";
import { PublishProviderContract } from "../publication/publish-provider-contract.js";
import { ComparisonGate } from "./comparison-gate.js";
import { ReadProviderDocuments } from "./provider-documents.js";

const ACTOR = { clientId: "pipeline", kind: "SERVICE", correlationId: "c", traceparent: "t" } as const;
const PRODUCTION = { kind: "environment", name: "production" } as const;

const document = (members: readonly string[]): string =>
  JSON.stringify({
    openapi: "3.1.0",
    info: { title: "Labels", version: "1" },
    paths: {
      "/labels/{id}": {
        get: {
          parameters: [{ name: "id", in: "path", required: true, schema: { type: "string" } }],
          responses: {
            200: {
              description: "A label.",
              content: {
                "application/json": {
                  schema: {
                    type: "object",
                    additionalProperties: false,
                    required: members,
                    properties: Object.fromEntries(members.map((member) => [member, { type: "string" }])),
                  },
                },
              },
            },
          },
        },
      },
    },
  });

describe("the comparison of pacts with what providers published, at can-i-deploy", () => {
  const examples = new ThreadedExampleComparison();
  let testDatabase: TestDatabase;
  let database: Database;
  let policies: ParticipantPolicies;
  let matrix: AskMatrix;
  let publishing: PublishContracts;
  let providers: PublishProviderContract;
  let deploy: (name: string, number: string) => Promise<unknown>;

  before(async () => {
    testDatabase = await createTestDatabase();
    const configuration = { ...readConfiguration({}), databaseUrl: testDatabase.url };
    database = await openDatabase(configuration, () => undefined);
    const { unitOfWork } = database;
    const audit = new AuditLog(systemClock);
    const contracts = new ReadContracts(new ContractVersionStore(unitOfWork));
    const documents = new ReadProviderDocuments(unitOfWork, contracts, systemClock);
    matrix = new AskMatrix(unitOfWork, [new ComparisonGate(unitOfWork, documents, new JudgeConsumers(examples))]);
    policies = new ParticipantPolicies(unitOfWork, audit);
    publishing = new PublishContracts(unitOfWork, audit);
    providers = new PublishProviderContract(unitOfWork, audit, []);
    const participants = new ParticipantRegistry(unitOfWork, audit);
    const environments = new EnvironmentRegistry(unitOfWork, audit);
    const presences = new PresenceRegistry(unitOfWork, audit, systemClock);
    const definition = { name: "production", displayName: null, isProduction: true, contacts: [] };
    const environment = await environments.create(definition, ACTOR);
    deploy = async (name, number) =>
      await presences.record("DEPLOYED", await participants.getVersion(name, number), environment, "", ACTOR);
    await publishConsumer("1", ["text"]);
    await publishProvider("1", ["text", "size"]);
    await deploy("labels", "1");
    await policies.set("labels", ["COMPARISON"], "it runs no verifications", ACTOR);
  });
  after(async () => {
    await examples.close();
    await database.close();
    await testDatabase.drop();
  });

  async function publishConsumer(number: string, members: readonly string[]): Promise<void> {
    const body = Object.fromEntries(members.map((member) => [member, "x"]));
    const interaction = {
      description: `reads ${members.join(", ")}`,
      request: { method: "GET", path: "/labels/1" },
      response: { status: 200, headers: { "Content-Type": "application/json" }, body },
    };
    const pact = { interactions: [interaction], metadata: { pactSpecification: { version: "2.0.0" } } };
    const each = { provider: "labels", document: pact, onConflict: "fail" } as const;
    await publishing.publish({ consumer: "printer", number, branch: "main", tags: [], pacts: [each] }, ACTOR);
  }

  async function publishProvider(number: string, members: readonly string[]): Promise<void> {
    const types = { contentType: "application/json", specification: "oas" };
    const contract = { provider: "labels", number, branch: "main", tags: [], content: document(members), ...types };
    await providers.publish(contract, ACTOR, () => undefined);
  }

  const ask = async (participant: string, number: string): Promise<DeploymentVerdict> =>
    await matrix.ask({
      selectors: [{ participant, number }],
      ignored: [],
      target: PRODUCTION,
      isLatestProviderOnly: true,
      shownMax: 10,
    });

  it("stands in for verifications where the policy says so", async () => {
    const verdict = await ask("printer", "1");
    assert.deepEqual([verdict.isDeployable, verdict.counts.ignored], [true, 1]);
    await policies.set("labels", ["PACT", "COMPARISON"], "both", ACTOR);
    assert.equal((await ask("printer", "1")).isDeployable, null);
    await policies.set("labels", ["COMPARISON"], "one", ACTOR);
  });

  it("refuses a consumer that needs what the provider that runs does not give", async () => {
    await publishConsumer("2", ["text", "colour"]);
    const { isDeployable, reason } = await ask("printer", "2");
    assert.equal(isDeployable, false);
    assert.match(reason, /printer 2 does not fit the document of labels 1.*colour/s);
  });

  it("refuses a provider that no longer gives what a consumer that runs needs", async () => {
    await deploy("printer", "1");
    await publishProvider("2", ["size"]);
    const { isDeployable, reason } = await ask("labels", "2");
    assert.equal(isDeployable, false);
    assert.match(reason, /printer 1 does not fit the document of labels 2.*text/s);
    await publishProvider("3", ["text"]);
    assert.equal((await ask("labels", "3")).isDeployable, true);
  });

  it("refuses a provider version without a document, and one whose document cannot be read", async () => {
    await new ParticipantRegistry(database.unitOfWork, new AuditLog(systemClock)).putVersion("labels", "4", {}, ACTOR);
    assert.match((await ask("labels", "4")).reason, /published no document/);
    const broken = { provider: "labels", number: "5", tags: [], content: "{", contentType: "x", specification: "oas" };
    await providers.publish(broken, ACTOR, () => undefined);
    assert.match((await ask("labels", "5")).reason, /came to no result/);
  });

  it("asks nothing of a provider that is judged by its pacts alone", async () => {
    await policies.set("labels", null, "as before", ACTOR);
    assert.equal((await ask("labels", "4")).isDeployable, null);
  });
});
