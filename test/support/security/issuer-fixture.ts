import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Logger, pino } from "pino";
import { UlidFactory } from "../../../src/kernel/ulid.js";
import type { UnitOfWork } from "../../../src/platform/persistence/unit-of-work.js";
import { ApiKeyVerifier } from "../../../src/platform/security/api-keys/api-key-verifier.js";
import { CertificateVerifier } from "../../../src/platform/security/client-certificates/certificate-verifier.js";
import { ClientDirectory, type StoredClient } from "../../../src/platform/security/clients/client-directory.js";
import { EmbeddedIssuer } from "../../../src/platform/security/issuer/embedded-issuer.js";
import { IssuerLocation } from "../../../src/platform/security/issuer/issuer-location.js";
import { KeyRing } from "../../../src/platform/security/issuer/key-ring.js";
import { PassportAuthenticator } from "../../../src/platform/security/tokens/passport-authenticator.js";
import { TokenVerifier } from "../../../src/platform/security/tokens/token-verifier.js";
import { ManualClock } from "./manual-clock.js";

export const CLIENT: StoredClient = {
  clientId: "mes-1",
  kind: "SERVICE",
  grants: [{ role: "mes-service", plants: ["P100"] }],
  secret: { salt: "", hash: "" },
  isDisabled: false,
};

/** The embedded issuer and its verification on real key files, with a list in place of the client table. */
export interface IssuerFixture {
  readonly clock: ManualClock;
  readonly folder: string;
  readonly keys: KeyRing;
  readonly issuer: EmbeddedIssuer;
  readonly verifier: TokenVerifier;
  readonly authenticator: PassportAuthenticator;
  /** Clients by id; a test may change it. */
  readonly clients: Map<string, StoredClient>;
  /** Ids the client table was asked for. */
  readonly lookups: string[];
  /** Reasons of refusals, as the debug log has them. */
  readonly reasons: string[];
  remove(): Promise<void>;
}

/** API keys and certificates are read from the same place, where there are none. */
function createAuthenticator(
  verifier: TokenVerifier,
  unitOfWork: Pick<UnitOfWork, "read">,
  clock: ManualClock,
  logger: Logger,
): PassportAuthenticator {
  const directory = new ClientDirectory(unitOfWork);
  const noKeys = { find: () => Promise.resolve(undefined), noteUse: () => Promise.resolve() };
  const noCertificates = { findClientId: () => Promise.resolve(undefined) };
  const apiKeys = new ApiKeyVerifier(noKeys, directory, clock);
  return new PassportAuthenticator(
    verifier,
    apiKeys,
    new CertificateVerifier(noCertificates, directory, clock),
    logger,
  );
}

export async function createIssuerFixture(): Promise<IssuerFixture> {
  const clock = new ManualClock();
  const folder = await mkdtemp(join(tmpdir(), "interlock-keys-"));
  const keys = await KeyRing.open(folder, clock);
  const clients = new Map([[CLIENT.clientId, CLIENT]]);
  const lookups: string[] = [];
  const read = async <Row>(_statement: string, values?: readonly unknown[]): Promise<Row[]> => {
    const clientId = String(values?.[0]);
    lookups.push(clientId);
    const client = clients.get(clientId);
    return client === undefined ? [] : [client as Row];
  };
  const directory = new ClientDirectory({ read });
  const location = new IssuerLocation({ publicUrl: "http://127.0.0.1:8080/", host: "", port: 0, tls: undefined });
  const issuer = new EmbeddedIssuer(location, keys, directory, new UlidFactory(clock), clock, 600);
  const verifier = new TokenVerifier([issuer], clock);
  const reasons: string[] = [];
  const write = (line: string): void => {
    reasons.push(String((JSON.parse(line) as { reason?: unknown }).reason));
  };
  const logger = pino({ level: "debug" }, { write });
  const authenticator = createAuthenticator(verifier, { read }, clock, logger);
  const remove = (): Promise<void> => rm(folder, { recursive: true });
  return { clock, folder, keys, issuer, verifier, authenticator, clients, lookups, reasons, remove };
}
