import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { type TestGateway, startTestGateway } from "../../support/gateway/test-gateway.js";
import { authorizationOf } from "./authorization.js";

const GUARDED = ["/metrics", "/platform/v1/openapi.json"];

describe("metrics and the description of the management API", () => {
  let gateway: TestGateway;
  before(async () => {
    gateway = await startTestGateway({ role: "gateway", settings: { INTERLOCK_MONITORING: "permission" } });
  });
  after(() => gateway.close());

  const statusOf = async (path: string, authorization?: string, method = "GET"): Promise<number> => {
    const headers = authorization === undefined ? {} : { authorization };
    return (await fetch(`${gateway.url}${path}`, { method, headers })).status;
  };

  it("are not told without the permission system:read, unless the setting opens them", async () => {
    const erp = await authorizationOf(gateway, "erp");
    const operator = await authorizationOf(gateway, "operator");
    for (const path of GUARDED) {
      assert.equal(await statusOf(path), 401, path);
      assert.equal(await statusOf(path, undefined, "HEAD"), 401, `HEAD ${path}`);
      assert.equal(await statusOf(`${path}?x=1`), 401, `${path} with a query`);
      assert.equal(await statusOf(path, erp), 403, path);
      assert.equal(await statusOf(path, operator), 200, path);
    }
  });

  it("leave the probes open", async () => {
    for (const path of ["/livez", "/readyz"]) assert.equal(await statusOf(path), 200, path);
  });
});
