import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { createTestDatabase, type TestDatabase } from "../../../test/support/test-database.js";
import { readConfiguration } from "../../config/configuration.js";
import { systemClock } from "../../kernel/clock.js";
import { AuditLog } from "../../platform/audit/public.js";
import { type Database, openDatabase } from "../../platform/persistence/open-database.js";
import { AskMatrix } from "../matrix/ask-matrix.js";
import { DeletePact } from "../publication/delete-pact.js";
import { PublishContracts, type SubmittedPact } from "../publication/publish-contracts.js";
import { ReadPacts } from "../publication/read-pacts.js";
import { VerificationResults } from "../results/verification-results.js";
import { EquateVersion } from "./equate-version.js";
import { ParticipantRegistry } from "./participant-registry.js";

const ACTOR = { clientId: "pipeline", kind: "SERVICE", correlationId: "c", traceparent: "t" } as const;

/** Ids as the verifier names interactions that have passed or failed. */
type Results = readonly { readonly interactionId: string; readonly success: boolean }[];

describe("results that hold for more than they were made for", () => {
  let testDatabase: TestDatabase;
  let database: Database;
  let participants: ParticipantRegistry;
  let publishing: PublishContracts;
  let equation: EquateVersion;
  let results: VerificationResults;
  let pacts: ReadPacts;
  let matrix: AskMatrix;

  before(async () => {
    testDatabase = await createTestDatabase();
    const configuration = { ...readConfiguration({}), databaseUrl: testDatabase.url };
    database = await openDatabase(configuration, () => undefined);
    const { unitOfWork } = database;
    const audit = new AuditLog(systemClock);
    participants = new ParticipantRegistry(unitOfWork, audit);
    publishing = new PublishContracts(unitOfWork, audit);
    equation = new EquateVersion(unitOfWork, audit);
    results = new VerificationResults(unitOfWork, audit);
    pacts = new ReadPacts(unitOfWork);
    matrix = new AskMatrix(unitOfWork, []);
  });
  after(async () => {
    await database.close();
    await testDatabase.drop();
  });

  const interactionOf = (path: string) => ({ description: path, request: { path } });
  const publish = async (
    consumer: string,
    number: string,
    paths: readonly string[],
    onConflict: SubmittedPact["onConflict"] = "fail",
  ): Promise<void> => {
    const each = { provider: "hub", document: { interactions: paths.map(interactionOf) }, onConflict };
    await publishing.publish({ consumer, number, tags: [], pacts: [each] }, ACTOR);
  };
  const verify = async (
    consumer: string,
    number: string,
    by: string,
    isSuccess: boolean,
    testResults?: unknown,
  ): Promise<void> => {
    const { contentId } = await pacts.one("hub", consumer, { number });
    const result = { isSuccess, providerNumber: by, testResults, verifiedBy: undefined, consumerVersionIds: [] };
    await results.record(contentId, result, ACTOR);
  };
  const idsOf = async (consumer: string, number: string): Promise<readonly string[]> => {
    const { contentId } = await pacts.one("hub", consumer, { number });
    const [row] = await database.unitOfWork.read<{ ids: readonly string[] }>(
      "SELECT interaction_shas AS ids FROM il.pact_content WHERE id = $1",
      [contentId],
    );
    return row?.ids ?? [];
  };
  const fits = async (consumer: string, number: string, provider: string): Promise<boolean | null> => {
    const selectors = [
      { participant: consumer, number },
      { participant: "hub", number: provider },
    ];
    const { isDeployable } = await matrix.ask({ selectors, ignored: [], isLatestProviderOnly: false, shownMax: 10 });
    return isDeployable;
  };
  const equate = async (participant: string, number: string, equivalentTo: string): Promise<void> => {
    await participants.putVersion(participant, number, {}, ACTOR);
    await equation.equate({ participant, number, equivalentTo }, "documents only", ACTOR);
  };

  it("follow an equal version: what its original publishes, merges and takes back later", async () => {
    await publish("mes", "1", ["/a"]);
    await verify("mes", "1", "1", true);
    await equate("mes", "1-docs", "1");
    assert.equal(await fits("mes", "1-docs", "1"), true);
    await publish("mes", "1", ["/b"], "merge");
    assert.equal(await fits("mes", "1-docs", "1"), null);
    await verify("mes", "1", "1", false);
    assert.equal(await fits("mes", "1-docs", "1"), false);
    await new DeletePact(database.unitOfWork, new AuditLog(systemClock)).delete("hub", "mes", "1", ACTOR);
    assert.equal(await fits("mes", "1-docs", "1"), true, "without a pact nothing is needed");
  });

  it("keep what an equal version needs when its original is cleaned away", async () => {
    await publish("erp", "1", ["/a"]);
    await equate("erp", "1-docs", "1");
    await participants.deleteVersion("erp", "1", ACTOR);
    assert.equal(await fits("erp", "1-docs", "1"), null);
  });

  it("let a result of an equal provider version's own count before those of its original", async () => {
    await publish("wms", "1", ["/a"]);
    await verify("wms", "1", "5", true);
    await equate("hub", "5-docs", "5");
    assert.equal(await fits("wms", "1", "5-docs"), true);
    await verify("wms", "1", "5-docs", false);
    await verify("wms", "1", "5", true);
    assert.equal(await fits("wms", "1", "5-docs"), false);
  });

  it("make equal to the original of an equal version, and once only", async () => {
    await equate("hub", "5-again", "5-docs");
    assert.equal(await fits("wms", "1", "5-again"), true);
    await assert.rejects(equate("hub", "5-again", "1"), /equal to another version already/);
    await assert.rejects(equate("hub", "5", "1"), /results of its own/);
    await assert.rejects(equate("hub", "9", "9"), /another version/);
    await assert.rejects(equate("hub", "9", "none"), /none/);
  });

  it("reuse interactions that passed, also of a verification that failed as a whole, and none that failed", async () => {
    await publish("qms", "1", ["/a", "/b"]);
    const [a = "", b = ""] = await idsOf("qms", "1");
    const partly: Results = [
      { interactionId: a, success: true },
      { interactionId: b, success: false },
    ];
    await publish("qms", "2", ["/a"]);
    await publish("qms", "3", ["/b"]);
    await publish("qms", "4", ["/a", "/c"]);
    assert.equal(await fits("qms", "2", "1"), null);
    await verify("qms", "1", "1", false, partly);
    const answers = [await fits("qms", "2", "1"), await fits("qms", "3", "1"), await fits("qms", "4", "1")];
    assert.deepEqual(answers, [true, null, null]);
    assert.equal(await fits("qms", "2", "5"), null, "another provider version has run none of it");
    await verify("qms", "2", "1", false);
    assert.equal(await fits("qms", "2", "1"), false, "a result of the content itself counts before reused ones");
  });

  it("reuse nothing of results that cannot be read, of other consumers, or of another specification", async () => {
    await publish("lab", "1", ["/x", "/y"]);
    await publish("lab", "2", ["/x"]);
    const [x = ""] = await idsOf("lab", "1");
    for (const testResults of [{ interactionId: x, success: true }, ["passed"], [null], "text", []]) {
      await verify("lab", "1", "1", false, testResults);
      assert.equal(await fits("lab", "2", "1"), null, JSON.stringify(testResults));
    }
    await verify("lab", "1", "1", true);
    assert.equal(await fits("lab", "2", "1"), true);
    await publish("lab-copy", "1", ["/x"]);
    assert.equal(await fits("lab-copy", "1", "1"), null);
    const document = { interactions: [interactionOf("/x")], metadata: { pactSpecification: { version: "4.0" } } };
    const each = { provider: "hub", document, onConflict: "fail" } as const;
    await publishing.publish({ consumer: "lab", number: "3", tags: [], pacts: [each] }, ACTOR);
    assert.equal(await fits("lab", "3", "1"), null);
  });
});
