import { withClient } from "../../../platform/persistence/connect-client.js";
import { demoClients } from "../demo-clients.js";
import type { UnsafeSetting } from "./unsafe-setting.js";

/** A real client may well be called `operator`; one that also bears the name of the demo's was made by it. */
const DEMO_CLIENTS = `
  SELECT c.client_id FROM il.client AS c
  JOIN unnest($1::text[], $2::text[]) AS demo (client_id, name) ON demo.client_id = c.client_id AND demo.name = c.name
  WHERE c.disabled_at IS NULL ORDER BY c.client_id`;

/** Clients of `interlock up`, whose secrets lie in a file of the machine it ran on. */
export async function findDemoClients(databaseUrl: string): Promise<readonly UnsafeSetting[]> {
  const demo = demoClients([]);
  const values = [demo.map(({ clientId }) => clientId), demo.map(({ name }) => name)];
  const { rows } = await withClient(databaseUrl, (client) => client.query<{ client_id: string }>(DEMO_CLIENTS, values));
  if (rows.length === 0) return [];
  return [
    {
      name: "DEMO_CLIENTS_PRESENT",
      message: `The database has clients of the demo: ${rows.map((row) => row.client_id).join(", ")}.`,
      remedy: "Use a database that `interlock up` has never run on, or disable these clients.",
    },
  ];
}
