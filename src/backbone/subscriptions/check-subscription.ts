import type { Finding } from "../../kernel/finding.js";
import type { EventContracts } from "../../platform/messaging/event-contracts.js";
import type { EventVersions } from "../../platform/messaging/event-versions.js";
import { type GuardedHttp, isSigningSecret } from "../../platform/outbound/public.js";
import { findingAt, type SubscriptionBody } from "./subscription-body.js";

/** What a subscription is checked against. */
export class SubscriptionRules {
  constructor(
    readonly http: Pick<GuardedHttp, "objection">,
    readonly versions: EventVersions,
    readonly contracts: Pick<EventContracts, "types">,
  ) {}
}

/** Everything that is wrong with a subscription whose body is well-formed; an empty list means that it is possible. */
export function checkSubscription(body: SubscriptionBody, rules: SubscriptionRules): readonly Finding[] {
  const { url, types = [], versions = [], signingSecret } = body;
  const findings = [...checkUrl(url, rules), ...checkTypes(types, rules), ...checkVersions(versions, rules)];
  if (signingSecret === undefined || isSigningSecret(signingSecret)) return findings;
  return [...findings, findingAt("/signingSecret", "signingSecret must be whsec_ and 24 to 64 bytes in base64")];
}

function checkUrl(text: string, { http }: SubscriptionRules): readonly Finding[] {
  const url = URL.parse(text);
  if (url === null) return [findingAt("/url", "url must be an address such as https://events.example.com/interlock")];
  const objection = http.objection(url);
  return objection === undefined ? [] : [findingAt("/url", `url ${objection}`)];
}

function checkTypes(types: readonly string[], { contracts }: SubscriptionRules): readonly Finding[] {
  const known = new Set(contracts.types);
  return types.flatMap((type, index) => {
    if (known.has(type)) return [];
    const remedy = "take a message name of contracts/asyncapi, such as com.interlock.posting.posted.v1";
    return [findingAt(`/types/${index}`, `${type.slice(0, 100)} is no event type; ${remedy}`)];
  });
}

function checkVersions(spoken: readonly string[], { versions }: SubscriptionRules): readonly Finding[] {
  const streams = spoken.map((entry) => entry.split("/", 2) as [string, string]);
  return streams.flatMap(([stream, major], index) => {
    const pointer = `/versions/${index}`;
    if (streams.findIndex(([other]) => other === stream) !== index)
      return [findingAt(pointer, `versions names ${stream} twice`)];
    if (versions.isSpoken(stream, major)) return [];
    return [findingAt(pointer, `there is no ${stream} in ${major} besides the newest version; leave it out`)];
  });
}
