import type { Provider } from "@nestjs/common";
import type { Logger } from "pino";
import type { Configuration } from "../../config/configuration.js";
import type { Clock } from "../../kernel/clock.js";
import { UlidFactory } from "../../kernel/ulid.js";
import { AuditLog } from "../../platform/audit/public.js";
import { EventVersions } from "../../platform/messaging/event-versions.js";
import { AllowedHosts } from "../../platform/outbound/public.js";
import { UnitOfWork } from "../../platform/persistence/unit-of-work.js";
import { CLOCK, CONFIGURATION, LOGGER } from "../../platform/platform-tokens.js";
import { SecretBox } from "../../platform/secrets/public.js";
import { AUTHORIZER, type Authorizer, ClientDirectory, GrantRegister } from "../../platform/security/public.js";
import { Metrics } from "../../platform/telemetry/metrics.js";
import { FollowerParts } from "../event-follower.js";
import { SubscriptionRules } from "./check-subscription.js";
import { DeadLetters } from "./dead-letters.js";
import { FollowSubscription } from "./follow-subscription.js";
import { KnownEventTypes } from "./known-event-types.js";
import { ManageSubscriptions } from "./manage-subscriptions.js";
import { SendEvent } from "./send-event.js";
import { SetAside } from "./set-aside.js";
import { SubscriberScope } from "./subscriber-scope.js";
import { subscriptionGauge } from "./subscription-gauge.js";
import { SubscriptionHttp } from "./subscription-http.js";
import { SubscriptionRunner } from "./subscription-runner.js";
import { SubscriptionSeal } from "./subscription-seal.js";
import { SubscriptionStore } from "./subscription-store.js";
import { DeliveryParts } from "./webhook-handler.js";

/** Event subscriptions; parts of the module of this capability. */
export const subscriptionProviders: Provider[] = [
  {
    provide: SubscriptionHttp,
    inject: [CONFIGURATION],
    useFactory: ({ webhookHosts }: Configuration) => new SubscriptionHttp(new AllowedHosts(webhookHosts)),
  },
  {
    provide: SecretBox,
    inject: [CONFIGURATION],
    useFactory: ({ secretKeysDir }: Configuration) => SecretBox.open(secretKeysDir),
  },
  {
    provide: SubscriptionStore,
    inject: [UnitOfWork, Metrics],
    useFactory: (unitOfWork: UnitOfWork, metrics: Metrics) => {
      metrics.addGauge(subscriptionGauge(unitOfWork));
      return new SubscriptionStore(unitOfWork);
    },
  },
  {
    provide: SubscriberScope,
    inject: [ClientDirectory, GrantRegister, AUTHORIZER],
    useFactory: (clients: ClientDirectory, grants: GrantRegister, authorizer: Authorizer) =>
      new SubscriberScope(clients, grants, authorizer),
  },
  {
    provide: SendEvent,
    inject: [SubscriptionHttp, SecretBox, CLOCK],
    useFactory: (http: SubscriptionHttp, box: SecretBox, clock: Clock) => new SendEvent(http, box, clock),
  },
  {
    provide: SetAside,
    inject: [UnitOfWork, SubscriptionStore, AuditLog, UlidFactory],
    useFactory: (unitOfWork: UnitOfWork, store: SubscriptionStore, audit: AuditLog, ids: UlidFactory) =>
      new SetAside(unitOfWork, store, audit, ids),
  },
  {
    provide: SubscriptionRules,
    inject: [SubscriptionHttp, EventVersions],
    useFactory: (http: SubscriptionHttp, versions: EventVersions) =>
      new SubscriptionRules(http, versions, new KnownEventTypes()),
  },
  {
    provide: SubscriptionSeal,
    inject: [SecretBox, UlidFactory],
    useFactory: (box: SecretBox, ids: UlidFactory) => new SubscriptionSeal(box, ids),
  },
  {
    provide: ManageSubscriptions,
    inject: [UnitOfWork, SubscriptionStore, SubscriberScope, SubscriptionRules, SubscriptionSeal, AuditLog],
    useFactory: (
      unitOfWork: UnitOfWork,
      store: SubscriptionStore,
      scope: SubscriberScope,
      rules: SubscriptionRules,
      seal: SubscriptionSeal,
      audit: AuditLog,
    ) => new ManageSubscriptions(unitOfWork, store, scope, rules, seal, audit),
  },
  {
    provide: DeadLetters,
    inject: [UnitOfWork, SubscriptionStore, SendEvent, AuditLog],
    useFactory: (unitOfWork: UnitOfWork, store: SubscriptionStore, sender: SendEvent, audit: AuditLog) =>
      new DeadLetters(unitOfWork, store, sender, audit),
  },
  {
    provide: DeliveryParts,
    inject: [SendEvent, SetAside, SubscriberScope, SubscriptionStore],
    useFactory: (sender: SendEvent, setAside: SetAside, scope: SubscriberScope, store: SubscriptionStore) =>
      new DeliveryParts(sender, setAside, scope, store),
  },
  {
    provide: FollowSubscription,
    inject: [UnitOfWork, FollowerParts, DeliveryParts, EventVersions, CLOCK, UlidFactory],
    useFactory: (
      unitOfWork: UnitOfWork,
      follower: FollowerParts,
      delivery: DeliveryParts,
      versions: EventVersions,
      clock: Clock,
      ids: UlidFactory,
    ) => new FollowSubscription(unitOfWork, follower, delivery, versions, clock, ids.next()),
  },
  {
    provide: SubscriptionRunner,
    inject: [SubscriptionStore, FollowSubscription, LOGGER],
    useFactory: (store: SubscriptionStore, follow: FollowSubscription, logger: Logger) =>
      new SubscriptionRunner(store, (subscription) => follow.follow(subscription), logger),
  },
];
