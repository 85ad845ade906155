import { Inject, Module, type OnModuleDestroy, type OnModuleInit } from "@nestjs/common";
import { HttpAdapterHost } from "@nestjs/core";
import type { Logger } from "pino";
import type { Configuration } from "../config/configuration.js";
import type { Clock } from "../kernel/clock.js";
import { UlidFactory } from "../kernel/ulid.js";
import { AuditLog } from "../platform/audit/public.js";
import { UnitOfWork } from "../platform/persistence/unit-of-work.js";
import { CLOCK, CONFIGURATION, LOGGER } from "../platform/platform-tokens.js";
import { AUTHORIZER, type Authorizer, ManagementAccess, SecretAuthenticator } from "../platform/security/public.js";
import { admitClient, TrafficLimits } from "../platform/traffic/public.js";
import { ReadDashboard } from "./dashboard/read-dashboard.js";
import { EnvironmentRegistry } from "./environments/environment-registry.js";
import { PresenceRegistry } from "./environments/presence-registry.js";
import { browsingControllers } from "./http/browsing-controllers.js";
import { ContractsController } from "./http/contracts.controller.js";
import { EnvironmentsController } from "./http/environments.controller.js";
import { IndexController } from "./http/index.controller.js";
import { MatrixController } from "./http/matrix.controller.js";
import { PactsController } from "./http/pacts.controller.js";
import { ParticipantsController } from "./http/participants.controller.js";
import { addMediaTypes, prepareRoutes } from "./http/prepare-server.js";
import { PresencesController } from "./http/presences.controller.js";
import { ProviderContractsController } from "./http/provider-contracts.controller.js";
import { PublicationsController } from "./http/publications.controller.js";
import { WebhookExecutionsController } from "./http/webhook-executions.controller.js";
import { WebhooksController } from "./http/webhooks.controller.js";
import { AskMatrix } from "./matrix/ask-matrix.js";
import { DEPLOYMENT_GATES, type DeploymentGate } from "./matrix/deployment-gate.js";
import { ListRegistry } from "./participants/list-registry.js";
import { ParticipantRegistry } from "./participants/participant-registry.js";
import { PointReads } from "./point-reads.js";
import { CONTRACT_INTAKES, type ContractIntake } from "./publication/contract-intake.js";
import { DeletePact } from "./publication/delete-pact.js";
import { ListPacts } from "./publication/list-pacts.js";
import { PublishContracts } from "./publication/publish-contracts.js";
import { PublishProviderContract } from "./publication/publish-provider-contract.js";
import { ReadPacts } from "./publication/read-pacts.js";
import { VerificationResults } from "./results/verification-results.js";
import { SelectPacts } from "./selection/select-pacts.js";
import { webhookProviders } from "./webhooks/webhook-providers.js";

/** Consumer contracts on the paths that Pact clients know. */
@Module({
  controllers: [
    IndexController,
    ParticipantsController,
    ContractsController,
    MatrixController,
    EnvironmentsController,
    PresencesController,
    PactsController,
    PublicationsController,
    ProviderContractsController,
    WebhooksController,
    WebhookExecutionsController,
    ...browsingControllers,
  ],
  providers: [
    // Guards of this module take the access of this module: Pact clients send Basic credentials.
    {
      provide: ManagementAccess,
      inject: [SecretAuthenticator, AUTHORIZER, UlidFactory, TrafficLimits],
      useFactory: (
        authenticator: SecretAuthenticator,
        authorizer: Authorizer,
        ids: UlidFactory,
        limits: TrafficLimits,
      ) => new ManagementAccess(authenticator, authorizer, ids, (clientId) => admitClient(limits, clientId)),
    },
    // Made anew for each application; who judges besides the pacts adds itself.
    { provide: DEPLOYMENT_GATES, useFactory: (): DeploymentGate[] => [] },
    {
      provide: PointReads,
      inject: [CONFIGURATION, LOGGER],
      useFactory: (configuration: Configuration, logger: Logger) =>
        new PointReads(configuration, (error) => logger.warn({ event: "database.connection-lost", err: error })),
    },
    {
      provide: ParticipantRegistry,
      inject: [UnitOfWork, AuditLog],
      useFactory: (unitOfWork: UnitOfWork, audit: AuditLog) => new ParticipantRegistry(unitOfWork, audit),
    },
    {
      provide: EnvironmentRegistry,
      inject: [UnitOfWork, AuditLog],
      useFactory: (unitOfWork: UnitOfWork, audit: AuditLog) => new EnvironmentRegistry(unitOfWork, audit),
    },
    {
      provide: PresenceRegistry,
      inject: [UnitOfWork, AuditLog, CLOCK],
      useFactory: (unitOfWork: UnitOfWork, audit: AuditLog, clock: Clock) =>
        new PresenceRegistry(unitOfWork, audit, clock),
    },
    {
      provide: PublishContracts,
      inject: [UnitOfWork, AuditLog],
      useFactory: (unitOfWork: UnitOfWork, audit: AuditLog) => new PublishContracts(unitOfWork, audit),
    },
    { provide: ReadPacts, inject: [PointReads], useFactory: (reads: PointReads) => new ReadPacts(reads) },
    // Filled by promotion, which stands above.
    { provide: CONTRACT_INTAKES, useFactory: (): ContractIntake[] => [] },
    {
      provide: PublishProviderContract,
      inject: [UnitOfWork, AuditLog, CONTRACT_INTAKES],
      useFactory: (unitOfWork: UnitOfWork, audit: AuditLog, intakes: readonly ContractIntake[]) =>
        new PublishProviderContract(unitOfWork, audit, intakes),
    },
    ...webhookProviders,
    { provide: ListPacts, inject: [UnitOfWork], useFactory: (unitOfWork: UnitOfWork) => new ListPacts(unitOfWork) },
    {
      provide: ListRegistry,
      inject: [UnitOfWork],
      useFactory: (unitOfWork: UnitOfWork) => new ListRegistry(unitOfWork),
    },
    {
      provide: ReadDashboard,
      inject: [UnitOfWork],
      useFactory: (unitOfWork: UnitOfWork) => new ReadDashboard(unitOfWork),
    },
    {
      provide: DeletePact,
      inject: [UnitOfWork, AuditLog],
      useFactory: (unitOfWork: UnitOfWork, audit: AuditLog) => new DeletePact(unitOfWork, audit),
    },
    {
      provide: VerificationResults,
      inject: [UnitOfWork, AuditLog],
      useFactory: (unitOfWork: UnitOfWork, audit: AuditLog) => new VerificationResults(unitOfWork, audit),
    },
    { provide: SelectPacts, inject: [PointReads], useFactory: (reads: PointReads) => new SelectPacts(reads) },
    {
      provide: AskMatrix,
      inject: [PointReads, DEPLOYMENT_GATES],
      useFactory: (reads: PointReads, gates: readonly DeploymentGate[]) => new AskMatrix(reads, gates),
    },
  ],
  exports: [
    PointReads,
    DEPLOYMENT_GATES,
    CONTRACT_INTAKES,
    ParticipantRegistry,
    EnvironmentRegistry,
    PresenceRegistry,
    PublishContracts,
    ReadPacts,
    VerificationResults,
    SelectPacts,
    AskMatrix,
  ],
})
export class VerificationModule implements OnModuleInit, OnModuleDestroy {
  constructor(
    private readonly host: HttpAdapterHost,
    @Inject(PointReads) private readonly reads: PointReads,
  ) {
    prepareRoutes(host);
  }

  onModuleInit(): void {
    addMediaTypes(this.host);
  }

  async onModuleDestroy(): Promise<void> {
    await this.reads.close();
  }
}
