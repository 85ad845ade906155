import { isObject } from "../content/canonical-json.js";
import { WEBHOOK_EVENTS, type WebhookDefinition, type WebhookRequest } from "../webhooks/webhook.js";
import { BrokerBody } from "./body-reader.js";

const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"];
const EVENT_NAMES: readonly string[] = WEBHOOK_EVENTS;

/** Reads the definition of a webhook. @throws InterlockError PACT_REQUEST_INVALID naming every fault */
export function readWebhook(body: unknown, pair: { provider?: string; consumer?: string } = {}): WebhookDefinition {
  const reader = new BrokerBody(body);
  const events = reader.objects("events").map((event) => event.text("name"));
  for (const event of events) {
    if (!EVENT_NAMES.includes(event)) reader.fault("events", `has ${event}; known are ${EVENT_NAMES.join(", ")}`);
  }
  if (events.length === 0) reader.fault("events", "is missing");
  const definition = {
    description: reader.optionalText("description") ?? null,
    provider: pair.provider ?? participantOf(reader, "provider"),
    consumer: pair.consumer ?? participantOf(reader, "consumer"),
    isEnabled: reader.optionalFlag("enabled", true),
    events,
    request: readRequest(reader),
  };
  reader.finish();
  return definition;
}

function participantOf(reader: BrokerBody, member: string): string | null {
  const value = reader.value(member);
  if (value === undefined || value === null) return null;
  if (isObject(value) && typeof value["name"] === "string") return value["name"];
  reader.fault(member, "must be an object with the name of a pacticipant");
  return null;
}

/** Only https leaves: a webhook carries credentials and tells of unreleased contracts. */
function readRequest(reader: BrokerBody): WebhookRequest {
  const value = reader.value("request");
  if (!isObject(value)) reader.fault("request", "is missing");
  const request = new BrokerBody(isObject(value) ? value : {});
  const method = request.text("method").toUpperCase();
  if (!METHODS.includes(method)) request.fault("method", `must be one of ${METHODS.join(", ")}`);
  const url = request.text("url", 2_000);
  const target = URL.parse(url.replaceAll(/\$\{[^}]*\}/g, "x"));
  if (target === null) request.fault("url", "must be an absolute URL");
  else if (target.protocol !== "https:") request.fault("url", "must be https; other schemes are not allowed");
  const headers = request.value("headers") ?? {};
  const isTexts = isObject(headers) && Object.values(headers).every((text) => typeof text === "string");
  if (!isTexts) request.fault("headers", "must be an object of texts");
  const credentials = { username: request.optionalText("username"), password: request.optionalText("password") };
  if (isObject(value)) reader.adopt("request", request);
  const sent = isTexts ? (headers as Readonly<Record<string, string>>) : {};
  return { method, url, headers: sent, ...credentials, body: request.value("body") };
}
