import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { projectRoot } from "../../src/config/project-root.js";
import { type TestGateway, startTestGateway } from "../support/gateway/test-gateway.js";
import { makeTemporaryFolder } from "../support/temporary-folder.js";
import { type TestDatabase, createTestDatabase } from "../support/test-database.js";
import { describedRoutes, watchRoutes } from "./running-routes.js";

/** Whoever adds a route adds its line here, and so says who may call it. */
const GOLDEN = readFileSync(join(projectRoot, "test", "routes", "routes.golden.txt"), "utf8");

describe("routes", () => {
  const folder = makeTemporaryFolder();
  let gateway: TestGateway;
  let database: TestDatabase;
  let lines: readonly string[];

  before(async () => {
    const watch = watchRoutes();
    gateway = await startTestGateway({ role: "gateway" });
    watch.stop();
    database = await createTestDatabase();
    const described = await describedRoutes(database.url, folder.path);
    lines = [...watch.routes]
      .filter((route) => !route.startsWith("OPTIONS "))
      .toSorted()
      .map((route) => `${route}  ${described.get(route) ?? "NOT DESCRIBED"}`);
  });
  after(async () => {
    await gateway.close();
    await database.drop();
    folder.remove();
  });

  it("are exactly those of the golden file, each with its permission or the reason why it is open", () => {
    assert.equal(`${lines.join("\n")}\n`, GOLDEN);
  });

  it("refuse a request without a token unless they are open", async () => {
    const guarded = lines.filter((line) => !line.includes("  open: "));
    assert.ok(guarded.length > 10);
    for (const line of guarded) {
      const [method = "", address = ""] = line.split(" ");
      const target = `${method} ${address.replaceAll("{}", "P100").replace("*", "x")}`;
      const { status, body } = await gateway.client.send(target);
      assert.deepEqual([status, body["code"]], [401, "UNAUTHENTICATED"], target);
    }
  });
});
