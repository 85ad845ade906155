import { orderDocument, reportDocument } from "../../support/production-order/documents.js";
import type { Json, SceneStage } from "./scene-stage.js";

const ORDERS = "production-order/v1";
const QUANTITY = { value: "1", unit: "KGM" };
const REASON = { reason: "The scene wants it" };

interface Place extends Readonly<Record<string, string>> {
  readonly plantCode: string;
  readonly orderNumber: string;
}

/** A small order, so that many of them find their stock. */
async function release(stage: SceneStage): Promise<Place> {
  const document = orderDocument();
  const components = (document["components"] as readonly Json[]).map((line) => ({
    ...line,
    quantity: { value: "0.5", unit: "KGM" },
  }));
  await stage.ask(`${ORDERS} releaseOrder`, { body: { ...document, quantity: QUANTITY, components } });
  return { plantCode: "P100", orderNumber: document.orderNumber };
}

const until = (stage: SceneStage, place: Place, member: "state" | "syncState", value: string) =>
  stage.until(`${ORDERS} getOrder`, place, (body) => body[member] === value);

async function readyOrder(stage: SceneStage): Promise<Place> {
  const place = await release(stage);
  await until(stage, place, "state", "READY");
  return place;
}

const report = (stage: SceneStage, place: Place, changes: Json): Promise<Json> =>
  stage.ask(`${ORDERS} createConfirmation`, { path: place, body: reportDocument(changes) });

async function runningOrder(stage: SceneStage): Promise<Place> {
  const place = await readyOrder(stage);
  await report(stage, place, { yield: { value: "0.5", unit: "KGM" } });
  await until(stage, place, "state", "RUNNING");
  return place;
}

/** The fuzzer is the MES: the simulator keeps silent. */
export async function acknowledge(stage: SceneStage): Promise<void> {
  await stage.tellMes("SILENT");
  const path = await release(stage);
  const { body } = await until(stage, path, "syncState", "DISPATCHED");
  const acknowledgement = { dispatchId: body["dispatchId"], result: "ACK", occurredAt: body["updatedAt"] };
  await stage.arrive(`${ORDERS} acknowledgeOrder`, { path, body: acknowledgement });
}

/** The simulator keeps silent until the release is given up. */
export async function redispatch(stage: SceneStage): Promise<void> {
  await stage.tellMes("SILENT");
  const path = await release(stage);
  const { etag } = await until(stage, path, "syncState", "DISPATCH_FAILED");
  await stage.tellMes("ACK");
  await stage.arrive(`${ORDERS} redispatchOrder`, { path, body: REASON, ifMatch: etag });
}

export async function change(stage: SceneStage): Promise<void> {
  const path = await readyOrder(stage);
  const { etag } = await until(stage, path, "state", "READY");
  await stage.arrive(`${ORDERS} changeOrder`, { path, body: { priority: 7 }, ifMatch: etag });
}

export async function abort(stage: SceneStage): Promise<void> {
  const path = await runningOrder(stage);
  const { etag } = await until(stage, path, "state", "RUNNING");
  await stage.arrive(`${ORDERS} abortOrder`, { path, body: REASON, ifMatch: etag });
}

export async function closeAndReopen(stage: SceneStage): Promise<void> {
  const path = await readyOrder(stage);
  for (const operationNumber of ["0010", "0020"])
    await report(stage, path, { operationNumber, kind: "COMPLETE", yield: QUANTITY });
  const completed = await until(stage, path, "state", "COMPLETED");
  await stage.arrive(`${ORDERS} closeOrder`, { path, body: REASON, ifMatch: completed.etag });
  const closed = await until(stage, path, "state", "CLOSED");
  await stage.arrive(`${ORDERS} reopenOrder`, { path, body: REASON, ifMatch: closed.etag });
}

export async function reverseReport(stage: SceneStage): Promise<void> {
  const place = await readyOrder(stage);
  const accepted = await report(stage, place, { yield: { value: "0.5", unit: "KGM" } });
  const path = { ...place, confirmationId: String(accepted["resource"]).split("/").at(-1) ?? "" };
  const { body, etag } = await stage.until(
    `${ORDERS} getConfirmation`,
    path,
    ({ state, postings }) =>
      state === "APPLIED" && (postings as readonly Json[]).every((posting) => posting["state"] === "POSTED"),
  );
  const reversal = { reasonCode: "R01", occurredAt: body["recordedAt"] };
  await stage.arrive(`${ORDERS} reverseConfirmation`, { path, body: reversal, ifMatch: etag });
}
