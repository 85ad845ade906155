import { readConfigurationWith } from "../../src/config/configuration.js";
import { startServer } from "../../src/main.js";

/**
 * One gateway process. Arguments: migrated database URL, data folder, file of traffic limits. Sends its address, and its
 * processor time in milliseconds whenever it is asked.
 */
const [databaseUrl = "", dataDir = "", limitsFile = ""] = process.argv.slice(2);
const configuration = readConfigurationWith({
  INTERLOCK_ROLE: "gateway",
  INTERLOCK_DATABASE_URL: databaseUrl,
  INTERLOCK_DATABASE_CONNECTIONS: "20",
  INTERLOCK_PORT: "0",
  INTERLOCK_DATA_DIR: dataDir,
  INTERLOCK_TRAFFIC_LIMITS_FILE: limitsFile,
  INTERLOCK_LOG_LEVEL: "error",
});
const { url } = await startServer(configuration);
process.on("message", () => {
  const { user, system } = process.cpuUsage();
  process.send?.({ cpuMs: (user + system) / 1000 });
});
process.send?.({ url });
