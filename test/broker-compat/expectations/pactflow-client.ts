import { type ClientExpectations, linking, template } from "./expectation.js";

/** The command `pactflow publish-provider-contract`. */
export const pactflowClient: ClientExpectations = {
  client: "pactflow",
  accept: "application/hal+json, application/problem+json",
  expectations: [
    {
      description: "the index",
      method: "GET",
      path: "/",
      status: 200,
      answer: linking({ "pf:publish-provider-contract": template }),
    },
    {
      description: "publish-provider-contract",
      method: "POST",
      path: "/provider-contracts/provider/p1/publish",
      body: {
        pacticipantVersionNumber: "9",
        branch: "main",
        tags: ["dev"],
        contract: {
          content: "b3BlbmFwaTogMy4xLjA=",
          contentType: "application/yaml",
          specification: "oas",
          selfVerificationResults: { success: true, content: "b2s=", contentType: "text/plain", verifier: "tests" },
        },
      },
      status: 200,
      answer: {
        notices: [{ type: "success", text: "published" }],
        _embedded: { version: { number: "9" } },
        _links: { "pb:pacticipant-version-tags": [{ href: "http://broker.example/x", name: "dev" }] },
      },
    },
    {
      description: "publish-provider-contract without a contract",
      method: "POST",
      path: "/provider-contracts/provider/p1/publish",
      body: { pacticipantVersionNumber: "9" },
      status: 400,
      answer: { errors: { contract: ["is missing"] } },
    },
  ],
};
