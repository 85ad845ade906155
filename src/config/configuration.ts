import { isIP } from "node:net";
import { resolve } from "node:path";
import { ConfigurationError } from "./configuration-error.js";
import { type NatsAddress, readNatsAddress } from "./nats-address.js";
import { SETTINGS, type SettingName } from "./settings.js";

export { ConfigurationError } from "./configuration-error.js";

export type Role = "all" | "gateway" | "worker";
export type ResponseValidation = "off" | "sample" | "enforce";
export type DeploymentEnvironment = "development" | "production";

/** Bounds on what a connection and a request may cost before its contract is looked at. Times in milliseconds. */
export interface HttpLimits {
  readonly isGzipAllowed: boolean;
  readonly headerBytesMax: number;
  readonly headerCountMax: number;
  readonly parameterCountMax: number;
  readonly headersTimeoutMs: number;
  readonly requestTimeoutMs: number;
  readonly keepAliveTimeoutMs: number;
  readonly stallTimeoutMs: number;
  readonly connectionCheckMs: number;
  readonly connectionsMax: number;
  readonly connectionsPerAddressMax: number;
  /** Addresses or CIDR blocks whose X-Forwarded headers are believed. */
  readonly trustedProxies: readonly string[];
}

/** Requests that one client and one plant may make; 0 sets no limit. */
export interface TrafficDefaults {
  readonly clientRequestsPerMinute: number;
  readonly clientRequestsPerDay: number;
  readonly plantRequestsPerMinute: number;
  readonly plantRequestsPerDay: number;
  /** Absolute path of the file with other limits for single clients and plants. */
  readonly limitsFile: string | undefined;
}

/** Files of a server that speaks TLS itself; absolute paths. */
export interface TlsFiles {
  readonly certificateFile: string;
  readonly keyFile: string;
  /** Undefined when clients are not asked for certificates. */
  readonly clientCaFile: string | undefined;
}

/** The settings of one process, parsed and checked. */
export interface Configuration {
  readonly role: Role;
  readonly host: string;
  readonly port: number;
  readonly publicUrl: string | undefined;
  /** Absolute path. */
  readonly dataDir: string;
  readonly databaseUrl: string | undefined;
  readonly databaseConnections: number;
  readonly responseValidation: ResponseValidation;
  /** Calls and fields are counted per client (src/usage). */
  readonly isUsageCounted: boolean;
  /** Metrics and the description of the management API are told to whoever reaches the port. */
  readonly isMonitoringOpen: boolean;
  /** The reference pages of the contracts in force exist (src/contract-docs). */
  readonly areContractDocsOpen: boolean;
  readonly bodyLimitBytes: number;
  readonly bodyDepth: number;
  readonly environment: DeploymentEnvironment;
  /** True when the embedded issuer may serve in production too. */
  readonly isEmbeddedIssuerAllowed: boolean;
  readonly http: HttpLimits;
  readonly traffic: TrafficDefaults;
  /** Undefined when the gateway serves plain HTTP. */
  readonly tls: TlsFiles | undefined;
  /** Absolute path of the file with the foreign issuers. */
  readonly issuersFile: string | undefined;
  /** Consumers are promised a version for this long after its end was announced. */
  readonly sunsetNoticeDays: number;
  readonly tokenTtlSeconds: number;
  readonly executorTimeoutMs: number;
  /** Time after which an alert that nobody has acknowledged is escalated. */
  readonly alertEscalationMinutes: number;
  readonly shutdownTimeoutSeconds: number;
  readonly logLevel: string;
  /** Absolute path; undefined for stderr. */
  readonly logFile: string | undefined;
  /** Absolute paths of the audit trail's keys and of its witness outside the database. */
  readonly auditKeysDir: string;
  readonly auditCheckpointFile: string;
  /** Absolute path of the folder with the keys that seal secrets in the database. */
  readonly secretKeysDir: string;
  /** Absolute path of the folder with the credentials of ERP and MES. */
  readonly systemCredentialsDir: string;
  /** Hosts that webhooks may reach over http and at private addresses. */
  readonly webhookHosts: readonly string[];
  /** Undefined when events are not published to NATS. */
  readonly nats: NatsAddress | undefined;
  /** Loopback ports of the simulators that `interlock up` starts. */
  readonly erpSimulatorPort: number;
  readonly mesSimulatorPort: number;
  /** Absolute path of the credentials file of the command line. */
  readonly credentialsFile: string;
  readonly client: string;
}

type GivenSettings = Partial<Readonly<Record<SettingName, string>>>;
type Environment = Readonly<Record<string, string | undefined>>;

/** Reads the settings from an environment. @throws ConfigurationError naming the first bad setting. */
export function readConfiguration(environment: Environment = process.env): Configuration {
  refuseUnknown(environment);
  const text = (name: SettingName): string | undefined => readText(environment, name);
  const choice = <T extends string>(name: SettingName): T => (text(name) ?? "") as T;
  const integer = (name: SettingName): number => Number(text(name));
  const dataDir = resolve(text("INTERLOCK_DATA_DIR") ?? "");
  const logFile = text("INTERLOCK_LOG_FILE");
  return {
    role: choice("INTERLOCK_ROLE"),
    host: text("INTERLOCK_HOST") ?? "",
    port: integer("INTERLOCK_PORT"),
    publicUrl: text("INTERLOCK_PUBLIC_URL"),
    dataDir,
    databaseUrl: text("INTERLOCK_DATABASE_URL"),
    databaseConnections: integer("INTERLOCK_DATABASE_CONNECTIONS"),
    responseValidation: choice("INTERLOCK_RESPONSE_VALIDATION"),
    isUsageCounted: choice("INTERLOCK_USAGE") === "on",
    isMonitoringOpen: readMonitoring(environment) === "open",
    areContractDocsOpen: readContractDocs(environment) === "open",
    bodyLimitBytes: integer("INTERLOCK_BODY_LIMIT_BYTES"),
    bodyDepth: integer("INTERLOCK_BODY_DEPTH"),
    environment: readDeploymentEnvironment(environment),
    isEmbeddedIssuerAllowed: text("INTERLOCK_EMBEDDED_ISSUER") === "always",
    http: readHttpLimits(environment),
    traffic: readTrafficDefaults(environment),
    tls: readTlsFiles(environment),
    issuersFile: readPath(environment, "INTERLOCK_ISSUERS_FILE"),
    sunsetNoticeDays: integer("INTERLOCK_SUNSET_NOTICE_DAYS"),
    tokenTtlSeconds: integer("INTERLOCK_TOKEN_TTL_SECONDS"),
    executorTimeoutMs: integer("INTERLOCK_EXECUTOR_TIMEOUT_MS"),
    alertEscalationMinutes: integer("INTERLOCK_ALERT_ESCALATION_MINUTES"),
    shutdownTimeoutSeconds: integer("INTERLOCK_SHUTDOWN_TIMEOUT_SECONDS"),
    logLevel: choice("INTERLOCK_LOG_LEVEL"),
    logFile: logFile === undefined ? undefined : resolve(logFile),
    auditKeysDir: resolve(text("INTERLOCK_AUDIT_KEYS_DIR") ?? `${dataDir}/audit-keys`),
    auditCheckpointFile: resolve(text("INTERLOCK_AUDIT_CHECKPOINT_FILE") ?? `${dataDir}/audit-checkpoints.jsonl`),
    secretKeysDir: resolve(text("INTERLOCK_SECRET_KEYS_DIR") ?? `${dataDir}/secret-keys`),
    systemCredentialsDir: resolve(text("INTERLOCK_SYSTEM_CREDENTIALS_DIR") ?? `${dataDir}/system-credentials`),
    webhookHosts: readWebhookHosts(environment),
    nats: readNatsAddress(text("INTERLOCK_NATS_URL"), readPath(environment, "INTERLOCK_NATS_CREDENTIALS")),
    erpSimulatorPort: integer("INTERLOCK_ERP_SIMULATOR_PORT"),
    mesSimulatorPort: integer("INTERLOCK_MES_SIMULATOR_PORT"),
    credentialsFile: resolve(text("INTERLOCK_CREDENTIALS") ?? `${dataDir}/credentials.json`),
    client: text("INTERLOCK_CLIENT") ?? "",
  };
}

function readPath(environment: Environment, name: SettingName): string | undefined {
  const path = readText(environment, name);
  return path === undefined ? undefined : resolve(path);
}

/** Half a TLS configuration would silently serve plain HTTP, or ask nobody for a certificate. */
function readTlsFiles(environment: Environment): TlsFiles | undefined {
  const certificateFile = readPath(environment, "INTERLOCK_TLS_CERT");
  const keyFile = readPath(environment, "INTERLOCK_TLS_KEY");
  const clientCaFile = readPath(environment, "INTERLOCK_TLS_CLIENT_CA");
  if (certificateFile !== undefined && keyFile !== undefined) return { certificateFile, keyFile, clientCaFile };
  if (certificateFile === undefined && keyFile === undefined && clientCaFile === undefined) return undefined;
  throw new ConfigurationError(
    "INTERLOCK_TLS_CERT and INTERLOCK_TLS_KEY belong together, and INTERLOCK_TLS_CLIENT_CA needs both; set or remove them.",
  );
}

function readDeploymentEnvironment(environment: Environment): DeploymentEnvironment {
  const given = readText(environment, "INTERLOCK_ENVIRONMENT");
  if (given !== undefined) return given as DeploymentEnvironment;
  return environment["NODE_ENV"] === "production" ? "production" : "development";
}

function readMonitoring(environment: Environment): string {
  const fallback = readDeploymentEnvironment(environment) === "production" ? "permission" : "open";
  return readText(environment, "INTERLOCK_MONITORING") ?? fallback;
}

function readContractDocs(environment: Environment): string {
  const fallback = readDeploymentEnvironment(environment) === "production" ? "off" : "open";
  return readText(environment, "INTERLOCK_CONTRACT_DOCS") ?? fallback;
}

function readHttpLimits(environment: Environment): HttpLimits {
  const integer = (name: SettingName): number => Number(readText(environment, name));
  const limits: HttpLimits = {
    isGzipAllowed: readText(environment, "INTERLOCK_GZIP_BODIES") === "on",
    headerBytesMax: integer("INTERLOCK_HEADER_BYTES_MAX"),
    headerCountMax: integer("INTERLOCK_HEADER_COUNT_MAX"),
    parameterCountMax: integer("INTERLOCK_PARAMETER_COUNT_MAX"),
    headersTimeoutMs: integer("INTERLOCK_HEADERS_TIMEOUT_MS"),
    requestTimeoutMs: integer("INTERLOCK_REQUEST_TIMEOUT_MS"),
    keepAliveTimeoutMs: integer("INTERLOCK_KEEP_ALIVE_TIMEOUT_MS"),
    stallTimeoutMs: integer("INTERLOCK_STALL_TIMEOUT_MS"),
    connectionCheckMs: integer("INTERLOCK_CONNECTION_CHECK_MS"),
    connectionsMax: integer("INTERLOCK_CONNECTIONS_MAX"),
    connectionsPerAddressMax: integer("INTERLOCK_CONNECTIONS_PER_ADDRESS_MAX"),
    trustedProxies: readProxies(environment),
  };
  if (limits.requestTimeoutMs >= limits.headersTimeoutMs) return limits;
  throw new ConfigurationError(
    `INTERLOCK_REQUEST_TIMEOUT_MS is ${limits.requestTimeoutMs}; it must not be less than INTERLOCK_HEADERS_TIMEOUT_MS, ` +
      `which is ${limits.headersTimeoutMs}.`,
  );
}

function readTrafficDefaults(environment: Environment): TrafficDefaults {
  const integer = (name: SettingName): number => Number(readText(environment, name));
  const limitsFile = readText(environment, "INTERLOCK_TRAFFIC_LIMITS_FILE");
  return {
    clientRequestsPerMinute: integer("INTERLOCK_CLIENT_REQUESTS_PER_MINUTE"),
    clientRequestsPerDay: integer("INTERLOCK_CLIENT_REQUESTS_PER_DAY"),
    plantRequestsPerMinute: integer("INTERLOCK_PLANT_REQUESTS_PER_MINUTE"),
    plantRequestsPerDay: integer("INTERLOCK_PLANT_REQUESTS_PER_DAY"),
    limitsFile: limitsFile === undefined ? undefined : resolve(limitsFile),
  };
}

function readProxies(environment: Environment): readonly string[] {
  const parts = (readText(environment, "INTERLOCK_TRUSTED_PROXIES") ?? "").split(",").map((part) => part.trim());
  const blocks = parts.filter((part) => part !== "");
  const bad = blocks.find((block) => !isAddressBlock(block));
  if (bad === undefined) return blocks;
  throw new ConfigurationError(
    `INTERLOCK_TRUSTED_PROXIES has "${bad}"; each part must be an IP address or a CIDR block such as 10.1.0.0/16.`,
  );
}

function readWebhookHosts(environment: Environment): readonly string[] {
  const parts = (readText(environment, "INTERLOCK_WEBHOOK_HOSTS") ?? "")
    .split(",")
    .map((part) => part.trim().toLowerCase());
  const hosts = parts.filter((part) => part !== "");
  const bad = hosts.find((host) => !/^(?:\*\.)?[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?$|^\[[0-9a-f:.]+\]$/.test(host));
  if (bad === undefined) return hosts;
  throw new ConfigurationError(
    `INTERLOCK_WEBHOOK_HOSTS has "${bad}"; each part must be a host without scheme and port, such as ci.corp.example.`,
  );
}

function isAddressBlock(text: string): boolean {
  const [address = "", prefix, ...rest] = text.split("/");
  const version = isIP(address);
  if (version === 0 || rest.length > 0) return false;
  return prefix === undefined || isIntegerBetween(prefix, 0, version === 4 ? 32 : 128);
}

/**
 * The environment's settings, with those of a command line in front and a command's own defaults behind them.
 * @throws ConfigurationError
 */
export function readConfigurationWith(overrides: GivenSettings, defaults: GivenSettings = {}): Configuration {
  const given = Object.entries(process.env).filter(([, value]) => value !== "");
  return readConfiguration({ ...defaults, ...Object.fromEntries(given), ...overrides });
}

/** Where the command line finds the gateway. */
export function gatewayUrl(configuration: Pick<Configuration, "publicUrl" | "host" | "port" | "tls">): string {
  if (configuration.publicUrl !== undefined) return configuration.publicUrl.replace(/\/+$/, "");
  const isAnyAddress = configuration.host === "0.0.0.0" || configuration.host === "::";
  const host = isAnyAddress ? "127.0.0.1" : configuration.host;
  const scheme = configuration.tls === undefined ? "http" : "https";
  return `${scheme}://${host.includes(":") ? `[${host}]` : host}:${configuration.port}`;
}

/** A misspelt setting would otherwise be silently without effect. */
function refuseUnknown(environment: Environment): void {
  const unknown = Object.keys(environment).filter(
    (name) => name.startsWith("INTERLOCK_") && !(name in SETTINGS) && name !== "INTERLOCK_REAL_INPUTS",
  );
  if (unknown.length > 0) {
    throw new ConfigurationError(
      `${unknown.join(", ")} is not a setting of Interlock; docs/configuration.md lists them.`,
    );
  }
}

function readText(environment: Environment, name: SettingName): string | undefined {
  const definition = SETTINGS[name];
  const given = environment[name];
  const value =
    given === undefined || given === "" ? ("fallback" in definition ? String(definition.fallback) : undefined) : given;
  if (value === undefined) return undefined;
  if (definition.kind === "choice" && !(definition.choices as readonly string[]).includes(value)) {
    throw new ConfigurationError(`${name} is "${value}"; it must be one of ${definition.choices.join(", ")}.`);
  }
  if (definition.kind === "integer" && !isIntegerBetween(value, definition.minimum, definition.maximum)) {
    throw new ConfigurationError(
      `${name} is "${value}"; it must be a whole number from ${definition.minimum} to ${definition.maximum}.`,
    );
  }
  return value;
}

function isIntegerBetween(text: string, minimum: number, maximum: number): boolean {
  return /^[0-9]{1,9}$/.test(text) && Number(text) >= minimum && Number(text) <= maximum;
}
