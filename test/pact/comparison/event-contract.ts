/** An event contract with one message, and a consumer's pact of it. */
export function eventContract() {
  return {
    asyncapi: "3.0.0",
    info: { title: "Order events", version: "1.0.0" },
    channels: {
      released: { address: "orders.released", messages: { released: { $ref: "#/components/messages/released" } } },
    },
    operations: {
      publishReleased: {
        action: "send",
        channel: { $ref: "#/channels/released" },
        messages: [{ $ref: "#/channels/released/messages/released" }],
      },
    },
    components: {
      messages: {
        released: { contentType: "application/json", payload: { $ref: "#/components/schemas/Released" } },
      },
      schemas: {
        Released: {
          type: "object",
          required: ["orderNumber", "revision", "remark"],
          properties: {
            orderNumber: { type: "string", maxLength: 12 },
            revision: { type: "integer", minimum: 1, maximum: 9999 },
            remark: { type: "string", maxLength: 200 },
          },
        },
      },
    },
  };
}

export type EventContract = ReturnType<typeof eventContract>;

/** Without an operation the pact does not refer to the contract. */
export function eventPact(operationId?: string) {
  const references = operationId === undefined ? {} : { comments: { references: { AsyncAPI: { operationId } } } };
  return {
    consumer: { name: "quality" },
    provider: { name: "orders" },
    interactions: [
      {
        type: "Asynchronous/Messages",
        description: "an order was released",
        contents: {
          content: { orderNumber: "1000042", revision: 1 },
          contentType: "application/json",
          encoded: false,
        },
        metadata: { contentType: "application/json" },
        matchingRules: { body: { $: { combine: "AND", matchers: [{ match: "type" }] } } },
        ...references,
      },
    ],
    metadata: { pactSpecification: { version: "4.0" } },
  };
}
