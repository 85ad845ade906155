import { Module } from "@nestjs/common";
import type { Logger } from "pino";
import type { Configuration } from "../config/configuration.js";
import { UlidFactory } from "../kernel/ulid.js";
import { EventFeed } from "../platform/messaging/event-feed.js";
import { EventSignal } from "../platform/messaging/event-signal.js";
import { UnitOfWork } from "../platform/persistence/unit-of-work.js";
import { CONFIGURATION, LOGGER } from "../platform/platform-tokens.js";
import { BackboneRunner } from "./backbone-runner.js";
import { EventCursor } from "./event-cursor.js";
import { EventFollower } from "./event-follower.js";
import { connectNats } from "./jetstream/connect-nats.js";
import { JetStreamSink } from "./jetstream/jetstream-sink.js";

@Module({
  providers: [
    {
      provide: BackboneRunner,
      inject: [CONFIGURATION, UnitOfWork, EventFeed, EventSignal, LOGGER, UlidFactory],
      useFactory: (
        { nats }: Configuration,
        unitOfWork: UnitOfWork,
        feed: EventFeed,
        signal: EventSignal,
        logger: Logger,
        ids: UlidFactory,
      ) => {
        if (nats === undefined) return new BackboneRunner([], undefined);
        const sink = new JetStreamSink(() => connectNats(nats));
        const cursor = new EventCursor(unitOfWork, sink.name, ids.next());
        return new BackboneRunner([new EventFollower(cursor, sink, { feed, signal, logger })], sink);
      },
    },
  ],
  exports: [BackboneRunner],
})
export class BackboneModule {}
