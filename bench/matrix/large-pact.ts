/** The body of a publication: a pact with so many interactions, other ones for another seed. */
export function pactOf(consumer: string, number: string, interactionCount: number, seed: number) {
  const interactions = Array.from({ length: interactionCount }, (_, index) => ({
    type: "Synchronous/HTTP",
    description: `interaction ${index} of ${seed}`,
    request: { method: "GET", path: `/orders/${index}` },
    response: { status: 200, body: { content: { orderNumber: `${seed}` }, contentType: "application/json" } },
  }));
  const content = {
    consumer: { name: consumer },
    provider: { name: "provider-1" },
    interactions,
    metadata: { pactSpecification: { version: "4.0" } },
  };
  return {
    pacticipantName: consumer,
    pacticipantVersionNumber: number,
    branch: "main",
    tags: [],
    contracts: [
      {
        consumerName: consumer,
        providerName: "provider-1",
        specification: "pact",
        contentType: "application/json",
        content: Buffer.from(JSON.stringify(content)).toString("base64"),
      },
    ],
  };
}
