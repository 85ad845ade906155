import { type DynamicModule, Module } from "@nestjs/common";
import { ProductionOrderHandlers } from "./apis/production-order/handlers.js";
import { ProductionOrderModule } from "./apis/production-order/production-order.module.js";
import { type ApiRegistration, type ContractSet, GatewayModule } from "./gateway/public.js";
import { B2mmlModule, type GovernedClient } from "./imports/public.js";
import { OrchestrationModule } from "./orchestration/public.js";
import { PlatformModule, type PlatformResources } from "./platform/platform.module.js";
import { SecurityModule } from "./platform/security/public.js";
import { PlantsModule } from "./plants/public.js";

/** The APIs this product serves; a new one is a contract folder, its handlers, and a line here. */
const APIS: readonly ApiRegistration[] = [
  { api: "production-order", handlers: ProductionOrderHandlers, module: ProductionOrderModule },
];

/** The composition root: the only list of modules. */
@Module({})
export class AppModule {
  /** @param importClient how watched folders reach the gateway @throws ContractBindingError */
  static compose(resources: PlatformResources, contracts: ContractSet, importClient: GovernedClient): DynamicModule {
    return {
      module: AppModule,
      imports: [
        PlatformModule.forResources(resources),
        SecurityModule,
        PlantsModule,
        GatewayModule.forApis(contracts, APIS),
        OrchestrationModule,
        B2mmlModule.using(importClient),
      ],
    };
  }
}
