import type { Clock } from "../../kernel/clock.js";
import type { EventVersions } from "../../platform/messaging/event-versions.js";
import type { UnitOfWork } from "../../platform/persistence/unit-of-work.js";
import { EventCursor } from "../event-cursor.js";
import { EventFollower, type FollowerParts } from "../event-follower.js";
import { EventSelection } from "./event-selection.js";
import { type ActiveSubscription, followerOf } from "./event-subscription.js";
import { RetryPause } from "./retry-pause.js";
import { type DeliveryParts, WebhookHandler } from "./webhook-handler.js";

/** Makes the follower of a subscription. */
export class FollowSubscription {
  /** @param holder this process */
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly follower: FollowerParts,
    private readonly delivery: DeliveryParts,
    private readonly versions: EventVersions,
    private readonly clock: Clock,
    private readonly holder: string,
  ) {}

  follow(subscription: ActiveSubscription): EventFollower {
    const { id, types, versions } = subscription;
    const selection = new EventSelection(this.versions, types, versions);
    const handler = new WebhookHandler(subscription, selection, new RetryPause(this.clock), this.delivery);
    return new EventFollower(new EventCursor(this.unitOfWork, followerOf(id), this.holder), handler, this.follower);
  }
}
