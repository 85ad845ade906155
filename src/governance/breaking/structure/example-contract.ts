import type { JsonObject } from "../contract-document.js";

const OK_RESPONSE: JsonObject = { "200": { description: "As asked." } };

/** An OpenAPI document with one operation, `GET /orders`, for examples of rules; `root` adds or replaces members. */
export function exampleOperation(operation: JsonObject, root: JsonObject = {}): JsonObject {
  return examplePaths({ "/orders": { get: { responses: OK_RESPONSE, ...operation } } }, root);
}

/** An OpenAPI document with these paths; version 0 promises nothing (SemVer §4), so no example is about its number. */
export function examplePaths(paths: JsonObject, root: JsonObject = {}): JsonObject {
  return { openapi: "3.1.0", info: { title: "Orders", version: "0.1.0" }, paths, ...root };
}

/** An operation that takes a body of that kind, for `paths`. */
export function exampleRequest(requestBody: JsonObject | undefined): JsonObject {
  const body = requestBody === undefined ? {} : { requestBody };
  return examplePaths({ "/orders": { post: { responses: OK_RESPONSE, ...body } } });
}

/** An AsyncAPI 3 document in which the owner sends one message, `orderReleased`; `root` adds or replaces members. */
export function exampleMessage(message: JsonObject, root: JsonObject = {}): JsonObject {
  return {
    asyncapi: "3.0.0",
    info: { title: "Order events", version: "0.1.0" },
    defaultContentType: "application/json",
    channels: { orders: { address: "orders.{plantCode}", messages: { orderReleased: message } } },
    operations: { sendOrderReleased: { action: "send", channel: { $ref: "#/channels/orders" } } },
    ...root,
  };
}
