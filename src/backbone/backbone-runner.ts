import type { EventFollower } from "./event-follower.js";
import type { JetStreamSink } from "./jetstream/jetstream-sink.js";

/** The followers of one worker process. */
export class BackboneRunner {
  constructor(
    private readonly followers: readonly EventFollower[],
    private readonly sink: JetStreamSink | undefined,
  ) {}

  async start(): Promise<void> {
    for (const follower of this.followers) await follower.start();
  }

  async stop(): Promise<void> {
    await Promise.all(this.followers.map((follower) => follower.stop()));
    await this.sink?.close();
  }
}
