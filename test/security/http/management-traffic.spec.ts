import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { assertProblem } from "../../support/gateway/assert-problem.js";
import { type TestGateway, startTestGateway } from "../../support/gateway/test-gateway.js";

describe("management routes", () => {
  let gateway: TestGateway;
  before(async () => {
    gateway = await startTestGateway({ role: "gateway" });
  });
  after(async () => {
    await gateway.close();
  });

  it("count against the client's limit as contract routes do", async () => {
    const ask = () => gateway.client.send("GET /platform/v1/plants/P100", { as: "limited" });
    // The limit is one request a minute; a third covers a minute that ends just then.
    let answer = await ask();
    assert.notEqual(answer.status, 429);
    for (let count = 0; count < 2 && answer.status !== 429; count++) answer = await ask();
    assertProblem(answer, { status: 429, code: "RATE_LIMITED" });
    assert.ok(Number(answer.headers.get("retry-after")) >= 1);
  });
});
