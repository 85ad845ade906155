import type { Command } from "commander";

/** `interlock client list|create|…|keys|certificates`: clients and what they prove themselves with. */
export function register(program: Command): void {
  const client = program.command("client").description("Clients, and their API keys and certificates.");
  registerAccounts(client);
  registerKeys(client.command("keys").description("API keys of a client; at most two live ones."));
  registerCertificates(client.command("certificates").description("Client certificates that speak for a client."));
}

function registerAccounts(client: Command): void {
  client
    .command("list")
    .description("List the clients.")
    .option("--json", "print the clients as JSON")
    .addHelpText("after", "\nExample:\n  INTERLOCK_CLIENT=administrator interlock client list")
    .action(async (options: { json?: true }) =>
      (await import("../clients/run-clients.js")).listClients(options.json === true),
    );
  client
    .command("create")
    .argument("<client>", "client id: 1 to 64 letters, digits, . _ or -")
    .description("Create a client and print its secret; it cannot be shown again.")
    .requiredOption("--name <text>", "what the client is")
    .option("--kind <kind>", "human, service or edge", "service")
    .option("--json", "print an object with id and secret")
    .addHelpText("after", '\nExample:\n  interlock client create mes-p300 --name "MES of P300" > mes-p300.secret')
    .action(async (clientId: string, options: { name: string; kind: string; json?: true }) =>
      (await import("../clients/run-clients.js")).createClient(clientId, options),
    );
  client
    .command("renew-secret")
    .argument("<client>", "client id")
    .description("Give a client a new secret at once, and enable it when it was disabled.")
    .option("--json", "print an object with id and secret")
    .addHelpText("after", "\nExample:\n  interlock client renew-secret mes-p300 > mes-p300.secret")
    .action(async (clientId: string, options: { json?: true }) =>
      (await import("../clients/run-clients.js")).renewSecret(clientId, options.json === true),
    );
  client
    .command("disable")
    .argument("<client>", "client id")
    .description("Stop a client with all its tokens, keys and certificates within two seconds.")
    .addHelpText("after", "\nExample:\n  interlock client disable mes-p300")
    .action(async (clientId: string) => (await import("../clients/run-clients.js")).disableClient(clientId));
  client
    .command("bootstrap")
    .argument("<client>", "id of the first administrator")
    .description("Make the first administrator, in the database; no server is needed.")
    .option("--json", "print an object with id and secret")
    .addHelpText("after", "\nExample:\n  interlock client bootstrap ann > ann.secret")
    .action(async (clientId: string, options: { json?: true }) =>
      (await import("../clients/run-client-bootstrap.js")).bootstrapAdministrator(clientId, options.json === true),
    );
}

function registerKeys(keys: Command): void {
  keys
    .command("list")
    .argument("<client>", "client id")
    .description("List the keys of a client, without their secrets.")
    .option("--json", "print the keys as JSON")
    .addHelpText("after", "\nExample:\n  INTERLOCK_CLIENT=administrator interlock client keys list mes-p100")
    .action(async (clientId: string, options: { json?: true }) =>
      (await import("../clients/run-client-keys.js")).listClientKeys(clientId, options.json === true),
    );
  keys
    .command("create")
    .argument("<client>", "client id")
    .description("Make a key and print it; it cannot be shown again.")
    .requiredOption("--name <text>", "where the key is used")
    .option("--days <number>", "days until it ends, at most 366", "90")
    .option("--json", "print an object with the key, its id and its end")
    .addHelpText(
      "after",
      '\nExample:\n  interlock client keys create mes-p100 --name "line 4" > /run/secrets/line-4.key',
    )
    .action(async (clientId: string, options: { name: string; days: string; json?: true }) =>
      (await import("../clients/run-client-keys.js")).createClientKey(clientId, options),
    );
  keys
    .command("revoke")
    .argument("<client>", "client id")
    .argument("<key id>", "id of the key in the list")
    .description("End a key in every process within two seconds.")
    .addHelpText("after", "\nExample:\n  interlock client keys revoke mes-p100 01KAR7Q2M0X3V9C4T8E6H5J2WD")
    .action(async (clientId: string, keyId: string) =>
      (await import("../clients/run-client-keys.js")).revokeClientKey(clientId, keyId),
    );
}

function registerCertificates(certificates: Command): void {
  certificates
    .command("list")
    .argument("<client>", "client id")
    .description("List the certificates that speak for a client.")
    .option("--json", "print the registrations as JSON")
    .addHelpText("after", "\nExample:\n  interlock client certificates list mes-p100")
    .action(async (clientId: string, options: { json?: true }) =>
      (await import("../clients/run-client-certificates.js")).listCertificates(clientId, options.json === true),
    );
  certificates
    .command("register")
    .argument("<client>", "client id")
    .description("Let a certificate of the client CA speak for a client.")
    .option("--file <pem>", "this very certificate")
    .option("--subject <name>", "every certificate with this subject, such as CN=mes-p100,O=Example")
    .addHelpText("after", "\nExample:\n  interlock client certificates register mes-p100 --file mes-p100.pem")
    .action(async (clientId: string, options: { file?: string; subject?: string }) =>
      (await import("../clients/run-client-certificates.js")).registerCertificate(clientId, options),
    );
  certificates
    .command("remove")
    .argument("<client>", "client id")
    .argument("<id>", "id of the registration in the list")
    .description("Stop a certificate from speaking for a client, within two seconds.")
    .addHelpText("after", "\nExample:\n  interlock client certificates remove mes-p100 01KAR7Q2M0X3V9C4T8E6H5J2WD")
    .action(async (clientId: string, id: string) =>
      (await import("../clients/run-client-certificates.js")).removeCertificate(clientId, id),
    );
}
