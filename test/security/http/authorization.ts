import { AccessTokenSource } from "../../../src/cli/access-token.js";
import { systemClock } from "../../../src/kernel/clock.js";
import type { ClientName } from "../../support/gateway/clients.js";
import type { TestGateway } from "../../support/gateway/test-gateway.js";

/** Value of the Authorization header of a client, for requests that are written by hand. */
export async function authorizationOf({ url, secrets }: TestGateway, clientId: ClientName): Promise<string> {
  const credentials = { clientId, clientSecret: secrets.get(clientId) ?? "" };
  return `Bearer ${await new AccessTokenSource(url, credentials, systemClock).token()}`;
}
