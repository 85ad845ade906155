import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type DynamicModule, Global, Module } from "@nestjs/common";
import type { NestFastifyApplication } from "@nestjs/platform-fastify";
import { pino } from "pino";
import { parse } from "yaml";
import { createTestDatabase } from "../../test/support/test-database.js";
import { readConfiguration } from "../config/configuration.js";
import { projectRoot } from "../config/project-root.js";
import { systemClock } from "../kernel/clock.js";
import { UlidFactory } from "../kernel/ulid.js";
import { AuditLog } from "../platform/audit/audit-log.js";
import { createGatewayApplication } from "../platform/http/public.js";
import { openDatabase } from "../platform/persistence/open-database.js";
import { UnitOfWork } from "../platform/persistence/unit-of-work.js";
import { CLOCK, CONFIGURATION } from "../platform/platform-tokens.js";
import {
  AUTHORIZER,
  type Grant,
  type IdentifiableRequest,
  ManagementAccess,
  PolicyAuthorizer,
  loadPolicy,
} from "../platform/security/public.js";
import { PlantsModule } from "./plants.module.js";

@Global()
@Module({})
class TestPlatformModule {}

@Module({})
class TestModule {}

/** Test tokens are the grants themselves; what a real token proves is tested with the issuer. */
const authenticator = {
  authenticate: async ({ headers: { authorization } }: IdentifiableRequest) => ({
    clientId: "tester",
    kind: "SERVICE" as const,
    grants: JSON.parse(authorization ?? "[]") as Grant[],
  }),
};

const EVERYWHERE = JSON.stringify([
  { role: "platform-admin", plants: "*" },
  { role: "integration-operator", plants: "*" },
]);
const P100_ONLY = JSON.stringify([{ role: "plant-admin", plants: ["P100"] }]);
const plantDocument = parse(readFileSync(join(projectRoot, "examples/plants/P100/plant.yaml"), "utf8")) as object;

let app: NestFastifyApplication;
let stop: () => Promise<void>;

before(async () => {
  const testDatabase = await createTestDatabase();
  const database = await openDatabase(readConfiguration({ INTERLOCK_DATABASE_URL: testDatabase.url }), () => undefined);
  const ids = new UlidFactory(systemClock);
  const authorizer = new PolicyAuthorizer(loadPolicy());
  const access = new ManagementAccess(authenticator, authorizer, ids);
  const values = [
    [CLOCK, systemClock],
    [CONFIGURATION, readConfiguration({})],
    [UnitOfWork, database.unitOfWork],
    [AuditLog, new AuditLog(systemClock)],
    [ManagementAccess, access],
    [AUTHORIZER, authorizer],
  ] as const;
  const platform: DynamicModule = {
    module: TestPlatformModule,
    providers: values.map(([provide, useValue]) => ({ provide, useValue })),
    exports: values.map(([provide]) => provide),
  };
  const options = { clock: systemClock, ids, logger: pino({ level: "silent" }), bodyLimitBytes: 65_536, bodyDepth: 12 };
  ({ app } = await createGatewayApplication({ module: TestModule, imports: [platform, PlantsModule] }, options));
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
  stop = async () => {
    await app.close();
    await database.close();
    await testDatabase.drop();
  };
});

after(() => stop());

interface Answer {
  readonly status: number;
  // A test looks at members it expects; their absence fails it.
  readonly body: Readonly<Record<string, unknown>>;
}

async function call(
  method: "GET" | "PUT" | "POST",
  path: string,
  body?: unknown,
  grants = EVERYWHERE,
): Promise<Answer> {
  const response = await app.inject({
    method,
    url: `/platform/v1/${path}`,
    headers: { authorization: grants, ...(body === undefined ? {} : { "content-type": "application/json" }) },
    ...(body === undefined ? {} : { payload: JSON.stringify(body) }),
  });
  return { status: response.statusCode, body: response.json<Record<string, unknown>>() };
}

const routing = { id: "RT-1", version: "2", operations: [{ operationNumber: "0010" }] };

describe("management API of plants and master data", () => {
  it("applies a plant document with its template, and shows the merged profile", async () => {
    const applied = await call("PUT", "plants/P100", plantDocument);
    assert.deepEqual([applied.status, applied.body["result"], applied.body["version"]], [200, "CREATED", 1]);
    const read = await call("GET", "plants/P100");
    assert.equal(read.status, 200);
    assert.equal(read.body["appliedBy"], "tester");
    assert.ok(JSON.stringify(read.body["profile"]).includes("dispatchAttemptsMax"), "a member of the template");
  });

  it("answers a wrong plant document with every finding", async () => {
    const { status, body } = await call("PUT", "plants/P100", { ...plantDocument, timeZone: 1, colour: "red" });
    assert.deepEqual([status, body["code"]], [422, "PLANT_PROFILE_INVALID"]);
    assert.equal((body["errors"] as unknown[]).length, 2);
  });

  it("lists only the plants of the caller, and hides the others", async () => {
    await call("PUT", "plants/P200", { ...plantDocument, plant: "P200" });
    const { body } = await call("GET", "plants", undefined, P100_ONLY);
    assert.deepEqual(
      (body["items"] as { plantCode: string }[]).map(({ plantCode }) => plantCode),
      ["P100"],
    );
    assert.equal((await call("GET", "plants/P200", undefined, P100_ONLY)).status, 403);
    assert.deepEqual([(await call("GET", "plants/P999")).body["code"]], ["PLANT_NOT_FOUND"]);
  });

  it("lets a plant's administrator change that plant and no other, and nothing of the enterprise", async () => {
    assert.equal((await call("PUT", "plants/P100", plantDocument, P100_ONLY)).status, 200);
    assert.equal((await call("PUT", "plants/P200", { ...plantDocument, plant: "P200" }, P100_ONLY)).status, 403);
    const material = { number: "M-9", baseUnit: "KGM" };
    assert.equal((await call("PUT", "master-data/material/M-9?plantCode=P100", material, P100_ONLY)).status, 200);
    assert.equal((await call("PUT", "master-data/material/M-9?plantCode=P200", material, P100_ONLY)).status, 403);
    assert.equal((await call("PUT", "master-data/material/M-9", material, P100_ONLY)).status, 403);
    assert.equal((await call("POST", "master-data:bulk", { items: [] }, P100_ONLY)).status, 403);
  });

  it("names the member that a plant's administrator may not change, and changes nothing", async () => {
    const { version } = (await call("GET", "plants/P100")).body;
    const other = { ...plantDocument, companyCode: "9999" };
    const { status, body } = await call("PUT", "plants/P100", other, P100_ONLY);
    assert.deepEqual([status, body["code"]], [403, "FORBIDDEN_FIELD"]);
    assert.deepEqual(
      (body["errors"] as { pointer: string }[]).map(({ pointer }) => pointer),
      ["/companyCode"],
    );
    assert.equal((await call("GET", "plants/P100")).body["version"], version);
  });

  it("shows exactly the members that the reader's role lets him see", async () => {
    const planner = JSON.stringify([{ role: "planner", plants: ["P100"] }]);
    const seen = (await call("GET", "plants/P100", undefined, planner)).body;
    const whole = (await call("GET", "plants/P100", undefined, P100_ONLY)).body;
    const profile = structuredClone(whole["profile"]) as { systems: Record<"erp" | "mes", { url?: string }> };
    assert.ok(profile.systems.erp.url);
    delete profile.systems.erp.url;
    delete profile.systems.mes.url;
    assert.deepEqual(seen, { ...whole, profile });
    const [listed] = (await call("GET", "plants", undefined, planner)).body["items"] as unknown[];
    assert.deepEqual(listed, seen);
  });

  it("stores a record under a key with a slash and reads it back", async () => {
    const path = "master-data/routing/RT-1%2F2?plantCode=P100";
    assert.deepEqual((await call("PUT", path, routing)).body["result"], "CREATED");
    assert.deepEqual((await call("PUT", path, routing)).body["result"], "UNCHANGED");
    const { status, body } = await call("GET", path);
    assert.deepEqual([status, body["key"], body["plantCode"], body["document"]], [200, "RT-1/2", "P100", routing]);
  });

  it("honours effectiveFrom and at", async () => {
    const path = "master-data/material/M-1";
    await call("PUT", path, { number: "M-1", baseUnit: "KGM" });
    await call("PUT", `${path}?effectiveFrom=2030-01-01T00:00:00%2B01:00`, { number: "M-1", baseUnit: "LTR" });
    const at = async (time: string) => (await call("GET", `${path}?at=${time}`)).body["document"];
    assert.deepEqual(await at("2029-12-31T22:59:59Z"), { number: "M-1", baseUnit: "KGM" });
    assert.deepEqual(await at("2029-12-31T23:00:00Z"), { number: "M-1", baseUnit: "LTR" });
  });

  it("refuses a wrong document with its findings and stores nothing", async () => {
    const path = "master-data/material/M-2?plantCode=P100";
    const { status, body } = await call("PUT", path, { number: "M-3", baseUnit: "KGM" });
    assert.deepEqual([status, body["code"]], [422, "MASTER_DATA_INVALID"]);
    assert.match(JSON.stringify(body["errors"]), /MASTER_DATA_KEY_MISMATCH/);
    assert.equal((await call("GET", path)).status, 404);
  });

  it("answers an unknown type with the types there are", async () => {
    for (const method of ["GET", "PUT"] as const) {
      const { status, body } = await call(method, "master-data/tool/T-1", method === "PUT" ? {} : undefined);
      assert.deepEqual([status, body["code"]], [404, "MASTER_DATA_TYPE_UNKNOWN"]);
      assert.match(String(body["detail"]), /stock-balance/);
    }
  });

  it("gives each item of a bulk request its own result", async () => {
    const items = [
      { type: "material", document: { number: "M-4", baseUnit: "KGM" } },
      { type: "material", document: { number: "M-5" } },
      {
        type: "stock-balance",
        document: {
          materialNumber: "M-4",
          stockStatus: "WIP",
          quantity: { value: "1", unit: "KGM" },
          asOf: "2026-11-23T00:00:00Z",
        },
      },
    ];
    const { status, body } = await call("POST", "master-data:bulk?plantCode=P100", { items });
    assert.equal(status, 200);
    const results = body["results"] as { result: string; findings?: { pointer: string }[] }[];
    assert.deepEqual(
      results.map(({ result }) => result),
      ["CREATED", "REFUSED", "CREATED"],
    );
    assert.equal(results[1]?.findings?.[0]?.pointer, "/items/1/document/baseUnit");
  });

  for (const [name, body] of [
    ["no items", {}],
    ["an empty list", { items: [] }],
    ["a strange member", { items: [{ type: "material", document: {} }], dryRun: true }],
    ["an item that is no object", { items: [1] }],
    ["a misspelt item member", { items: [{ type: "material", effectivefrom: "", document: {} }] }],
    ["too many items", { items: Array.from({ length: 1001 }, () => ({ type: "x" })) }],
  ] as const) {
    it(`refuses a bulk request with ${name}`, async () => {
      const answer = await call("POST", "master-data:bulk?plantCode=P100", body);
      assert.deepEqual([answer.status, answer.body["code"]], [422, "MASTER_DATA_INVALID"]);
    });
  }

  for (const query of [
    "plantcode=P100",
    "plantCode=P%20100",
    "limit=0",
    "limit=501",
    "limit=x",
    "cursor=abc",
    "limit=1&limit=2",
  ]) {
    it(`refuses the list parameters ${query}`, async () => {
      const { status, body } = await call("GET", `master-data/material?${query}`);
      assert.deepEqual([status, body["code"]], [400, "MASTER_DATA_QUERY_INVALID"]);
    });
  }

  it("takes an address with a NUL for one that does not exist", async () => {
    assert.equal((await call("GET", "master-data/material/M%00")).status, 404);
    assert.equal((await call("GET", "plants/P%00")).status, 404);
  });

  for (const text of ["a\u0000b", "a\ud800b"]) {
    it(`refuses ${JSON.stringify(text)}, which Postgres or RFC 8785 cannot keep`, async () => {
      const material = await call("PUT", "master-data/material/M-6", {
        number: "M-6",
        baseUnit: "KGM",
        description: text,
      });
      assert.equal(material.status, 400);
      const plant = await call("PUT", "plants/P300", { ...plantDocument, plant: "P300", name: text });
      assert.equal(plant.status, 400);
    });
  }
});
