import { Module } from "@nestjs/common";
import type { Clock } from "../kernel/clock.js";
import { UlidFactory } from "../kernel/ulid.js";
import { UnitOfWork } from "../platform/persistence/unit-of-work.js";
import { CLOCK, LOGGER } from "../platform/platform-tokens.js";
import { ReadUsage } from "./read-usage.js";
import { UsageCounter } from "./usage-counter.js";
import { UsageRecorder } from "./usage-recorder.js";
import { UsageStore } from "./usage.store.js";

/** Counts who uses which operation and field. Needs the global PlatformModule. */
@Module({
  providers: [
    { provide: UsageCounter, useFactory: () => new UsageCounter() },
    {
      provide: UsageStore,
      inject: [UnitOfWork],
      useFactory: (unitOfWork: UnitOfWork) => new UsageStore(unitOfWork),
    },
    {
      provide: UsageRecorder,
      inject: [UsageCounter, UsageStore, UnitOfWork, CLOCK, LOGGER, UlidFactory],
      useFactory: (...parts: ConstructorParameters<typeof UsageRecorder>) => new UsageRecorder(...parts),
    },
    {
      provide: ReadUsage,
      inject: [UsageStore, CLOCK],
      useFactory: (store: UsageStore, clock: Clock) => new ReadUsage(store, clock),
    },
  ],
  exports: [UsageRecorder, ReadUsage],
})
export class UsageModule {}
