import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { readConfiguration } from "../../../src/config/configuration.js";
import { type Database, openDatabase } from "../../../src/platform/persistence/open-database.js";
import { AskMatrix } from "../../../src/verification/matrix/ask-matrix.js";
import { createTestDatabase, type TestDatabase } from "../../support/test-database.js";
import { type Blindness, FleetOracle } from "./fleet-oracle.js";
import { type PlannedVersion, planFleet } from "./fleet-plan.js";
import { ENVIRONMENT, playFleet } from "./play-fleet.js";

const SEED = 20261123;
const QUESTIONS_MIN = 180;

interface Question extends PlannedVersion {
  readonly group: string | undefined;
}

describe("the verdict about a fleet", () => {
  const plan = planFleet(SEED);
  const questions: readonly Question[] = plan.versions.flatMap((version) =>
    [undefined, ...Object.keys(plan.groups)].map((group) => ({ ...version, group })),
  );
  const expected = answersOf(undefined);
  let testDatabase: TestDatabase;
  let database: Database;

  before(async () => {
    testDatabase = await createTestDatabase();
    const configuration = { ...readConfiguration({}), databaseUrl: testDatabase.url };
    database = await openDatabase(configuration, () => undefined);
    await playFleet(database, plan);
  });
  after(async () => {
    await database.close();
    await testDatabase.drop();
  });

  function answersOf(blindness: Blindness | undefined): readonly (boolean | null)[] {
    const oracle = new FleetOracle(plan, blindness);
    return questions.map(({ group, ...version }) => oracle.answer(version, group));
  }

  it("is asked for enough versions and groups, with every answer among them", () => {
    assert.ok(questions.length >= QUESTIONS_MIN, String(questions.length));
    for (const answer of [true, false, null]) {
      const count = expected.filter((each) => each === answer).length;
      assert.ok(count >= 10, `${String(answer)}: ${count}`);
    }
  });

  for (const blindness of ["reuse", "equivalence", "groups", "co-residents", "policy"] as const) {
    it(`would be wrong without ${blindness}`, () => {
      const wrong = answersOf(blindness).filter((answer, index) => answer !== expected[index]);
      assert.ok(wrong.length >= 3, String(wrong.length));
    });
  }

  for (const isLatestProviderOnly of [false, true]) {
    it(`is right for every question${isLatestProviderOnly ? ", also when the newest provider is asked for" : ""}`, async () => {
      const matrix = new AskMatrix(database.unitOfWork, []);
      const wrong: string[] = [];
      for (const [index, { participant, number, group }] of questions.entries()) {
        const name = group === undefined ? ENVIRONMENT : `${ENVIRONMENT}:${group}`;
        const selectors = [{ participant, number }];
        const question = { selectors, ignored: [], isLatestProviderOnly, shownMax: 1 };
        const { isDeployable } = await matrix.ask({ ...question, target: { kind: "environment", name } });
        if (isDeployable !== expected[index]) {
          wrong.push(`${participant} ${number} to ${name}: ${String(isDeployable)}, not ${String(expected[index])}`);
        }
      }
      assert.deepEqual(wrong, []);
    });
  }
});
