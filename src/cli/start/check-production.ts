import type { Configuration } from "../../config/configuration.js";
import { EnvironmentError } from "../../config/environment-error.js";
import { checkDatabaseUrl } from "./check-production/check-database-url.js";
import { checkIssuer } from "./check-production/check-issuer.js";
import { checkListener } from "./check-production/check-listener.js";
import { checkProxies } from "./check-production/check-proxies.js";
import { checkResponseValidation } from "./check-production/check-response-validation.js";
import { checkSecretFiles } from "./check-production/check-secret-files.js";
import { findDemoClients } from "./check-production/find-demo-clients.js";
import { findInsecureSystems } from "./check-production/find-insecure-systems.js";
import type { ProductionCheck, UnsafeSetting } from "./check-production/unsafe-setting.js";

const CHECKS: readonly ProductionCheck[] = [
  checkIssuer,
  checkListener,
  checkProxies,
  checkSecretFiles,
  checkResponseValidation,
  checkDatabaseUrl,
];

/** Production was asked for with a configuration that is not fit for it; the message lists all that must change. */
export class UnsafeProductionError extends EnvironmentError {
  constructor(readonly unsafe: readonly UnsafeSetting[]) {
    const lines = unsafe.map(({ name, message, remedy }) => `  ${name}: ${message}\n    ${remedy}`);
    super(
      `This configuration is not safe for production, so nothing was started. Change what is listed, or set ` +
        `INTERLOCK_ENVIRONMENT=development on a machine for trying things out.\n${lines.join("\n")}`,
    );
  }
}

/** Before anything is started, from the settings alone. @throws UnsafeProductionError with everything found */
export function requireSafeSettings(configuration: Configuration): void {
  if (configuration.environment !== "production") return;
  refuse(CHECKS.flatMap((check) => check(configuration)));
}

/** Before the server listens, from what the database holds. @throws UnsafeProductionError */
export async function requireSafeData(configuration: Configuration & { readonly databaseUrl: string }): Promise<void> {
  if (configuration.environment !== "production") return;
  const { databaseUrl } = configuration;
  refuse([...(await findDemoClients(databaseUrl)), ...(await findInsecureSystems(databaseUrl))]);
}

/** `interlock up` brings simulators and clients with known names. @throws UnsafeProductionError */
export function refuseDemo({ environment }: Pick<Configuration, "environment">): void {
  if (environment !== "production") return;
  refuse([
    {
      name: "SIMULATORS_IN_PRODUCTION",
      message: "`interlock up` starts simulators of an ERP and an MES.",
      remedy: "Use `interlock serve`.",
    },
  ]);
}

function refuse(unsafe: readonly UnsafeSetting[]): void {
  if (unsafe.length > 0) throw new UnsafeProductionError(unsafe);
}
