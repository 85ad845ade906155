/**
 * Which part of an exchange shows a structural change: the keyword its refusal must carry. A rule is in exactly one of
 * the two lists; a new rule that is in neither is reported as such, never taken for shown.
 */
const SHOWN_BY: Readonly<Record<string, readonly string[]>> = {
  "path.removed": ["operation"],
  "operation.removed": ["operation"],
  "operation.removed-before-sunset": ["operation", "action", "message", "channel"],
  "operation.removed-without-sunset": ["operation", "action", "message", "channel"],
  "operation.removed-after-sunset": ["operation"],
  "webhook.removed": ["operation"],
  "param.removed": ["parameter"],
  "param.removed-before-sunset": ["parameter"],
  "param.required-added": ["parameter"],
  "param.became-required": ["parameter"],
  "param.style-changed": ["parameter"],
  "param.explode-changed": ["parameter"],
  "param.content-changed": ["parameter"],
  "param.allow-empty-removed": ["parameter"],
  "param.allow-reserved-removed": ["parameter"],
  "req-body.removed": ["body"],
  "req-body.required-added": ["body"],
  "req-body.became-required": ["body"],
  "media-type.removed": ["media-type"],
  "media-type.range-widened": ["media-type"],
  "res.success-removed": ["status"],
  "res.non-success-removed": ["status"],
  "res-header.removed": ["header"],
  "res-header.became-optional": ["header"],
  "res-header.explode-changed": ["header"],
  "server.removed": ["server"],
  "security.narrowed": ["security"],
  "scope.added": ["security"],
  "scheme.changed": ["security"],
  "scheme.bearer-format-changed": ["security"],
  "oauth-flow.removed": ["security"],
  "oauth-url.changed": ["security"],
  "permission-changed": ["permission"],
  "idempotency-required": ["idempotency-key"],
  "channel.removed": ["channel", "message"],
  "channel.address-changed": ["channel"],
  "operation.channel-changed": ["channel"],
  "operation.action-changed": ["action"],
  "message.removed": ["message", "channel"],
  "message.added": ["message", "channel"],
  "message.content-type-changed": ["content-type"],
  "ce-type.changed": ["ce-type"],
  "reply.removed": ["reply"],
  "reply.address-changed": ["reply"],
};

const PROMISE = "it changes what is promised about exchanges, not which exchanges are possible";
const NOTICE = "it changes how an end is announced; no exchange differs before that day";

const NOT_SHOWN: Readonly<Record<string, string>> = {
  "authority-changed": PROMISE,
  "binding.changed": "transport bindings are read by brokers and clients, not by this contract's messages",
  "callback.removed": "who no longer gets the call cannot show it by a message of their own",
  "channel.parameter-changed": "the address is the same text; what its variables mean has changed",
  "correlation-id.changed": "messages are the same; where their correlation id is read has changed",
  "data-class-changed": PROMISE,
  "dedup-key.changed": "single messages are the same; which of them count as equal has changed",
  "emits-removed": "a message that no longer comes cannot be shown",
  "format.changed": "the two contracts are written in different languages",
  "idempotency-removed": "single requests are the same; repeating one is no longer safe",
  "link.removed": "a link is advice to readers; nothing is accepted or refused by it",
  "major-not-bumped": "it is about the version number of the contract",
  "media-type.encoding-changed": "parts of a form are written differently; no single value shows it",
  "message.payload-language": "the payload's schema is written in another language",
  "operation.id-changed": "operation ids are names for generated code; nothing of them is sent",
  "ordering-key.changed": "single messages are the same; their order to one another has changed",
  "owner-changed": PROMISE,
  "contract.owner-changed": PROMISE,
  "reference.unresolved": "a reference leads nowhere, so what is meant there is not known",
  "retention-shortened": PROMISE,
  "sla-loosened": PROMISE,
  "stability-decreased": PROMISE,
  "stability-invalid": NOTICE,
  "sunset-invalid": NOTICE,
  "sunset-moved-earlier": NOTICE,
  "sunset-removed": NOTICE,
  "sunset-too-soon": NOTICE,
  "deprecated-without-sunset": NOTICE,
  "sync-class-degraded": PROMISE,
  "version-not-bumped": "it is about the version number of the contract",
};

/** Keywords of refusals that show a change of this rule; undefined where no exchange can. */
export function shownBy(rule: string): readonly string[] | undefined {
  return SHOWN_BY[rule];
}

/** Why no exchange can show a change of this rule; undefined where one can. */
export function whyNotShown(rule: string): string | undefined {
  return NOT_SHOWN[rule];
}
