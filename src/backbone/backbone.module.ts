import { Module } from "@nestjs/common";
import type { Logger } from "pino";
import type { Configuration } from "../config/configuration.js";
import { UlidFactory } from "../kernel/ulid.js";
import { EventFeed } from "../platform/messaging/event-feed.js";
import { EventSignal } from "../platform/messaging/event-signal.js";
import { EventVersions } from "../platform/messaging/event-versions.js";
import { UnitOfWork } from "../platform/persistence/unit-of-work.js";
import { CONFIGURATION, LOGGER } from "../platform/platform-tokens.js";
import { BackboneRunner, type JetStreamParts } from "./backbone-runner.js";
import { EventCursor } from "./event-cursor.js";
import { EventFollower, FollowerParts } from "./event-follower.js";
import { connectNats } from "./jetstream/connect-nats.js";
import { JetStreamSink } from "./jetstream/jetstream-sink.js";
import { subscriptionProviders } from "./subscriptions/subscription-providers.js";
import { SubscriptionRunner } from "./subscriptions/subscription-runner.js";
import { SubscriptionsController } from "./subscriptions/subscriptions.controller.js";

@Module({
  controllers: [SubscriptionsController],
  providers: [
    ...subscriptionProviders,
    {
      provide: FollowerParts,
      inject: [EventFeed, EventSignal, LOGGER],
      useFactory: (feed: EventFeed, signal: EventSignal, logger: Logger) => new FollowerParts(feed, signal, logger),
    },
    {
      provide: BackboneRunner,
      inject: [CONFIGURATION, UnitOfWork, FollowerParts, UlidFactory, SubscriptionRunner, EventVersions],
      useFactory: (
        { nats }: Configuration,
        unitOfWork: UnitOfWork,
        parts: FollowerParts,
        ids: UlidFactory,
        subscriptions: SubscriptionRunner,
        versions: EventVersions,
      ) => {
        const sink = nats === undefined ? undefined : new JetStreamSink(() => connectNats(nats), versions);
        const jetStream = sink === undefined ? undefined : publishTo(sink, unitOfWork, ids.next(), parts);
        return new BackboneRunner(subscriptions, jetStream);
      },
    },
  ],
  exports: [BackboneRunner],
})
export class BackboneModule {}

function publishTo(sink: JetStreamSink, unitOfWork: UnitOfWork, holder: string, parts: FollowerParts): JetStreamParts {
  const cursor = new EventCursor(unitOfWork, sink.name, holder);
  return { cursor, sink, follower: new EventFollower(cursor, sink, parts) };
}
