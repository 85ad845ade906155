import { type DynamicModule, Module } from "@nestjs/common";
import type { Configuration } from "../config/configuration.js";
import type { Clock } from "../kernel/clock.js";
import { CLOCK, CONFIGURATION } from "../platform/platform-tokens.js";
import { FollowPromotions, SnapshotStore } from "../promotion/public.js";
import { ContractDocsController } from "./contract-docs.controller.js";
import { PageFiles } from "./page-files.js";
import { ServedContracts } from "./served-contracts.js";

/** Reference pages of the contracts in force. Needs the global module of the platform. */
@Module({})
export class ContractDocsModule {
  /** @param promotion the very module object that the application runs, for it knows what this process serves */
  static of(promotion: DynamicModule): DynamicModule {
    return {
      module: ContractDocsModule,
      imports: [promotion],
      controllers: [ContractDocsController],
      providers: [
        { provide: PageFiles, useFactory: () => new PageFiles() },
        {
          provide: ServedContracts,
          inject: [FollowPromotions, CONFIGURATION, CLOCK],
          useFactory: (follower: FollowPromotions, { dataDir }: Configuration, clock: Clock) =>
            new ServedContracts(follower, SnapshotStore.inDataFolder(dataDir, clock), clock),
        },
      ],
    };
  }
}
