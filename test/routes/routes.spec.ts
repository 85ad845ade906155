import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { projectRoot } from "../../src/config/project-root.js";
import { type TestGateway, startTestGateway } from "../support/gateway/test-gateway.js";
import { makeTemporaryFolder } from "../support/temporary-folder.js";
import { type TestDatabase, createTestDatabase } from "../support/test-database.js";
import { describedRoutes, watchRoutes } from "./running-routes.js";

/** Whoever adds a route adds its line here, and so says who may call it; `node <this file> --write-golden` writes the file. */
const GOLDEN_FILE = join(projectRoot, "test", "routes", "routes.golden.txt");

const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"];
const APIS = ["production-order", "inventory-movement", "quality-event"];
const ROUTERS: ReadonlySet<string> = new Set(METHODS.flatMap((method) => APIS.map((api) => `${method} /${api}/*`)));

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
    // The router of an API stands for its operations; each of them is called below, so none is only on paper.
    const registered = [...watch.routes].filter((route) => !route.startsWith("OPTIONS ") && !ROUTERS.has(route));
    lines = [...new Set([...registered, ...described.keys()])]
      .toSorted()
      .map((route) => `${route}  ${described.get(route) ?? "NOT DESCRIBED"}`);
  });
  after(async () => {
    await gateway.close();
    await database.drop();
    folder.remove();
  });

  it("are exactly those of the golden file, each with its permission or the reason why it is open", () => {
    const actual = `${lines.join("\n")}\n`;
    if (process.argv.includes("--write-golden")) writeFileSync(GOLDEN_FILE, actual);
    assert.equal(actual, readFileSync(GOLDEN_FILE, "utf8"));
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
