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
  INTERLOCK_ENVIRONMENT: {
    kind: "choice",
    choices: ["development", "production"],
    description:
      "In production `interlock serve` refuses to start with an unsafe configuration. Default: production when NODE_ENV says so, else development.",
  },
  INTERLOCK_EMBEDDED_ISSUER: {
    kind: "choice",
    choices: ["development", "always"],
    fallback: "development",
    description: "Where the embedded issuer of tokens may serve: not in production, or there as well.",
  },
  INTERLOCK_GZIP_BODIES: {
    kind: "choice",
    choices: ["off", "on"],
    fallback: "off",
    description: "Take request bodies with Content-Encoding: gzip. Other encodings are always refused.",
  },
  INTERLOCK_HEADER_BYTES_MAX: {
    kind: "integer",
    minimum: 4096,
    maximum: 65_536,
    fallback: 16_384,
    description: "Largest accepted header section, request line included.",
  },
  INTERLOCK_HEADER_COUNT_MAX: {
    kind: "integer",
    minimum: 20,
    maximum: 1000,
    fallback: 100,
    description: "Most header lines of one request.",
  },
  INTERLOCK_PARAMETER_COUNT_MAX: {
    kind: "integer",
    minimum: 20,
    maximum: 5000,
    fallback: 100,
    description: "Most parameters of a query or a form.",
  },
  INTERLOCK_HEADERS_TIMEOUT_MS: {
    kind: "integer",
    minimum: 100,
    maximum: 60_000,
    fallback: 5000,
    description: "Time in which the headers of a request must arrive.",
  },
  INTERLOCK_REQUEST_TIMEOUT_MS: {
    kind: "integer",
    minimum: 100,
    maximum: 300_000,
    fallback: 10_000,
    description: "Time in which the whole of a request must arrive; not less than that for its headers.",
  },
  INTERLOCK_KEEP_ALIVE_TIMEOUT_MS: {
    kind: "integer",
    minimum: 1000,
    maximum: 600_000,
    fallback: 72_000,
    description: "A connection without a request for this long is closed; longer than a proxy in front keeps its own.",
  },
  INTERLOCK_STALL_TIMEOUT_MS: {
    kind: "integer",
    minimum: 20_000,
    maximum: 600_000,
    fallback: 60_000,
    description: "A connection on which nothing moves for this long in the middle of an answer is closed.",
  },
  INTERLOCK_CONNECTION_CHECK_MS: {
    kind: "integer",
    minimum: 50,
    maximum: 30_000,
    fallback: 1000,
    description: "How often connections are looked over for requests that are late.",
  },
  INTERLOCK_CONNECTIONS_MAX: {
    kind: "integer",
    minimum: 10,
    maximum: 100_000,
    fallback: 8000,
    description: "Most open connections of this process; further ones are closed at once.",
  },
  INTERLOCK_CONNECTIONS_PER_ADDRESS_MAX: {
    kind: "integer",
    minimum: 1,
    maximum: 100_000,
    fallback: 1000,
    description:
      "Most open connections from one address; further ones are closed at once. Behind a proxy all come from its address.",
  },
  INTERLOCK_TRUSTED_PROXIES: {
    kind: "text",
    description:
      "Addresses or CIDR blocks of the proxies in front, separated by commas; they terminate TLS and their X-Forwarded headers are believed. Default: none.",
  },
  INTERLOCK_CLIENT_REQUESTS_PER_MINUTE: {
    kind: "integer",
    minimum: 0,
    maximum: 100_000_000,
    fallback: 600_000,
    description:
      "Most requests of one client in any minute, over all processes; 0 sets no limit. INTERLOCK_TRAFFIC_LIMITS_FILE sets other numbers for single clients.",
  },
  INTERLOCK_CLIENT_REQUESTS_PER_DAY: {
    kind: "integer",
    minimum: 0,
    maximum: 999_999_999,
    fallback: 0,
    description: "Quota of one client for a day (UTC), over all processes; 0 sets none.",
  },
  INTERLOCK_PLANT_REQUESTS_PER_MINUTE: {
    kind: "integer",
    minimum: 0,
    maximum: 100_000_000,
    fallback: 600_000,
    description: "Most requests about one plant in any minute, over all clients and processes; 0 sets no limit.",
  },
  INTERLOCK_PLANT_REQUESTS_PER_DAY: {
    kind: "integer",
    minimum: 0,
    maximum: 999_999_999,
    fallback: 0,
    description: "Quota of one plant for a day (UTC), over all clients and processes; 0 sets none.",
  },
  INTERLOCK_TRAFFIC_LIMITS_FILE: {
    kind: "text",
    description:
      "YAML file with other limits for single clients and plants; the same on every process. Its form: src/platform/traffic/README.md.",
  },
  INTERLOCK_TLS_CERT: {
    kind: "text",
    description:
      "PEM file with the server's certificate and those between it and its root. With it the gateway serves HTTPS and no plain HTTP.",
  },
  INTERLOCK_TLS_KEY: { kind: "text", description: "PEM file with the private key of INTERLOCK_TLS_CERT." },
  INTERLOCK_TLS_CLIENT_CA: {
    kind: "text",
    description:
      "PEM file with the authorities whose client certificates are trusted. With it clients may authenticate by mutual TLS, and tokens are bound to their certificates.",
  },
  INTERLOCK_ISSUERS_FILE: {
    kind: "text",
    description:
      "YAML or JSON file with the foreign issuers whose access tokens are accepted, such as Keycloak or Microsoft Entra (docs/guides/identity.md).",
  },
  INTERLOCK_SUNSET_NOTICE_DAYS: {
    kind: "integer",
    minimum: 0,
    maximum: 3650,
    fallback: 180,
    description: "Shortest time between the announcement that a version of an API ends and its end.",
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
  INTERLOCK_ALERT_ESCALATION_MINUTES: {
    kind: "integer",
    minimum: 1,
    maximum: 10_080,
    fallback: 30,
    description: "An alert that nobody has acknowledged is told again after this long, each time with a higher level.",
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
  INTERLOCK_AUDIT_KEYS_DIR: {
    kind: "text",
    description:
      "Folder of the keys that authenticate and sign the audit trail; all machines of one installation share it. Default: audit-keys in the data folder.",
  },
  INTERLOCK_AUDIT_CHECKPOINT_FILE: {
    kind: "text",
    description:
      "File outside the database that every signed checkpoint of the audit trail is appended to. Default: audit-checkpoints.jsonl in the data folder.",
  },
  INTERLOCK_SECRET_KEYS_DIR: {
    kind: "text",
    description:
      "Folder of the keys that seal secrets in the database, such as passwords of webhooks; all machines of one installation share it. Default: secret-keys in the data folder.",
  },
  INTERLOCK_SYSTEM_CREDENTIALS_DIR: {
    kind: "text",
    description:
      "Folder with the credentials of ERP and MES that plants name, one file <name>.json with mode 0600 each. Default: system-credentials in the data folder.",
  },
  INTERLOCK_WEBHOOK_HOSTS: {
    kind: "text",
    description:
      "Hosts that webhooks may reach over http and at private addresses, separated by commas: names, addresses, or *.corp.example. All others must be https and public. Default: none.",
  },
  INTERLOCK_NATS_URL: {
    kind: "text",
    description:
      "NATS servers >= 2.9 with JetStream that every event is published to, as nats://user:password@host:4222, several separated by commas. Without it events stay in the database, where streams and webhooks read them.",
  },
  INTERLOCK_NATS_CREDENTIALS: {
    kind: "text",
    description:
      "File with the JWT and the NKey of the NATS user, as nsc writes it. Without it user and password of the URL.",
  },
  INTERLOCK_USAGE: {
    kind: "choice",
    choices: ["on", "off"],
    fallback: "on",
    description:
      "Whether calls and fields are counted per client, so that a contract change names who uses what it breaks. Off: the impact of changes is unknown.",
  },
  INTERLOCK_MONITORING: {
    kind: "choice",
    choices: ["open", "permission"],
    description:
      "Who reads /metrics and /platform/v1/openapi.json: whoever reaches the port (open), or clients with system:read for the whole enterprise (permission). Default: permission in production, else open.",
  },
  INTERLOCK_CONTRACT_DOCS: {
    kind: "choice",
    choices: ["open", "off"],
    description:
      "Whether /platform/v1/docs shows the contracts in force to whoever reaches the port (open), or does not exist (off). Default: off in production, else open.",
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
