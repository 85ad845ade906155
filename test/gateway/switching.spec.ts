import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { loadContractSet } from "../../src/gateway/public.js";
import { type RunningGateway, ThingHandlers, servedByFiles, soundContracts, startGateway } from "./gateway-fixture.js";
import { type Answer, call } from "./http-client.js";

const { versions } = servedByFiles(loadContractSet(soundContracts));
const [served] = versions;
if (served === undefined) throw new Error("the sample contract is missing");
const compiled = served.compiled;
const writer = { authorization: "Bearer writer@A" };

const read = (gateway: RunningGateway): Promise<Answer> =>
  call(gateway, "GET /thing/v1/things/A/B%2FC", { headers: writer });

describe("the served set", () => {
  let gateway: RunningGateway;
  before(async () => {
    gateway = await startGateway("enforce");
  });
  after(() => gateway.close());

  it("is swapped while requests are under way, and each ends with the set it began with", async () => {
    gateway.apis.serve({ versions: [{ compiled, lifecycle: { promotionId: "old" } }], retired: [] });
    let release: () => void = () => undefined;
    const isHeld = new Promise<void>((held) => {
      ThingHandlers.reply = async () => {
        held();
        await new Promise<void>((resolve) => (release = resolve));
        return { status: 204 };
      };
    });
    const slow = read(gateway);
    await isHeld;
    ThingHandlers.reply = () => ({ status: 204 });
    gateway.apis.serve({ versions: [], retired: [] });
    assert.equal((await read(gateway)).status, 404);
    gateway.apis.serve({ versions: [{ compiled, lifecycle: { promotionId: "new" } }], retired: [] });
    assert.equal((await read(gateway)).headers.get("interlock-promotion"), "new");
    release();
    const answer = await slow;
    assert.deepEqual([answer.status, answer.headers.get("interlock-promotion")], [204, "old"]);
  });

  it("answers 410 with the successor for a retired version, and 401 before it to strangers", async () => {
    const lifecycle = { promotionId: "old", sunsetAt: new Date("2026-01-01T00:00:00Z"), successor: "/thing/v2" };
    gateway.apis.serve({ versions: [], retired: [{ basePath: "/thing/v1", lifecycle }] });
    const gone = await read(gateway);
    assert.deepEqual([gone.status, gone.body["code"]], [410, "VERSION_RETIRED"]);
    assert.equal(gone.headers.get("link"), '</thing/v2>; rel="successor-version"');
    assert.match(String(gone.body["detail"]), /Use \/thing\/v2\./);
    const stranger = await call(gateway, "GET /thing/v1/things/A/B", { headers: { authorization: "" } });
    assert.equal(stranger.status, 401);
  });

  it("answers 410 from the sunset on, without anybody retiring the version", async () => {
    const past = { promotionId: "old", sunsetAt: new Date("2026-01-01T00:00:00Z") };
    gateway.apis.serve({ versions: [{ compiled, lifecycle: past }], retired: [] });
    assert.equal((await read(gateway)).status, 410);
    const future = { promotionId: "old", sunsetAt: new Date("2126-01-01T00:00:00Z") };
    gateway.apis.serve({ versions: [{ compiled, lifecycle: future }], retired: [] });
    const answer = await read(gateway);
    assert.deepEqual([answer.status, answer.headers.get("sunset")], [204, "Tue, 01 Jan 2126 00:00:00 GMT"]);
  });
});
