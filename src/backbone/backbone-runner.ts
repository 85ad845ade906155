import type { EventCursor } from "./event-cursor.js";
import type { EventFollower } from "./event-follower.js";
import type { JetStreamSink } from "./jetstream/jetstream-sink.js";
import type { SubscriptionRunner } from "./subscriptions/subscription-runner.js";

/** What publishes to NATS, where it is configured. */
export interface JetStreamParts {
  readonly cursor: EventCursor;
  readonly follower: EventFollower;
  readonly sink: JetStreamSink;
}

/** The followers of one worker process. */
export class BackboneRunner {
  constructor(
    private readonly subscriptions: SubscriptionRunner,
    private readonly jetStream: JetStreamParts | undefined,
  ) {}

  async start(): Promise<void> {
    await this.jetStream?.cursor.create();
    this.jetStream?.follower.start();
    this.subscriptions.start();
  }

  async stop(): Promise<void> {
    await Promise.all([this.jetStream?.follower.stop(), this.subscriptions.stop()]);
    await this.jetStream?.sink.close();
  }
}
