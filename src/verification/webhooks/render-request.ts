import { type GuardedRequest, signatureHeaders } from "../../platform/outbound/public.js";
import { fillText, fillTexts } from "./fill-template.js";
import type { TemplateValues } from "./template-values.js";
import type { WebhookRequest } from "./webhook.js";
import { type WebhookSecrets, withSecrets } from "./webhook-secrets.js";

/** What is sent for one event: values put in, credentials added, signed. @throws TypeError when the address is none */
export function renderRequest(
  request: WebhookRequest,
  secrets: WebhookSecrets,
  values: TemplateValues,
  delivery: { readonly id: string; readonly at: Date },
): GuardedRequest {
  const { method, url, headers, username, password, body } = withSecrets(request, secrets);
  const text = bodyText(body, values);
  const own = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), fillText(value, values)]);
  return {
    method,
    url: new URL(fillText(url, values, encodeURIComponent)),
    headers: {
      ...(body === undefined || body === null || typeof body === "string"
        ? {}
        : { "content-type": "application/json" }),
      ...(Object.fromEntries(own) as Readonly<Record<string, string>>),
      ...(username === undefined ? {} : { authorization: basic(username, password ?? "") }),
      ...signatureHeaders(secrets.signingSecret, delivery.id, delivery.at, text),
    },
    body: text === "" ? null : text,
  };
}

function bodyText(body: unknown, values: TemplateValues): string {
  if (body === undefined || body === null) return "";
  return typeof body === "string" ? fillText(body, values) : JSON.stringify(fillTexts(body, values));
}

const basic = (username: string, password: string): string =>
  `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}`;
