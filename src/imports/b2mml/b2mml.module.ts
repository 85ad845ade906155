import { type DynamicModule, Module, type OnModuleDestroy } from "@nestjs/common";
import type { Logger } from "pino";
import type { Configuration } from "../../config/configuration.js";
import type { Clock } from "../../kernel/clock.js";
import { UlidFactory } from "../../kernel/ulid.js";
import { CLOCK, CONFIGURATION, LOGGER } from "../../platform/platform-tokens.js";
import { PlantDirectory, PlantsModule } from "../../plants/public.js";
import type { GovernedClient } from "./client/governed-client.js";
import { FileImporter } from "./file-importer.js";
import { FolderWatcher } from "./watch/folder-watcher.js";
import { plantFolders } from "./watch/plant-folders.js";

/** Import of B2MML files dropped into the plants' folders; the worker starts and stops the FolderWatcher. */
@Module({})
export class B2mmlModule implements OnModuleDestroy {
  constructor(private readonly watcher: FolderWatcher) {}

  /** @param client reaches the gateway as the client that imports. */
  static using(client: GovernedClient): DynamicModule {
    return {
      module: B2mmlModule,
      imports: [PlantsModule],
      providers: [
        { provide: FileImporter, inject: [CLOCK], useFactory: (clock: Clock) => new FileImporter(client, clock) },
        {
          provide: FolderWatcher,
          inject: [PlantDirectory, CONFIGURATION, FileImporter, CLOCK, UlidFactory, LOGGER],
          useFactory: createWatcher,
        },
      ],
      exports: [FolderWatcher],
    };
  }

  async onModuleDestroy(): Promise<void> {
    await this.watcher.stop();
  }
}

function createWatcher(
  directory: PlantDirectory,
  configuration: Configuration,
  importer: FileImporter,
  clock: Clock,
  ids: UlidFactory,
  logger: Logger,
): FolderWatcher {
  return new FolderWatcher(plantFolders(directory, configuration.dataDir), { importer, clock, ids, logger });
}
