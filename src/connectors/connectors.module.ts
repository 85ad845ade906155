import { Module, type OnModuleDestroy } from "@nestjs/common";
import type { Configuration } from "../config/configuration.js";
import type { Clock } from "../kernel/clock.js";
import { CLOCK, CONFIGURATION } from "../platform/platform-tokens.js";
import { Authorization } from "./authorization/authorization.js";
import { SystemCredentials } from "./authorization/system-credentials.js";
import { ConnectorRegistry } from "./connector-registry.js";
import { GenericErpFactory } from "./generic-http/erp-connector.js";
import { GenericMesFactory } from "./generic-http/mes-connector.js";
import { MesHttpFactory } from "./mes-http/connector.js";
import { OutboundHttp } from "./outbound-http.js";
import { SapODataFactory } from "./sap-odata/connector.js";

@Module({
  providers: [
    { provide: OutboundHttp, useFactory: () => new OutboundHttp() },
    {
      provide: Authorization,
      inject: [CONFIGURATION, OutboundHttp, CLOCK],
      useFactory: ({ systemCredentialsDir }: Configuration, http: OutboundHttp, clock: Clock) =>
        new Authorization(new SystemCredentials(systemCredentialsDir), http, clock),
    },
    {
      provide: ConnectorRegistry,
      inject: [OutboundHttp, Authorization],
      useFactory: (http: OutboundHttp, authorization: Authorization) =>
        new ConnectorRegistry(
          [new SapODataFactory(http), new GenericErpFactory(http, authorization)],
          [new MesHttpFactory(http), new GenericMesFactory(http, authorization)],
        ),
    },
  ],
  exports: [ConnectorRegistry],
})
export class ConnectorsModule implements OnModuleDestroy {
  constructor(private readonly http: OutboundHttp) {}

  async onModuleDestroy(): Promise<void> {
    await this.http.close();
  }
}
