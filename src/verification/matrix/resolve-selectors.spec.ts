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
import type { IgnoredParticipant, MatrixTarget, ParticipantSelector } from "./matrix-question.js";
import { type ResolvedSelectors, resolveSelectors } from "./resolve-selectors.js";

const ACTOR = { clientId: "pipeline", kind: "SERVICE", correlationId: "c", traceparent: "t" } as const;

describe("selectors of the matrix", () => {
  let testDatabase: TestDatabase;
  let database: Database;
  let participants: ParticipantRegistry;
  const numbers = new Map<string, string>();

  before(async () => {
    testDatabase = await createTestDatabase();
    database = await openDatabase({ ...readConfiguration({}), databaseUrl: testDatabase.url }, () => undefined);
    participants = new ParticipantRegistry(database.unitOfWork, new AuditLog(systemClock));
    await put("1", "main", "prod");
    await put("2", "main", "prod");
    await put("3", "feature", "test");
    await deploy("1");
    await deploy("2", "P200");
  });
  after(async () => {
    await database.close();
    await testDatabase.drop();
  });

  const put = async (number: string, branch: string, tag: string): Promise<void> => {
    const [version] = await participants.putVersion("mes", number, { branch, tags: [tag] }, ACTOR);
    numbers.set(version.id, number);
  };
  const deploy = async (number: string, instance = "P100"): Promise<void> => {
    const audit = new AuditLog(systemClock);
    const registry = new EnvironmentRegistry(database.unitOfWork, audit);
    const definition = { name: "site", displayName: null, isProduction: true, contacts: [] };
    const environment =
      (await registry.list()).find(({ name }) => name === "site") ?? (await registry.create(definition, ACTOR));
    const version = await participants.getVersion("mes", number);
    const presences = new PresenceRegistry(database.unitOfWork, audit, systemClock);
    await presences.record("DEPLOYED", version, environment, instance, ACTOR);
  };
  const resolve = async (
    selector: Partial<ParticipantSelector>,
    rest: { readonly ignored?: readonly IgnoredParticipant[]; readonly target?: MatrixTarget } = {},
  ): Promise<ResolvedSelectors> =>
    await resolveSelectors(database.unitOfWork, {
      selectors: [{ participant: "mes", ...selector }],
      ignored: [],
      isLatestProviderOnly: false,
      shownMax: 1,
      ...rest,
    });
  const versionsFor = async (selector: Partial<ParticipantSelector>): Promise<readonly (string | undefined)[]> =>
    (await resolve(selector)).versionIds.map((id) => numbers.get(id));

  it("mean a version by its number", async () => {
    assert.deepEqual(await versionsFor({ number: "2" }), ["2"]);
    assert.deepEqual((await resolve({ number: "9" })).missing, ["version 9 of mes"]);
  });

  it("mean the versions of a branch, a tag or an environment, the newest first", async () => {
    assert.deepEqual(await versionsFor({ branch: "main" }), ["2", "1"]);
    assert.deepEqual(await versionsFor({ isMainBranch: true }), ["2", "1"]);
    assert.deepEqual(await versionsFor({ tag: "prod" }), ["2", "1"]);
    assert.deepEqual(await versionsFor({ environment: "site" }), ["2", "1"]);
  });

  it("mean what all of their parts leave", async () => {
    assert.deepEqual(await versionsFor({ tag: "test", branch: "main" }), []);
    assert.deepEqual(await versionsFor({ tag: "test", branch: "feature" }), ["3"]);
    assert.deepEqual(await versionsFor({ environment: "site", tag: "test" }), []);
    assert.deepEqual(await versionsFor({ environment: "site", tag: "prod", branch: "main" }), ["2", "1"]);
  });

  it("mean the newest only for latest", async () => {
    assert.deepEqual(await versionsFor({ isLatest: true }), ["3"]);
    assert.deepEqual(await versionsFor({ isLatest: true, branch: "main" }), ["2"]);
    assert.deepEqual(await versionsFor({ isLatest: true, environment: "site" }), ["2"]);
    assert.deepEqual(await versionsFor({ isLatest: true, tag: "none" }), []);
  });

  it("mean every version without any part, and a stranger none", async () => {
    const all = await resolve({});
    assert.deepEqual([all.versionIds, all.unrestrictedIds.length], [[], 1]);
    const stranger = await resolve({ participant: "nobody", number: "1" });
    assert.deepEqual(stranger.missing, ["version 1 of nobody"]);
  });

  it("leave out what is there and no more", async () => {
    const { ignoredParticipantIds, ignoredVersionIds } = await resolve(
      { number: "1" },
      {
        ignored: [
          { participant: "mes", number: "2" },
          { participant: "mes", number: "9" },
          { participant: "mes" },
          { participant: "nobody" },
        ],
      },
    );
    assert.deepEqual(
      ignoredVersionIds.map((id) => numbers.get(id)),
      ["2"],
    );
    assert.equal(ignoredParticipantIds.length, 1);
  });

  it("refuse an environment that is not there", async () => {
    await assert.rejects(resolve({}, { target: { kind: "environment", name: "moon" } }), /moon/);
  });
});
