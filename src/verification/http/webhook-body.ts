import { isSigningSecret } from "../../platform/outbound/public.js";
import { isObject } from "../content/canonical-json.js";
import { unknownNames } from "../webhooks/fill-template.js";
import { TEMPLATE_NAMES } from "../webhooks/template-values.js";
import {
  WEBHOOK_EVENTS,
  WEBHOOK_METHODS,
  type WebhookDefinition,
  type WebhookMethod,
  type WebhookRequest,
} from "../webhooks/webhook.js";
import { BrokerBody } from "./body-reader.js";

const EVENT_NAMES: readonly string[] = WEBHOOK_EVENTS;
/** Field names and values that can be sent (RFC 9110 §5.1 and §5.5). */
const HEADER_NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}$/;
const HEADER_VALUE = /^[\t\x20-\x7e\x80-\xff]{0,4000}$/;
/** Made by the sender itself. */
const OWN_HEADERS =
  /^(?:host|content-length|transfer-encoding|connection|upgrade|webhook-(?:id|timestamp|signature))$/i;

const NAME_EXPECTED = "must be an object with the name of a pacticipant";

/** Why an address is refused, such as "must be https"; undefined when it is not. */
export type AddressObjection = (url: URL) => string | undefined;

/** Reads the definition of a webhook. @throws InterlockError PACT_REQUEST_INVALID naming every fault */
export function readWebhook(
  body: unknown,
  objection: AddressObjection,
  pair: { provider?: string; consumer?: string } = {},
): WebhookDefinition {
  const reader = new BrokerBody(body);
  const definition = {
    description: reader.optionalText("description") ?? null,
    provider: pair.provider ?? participantOf(reader, "provider"),
    consumer: pair.consumer ?? participantOf(reader, "consumer"),
    isEnabled: reader.optionalFlag("enabled", true),
    events: readEvents(reader),
    request: readRequest(reader, objection),
    signingSecret: reader.optionalText("signingSecret"),
  };
  if (definition.signingSecret !== undefined && !isSigningSecret(definition.signingSecret)) {
    reader.fault("signingSecret", "must be whsec_ and 24 to 64 bytes in base64");
  }
  reader.finish();
  return definition;
}

function readEvents(reader: BrokerBody): readonly string[] {
  const events = [...new Set(reader.objects("events").map((event) => event.text("name")))];
  for (const event of events) {
    if (!EVENT_NAMES.includes(event)) reader.fault("events", `has ${event}; known are ${EVENT_NAMES.join(", ")}`);
  }
  if (events.length === 0) reader.fault("events", "is missing");
  return events;
}

function participantOf(reader: BrokerBody, member: string): string | null {
  const value = reader.value(member);
  if (value === undefined || value === null) return null;
  if (isObject(value) && typeof value["name"] === "string") return value["name"];
  const isLabelled = isObject(value) && "label" in value;
  reader.fault(member, isLabelled ? "has a label; labels are not kept here, name a pacticipant" : NAME_EXPECTED);
  return null;
}

function readRequest(reader: BrokerBody, objection: AddressObjection): WebhookRequest {
  const value = reader.value("request");
  if (!isObject(value)) reader.fault("request", "is missing");
  const request = new BrokerBody(isObject(value) ? value : {});
  const method = request.text("method").toUpperCase();
  if (!isMethod(method)) request.fault("method", `must be one of ${WEBHOOK_METHODS.join(", ")}`);
  const url = readUrl(request, objection);
  const headers = readHeaders(request);
  const credentials = { username: request.optionalText("username"), password: request.optionalText("password", 2_000) };
  const body = request.value("body");
  for (const name of unknownNames([url, headers, body])) {
    request.fault("body", `has \${pactbroker.${name}}; known are ${TEMPLATE_NAMES.join(", ")}`);
  }
  if (isObject(value)) reader.adopt("request", request);
  return { method: isMethod(method) ? method : "POST", url, headers, ...credentials, body };
}

/** A webhook carries credentials and tells of unreleased contracts: where it goes is looked at, now and when it is sent. */
function readUrl(request: BrokerBody, objection: AddressObjection): string {
  const url = request.text("url", 2_000);
  // A name that cannot be part of a host shows where values stand.
  const target = URL.parse(url.replaceAll(/\$\{[^}]*\}/g, "VALUE"));
  if (target === null) request.fault("url", "must be an absolute URL");
  else if (/^[a-z]+:\/\/[^/?#]*\$\{/i.test(url)) request.fault("url", "must not have a value in its host");
  else {
    const reason = objection(target);
    if (reason !== undefined) request.fault("url", reason);
  }
  return url;
}

function readHeaders(request: BrokerBody): Readonly<Record<string, string>> {
  const headers = request.value("headers") ?? {};
  if (!isObject(headers)) {
    request.fault("headers", "must be an object of texts");
    return {};
  }
  const read: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    const isSendable = HEADER_NAME.test(name) && !OWN_HEADERS.test(name);
    if (isSendable && typeof value === "string" && HEADER_VALUE.test(value)) read[name] = value;
    else request.fault("headers", `has ${name.slice(0, 50)}, which cannot be set to this`);
  }
  return read;
}

const isMethod = (text: string): text is WebhookMethod => (WEBHOOK_METHODS as readonly string[]).includes(text);
