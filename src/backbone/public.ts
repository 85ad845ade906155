export { BackboneModule } from "./backbone.module.js";
export { BackboneRunner } from "./backbone-runner.js";
export { EventCursor } from "./event-cursor.js";
export { EventFollower, type EventHandler } from "./event-follower.js";
