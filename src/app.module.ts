import { type DynamicModule, Module } from "@nestjs/common";
import { InventoryMovementHandlers } from "./apis/inventory-movement/handlers.js";
import { InventoryMovementModule } from "./apis/inventory-movement/inventory-movement.module.js";
import { versionChanges as inventoryMovementVersions } from "./apis/inventory-movement/versions/index.gen.js";
import { ProductionOrderHandlers } from "./apis/production-order/handlers.js";
import { ProductionOrderModule } from "./apis/production-order/production-order.module.js";
import { BackboneModule } from "./backbone/public.js";
import { QualityEventHandlers } from "./apis/quality-event/handlers.js";
import { QualityEventModule } from "./apis/quality-event/quality-event.module.js";
import { ContractDocsModule } from "./contract-docs/public.js";
import { type ApiRegistration, type ContractSet, GatewayModule } from "./gateway/public.js";
import { B2mmlModule, type GovernedClient } from "./imports/public.js";
import { OrchestrationModule } from "./orchestration/public.js";
import { ApprovalsModule } from "./platform/approvals/public.js";
import { AuditModule } from "./platform/audit/public.js";
import { PlatformModule, type PlatformResources } from "./platform/platform.module.js";
import { SecurityModule } from "./platform/security/public.js";
import { type EvidenceProducer, PromotionModule } from "./promotion/public.js";
import { PlantsModule } from "./plants/public.js";
import { CleanUpModule, VerificationManagementModule, VerificationModule } from "./verification/public.js";
import { RecoveryModule } from "./recovery/public.js";
import { UsageModule } from "./usage/public.js";

/** The APIs this product serves; a new one is a contract folder, its handlers, and a line here. */
const APIS: readonly ApiRegistration[] = [
  { api: "production-order", handlers: ProductionOrderHandlers, module: ProductionOrderModule },
  {
    api: "inventory-movement",
    handlers: InventoryMovementHandlers,
    module: InventoryMovementModule,
    versionChanges: inventoryMovementVersions,
  },
  { api: "quality-event", handlers: QualityEventHandlers, module: QualityEventModule },
];

/** The composition root: the only list of modules. */
@Module({})
export class AppModule {
  /**
   * @param importClient how watched folders reach the gateway
   * @param evidence checks that judge contract candidates
   * @throws ContractBindingError
   */
  static compose(
    resources: PlatformResources,
    contracts: ContractSet,
    importClient: GovernedClient,
    evidence: readonly EvidenceProducer[] = [],
  ): DynamicModule {
    const promotion = PromotionModule.judgedBy(evidence);
    return {
      module: AppModule,
      imports: [
        PlatformModule.forResources(resources),
        AuditModule,
        SecurityModule,
        ApprovalsModule,
        PlantsModule,
        VerificationModule,
        VerificationManagementModule,
        CleanUpModule,
        GatewayModule.forApis(contracts, APIS),
        UsageModule,
        promotion,
        ...(resources.configuration.areContractDocsOpen ? [ContractDocsModule.of(promotion)] : []),
        BackboneModule,
        OrchestrationModule,
        RecoveryModule,
        B2mmlModule.using(importClient),
      ],
    };
  }
}
