import { join } from "node:path";
import { Global, Module } from "@nestjs/common";
import { DiscoveryModule, HttpAdapterHost } from "@nestjs/core";
import type { Logger } from "pino";
import type { Configuration } from "../../config/configuration.js";
import type { Clock } from "../../kernel/clock.js";
import { UlidFactory } from "../../kernel/ulid.js";
import { AuditLog } from "../audit/audit-log.js";
import { prepareDataFolder } from "../persistence/prepare-data-folder.js";
import { UnitOfWork } from "../persistence/unit-of-work.js";
import { CLOCK, CONFIGURATION, LOGGER } from "../platform-tokens.js";
import { ClientDirectory } from "./clients/client-directory.js";
import { ClientStore } from "./clients/client-store.js";
import { SecretVerifier } from "./clients/secret-verifier.js";
import { EmbeddedIssuer } from "./issuer/embedded-issuer.js";
import { FailedAttempts } from "./issuer/failed-attempts.js";
import { IssuerController } from "./issuer/issuer.controller.js";
import { IssuerLocation } from "./issuer/issuer-location.js";
import { KeyRing } from "./issuer/key-ring.js";
import { TokenEndpoint } from "./issuer/token-endpoint.js";
import { ManagementAccess } from "./management/management-access.js";
import { RouteInventory } from "./management/route-inventory.js";
import { loadPolicy } from "./policy/load-policy.js";
import type { Policy } from "./policy/policy.js";
import { PolicyAuthorizer } from "./policy/policy-authorizer.js";
import type { Authenticator, Authorizer } from "./principal.js";
import { AUTHENTICATOR, AUTHORIZER, POLICY } from "./security-tokens.js";
import { PassportAuthenticator } from "./tokens/passport-authenticator.js";
import { TokenVerifier } from "./tokens/token-verifier.js";

/** Identity and authorisation. Global, because every controller's guard needs ManagementAccess. */
@Global()
@Module({
  imports: [DiscoveryModule],
  controllers: [IssuerController],
  providers: [
    { provide: POLICY, useFactory: () => loadPolicy() },
    { provide: PolicyAuthorizer, inject: [POLICY], useFactory: (policy: Policy) => new PolicyAuthorizer(policy) },
    { provide: AUTHORIZER, useExisting: PolicyAuthorizer },
    {
      provide: IssuerLocation,
      inject: [CONFIGURATION],
      useFactory: (configuration: Configuration) => new IssuerLocation(configuration),
    },
    {
      provide: ClientDirectory,
      inject: [UnitOfWork],
      useFactory: (unitOfWork: UnitOfWork) => new ClientDirectory(unitOfWork),
    },
    {
      provide: KeyRing,
      inject: [CONFIGURATION, CLOCK],
      useFactory: (configuration: Configuration, clock: Clock) => {
        prepareDataFolder(configuration.dataDir);
        return KeyRing.open(join(configuration.dataDir, "keys"), clock);
      },
    },
    {
      provide: EmbeddedIssuer,
      inject: [IssuerLocation, KeyRing, ClientDirectory, UlidFactory, CLOCK, CONFIGURATION],
      useFactory: (
        location: IssuerLocation,
        keys: KeyRing,
        clients: ClientDirectory,
        ids: UlidFactory,
        clock: Clock,
        configuration: Configuration,
      ) => new EmbeddedIssuer(location, keys, clients, ids, clock, configuration.tokenTtlSeconds),
    },
    {
      provide: TokenVerifier,
      inject: [EmbeddedIssuer, CLOCK],
      useFactory: (issuer: EmbeddedIssuer, clock: Clock) => new TokenVerifier([issuer], clock),
    },
    {
      provide: PassportAuthenticator,
      inject: [TokenVerifier, LOGGER],
      useFactory: (verifier: TokenVerifier, logger: Logger) => new PassportAuthenticator(verifier, logger),
    },
    { provide: AUTHENTICATOR, useExisting: PassportAuthenticator },
    { provide: SecretVerifier, inject: [CLOCK], useFactory: (clock: Clock) => SecretVerifier.create(clock) },
    { provide: FailedAttempts, inject: [CLOCK], useFactory: (clock: Clock) => new FailedAttempts(clock) },
    {
      provide: TokenEndpoint,
      inject: [EmbeddedIssuer, ClientDirectory, SecretVerifier, FailedAttempts, LOGGER],
      useFactory: (
        issuer: EmbeddedIssuer,
        clients: ClientDirectory,
        secrets: SecretVerifier,
        failedAttempts: FailedAttempts,
        logger: Logger,
      ) => new TokenEndpoint(issuer, clients, secrets, failedAttempts, logger),
    },
    {
      provide: ClientStore,
      inject: [POLICY, AuditLog, UlidFactory, CLOCK],
      useFactory: (policy: Policy, auditLog: AuditLog, ids: UlidFactory, clock: Clock) =>
        new ClientStore(policy, auditLog, ids, clock),
    },
    {
      provide: ManagementAccess,
      inject: [AUTHENTICATOR, AUTHORIZER, UlidFactory],
      useFactory: (authenticator: Authenticator, authorizer: Authorizer, ids: UlidFactory) =>
        new ManagementAccess(authenticator, authorizer, ids),
    },
    {
      provide: RouteInventory,
      inject: [HttpAdapterHost],
      useFactory: (host: HttpAdapterHost) => new RouteInventory(host),
    },
  ],
  exports: [
    POLICY,
    AUTHENTICATOR,
    AUTHORIZER,
    PassportAuthenticator,
    PolicyAuthorizer,
    TokenVerifier,
    EmbeddedIssuer,
    IssuerLocation,
    ClientStore,
    ManagementAccess,
  ],
})
export class SecurityModule {}
