/** Every setting of Interlock. `docs/configuration.md` is generated from this list; nothing else reads the environment. */
interface SettingDefinition {
  readonly kind: "text" | "integer" | "choice";
  readonly choices?: readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly fallback?: string | number;
  readonly description: string;
}

export const SETTINGS = {
  INTERLOCK_ROLE: {
    kind: "choice",
    choices: ["all", "gateway", "worker"],
    fallback: "all",
    description: "What this process does: serve the API (gateway), run workflows and postings (worker), or both.",
  },
  INTERLOCK_HOST: { kind: "text", fallback: "127.0.0.1", description: "Address the gateway listens on." },
  INTERLOCK_PORT: {
    kind: "integer",
    minimum: 0,
    maximum: 65535,
    fallback: 8080,
    description: "Port the gateway listens on; 0 takes a free one.",
  },
  INTERLOCK_PUBLIC_URL: {
    kind: "text",
    description:
      "Address clients use to reach the gateway; also the issuer name of the embedded issuer. Default: host and port.",
  },
  INTERLOCK_DATA_DIR: {
    kind: "text",
    fallback: ".interlock",
    description: "Folder of the embedded database, the signing keys and the demo credentials.",
  },
  INTERLOCK_DATABASE_URL: {
    kind: "text",
    description:
      "Postgres >= 15 to use, as postgres://user:password@host:port/database. Without it the embedded Postgres is started.",
  },
  INTERLOCK_DATABASE_CONNECTIONS: {
    kind: "integer",
    minimum: 6,
    maximum: 200,
    fallback: 16,
    description: "Largest number of database connections of this process.",
  },
  INTERLOCK_RESPONSE_VALIDATION: {
    kind: "choice",
    choices: ["off", "sample", "enforce"],
    fallback: "sample",
    description:
      "Check answers against their contract: never, one of a hundred (a breach is logged), or all (a breach answers 500). With all, events are checked too before they are stored (a breach undoes the change).",
  },
  INTERLOCK_BODY_LIMIT_BYTES: {
    kind: "integer",
    minimum: 1024,
    maximum: 5_242_880,
    fallback: 1_048_576,
    description: "Largest accepted request body.",
  },
  INTERLOCK_BODY_DEPTH: {
    kind: "integer",
    minimum: 2,
    maximum: 64,
    fallback: 12,
    description: "Deepest accepted nesting of a JSON body.",
  },
  INTERLOCK_TOKEN_TTL_SECONDS: {
    kind: "integer",
    minimum: 30,
    maximum: 3600,
    fallback: 600,
    description: "Life of a token of the embedded issuer.",
  },
  INTERLOCK_EXECUTOR_TIMEOUT_MS: {
    kind: "integer",
    minimum: 500,
    maximum: 60_000,
    fallback: 2000,
    description: "A worker silent for this long is taken for dead and its work is taken over.",
  },
  INTERLOCK_SHUTDOWN_TIMEOUT_SECONDS: {
    kind: "integer",
    minimum: 1,
    maximum: 300,
    fallback: 25,
    description: "Time that work in progress gets to end after SIGTERM.",
  },
  INTERLOCK_LOG_LEVEL: {
    kind: "choice",
    choices: ["trace", "debug", "info", "warn", "error", "fatal", "silent"],
    fallback: "info",
    description: "Least severe level that is logged.",
  },
  INTERLOCK_LOG_FILE: {
    kind: "text",
    description:
      "File the log is appended to, made with its folder when it is missing. Default: stderr; for `interlock up`, interlock.log in the data folder.",
  },
  INTERLOCK_ERP_SIMULATOR_PORT: {
    kind: "integer",
    minimum: 1,
    maximum: 65535,
    fallback: 8091,
    description: "Port of the ERP simulator that `interlock up` starts.",
  },
  INTERLOCK_MES_SIMULATOR_PORT: {
    kind: "integer",
    minimum: 1,
    maximum: 65535,
    fallback: 8092,
    description: "Port of the MES simulator that `interlock up` starts.",
  },
  INTERLOCK_CREDENTIALS: {
    kind: "text",
    description:
      "Credentials file the command line takes its client from. Default: credentials.json in the data folder.",
  },
  INTERLOCK_CLIENT: {
    kind: "text",
    fallback: "operator",
    description: "Client of the credentials file that the command line acts as.",
  },
} as const satisfies Record<string, SettingDefinition>;

export type SettingName = keyof typeof SETTINGS;
