import type { Configuration } from "../../../config/configuration.js";

/** Everything that is unsafe in production, by name. docs/guides/production-start.md describes each. */
export type UnsafeName =
  | "EMBEDDED_ISSUER_IN_PRODUCTION"
  | "PLAIN_HTTP_EXPOSED"
  | "PUBLIC_URL_WITHOUT_TLS"
  | "PROXY_TRUST_WIDE_OPEN"
  | "SECRET_FILE_EXPOSED"
  | "RESPONSE_VALIDATION_OFF"
  | "DATABASE_WITHOUT_TLS"
  | "DATABASE_PASSWORD_WEAK"
  | "SIMULATORS_IN_PRODUCTION"
  | "DEMO_CLIENTS_PRESENT"
  | "INSECURE_SYSTEM_URL";

/** One thing that must change before a production start. */
export interface UnsafeSetting {
  readonly name: UnsafeName;
  /** What is unsafe, as a sentence. */
  readonly message: string;
  /** What to do, as a sentence. */
  readonly remedy: string;
}

/** A check of the settings alone. Pure but for looking at files. */
export type ProductionCheck = (configuration: Configuration) => readonly UnsafeSetting[];
