import assert from "node:assert/strict";
import { join } from "node:path";
import { describe, it } from "node:test";
import { projectRoot } from "../config/project-root.js";
import { loadContractSet } from "./contract-set.js";
import { describeRoutes } from "./describe-routes.js";

describe("describeRoutes", () => {
  it("lists every served operation with its permission and plant", () => {
    const routes = describeRoutes(loadContractSet(join(projectRoot, "test/gateway/fixtures/sound")));
    assert.equal(routes.length, 9);
    assert.deepEqual(
      routes.find((route) => route.operationId === "reverseThing"),
      {
        method: "POST",
        url: "/thing/v1/things/{plantCode}/{thingId}:reverse",
        operationId: "reverseThing",
        permission: "thing:write",
        plant: { in: "path", name: "plantCode" },
      },
    );
  });
});
