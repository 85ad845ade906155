import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { testProfile } from "../connector-fixtures.js";
import { JsonServer, type SimulatorAnswer } from "../../simulators/json-server.js";
import { OutboundHttp } from "../outbound-http.js";
import { MesHttpFactory } from "./connector.js";

const DISPATCH = { dispatchId: "01KAR7Q2M0X3V9C4T8E6H5J2WD", revision: 1, order: { orderNumber: "1" } };

describe("MES HTTP connector", () => {
  const http = new OutboundHttp();
  let answer: SimulatorAnswer = { status: 201 };
  let received: unknown;
  let url = "";
  const server = new JsonServer(async (request) => {
    received = request.body;
    return answer;
  });
  before(async () => {
    url = `http://127.0.0.1:${await server.listen(0)}`;
  });
  after(async () => {
    await server.close();
    await http.close();
  });

  const dispatch = async (given: SimulatorAnswer) => {
    answer = given;
    return await new MesHttpFactory(http).create(testProfile(url)).dispatch(DISPATCH);
  };

  it("hands over the whole document", async () => {
    assert.deepEqual(await dispatch({ status: 201 }), { outcome: "DISPATCHED" });
    assert.deepEqual(received, DISPATCH);
  });

  it("takes a refusal as NACKED with the MES's own code", async () => {
    const outcome = await dispatch({ status: 422, body: { code: "NO_RECIPE", reason: "No recipe" } });
    assert.deepEqual(outcome, {
      outcome: "NACKED",
      error: { code: "MES_REFUSED", foreignCode: "NO_RECIPE", text: "No recipe" },
    });
  });

  for (const status of [401, 403, 408, 429, 500, 502, 503, 504]) {
    it(`tries again after ${status}`, async () => {
      assert.equal((await dispatch({ status })).outcome, "RETRYABLE");
    });
  }

  it("tries again when the connection was cut or nobody listens", async () => {
    assert.equal((await dispatch({ status: 0, isCut: true })).outcome, "RETRYABLE");
    const nobody = new MesHttpFactory(http).create(testProfile("http://127.0.0.1:9"));
    const outcome = await nobody.dispatch(DISPATCH);
    assert.deepEqual([outcome.outcome, "error" in outcome && outcome.error.code], ["RETRYABLE", "MES_UNAVAILABLE"]);
    assert.equal(await nobody.probe(), false);
  });
});
