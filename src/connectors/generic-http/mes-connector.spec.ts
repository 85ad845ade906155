import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { systemClock } from "../../kernel/clock.js";
import { JsonServer, type SimulatorAnswer, type SimulatorRequest } from "../../simulators/json-server.js";
import { Authorization } from "../authorization/authorization.js";
import { SystemCredentials } from "../authorization/system-credentials.js";
import { testProfile } from "../connector-fixtures.js";
import { OutboundHttp } from "../outbound-http.js";
import { GenericMesFactory } from "./mes-connector.js";

const DISPATCH = { dispatchId: "01KAR7Q2M0X3V9C4T8E6H5J2WD", revision: 1, order: { orderNumber: "1" } };

describe("generic HTTP connector of an MES", () => {
  const http = new OutboundHttp();
  const authorization = new Authorization(new SystemCredentials("/nowhere"), http, systemClock);
  let answer: SimulatorAnswer = { status: 201 };
  let received: SimulatorRequest | undefined;
  let url = "";
  const server = new JsonServer(async (request) => {
    received = request;
    return answer;
  });
  before(async () => {
    url = `http://127.0.0.1:${await server.listen(0)}`;
  });
  after(async () => {
    await server.close();
    await http.close();
  });

  const dispatch = async (given: SimulatorAnswer, body = '{ "id": dispatchId, "job": order.orderNumber }') => {
    answer = given;
    const { systems, ...profile } = testProfile(url);
    const options = { probe: "/up", path: "/jobs/{key}", keyHeader: "Idempotency-Key", body };
    const mes = { ...systems.mes, options };
    return await new GenericMesFactory(http, authorization)
      .create({ ...profile, systems: { ...systems, mes } })
      .dispatch(DISPATCH);
  };

  it("says the dispatch in the MES's words", async () => {
    assert.deepEqual(await dispatch({ status: 202 }), { outcome: "DISPATCHED" });
    assert.deepEqual(received?.segments, ["jobs", DISPATCH.dispatchId]);
    assert.deepEqual(received.body, { id: DISPATCH.dispatchId, job: "1" });
  });

  it("takes a refusal as NACKED, everything doubtful as a reason to try again", async () => {
    assert.equal((await dispatch({ status: 422, body: { code: "NO_RECIPE" } })).outcome, "NACKED");
    assert.equal((await dispatch({ status: 503 })).outcome, "RETRYABLE");
    assert.equal((await dispatch({ status: 0, isCut: true })).outcome, "RETRYABLE");
  });

  it("refuses the order with the place of a bad expression, and sends nothing", async () => {
    received = undefined;
    const outcome = await dispatch({ status: 201 }, "$unknown(");
    assert.match("error" in outcome ? outcome.error.text : "", /^systems\.mes\.options\.body fails/);
    assert.deepEqual([outcome.outcome, received], ["NACKED", undefined]);
  });
});
