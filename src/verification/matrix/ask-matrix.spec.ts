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
import { AskMatrix } from "./ask-matrix.js";
import type { DeploymentVerdict } from "./deployment-verdict.js";
import type { MatrixQuestion } from "./matrix-question.js";

const ACTOR = { clientId: "pipeline", kind: "SERVICE", correlationId: "c", traceparent: "t" } as const;
const CONSUMERS = 13;
const PLANTS = 40;

describe("the matrix", () => {
  let testDatabase: TestDatabase;
  let database: Database;
  let participants: ParticipantRegistry;
  let publishing: PublishContracts;
  let presences: PresenceRegistry;
  let environments: EnvironmentRegistry;
  let results: VerificationResults;
  let pacts: ReadPacts;

  before(async () => {
    testDatabase = await createTestDatabase();
    const configuration = { ...readConfiguration({}), databaseUrl: testDatabase.url };
    database = await openDatabase(configuration, () => undefined);
    const { unitOfWork } = database;
    const audit = new AuditLog(systemClock);
    participants = new ParticipantRegistry(unitOfWork, audit);
    publishing = new PublishContracts(unitOfWork, audit);
    presences = new PresenceRegistry(unitOfWork, audit, systemClock);
    environments = new EnvironmentRegistry(unitOfWork, audit);
    results = new VerificationResults(unitOfWork, audit);
    pacts = new ReadPacts(unitOfWork);
  });
  after(async () => {
    await database.close();
    await testDatabase.drop();
  });

  const publish = async (consumer: string, number: string, provider: string, path: string): Promise<void> => {
    const document = { interactions: [{ description: path, request: { path } }] };
    const each = { provider, document, onConflict: "fail" } as const;
    await publishing.publish({ consumer, number, branch: "main", tags: [], pacts: [each] }, ACTOR);
  };
  const verify = async (
    consumer: string,
    number: string,
    [provider, providerNumber]: [string, string],
    isSuccess = true,
  ) => {
    const { contentId } = await pacts.one(provider, consumer, { number });
    const rest = { testResults: undefined, verifiedBy: undefined, consumerVersionIds: [] };
    await results.record(contentId, { isSuccess, providerNumber, ...rest }, ACTOR);
  };
  const makeEnvironment = async (name: string) =>
    await environments.create({ name, displayName: null, isProduction: true, contacts: [] }, ACTOR);
  const run = async (
    environment: Awaited<ReturnType<typeof makeEnvironment>>,
    name: string,
    number: string,
    plant: string,
  ) => await presences.record("DEPLOYED", await participants.getVersion(name, number), environment, plant, ACTOR);
  const ask = async (
    question: Partial<MatrixQuestion> & Pick<MatrixQuestion, "selectors">,
  ): Promise<DeploymentVerdict> =>
    await new AskMatrix(database.unitOfWork, []).ask({
      ignored: [],
      isLatestProviderOnly: true,
      shownMax: 100,
      ...question,
    });

  it("finds failures beyond the rows it shows, in a fleet of 520 rows", async () => {
    const fleet = await makeEnvironment("fleet");
    const roll = async (consumer: number): Promise<void> => {
      for (let plant = 0; plant < PLANTS; plant++) {
        const [name, number] = [`mes-${consumer}`, `${plant}`];
        await publish(name, number, "hub", `/${consumer}/${plant}`);
        await run(fleet, name, number, `P${plant}`);
        if (plant !== 7) await verify(name, number, ["hub", "1"]);
      }
    };
    await Promise.all(Array.from({ length: CONSUMERS }, (_, consumer) => roll(consumer)));
    const question = {
      selectors: [{ participant: "hub", number: "1" }],
      target: { kind: "environment", name: "fleet" },
    } as const;
    const unknown = await ask({ ...question, shownMax: 5 });
    assert.deepEqual([unknown.isDeployable, unknown.rows.length], [null, 5]);
    assert.deepEqual(unknown.counts, { success: 507, failed: 0, unknown: 13, ignored: 0 });
    for (let consumer = 0; consumer < CONSUMERS; consumer++)
      await verify(`mes-${consumer}`, "7", ["hub", "1"], consumer > 0);
    const failed = await ask(question);
    assert.deepEqual([failed.isDeployable, failed.counts.failed, failed.rows.length], [false, 1, 100]);
    assert.equal(failed.rows[0]?.consumer, "mes-0");
    await verify("mes-0", "7", ["hub", "1"], true);
    assert.equal((await ask(question)).isDeployable, true);
  });

  it("takes every provider version that runs, also when asked for the newest only", async () => {
    const plants = await makeEnvironment("plants");
    await publish("erp", "1", "gateway", "/a");
    for (const number of ["1", "2"]) {
      await verify("erp", "1", ["gateway", number], number === "2");
      await run(plants, "gateway", number, `P${number}`);
    }
    const question = {
      selectors: [{ participant: "erp", number: "1" }],
      target: { kind: "environment", name: "plants" },
    } as const;
    assert.equal((await ask(question)).isDeployable, false);
    await run(plants, "gateway", "2", "P1");
    assert.equal((await ask(question)).isDeployable, true);
  });

  it("holds a result for every version that demands the same, and for no other", async () => {
    await publish("erp", "2", "gateway", "/a");
    await publish("erp", "3", "gateway", "/b");
    const between = (number: string) => [
      { participant: "erp", number },
      { participant: "gateway", number: "2" },
    ];
    assert.equal((await ask({ selectors: between("2") })).isDeployable, true);
    assert.equal((await ask({ selectors: between("3") })).isDeployable, null);
  });

  it("says no for versions that are not there and yes where nothing is needed", async () => {
    const target = { kind: "environment", name: "plants" } as const;
    assert.equal((await ask({ selectors: [{ participant: "erp", number: "none" }], target })).isDeployable, false);
    assert.equal((await ask({ selectors: [{ participant: "nobody", number: "1" }], target })).isDeployable, false);
    await participants.putVersion("alone", "1", {}, ACTOR);
    assert.equal((await ask({ selectors: [{ participant: "alone", number: "1" }], target })).isDeployable, true);
  });

  it("leaves ignored participants out of the verdict and counts them", async () => {
    const target = { kind: "environment", name: "plants" } as const;
    const selectors = [{ participant: "erp", number: "3" }];
    assert.equal((await ask({ selectors, target })).isDeployable, null);
    const verdict = await ask({ selectors, target, ignored: [{ participant: "gateway" }] });
    assert.deepEqual([verdict.isDeployable, verdict.counts.ignored], [true, 1]);
  });

  it("turns to no when a gate refuses, and prints the reason", async () => {
    const gate = { judge: () => Promise.resolve([{ text: "The contract breaks a rule." }]) };
    const question = {
      selectors: [{ participant: "alone", number: "1" }],
      ignored: [],
      isLatestProviderOnly: false,
      shownMax: 1,
    };
    const verdict = await new AskMatrix(database.unitOfWork, [gate]).ask(question);
    assert.equal(verdict.isDeployable, false);
    assert.ok(verdict.notices.some(({ text }) => text === "The contract breaks a rule."));
  });

  it("takes sixteen publishers of one version and branch at once without an error", async () => {
    const publishers = Array.from({ length: 16 }, async (_, index) => {
      for (let round = 0; round < 5; round++)
        await publish("shared", `${round}`, `provider-${index % 4}`, `/${index % 4}`);
    });
    await Promise.all(publishers);
    assert.equal((await participants.listVersions("shared")).length, 5);
  });
});
