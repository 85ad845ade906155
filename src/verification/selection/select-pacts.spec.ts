import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { createTestDatabase, type TestDatabase } from "../../../test/support/test-database.js";
import { readConfiguration } from "../../config/configuration.js";
import { systemClock } from "../../kernel/clock.js";
import { AuditLog } from "../../platform/audit/public.js";
import { type Database, openDatabase } from "../../platform/persistence/open-database.js";
import { EnvironmentRegistry } from "../environments/environment-registry.js";
import { PresenceRegistry } from "../environments/presence-registry.js";
import { ParticipantRegistry } from "../participants/participant-registry.js";
import { PublishContracts } from "../publication/publish-contracts.js";
import { ReadPacts } from "../publication/read-pacts.js";
import { VerificationResults } from "../results/verification-results.js";
import { SelectPacts } from "./select-pacts.js";
import type { ConsumerVersionSelector, SelectedPact, SelectionRequest } from "./selection-request.js";

const ACTOR = { clientId: "pipeline", kind: "SERVICE", correlationId: "c", traceparent: "t" } as const;
const NOTHING = {
  isMainBranch: false,
  isMatchingBranch: false,
  isLatest: false,
  isDeployed: false,
  isReleased: false,
};

describe("what a provider verifies", () => {
  let testDatabase: TestDatabase;
  let database: Database;
  let publishing: PublishContracts;
  let pacts: ReadPacts;
  let results: VerificationResults;
  let participants: ParticipantRegistry;

  before(async () => {
    testDatabase = await createTestDatabase();
    database = await openDatabase({ ...readConfiguration({}), databaseUrl: testDatabase.url }, () => undefined);
    const { unitOfWork } = database;
    const audit = new AuditLog(systemClock);
    publishing = new PublishContracts(unitOfWork, audit);
    pacts = new ReadPacts(unitOfWork);
    results = new VerificationResults(unitOfWork, audit);
    participants = new ParticipantRegistry(unitOfWork, audit);
    // mes: main 1, 2 and 3; feature 4. lab: main 1 only. Every version demands something else.
    await publish("mes", "1", "main", ["prod"]);
    await publish("mes", "2", "main", ["prod"]);
    await publish("mes", "3", "main");
    await publish("mes", "4", "feature");
    await publish("lab", "1", "main", ["test"]);
    await run("site", ["1", "P100"], ["3", "P200"]);
    await run("test", ["2", "P100"]);
  });
  after(async () => {
    await database.close();
    await testDatabase.drop();
  });

  const publish = async (consumer: string, number: string, branch: string, tags: readonly string[] = []) => {
    const document = { interactions: [{ description: `${consumer} ${number}`, request: { path: `/${number}` } }] };
    const each = { provider: "hub", document, onConflict: "fail" } as const;
    await publishing.publish({ consumer, number, branch, tags, pacts: [each] }, ACTOR);
  };
  const run = async (name: string, ...versions: readonly (readonly [number: string, plant: string])[]) => {
    const audit = new AuditLog(systemClock);
    const definition = { name, displayName: null, isProduction: true, contacts: [] };
    const environment = await new EnvironmentRegistry(database.unitOfWork, audit).create(definition, ACTOR);
    const presences = new PresenceRegistry(database.unitOfWork, audit, systemClock);
    for (const [number, plant] of versions) {
      const version = await participants.getVersion("mes", number);
      await presences.record("DEPLOYED", version, environment, plant, ACTOR);
    }
  };
  const verify = async (number: string, providerNumber: string) => {
    const { contentId } = await pacts.one("hub", "mes", { number });
    const rest = { testResults: undefined, verifiedBy: undefined, consumerVersionIds: [] };
    await results.record(contentId, { isSuccess: true, providerNumber, ...rest }, ACTOR);
  };
  const ask = async (
    selector: Partial<ConsumerVersionSelector>,
    request: Partial<SelectionRequest> = {},
  ): Promise<readonly SelectedPact[]> =>
    await new SelectPacts(database.unitOfWork).select({
      provider: "hub",
      selectors: [{ ...NOTHING, ...selector }],
      providerTags: [],
      isPendingIncluded: false,
      ...request,
    });
  const versionsFor = async (selector: Partial<ConsumerVersionSelector>): Promise<readonly string[]> =>
    (await ask(selector))
      .flatMap(({ consumer, versions }) => versions.map(({ number }) => `${consumer} ${number}`))
      .toSorted();

  it("is the newest pact of each consumer for latest", async () => {
    assert.deepEqual(await versionsFor({ isLatest: true }), ["lab 1", "mes 4"]);
  });

  it("is the head of a branch, and of the main one", async () => {
    assert.deepEqual(await versionsFor({ branch: "feature" }), ["mes 4"]);
    assert.deepEqual(await versionsFor({ isMainBranch: true }), ["lab 1", "mes 3"]);
    assert.deepEqual(await versionsFor({ isMainBranch: true, consumer: "lab" }), ["lab 1"]);
    assert.deepEqual(await versionsFor({ branch: "none", fallbackBranch: "main" }), ["lab 1", "mes 3"]);
  });

  it("is every version with a tag, and only the newest for latest", async () => {
    assert.deepEqual(await versionsFor({ tag: "prod" }), ["mes 1", "mes 2"]);
    assert.deepEqual(await versionsFor({ tag: "prod", isLatest: true }), ["mes 2"]);
    assert.deepEqual(await versionsFor({ tag: "none", fallbackTag: "test" }), ["lab 1"]);
  });

  it("is every version that runs, in one environment or in any", async () => {
    assert.deepEqual(await versionsFor({ isDeployed: true }), ["mes 1", "mes 2", "mes 3"]);
    assert.deepEqual(await versionsFor({ isReleased: true }), []);
    assert.deepEqual(await versionsFor({ environment: "site" }), ["mes 1", "mes 3"]);
    assert.deepEqual(await versionsFor({ environment: "site", tag: "prod" }), ["mes 1"]);
    assert.deepEqual(await versionsFor({ environment: "none" }), []);
  });

  it("is pending until the branch of the provider, its tag, or anybody has verified it", async () => {
    await verify("3", "10");
    await participants.putVersion("hub", "10", { branch: "main", tags: ["ok"] }, ACTOR);
    const pendingFor = async (request: Partial<SelectionRequest>): Promise<readonly string[]> =>
      (await ask({ isMainBranch: true }, { isPendingIncluded: true, ...request }))
        .filter(({ isPending }) => isPending)
        .map(({ consumer }) => consumer);
    assert.deepEqual(await pendingFor({ providerBranch: "main" }), ["lab"]);
    assert.deepEqual(await pendingFor({ providerBranch: "other" }), ["lab", "mes"]);
    assert.deepEqual(await pendingFor({ providerTags: ["ok"] }), ["lab"]);
    assert.deepEqual(await pendingFor({ providerTags: ["ok", "other"] }), ["lab", "mes"]);
    assert.deepEqual(await pendingFor({}), ["lab"]);
  });

  it("adds heads of branches as work in progress, unless verified or older", async () => {
    const addedSince = async (since: string, request: Partial<SelectionRequest>): Promise<readonly string[]> =>
      (await ask({ branch: "none" }, { workInProgressSince: since, isPendingIncluded: true, ...request }))
        .filter(({ isWorkInProgress, isPending }) => isWorkInProgress && isPending)
        .flatMap(({ consumer, versions }) => versions.map(({ number }) => `${consumer} ${number}`))
        .toSorted();
    assert.deepEqual(await addedSince("2020-01-01", { providerBranch: "main" }), ["lab 1", "mes 4"]);
    assert.deepEqual(await addedSince("2020-01-01", { providerTags: ["ok"] }), ["lab 1", "mes 4"]);
    assert.deepEqual(await addedSince("2999-01-01", { providerBranch: "main" }), []);
  });
});
