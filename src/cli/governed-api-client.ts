import type { Configuration } from "../config/configuration.js";
import type { GovernedClient, GovernedReply, GovernedRequest } from "../imports/public.js";
import { type ApiClient, openApiClient } from "./api-client.js";
import { ApiProblem } from "./api-problem.js";
import { CommandError, EXIT_CODE } from "./exit-code.js";

/** Client of the credentials file that imports act as. */
export const IMPORT_CLIENT = "b2mml-import";

/**
 * The gateway for imports, on the client of the command line. Credentials are read at the first request: a worker
 * whose import client is made later needs no restart, and until then files stay where they are.
 */
export class GovernedApiClient implements GovernedClient {
  #client: ApiClient | undefined;

  constructor(
    private readonly configuration: Configuration,
    private readonly clientName = IMPORT_CLIENT,
  ) {}

  async request(method: "GET" | "POST" | "PUT", path: string, request: GovernedRequest = {}): Promise<GovernedReply> {
    try {
      this.#client ??= openApiClient(this.configuration, this.clientName);
      return await send(this.#client, method, path, request);
    } catch (error) {
      if (error instanceof ApiProblem) return { status: error.status, body: error.problem };
      if (!(error instanceof CommandError) || error.exitCode !== EXIT_CODE.notAuthorised) throw error;
      return { status: 401, body: { code: "UNAUTHENTICATED", detail: error.message } };
    }
  }
}

async function send(
  client: ApiClient,
  method: "GET" | "POST" | "PUT",
  path: string,
  { body, idempotencyKey, headers }: GovernedRequest,
): Promise<GovernedReply> {
  if (method === "GET") return await client.get<unknown>(path);
  const request = { ...(headers && { headers }), ...(idempotencyKey && { idempotencyKey }) };
  return await (method === "POST"
    ? client.post<unknown>(path, body, request)
    : client.put<unknown>(path, body, request));
}
