import { Module, type OnModuleDestroy } from "@nestjs/common";
import type { Logger } from "pino";
import type { Configuration } from "../config/configuration.js";
import type { Clock } from "../kernel/clock.js";
import { UlidFactory } from "../kernel/ulid.js";
import { CLOCK, CONFIGURATION, LOGGER } from "../platform/platform-tokens.js";
import { PlantsModule, ProfileChecks } from "../plants/public.js";
import { B2mmlFileFactory } from "./b2mml-file/connector.js";
import { checkConnectorProfile } from "./check-profile.js";
import { ConnectorParts } from "./connector-parts.js";
import { ConnectorRegistry } from "./connector-registry.js";
import { D365QueueFactory } from "./d365-queue/connector.js";
import { GenericErpFactory } from "./generic-http/erp-connector.js";
import { GenericMesFactory } from "./generic-http/mes-connector.js";
import { MesHttpFactory } from "./mes-http/connector.js";
import { MqttErpFactory } from "./mqtt/erp-connector.js";
import { MqttMesFactory } from "./mqtt/mes-connector.js";
import { SapODataFactory } from "./sap-odata/connector.js";
import { SqlStagingFactory } from "./sql-staging/connector.js";
import { WebhookErpFactory } from "./webhook/erp-connector.js";
import { WebhookMesFactory } from "./webhook/mes-connector.js";

@Module({
  imports: [PlantsModule],
  providers: [
    {
      provide: ConnectorParts,
      inject: [CONFIGURATION, CLOCK, UlidFactory, LOGGER],
      useFactory: (configuration: Configuration, clock: Clock, ids: UlidFactory, logger: Logger) =>
        new ConnectorParts(configuration, clock, ids, logger),
    },
    {
      provide: ConnectorRegistry,
      inject: [ConnectorParts],
      useFactory: (parts: ConnectorParts) => new ConnectorRegistry(erpFactories(parts), mesFactories(parts)),
    },
  ],
  exports: [ConnectorRegistry],
})
export class ConnectorsModule implements OnModuleDestroy {
  constructor(
    private readonly parts: ConnectorParts,
    checks: ProfileChecks,
  ) {
    checks.register(checkConnectorProfile);
  }

  async onModuleDestroy(): Promise<void> {
    await this.parts.close();
  }
}

const erpFactories = ({ http, authorization, signer, links, pools, clock, configuration }: ConnectorParts) => [
  new SapODataFactory(http),
  new GenericErpFactory(http, authorization),
  new D365QueueFactory(http, authorization, clock),
  new SqlStagingFactory(pools, clock),
  new B2mmlFileFactory(configuration.dataDir),
  new MqttErpFactory(links),
  new WebhookErpFactory(http, signer),
];

const mesFactories = ({ http, authorization, signer, links }: ConnectorParts) => [
  new MesHttpFactory(http),
  new GenericMesFactory(http, authorization),
  new MqttMesFactory(links),
  new WebhookMesFactory(http, signer),
];
