import { type ClientExpectations, link, linking, template } from "./expectation.js";

const PUBLISHED = "c1 version 1 has a verified pact with p1";
const CONTENT = "/pacts/provider/p1/consumer/c1/pact-version/${sha}";

/** A verifier that fetches its pacts, verifies them and publishes the results. */
export const verifier: ClientExpectations = {
  client: "pact_verifier",
  accept: "application/hal+json, application/json",
  expectations: [
    {
      description: "the index",
      method: "GET",
      path: "/",
      status: 200,
      answer: linking({
        "pb:provider-pacts-for-verification": template,
        "beta:provider-pacts-for-verification": template,
        "pb:latest-provider-pacts": template,
        "pb:latest-provider-pacts-with-tag": template,
      }),
    },
    {
      description: "the resource whose self link takes the selectors",
      state: PUBLISHED,
      method: "GET",
      path: "/pacts/provider/p1/for-verification",
      status: 200,
      answer: linking(),
    },
    {
      description: "pacts by selectors, with pending",
      state: PUBLISHED,
      method: "POST",
      path: "/pacts/provider/p1/for-verification",
      body: {
        consumerVersionSelectors: [{ mainBranch: true }, { deployedOrReleased: true }, { tag: "dev", latest: true }],
        providerVersionBranch: "feature/x",
        includePendingStatus: true,
        includeWipPactsSince: "2026-01-01",
      },
      status: 200,
      answer: {
        _embedded: {
          pacts: [
            {
              shortDescription: "why",
              verificationProperties: { pending: true, notices: [{ when: "before_verification", text: "why" }] },
              ...linking(),
            },
          ],
        },
        ...linking(),
      },
      exactly: ["$._embedded.pacts[0].verificationProperties.pending"],
    },
    {
      description: "pacts by a selector that says nothing sensible",
      state: PUBLISHED,
      method: "POST",
      path: "/pacts/provider/p1/for-verification",
      body: { consumerVersionSelectors: [{ branch: true }] },
      status: 400,
    },
    {
      description: "a pact with the ids of its interactions",
      state: PUBLISHED,
      method: "GET",
      path: `${CONTENT}/metadata/\${metadata}`,
      status: 200,
      answer: {
        interactions: [{ _id: "1", description: "read" }],
        ...linking({ "pb:publish-verification-results": link, "pb:provider": link }),
      },
    },
    {
      description: "the provider, for the links of its branches and tags",
      state: PUBLISHED,
      method: "GET",
      path: "/pacticipants/p1",
      status: 200,
      answer: { name: "p1", ...linking({ "pb:branch-version": template, "pb:version-tag": template }) },
    },
    {
      description: "the branch of the provider version",
      state: PUBLISHED,
      method: "PUT",
      path: "/pacticipants/p1/branches/main/versions/10",
      body: {},
      status: 201,
      answer: linking(),
    },
    {
      description: "the tag of the provider version",
      state: PUBLISHED,
      method: "PUT",
      path: "/pacticipants/p1/versions/10/tags/dev",
      body: {},
      status: 201,
    },
    {
      description: "the result",
      state: PUBLISHED,
      method: "POST",
      path: `${CONTENT}/metadata/\${metadata}/verification-results`,
      body: {
        success: false,
        providerApplicationVersion: "10",
        buildUrl: "https://ci.example/10",
        testResults: [{ interactionId: "1", success: false, mismatches: [{ attribute: "status", description: "no" }] }],
        verifiedBy: { implementation: "Pact-Rust", version: "1.4.7" },
      },
      status: 201,
      answer: { success: false, ...linking() },
      exactly: ["$.success"],
    },
  ],
};
