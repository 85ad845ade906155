import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, describe, it } from "node:test";
import { createTestDatabase, type TestDatabase } from "../../test/support/test-database.js";
import type { MatrixTarget } from "./matrix/matrix-question.js";
import { matrixStatement } from "./matrix/matrix-statement.js";
import { readComparedPairs } from "./gate/compared-pairs.js";
import { PointReads } from "./point-reads.js";
import { ReadPacts } from "./publication/read-pacts.js";
import {
  PENDING_FOR_ALL,
  PENDING_FOR_BRANCH,
  PENDING_FOR_TAGS,
  selectQuery,
  WORK_IN_PROGRESS_FOR_BRANCH,
  WORK_IN_PROGRESS_FOR_TAGS,
} from "./selection/selection-statements.js";

interface PlanNode {
  readonly "Node Type": string;
  readonly "Relation Name"?: string;
  readonly "Index Cond"?: string;
  readonly Plans?: readonly PlanNode[];
}

const BY_KEY = ["Index Scan", "Index Only Scan"];
/** Any of them costs more the larger a table is. */
const GROWING = ["Seq Scan", "Hash Join", "Merge Join", "Bitmap Heap Scan"];

const TARGETS: readonly (MatrixTarget | undefined)[] = [
  undefined,
  { kind: "environment", name: "production" },
  { kind: "tag", name: "prod", isLatest: true },
  { kind: "main-branch", isLatest: true },
  { kind: "main-branch", isLatest: false },
  { kind: "latest" },
];
const NOTHING = {
  isMainBranch: false,
  isMatchingBranch: false,
  isLatest: false,
  isDeployed: false,
  isReleased: false,
};

/** On an empty registry the planner is most tempted to scan, and its plan would stay while the registry grows. */
describe("reads of the registry", () => {
  let testDatabase: TestDatabase;
  let reads: PointReads;

  before(async () => {
    testDatabase = await createTestDatabase();
    reads = new PointReads({ databaseUrl: testDatabase.url, role: "gateway" }, () => undefined);
  });
  after(async () => {
    await reads.close();
    await testDatabase.drop();
  });

  const assertLooksUpByKey = async (statement: string, values: readonly unknown[]): Promise<void> => {
    const [answer] = await reads.read<{ "QUERY PLAN": readonly { readonly Plan: PlanNode }[] }>(
      `EXPLAIN (FORMAT JSON) ${statement}`,
      values,
    );
    const nodes = (answer?.["QUERY PLAN"] ?? []).flatMap(({ Plan: plan }) => [...nodesOf(plan)]);
    const scans = nodes.filter((node) => BY_KEY.includes(node["Node Type"]));
    assert.ok(scans.length > 0, "no index is used at all");
    const faults = [
      ...nodes.filter((node) => GROWING.includes(node["Node Type"])),
      ...scans.filter((node) => node["Index Cond"] === undefined),
    ];
    assert.deepEqual(faults, []);
  };

  /** Reads nothing. */
  const explaining = {
    read: async <Row>(statement: string, values: readonly unknown[] = []): Promise<Row[]> => {
      await assertLooksUpByKey(statement, values);
      return [];
    },
  };

  for (const target of TARGETS) {
    it(`look the matrix up by keys for ${target === undefined ? "named versions" : JSON.stringify(target)}`, async () => {
      const ids = ["1"];
      const named = [ids, ids, ids, ids, ids, ids, randomUUID(), "prod", true, 100, ["true"], ["P100"]];
      await assertLooksUpByKey(matrixStatement(target, true), named);
    });
  }

  for (const selector of [
    { isLatest: true },
    { isMainBranch: true },
    { branch: "feature", consumer: "mes" },
    { tag: "prod", isLatest: true },
    { isDeployed: true, isReleased: true },
    { environment: "production", isMainBranch: true, tag: "prod" },
  ]) {
    it(`look the pacts of ${JSON.stringify(selector)} up by keys`, async () => {
      const { statement, values } = selectQuery("1", { ...NOTHING, ...selector });
      await assertLooksUpByKey(statement, values);
    });
  }

  for (const choice of [
    { latest: true },
    { mainBranch: true },
    { branch: "main" },
    { tag: "prod" },
    { number: "1" },
  ] as const) {
    it(`look the newest pact of a pair for ${JSON.stringify(choice)} up by keys`, async () => {
      await new ReadPacts(explaining).newest("hub", "mes", choice);
    });
  }

  for (const target of TARGETS) {
    it(`look the pacts that a comparison judges for ${JSON.stringify(target)} up by keys`, async () => {
      const ids = ["1"];
      const found = {
        participantIds: ids,
        versionParticipantIds: ids,
        versionIds: ids,
        unrestrictedIds: [],
        missing: [],
      };
      const left = { ignoredParticipantIds: [], ignoredVersionIds: [], hasPolicy: true };
      const place = { environmentId: randomUUID(), plants: undefined };
      const question = { selectors: [], ignored: [], isLatestProviderOnly: false, shownMax: 1, target };
      await readComparedPairs(explaining, question, { ...found, ...left, ...place });
    });
  }

  it("look a content and its newest publication up by keys", async () => {
    const pacts = new ReadPacts(explaining);
    await assert.rejects(pacts.contentId("hub", "mes", "0".repeat(40)), /No pact/);
    await assert.rejects(pacts.latestOf("1"), /No published/);
  });

  it("look pending pacts and work in progress up by keys", async () => {
    await assertLooksUpByKey(PENDING_FOR_BRANCH, [["1"], "1", "main"]);
    await assertLooksUpByKey(PENDING_FOR_TAGS, [["1"], "1", ["prod"]]);
    await assertLooksUpByKey(PENDING_FOR_ALL, [["1"]]);
    await assertLooksUpByKey(WORK_IN_PROGRESS_FOR_BRANCH, ["1", "2026-01-01", "main"]);
    await assertLooksUpByKey(WORK_IN_PROGRESS_FOR_TAGS, ["1", "2026-01-01", ["prod"]]);
  });
});

function* nodesOf(node: PlanNode): Generator<PlanNode> {
  yield node;
  for (const part of node.Plans ?? []) yield* nodesOf(part);
}
