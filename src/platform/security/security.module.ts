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
import { admitClient, TrafficLimits } from "../traffic/public.js";
import { CLOCK, CONFIGURATION, LOGGER } from "../platform-tokens.js";
import { ApiKeyVerifier } from "./api-keys/api-key-verifier.js";
import { CertificateVerifier } from "./client-certificates/certificate-verifier.js";
import { AssertionVerifier } from "./clients/assertion-verifier.js";
import { ClientDirectory } from "./clients/client-directory.js";
import { ClientStore } from "./clients/client-store.js";
import { ClientAccountsController } from "./clients/client-accounts.controller.js";
import { ClientCredentialsController } from "./clients/client-credentials.controller.js";
import { SecretAuthenticator } from "./clients/secret-authenticator.js";
import { SecretVerifier } from "./clients/secret-verifier.js";
import { CREDENTIAL_PROVIDERS, FOREIGN_ISSUERS } from "./credential-providers.js";
import type { ForeignIssuer } from "./foreign-issuers/foreign-issuer.js";
import { GrantRegister } from "./grants/grant-register.js";
import { GrantsModule } from "./grants/grants.module.js";
import { RegisteredAuthenticator } from "./grants/registered-authenticator.js";
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
  imports: [DiscoveryModule, GrantsModule],
  controllers: [ClientAccountsController, ClientCredentialsController, IssuerController],
  providers: [
    { provide: POLICY, useFactory: () => loadPolicy() },
    {
      provide: GrantRegister,
      inject: [UnitOfWork, CLOCK],
      useFactory: (unitOfWork: UnitOfWork, clock: Clock) => new GrantRegister(unitOfWork, clock),
    },
    {
      provide: PolicyAuthorizer,
      inject: [POLICY, GrantRegister, CLOCK],
      useFactory: (policy: Policy, register: GrantRegister, clock: Clock) =>
        new PolicyAuthorizer(policy, register, clock),
    },
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
      inject: [EmbeddedIssuer, FOREIGN_ISSUERS, CLOCK],
      useFactory: (issuer: EmbeddedIssuer, foreign: readonly ForeignIssuer[], clock: Clock) =>
        new TokenVerifier([issuer, ...foreign], clock),
    },
    ...CREDENTIAL_PROVIDERS,
    {
      provide: PassportAuthenticator,
      inject: [TokenVerifier, ApiKeyVerifier, CertificateVerifier, LOGGER],
      useFactory: (tokens: TokenVerifier, apiKeys: ApiKeyVerifier, certificates: CertificateVerifier, logger: Logger) =>
        new PassportAuthenticator(tokens, apiKeys, certificates, logger),
    },
    {
      provide: AUTHENTICATOR,
      inject: [PassportAuthenticator, GrantRegister],
      useFactory: (authenticator: PassportAuthenticator, register: GrantRegister) =>
        new RegisteredAuthenticator(authenticator, register),
    },
    { provide: SecretVerifier, inject: [CLOCK], useFactory: (clock: Clock) => SecretVerifier.create(clock) },
    { provide: FailedAttempts, inject: [CLOCK], useFactory: (clock: Clock) => new FailedAttempts(clock) },
    {
      provide: SecretAuthenticator,
      inject: [AUTHENTICATOR, ClientDirectory, SecretVerifier, FailedAttempts],
      useFactory: (
        others: Authenticator,
        clients: ClientDirectory,
        secrets: SecretVerifier,
        failedAttempts: FailedAttempts,
      ) => new SecretAuthenticator(others, clients, secrets, failedAttempts),
    },
    {
      provide: TokenEndpoint,
      inject: [EmbeddedIssuer, ClientDirectory, SecretVerifier, AssertionVerifier, FailedAttempts, LOGGER],
      useFactory: (
        issuer: EmbeddedIssuer,
        clients: ClientDirectory,
        secrets: SecretVerifier,
        assertions: AssertionVerifier,
        failedAttempts: FailedAttempts,
        logger: Logger,
      ) => new TokenEndpoint(issuer, clients, { secrets, assertions }, failedAttempts, logger),
    },
    {
      provide: ClientStore,
      inject: [POLICY, AuditLog, UlidFactory, CLOCK],
      useFactory: (policy: Policy, auditLog: AuditLog, ids: UlidFactory, clock: Clock) =>
        new ClientStore(policy, auditLog, ids, clock),
    },
    {
      provide: ManagementAccess,
      inject: [AUTHENTICATOR, AUTHORIZER, UlidFactory, TrafficLimits],
      useFactory: (authenticator: Authenticator, authorizer: Authorizer, ids: UlidFactory, limits: TrafficLimits) =>
        new ManagementAccess(authenticator, authorizer, ids, (clientId) => admitClient(limits, clientId)),
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
    SecretAuthenticator,
    AUTHORIZER,
    PassportAuthenticator,
    PolicyAuthorizer,
    GrantRegister,
    TokenVerifier,
    EmbeddedIssuer,
    IssuerLocation,
    ClientDirectory,
    ClientStore,
    ManagementAccess,
  ],
})
export class SecurityModule {}
