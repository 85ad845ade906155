import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { makeSigningSecret } from "../../platform/outbound/public.js";
import { PLACEHOLDER_CONTEXT } from "./event-context.js";
import { unknownNames } from "./fill-template.js";
import { renderRequest } from "./render-request.js";
import { TEMPLATE_NAMES, templateValues } from "./template-values.js";
import { hideSecrets, takeSecrets } from "./webhook-secrets.js";

const CONTEXT = {
  ...PLACEHOLDER_CONTEXT,
  consumer: 'mes "east"',
  consumerNumber: "1.4.2+a b",
  provider: "orders",
  sha: "a".repeat(40),
  providerNumber: "9",
  isSuccess: false,
  verificationId: "7",
};
const VALUES = templateValues("provider_verification_failed", CONTEXT, "https://gateway.example/");
const DELIVERY = { id: "d1", at: new Date(0) };
const secrets = { headers: {}, signingSecret: makeSigningSecret() };

describe("the request of a webhook", () => {
  it("has all twenty values, and the words of each service for a failed verification", () => {
    assert.equal(TEMPLATE_NAMES.length, 20);
    assert.deepEqual(Object.keys(VALUES).toSorted(), [...TEMPLATE_NAMES].toSorted());
    assert.deepEqual(
      [VALUES.githubVerificationStatus, VALUES.bitbucketVerificationStatus, VALUES.azureDevOpsVerificationStatus],
      ["failure", "FAILED", "failed"],
    );
    const content = "https://gateway.example/pact-broker/pacts/provider/orders/consumer/mes%20%22east%22/pact-version/";
    assert.equal(VALUES.verificationResultUrl, `${content}${"a".repeat(40)}/verification-results/7`);
    assert.ok(VALUES.pactUrl.startsWith(`${content}${"a".repeat(40)}/metadata/`));
  });

  it("keeps values inside their place: in the address, in a JSON text, in a header", () => {
    const template = {
      method: "POST" as const,
      url: "https://ci.example/run/${pactbroker.consumerVersionNumber}?by=${pactbroker.consumerName}",
      headers: { "X-Version": "${pactbroker.consumerVersionNumber}" },
      body: {
        text: ["${pactbroker.consumerName} is ${pactbroker.githubVerificationStatus}", 1, null],
        keep: "${HOME}",
      },
    };
    const { url, body, headers } = renderRequest(template, secrets, VALUES, DELIVERY);
    assert.equal(url.href, "https://ci.example/run/1.4.2%2Ba%20b?by=mes%20%22east%22");
    assert.deepEqual(JSON.parse(body ?? ""), { text: ['mes "east" is failure', 1, null], keep: "${HOME}" });
    assert.equal(headers["x-version"], "1.4.2+a b");
    assert.equal(headers["content-type"], "application/json");
    assert.match(headers["webhook-signature"] ?? "", /^v1,/);
  });

  it("sends text as it is and adds Basic credentials", () => {
    const template = {
      method: "POST" as const,
      url: "https://ci.example/",
      headers: {},
      username: "u",
      password: "**********",
    };
    const own = { ...secrets, password: "p" };
    const { body, headers } = renderRequest({ ...template, body: "a=${pactbroker.eventName}" }, own, VALUES, DELIVERY);
    assert.equal(body, "a=provider_verification_failed");
    assert.equal(headers["authorization"], `Basic ${Buffer.from("u:p").toString("base64")}`);
    assert.equal(headers["content-type"], undefined);
  });

  it("names values that do not exist", () => {
    assert.deepEqual(unknownNames(["${pactbroker.consumerName}", { a: "${pactbroker.nothing}" }, "${user.x}"]), [
      "nothing",
    ]);
  });
});

describe("the secrets of a webhook", () => {
  const request = {
    method: "POST" as const,
    url: "https://ci.example/",
    headers: { Authorization: "Bearer abc", Accept: "text/plain", "X-API-Key": "k" },
    password: "p",
  };

  it("are hidden where the request is shown", () => {
    const shown = JSON.stringify(hideSecrets(request));
    assert.doesNotMatch(shown, /abc|"k"|"p"/);
    assert.match(shown, /text\/plain/);
  });

  it("stay as they are when a client sends back what it was shown", () => {
    const before = takeSecrets(request, undefined);
    assert.deepEqual(before, { password: "p", headers: { Authorization: "Bearer abc", "X-API-Key": "k" } });
    assert.deepEqual(takeSecrets(hideSecrets(request), before), before);
    assert.throws(() => takeSecrets(hideSecrets(request), undefined), /none that could be kept/);
  });
});
