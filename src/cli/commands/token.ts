import type { Command } from "commander";
import { gatewayUrl, readConfigurationWith } from "../../config/configuration.js";
import { systemClock } from "../../kernel/clock.js";
import { AccessTokenSource } from "../access-token.js";
import { findClient } from "../credentials-file.js";
import { printJson, printLine } from "../output.js";

interface TokenOptions {
  readonly client?: string;
  readonly json?: true;
}

export function register(program: Command): void {
  program
    .command("token")
    .description("Print an access token of a client in the credentials file.")
    .option("--client <name>", "instead of INTERLOCK_CLIENT")
    .option("--json", "print an object with the token and the client")
    .addHelpText(
      "after",
      '\nExample:\n  curl -H "Authorization: Bearer $(interlock token)" http://127.0.0.1:8080/readyz',
    )
    .action(async (options: TokenOptions) => {
      const configuration = readConfigurationWith({});
      const client = options.client ?? configuration.client;
      const credentials = findClient(configuration.credentialsFile, client);
      const token = await new AccessTokenSource(gatewayUrl(configuration), credentials, systemClock).token();
      if (options.json) printJson({ client, accessToken: token });
      else printLine(token);
    });
}
