import { Module, type OnModuleDestroy } from "@nestjs/common";
import { ConnectorRegistry } from "./connector-registry.js";
import { MesHttpFactory } from "./mes-http/connector.js";
import { OutboundHttp } from "./outbound-http.js";
import { SapODataFactory } from "./sap-odata/connector.js";

@Module({
  providers: [
    { provide: OutboundHttp, useFactory: () => new OutboundHttp() },
    {
      provide: ConnectorRegistry,
      inject: [OutboundHttp],
      useFactory: (http: OutboundHttp) =>
        new ConnectorRegistry([new SapODataFactory(http)], [new MesHttpFactory(http)]),
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
