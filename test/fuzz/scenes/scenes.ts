import { abort, acknowledge, change, closeAndReopen, redispatch, reverseReport } from "./order-scenes.js";
import { releaseHold, reverseMovement } from "./other-scenes.js";
import type { SceneStage } from "./scene-stage.js";

/** A way to a state that requests made at random hardly ever meet, and the operation that needs it. */
export interface Scene {
  readonly name: string;
  readonly play: (stage: SceneStage) => Promise<void>;
}

export const SCENES: readonly Scene[] = [
  { name: "acknowledge", play: acknowledge },
  { name: "redispatch", play: redispatch },
  { name: "change", play: change },
  { name: "abort", play: abort },
  { name: "close-and-reopen", play: closeAndReopen },
  { name: "reverse-report", play: reverseReport },
  { name: "reverse-movement-v1", play: (stage) => reverseMovement(stage, "v1") },
  { name: "reverse-movement-v2", play: (stage) => reverseMovement(stage, "v2") },
  { name: "release-hold", play: releaseHold },
];
