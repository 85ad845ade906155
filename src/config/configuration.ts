import { resolve } from "node:path";
import { SETTINGS, type SettingName } from "./settings.js";

export type Role = "all" | "gateway" | "worker";
export type ResponseValidation = "off" | "sample" | "enforce";

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
  readonly bodyLimitBytes: number;
  readonly bodyDepth: number;
  readonly tokenTtlSeconds: number;
  readonly executorTimeoutMs: number;
  readonly shutdownTimeoutSeconds: number;
  readonly logLevel: string;
  /** Absolute path; undefined for stderr. */
  readonly logFile: string | undefined;
  /** Loopback ports of the simulators that `interlock up` starts. */
  readonly erpSimulatorPort: number;
  readonly mesSimulatorPort: number;
  /** Absolute path of the credentials file of the command line. */
  readonly credentialsFile: string;
  readonly client: string;
}

/** A setting that cannot be used; the message names it and the remedy. */
export class ConfigurationError extends Error {
  override readonly name = "ConfigurationError";
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
    bodyLimitBytes: integer("INTERLOCK_BODY_LIMIT_BYTES"),
    bodyDepth: integer("INTERLOCK_BODY_DEPTH"),
    tokenTtlSeconds: integer("INTERLOCK_TOKEN_TTL_SECONDS"),
    executorTimeoutMs: integer("INTERLOCK_EXECUTOR_TIMEOUT_MS"),
    shutdownTimeoutSeconds: integer("INTERLOCK_SHUTDOWN_TIMEOUT_SECONDS"),
    logLevel: choice("INTERLOCK_LOG_LEVEL"),
    logFile: logFile === undefined ? undefined : resolve(logFile),
    erpSimulatorPort: integer("INTERLOCK_ERP_SIMULATOR_PORT"),
    mesSimulatorPort: integer("INTERLOCK_MES_SIMULATOR_PORT"),
    credentialsFile: resolve(text("INTERLOCK_CREDENTIALS") ?? `${dataDir}/credentials.json`),
    client: text("INTERLOCK_CLIENT") ?? "",
  };
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
export function gatewayUrl(configuration: Pick<Configuration, "publicUrl" | "host" | "port">): string {
  if (configuration.publicUrl !== undefined) return configuration.publicUrl.replace(/\/+$/, "");
  const isAnyAddress = configuration.host === "0.0.0.0" || configuration.host === "::";
  const host = isAnyAddress ? "127.0.0.1" : configuration.host;
  return `http://${host.includes(":") ? `[${host}]` : host}:${configuration.port}`;
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
