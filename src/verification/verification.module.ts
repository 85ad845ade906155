import { Module, type OnModuleInit } from "@nestjs/common";
import { HttpAdapterHost } from "@nestjs/core";
import type { Clock } from "../kernel/clock.js";
import { UlidFactory } from "../kernel/ulid.js";
import { AuditLog } from "../platform/audit/public.js";
import { UnitOfWork } from "../platform/persistence/unit-of-work.js";
import { CLOCK } from "../platform/platform-tokens.js";
import { AUTHORIZER, type Authorizer, ManagementAccess, SecretAuthenticator } from "../platform/security/public.js";
import { admitClient, TrafficLimits } from "../platform/traffic/public.js";
import { EnvironmentRegistry } from "./environments/environment-registry.js";
import { PresenceRegistry } from "./environments/presence-registry.js";
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
import { WebhooksController } from "./http/webhooks.controller.js";
import { AskMatrix } from "./matrix/ask-matrix.js";
import { DEPLOYMENT_GATES, type DeploymentGate } from "./matrix/deployment-gate.js";
import { ParticipantRegistry } from "./participants/participant-registry.js";
import { DeletePact } from "./publication/delete-pact.js";
import { PublishContracts } from "./publication/publish-contracts.js";
import { PublishProviderContract } from "./publication/publish-provider-contract.js";
import { ReadPacts } from "./publication/read-pacts.js";
import { VerificationResults } from "./results/verification-results.js";
import { SelectPacts } from "./selection/select-pacts.js";
import { WebhookRegistry } from "./webhooks/webhook-registry.js";

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
    { provide: ReadPacts, inject: [UnitOfWork], useFactory: (unitOfWork: UnitOfWork) => new ReadPacts(unitOfWork) },
    {
      provide: PublishProviderContract,
      inject: [UnitOfWork, AuditLog],
      useFactory: (unitOfWork: UnitOfWork, audit: AuditLog) => new PublishProviderContract(unitOfWork, audit),
    },
    {
      provide: WebhookRegistry,
      inject: [UnitOfWork, AuditLog],
      useFactory: (unitOfWork: UnitOfWork, audit: AuditLog) => new WebhookRegistry(unitOfWork, audit),
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
    { provide: SelectPacts, inject: [UnitOfWork], useFactory: (unitOfWork: UnitOfWork) => new SelectPacts(unitOfWork) },
    {
      provide: AskMatrix,
      inject: [UnitOfWork, DEPLOYMENT_GATES],
      useFactory: (unitOfWork: UnitOfWork, gates: readonly DeploymentGate[]) => new AskMatrix(unitOfWork, gates),
    },
  ],
  exports: [
    DEPLOYMENT_GATES,
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
export class VerificationModule implements OnModuleInit {
  constructor(private readonly host: HttpAdapterHost) {
    prepareRoutes(host);
  }

  onModuleInit(): void {
    addMediaTypes(this.host);
  }
}
