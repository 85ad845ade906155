import type { Logger } from "pino";
import type { Configuration } from "../../config/configuration.js";
import type { Clock } from "../../kernel/clock.js";
import { UlidFactory } from "../../kernel/ulid.js";
import { AuditLog } from "../audit/audit-log.js";
import { UnitOfWork } from "../persistence/unit-of-work.js";
import { CLOCK, CONFIGURATION, LOGGER } from "../platform-tokens.js";
import { Metrics } from "../telemetry/metrics.js";
import { ApiKeyDirectory } from "./api-keys/api-key-directory.js";
import { ApiKeyStore } from "./api-keys/api-key.store.js";
import { ApiKeyVerifier } from "./api-keys/api-key-verifier.js";
import { CertificateDirectory } from "./client-certificates/certificate-directory.js";
import { CertificateStore } from "./client-certificates/certificate.store.js";
import { CertificateVerifier } from "./client-certificates/certificate-verifier.js";
import { AssertionStore } from "./clients/assertion-store.js";
import { AssertionVerifier } from "./clients/assertion-verifier.js";
import { ClientDirectory } from "./clients/client-directory.js";
import { ClientKeySetStore } from "./clients/client-key-set.store.js";
import { ClientStore } from "./clients/client-store.js";
import { CredentialAuthority } from "./clients/credential-authority.js";
import { GrantAuthority } from "./grants/grant-authority.js";
import { GrantRegister } from "./grants/grant-register.js";
import { createForeignIssuers } from "./foreign-issuers/create-foreign-issuers.js";
import type { ForeignIssuer } from "./foreign-issuers/foreign-issuer.js";
import { issuerGauges } from "./foreign-issuers/issuer-gauges.js";
import { readIssuersFile } from "./foreign-issuers/read-issuers-file.js";
import { IssuerLocation } from "./issuer/issuer-location.js";
import { TOKEN_PATH } from "./issuer/issuer-metadata.js";
import type { Policy } from "./policy/policy.js";
import { POLICY } from "./security-tokens.js";
import { CredentialChangeReader } from "./tokens/credential-change-reader.js";
import { CredentialWatch } from "./tokens/credential-watch.js";
import { TokenVerifier } from "./tokens/token-verifier.js";

/** Injection token of the issuers of INTERLOCK_ISSUERS_FILE. */
export const FOREIGN_ISSUERS = "ForeignIssuers";

/** Everything by which clients prove themselves besides tokens of the embedded issuer. */
export const CREDENTIAL_PROVIDERS = [
  {
    provide: FOREIGN_ISSUERS,
    inject: [CONFIGURATION, POLICY, CLOCK, LOGGER, Metrics],
    useFactory: (
      { issuersFile, dataDir }: Configuration,
      policy: Policy,
      clock: Clock,
      logger: Logger,
      metrics: Metrics,
    ): readonly ForeignIssuer[] => {
      if (issuersFile === undefined) return [];
      const issuers = createForeignIssuers(readIssuersFile(issuersFile, policy), { dataDir, clock, logger });
      for (const gauge of issuerGauges(issuers)) metrics.addGauge(gauge);
      return issuers;
    },
  },
  {
    provide: ApiKeyVerifier,
    inject: [UnitOfWork, ClientDirectory, CLOCK],
    useFactory: (unitOfWork: UnitOfWork, clients: ClientDirectory, clock: Clock) =>
      new ApiKeyVerifier(new ApiKeyDirectory(unitOfWork), clients, clock),
  },
  {
    provide: CertificateVerifier,
    inject: [UnitOfWork, ClientDirectory, CLOCK],
    useFactory: (unitOfWork: UnitOfWork, clients: ClientDirectory, clock: Clock) =>
      new CertificateVerifier(new CertificateDirectory(unitOfWork), clients, clock),
  },
  {
    provide: AssertionVerifier,
    inject: [UnitOfWork, IssuerLocation, CLOCK],
    useFactory: (unitOfWork: UnitOfWork, location: IssuerLocation, clock: Clock) =>
      new AssertionVerifier(new AssertionStore(unitOfWork), () => [location.url, location.url + TOKEN_PATH], clock),
  },
  {
    provide: CredentialAuthority,
    inject: [ClientStore, POLICY, GrantRegister, CLOCK],
    useFactory: (clients: ClientStore, policy: Policy, register: GrantRegister, clock: Clock) =>
      new CredentialAuthority(clients, new GrantAuthority(policy, register, clock), register),
  },
  {
    provide: ApiKeyStore,
    inject: [AuditLog, UlidFactory, CLOCK],
    useFactory: (auditLog: AuditLog, ids: UlidFactory, clock: Clock) => new ApiKeyStore(auditLog, ids, clock),
  },
  {
    provide: CertificateStore,
    inject: [AuditLog, UlidFactory, CLOCK],
    useFactory: (auditLog: AuditLog, ids: UlidFactory, clock: Clock) => new CertificateStore(auditLog, ids, clock),
  },
  {
    provide: ClientKeySetStore,
    inject: [AuditLog, CLOCK],
    useFactory: (auditLog: AuditLog, clock: Clock) => new ClientKeySetStore(auditLog, clock),
  },
  {
    provide: CredentialWatch,
    inject: [UnitOfWork, TokenVerifier, ApiKeyVerifier, CertificateVerifier, LOGGER],
    useFactory: (
      unitOfWork: UnitOfWork,
      tokens: TokenVerifier,
      apiKeys: ApiKeyVerifier,
      certificates: CertificateVerifier,
      logger: Logger,
    ) => new CredentialWatch(new CredentialChangeReader(unitOfWork), { tokens, apiKeys, certificates }, logger),
  },
];
