import { invalidMembers } from "../http/refusals.js";
import type { WebhookRequest } from "./webhook.js";

/** Stands for a secret in every answer. A client that sends it back keeps the secret as it is. */
export const HIDDEN = "**********";

const SECRET_HEADER = /auth|token|key|cookie|secret|password|signature|credential/i;

/** What of a webhook is sealed. */
export interface WebhookSecrets {
  readonly password?: string | undefined;
  /** By name as the client wrote it. */
  readonly headers: Readonly<Record<string, string>>;
  /** Signs what is sent; `whsec_` and base64. */
  readonly signingSecret: string;
}

type RequestSecrets = Omit<WebhookSecrets, "signingSecret">;

/** The request as it may be shown. */
export function hideSecrets(request: WebhookRequest): WebhookRequest {
  const { password, headers } = request;
  const shown = Object.entries(headers).map(([name, text]) => [name, isSecretHeader(name) ? HIDDEN : text]);
  return {
    ...request,
    headers: Object.fromEntries(shown) as Readonly<Record<string, string>>,
    ...(password === undefined ? {} : { password: HIDDEN }),
  };
}

/**
 * The secrets of a request; those that are hidden are the ones it had before.
 * @throws InterlockError PACT_REQUEST_INVALID when there is nothing behind what is hidden
 */
export function takeSecrets({ password, headers }: WebhookRequest, before: RequestSecrets | undefined): RequestSecrets {
  const known = new Map(Object.entries(before?.headers ?? {}).map(([name, text]) => [name.toLowerCase(), text]));
  const secretHeaders = Object.entries(headers).filter(([name]) => isSecretHeader(name));
  const taken = secretHeaders.map(([name, text]) => [name, revealed(text, known.get(name.toLowerCase()), name)]);
  return {
    ...(password === undefined ? {} : { password: revealed(password, before?.password, "password") }),
    headers: Object.fromEntries(taken) as Readonly<Record<string, string>>,
  };
}

/** The request with its secrets, as it is sent. */
export function withSecrets(request: WebhookRequest, { password, headers }: RequestSecrets): WebhookRequest {
  return { ...request, headers: { ...request.headers, ...headers }, ...(password === undefined ? {} : { password }) };
}

const isSecretHeader = (name: string): boolean => SECRET_HEADER.test(name);

function revealed(text: string, before: string | undefined, name: string): string {
  if (text !== HIDDEN) return text;
  if (before !== undefined) return before;
  throw invalidMembers({
    request: `${name} is ${HIDDEN}, but there is none that could be kept for this address; send it`,
  });
}
