import { monitorEventLoopDelay } from "node:perf_hooks";
import { readConfigurationWith } from "../../src/config/configuration.js";
import { startServer } from "../../src/main.js";

/**
 * One gateway process. Arguments: migrated database URL, data folder, folder of the audit keys. Sends its address, and its longest turn of the
 * event loop since the last question whenever it is asked.
 */
const [databaseUrl = "", dataDir = "", keysDir = ""] = process.argv.slice(2);
const configuration = readConfigurationWith({
  INTERLOCK_ROLE: "gateway",
  INTERLOCK_DATABASE_URL: databaseUrl,
  INTERLOCK_DATABASE_CONNECTIONS: "10",
  INTERLOCK_PORT: "0",
  INTERLOCK_DATA_DIR: dataDir,
  INTERLOCK_AUDIT_KEYS_DIR: keysDir,
  INTERLOCK_LOG_LEVEL: "error",
});
const { url } = await startServer(configuration);
const delay = monitorEventLoopDelay({ resolution: 1 });
delay.enable();
process.on("message", () => {
  process.send?.({ loopDelayMsMax: delay.max / 1e6, loopDelayMsP99: delay.percentile(99) / 1e6 });
  delay.reset();
});
process.send?.({ url });
