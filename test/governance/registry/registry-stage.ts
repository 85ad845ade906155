import { readFileSync } from "node:fs";
import { join } from "node:path";
import { stringify } from "yaml";
import { loadContractSet } from "../../../src/gateway/public.js";
import { AccessTokenSource } from "../../../src/cli/access-token.js";
import { type CredentialsFile, writeCredentialsFile } from "../../../src/cli/credentials-file.js";
import { readConfiguration } from "../../../src/config/configuration.js";
import { projectRoot } from "../../../src/config/project-root.js";
import { systemClock } from "../../../src/kernel/clock.js";
import { UlidFactory } from "../../../src/kernel/ulid.js";
import { type StartedServer, startServer } from "../../../src/main.js";
import type { AuditLog } from "../../../src/platform/audit/audit-log.js";
import { openAuditLog } from "../../../src/platform/audit/open-audit-log.js";
import { type Database, openDatabase } from "../../../src/platform/persistence/open-database.js";
import { createClientStore } from "../../../src/platform/security/public.js";
import type { EvidenceProducer } from "../../../src/promotion/public.js";
import { entryFileOf } from "../../../src/registry/public.js";
import { makeTemporaryFolder } from "../../support/temporary-folder.js";
import { createTestDatabase } from "../../support/test-database.js";

/** Who plays a part in the life of a contract. */
const PEOPLE = [
  { clientId: "architect", role: "contract-architect" },
  { clientId: "owner", role: "api-owner" },
  { clientId: "second-owner", role: "api-owner" },
  { clientId: "lead", role: "governance-lead" },
  { clientId: "second-lead", role: "governance-lead" },
  { clientId: "erp", role: "erp-service" },
  { clientId: "auditor", role: "auditor" },
  { clientId: "operator", role: "integration-operator" },
  { clientId: "pilot-operator", role: "integration-operator", plants: ["P100"] },
  { clientId: "pipeline", role: "pipeline" },
] as const;

export type Person = (typeof PEOPLE)[number]["clientId"];

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Readonly<Record<string, unknown>>;
}

export interface RegistryStage {
  readonly database: Database;
  readonly urls: readonly string[];
  /** Data folders of the servers, in their order. */
  readonly dataDirs: readonly string[];
  /** @param server number of the server; 0 is the first */
  send(target: string, as: Person, body?: unknown, server?: number): Promise<Answer>;
  /** The credentials file of all people, for the command line. */
  readonly credentialsFile: string;
  close(): Promise<void>;
}

export interface StageOptions {
  readonly evidence: readonly EvidenceProducer[];
  readonly serverCount?: number;
  readonly settings?: Readonly<Record<string, string>>;
}

/** Several servers of the product on one database, and people with roles. */
export async function startRegistryStage({
  evidence,
  serverCount = 1,
  settings = {},
}: StageOptions): Promise<RegistryStage> {
  const ends: (() => Promise<void>)[] = [];
  const testDatabase = await createTestDatabase();
  ends.push(() => testDatabase.drop());
  const dataDirs: string[] = [];
  const servers: StartedServer[] = [];
  const base = readConfiguration({ INTERLOCK_DATABASE_URL: testDatabase.url, INTERLOCK_DATABASE_CONNECTIONS: "6" });
  const database = await openDatabase(base, () => undefined);
  ends.push(() => database.close());
  const keys = makeTemporaryFolder();
  ends.push(async () => keys.remove());
  const credentialsFile = join(keys.path, "credentials.json");
  const secrets = await createPeople(database, openAuditLog({ auditKeysDir: keys.path }, systemClock));
  writeCredentialsFile(credentialsFile, { clients: credentialsOf(secrets) });
  const shared = { ...settings, INTERLOCK_AUDIT_KEYS_DIR: keys.path };
  for (let index = 0; index < serverCount; index++) {
    const folder = makeTemporaryFolder();
    ends.push(async () => folder.remove());
    dataDirs.push(folder.path);
    const server = await startServer(serverConfiguration(testDatabase.url, folder.path, shared), { evidence });
    ends.push(() => server.close());
    servers.push(server);
  }
  const urls = servers.map(({ url }) => url);
  const send = createSender(urls, secrets);
  const close = async (): Promise<void> => {
    for (const end of ends.toReversed()) await end();
  };
  return { database, urls, dataDirs, send, credentialsFile, close };
}

function credentialsOf(secrets: ReadonlyMap<string, string>): CredentialsFile["clients"] {
  return Object.fromEntries([...secrets].map(([clientId, clientSecret]) => [clientId, { clientId, clientSecret }]));
}

function serverConfiguration(url: string, dataDir: string, settings: Readonly<Record<string, string>>) {
  return readConfiguration({
    INTERLOCK_ROLE: "gateway",
    INTERLOCK_PORT: "0",
    INTERLOCK_DATA_DIR: dataDir,
    INTERLOCK_DATABASE_URL: url,
    INTERLOCK_DATABASE_CONNECTIONS: "8",
    INTERLOCK_RESPONSE_VALIDATION: "enforce",
    INTERLOCK_LOG_LEVEL: "silent",
    ...settings,
  });
}

async function createPeople(database: Database, auditLog: AuditLog): Promise<ReadonlyMap<string, string>> {
  const store = createClientStore(systemClock, auditLog);
  const secrets = new Map<string, string>();
  await database.unitOfWork.run(async (tx) => {
    for (const { clientId, role, ...scope } of PEOPLE) {
      const grants = [{ role, plants: "plants" in scope ? scope.plants : ("*" as const) }];
      const made = await store.create(tx, { clientId, name: clientId, kind: "SERVICE", grants });
      secrets.set(clientId, made.clientSecret);
    }
  });
  return secrets;
}

function createSender(urls: readonly string[], secrets: ReadonlyMap<string, string>): RegistryStage["send"] {
  const ids = new UlidFactory(systemClock);
  const tokens = new Map<string, AccessTokenSource>();
  return async (target, as, body, server = 0) => {
    const url = urls[server] ?? "";
    const key = `${server} ${as}`;
    const credentials = { clientId: as, clientSecret: secrets.get(as) ?? "" };
    const source = tokens.get(key) ?? new AccessTokenSource(url, credentials, systemClock);
    tokens.set(key, source);
    const [method = "", path = ""] = target.split(" ");
    const response = await fetch(url + path, {
      method,
      headers: {
        authorization: `Bearer ${await source.token()}`,
        "idempotency-key": ids.next(),
        ...(body === undefined ? {} : { "content-type": "application/json" }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const parsed = text === "" ? {} : (JSON.parse(text) as Answer["body"]);
    return { status: response.status, headers: response.headers, body: parsed };
  };
}

/** A change of the production-order contract, on its parsed document. */
export type ContractChange = (document: Record<string, Record<string, unknown>>) => void;

/** The product's own contract with a change, as a submission of the registry. */
export function submissionOf(major: string, change: ContractChange): { entry: string; files: Record<string, string> } {
  const contracts = loadContractSet(join(projectRoot, "contracts")).contracts;
  const own = contracts.find(
    ({ line }) => line.kind === "openapi" && line.name === "production-order" && line.major === "v1",
  );
  if (own === undefined) throw new Error("the production-order contract is missing");
  const { files } = own.bundle();
  const source = entryFileOf(own.line);
  const entry = entryFileOf({ ...own.line, major });
  const document = structuredClone(files.get(source)) as Record<string, Record<string, unknown>>;
  change(document);
  const others = [...files.keys()].filter((file) => file !== source);
  const texts = others.map((file) => [file, readFileSync(join(projectRoot, "contracts", file), "utf8")] as const);
  return {
    entry,
    files: { [entry]: stringify(document, { aliasDuplicateObjects: false }), ...Object.fromEntries(texts) },
  };
}
