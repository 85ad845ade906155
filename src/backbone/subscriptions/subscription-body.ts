import { Ajv2020 } from "ajv/dist/2020.js";
import type { Finding } from "../../kernel/finding.js";
import { InterlockError } from "../../kernel/problem.js";
import { subscriptionProblems } from "./problems.js";

/** Body of createEventSubscription. */
export const subscriptionSchema = {
  type: "object",
  additionalProperties: false,
  required: ["name", "url"],
  properties: {
    name: { type: "string", pattern: "^[a-z0-9][a-z0-9-]{0,62}$", description: "Lower case, digits and hyphens." },
    url: { type: "string", minLength: 1, maxLength: 2000, description: "Events are sent there with POST." },
    plants: {
      type: "array",
      minItems: 1,
      maxItems: 1000,
      uniqueItems: true,
      items: { type: "string", maxLength: 20 },
      description: "Plants whose events are sent; all of yours when left out.",
    },
    types: {
      type: "array",
      maxItems: 100,
      uniqueItems: true,
      items: { type: "string", maxLength: 200 },
      description: "Event types, such as com.interlock.posting.posted.v1; all when left out.",
    },
    versions: {
      type: "array",
      maxItems: 20,
      uniqueItems: true,
      items: { type: "string", pattern: "^[a-z][a-z0-9-]{0,62}/v[1-9][0-9]{0,3}$" },
      description: "Versions spoken where that is not the newest, such as inventory-movement/v1.",
    },
    after: {
      type: "string",
      pattern: "^[0-9]{1,18}$",
      description: "Position to begin after; 0 sends everything that is kept. From now on when left out.",
    },
    signingSecret: {
      type: "string",
      maxLength: 100,
      description: "whsec_ and 24 to 64 bytes in base64 (Standard Webhooks); made here when left out.",
    },
  },
};

/** A subscription as it is asked for. */
export interface SubscriptionBody {
  readonly name: string;
  readonly url: string;
  readonly plants?: readonly string[];
  readonly types?: readonly string[];
  readonly versions?: readonly string[];
  readonly after?: string;
  readonly signingSecret?: string;
}

const isSubscriptionBody = new Ajv2020({ allErrors: true }).compile<SubscriptionBody>(subscriptionSchema);

/** @throws InterlockError SUBSCRIPTION_INVALID naming each member that is wrong */
export function readSubscriptionBody(body: unknown): SubscriptionBody {
  if (isSubscriptionBody(body)) return body;
  const findings = (isSubscriptionBody.errors ?? []).map(({ instancePath, message = "is wrong", params }) => {
    const { additionalProperty } = params as { readonly additionalProperty?: string };
    const extra = additionalProperty === undefined ? "" : ` (${additionalProperty})`;
    return findingAt(instancePath, `${instancePath === "" ? "the body" : instancePath.slice(1)} ${message}${extra}`);
  });
  throw invalidSubscription(findings);
}

/** @param pointer of the member in the body */
export function findingAt(pointer: string, message: string): Finding {
  return { code: subscriptionProblems.SUBSCRIPTION_INVALID.code, severity: "ERROR", pointer, message };
}

export function invalidSubscription(errors: readonly Finding[]): InterlockError {
  const detail = errors.map(({ message }) => message).join("; ");
  return new InterlockError(subscriptionProblems.SUBSCRIPTION_INVALID, { detail, errors });
}
