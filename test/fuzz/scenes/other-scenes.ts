import { systemClock } from "../../../src/kernel/clock.js";
import { scrapDocument } from "../../support/inventory-movement/documents.js";
import { holdDocument } from "../../support/quality-event/documents.js";
import type { SceneStage } from "./scene-stage.js";

const QUALITY = "quality-event/v1";

/** @param version of the contract that takes the movement back; both read the same movements */
export async function reverseMovement(stage: SceneStage, version: "v1" | "v2"): Promise<void> {
  const accepted = await stage.ask("inventory-movement/v2 createMovement", { body: scrapDocument() });
  const path = { movementId: String(accepted["resource"]).split("/").at(-1) ?? "" };
  const read = `inventory-movement/${version} getMovement`;
  const reversal = { reasonCode: "S02", occurredAt: systemClock.now().toISOString() };
  const reverse = `inventory-movement/${version} reverseMovement`;
  await stage.againWhenStale(async () => {
    const { etag } = await stage.until(read, path, ({ state }) => state === "APPLIED" || state === "POSTED");
    await stage.arrive(reverse, { path, body: reversal, ifMatch: etag });
  });
}

/** Three persons: one places the hold, one asks for its release, one releases it. */
export async function releaseHold(stage: SceneStage): Promise<void> {
  const accepted = await stage.ask(`${QUALITY} placeHold`, { body: holdDocument() });
  const path = { holdId: String(accepted["resource"]).split("/").at(-1) ?? "" };
  const placed = await stage.until(`${QUALITY} getHold`, path, ({ state }) => state === "OPEN");
  const asked = { path, body: { reason: "Retest passed" }, ifMatch: placed.etag, sender: 1 };
  await stage.ask(`${QUALITY} requestHoldRelease`, asked);
  const requested = await stage.until(`${QUALITY} getHold`, path, ({ state }) => state === "RELEASE_REQUESTED");
  const body = { decision: "RELEASE", reason: "Certificate checked" };
  await stage.arrive(`${QUALITY} releaseHold`, { path, body, ifMatch: requested.etag, sender: 2 });
}
