/** How the request came in, where it was one. */
export interface AuditedRequest {
  /** Method and address as the contract writes it, such as `POST /production-order/v1/orders`. */
  readonly route?: string;
  /** HTTP status that was answered. */
  readonly status?: number;
  readonly ip?: string;
}

/** Values of a natural person. The entry holds salted commitments only; the values can be erased. */
export interface PersonalValues {
  /** Opaque id of the person, under which the values are erased later; never a name. */
  readonly subject: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** What is recorded of one change or refusal. Nothing else of a request gets into the audit: no header, no body. */
export interface AuditIntent {
  /** Client id, or `worker` for what Interlock itself does. */
  readonly actor: string;
  readonly actorKind?: "HUMAN" | "SERVICE" | "EDGE";
  /** How the actor proved who it is, such as `jwt`, `api-key` or `mtls`. */
  readonly authenticationMethod?: string;
  /** Ids of the grants that allowed it. */
  readonly grants?: readonly string[];
  /** Person or client for whom the actor acts. */
  readonly onBehalfOf?: string;
  /** SHA-256 of the token's `jti`. */
  readonly tokenIdHash?: string;
  /** `resource:action`, the permission that was used, or the workflow step. */
  readonly action: string;
  readonly resourceType: string;
  readonly resourceId: string;
  readonly resourceVersion?: string;
  readonly plantCode?: string;
  readonly decision?: "ALLOWED" | "DENIED";
  /** Digest of the policy that decided. */
  readonly policyVersion?: string;
  /** Rule that decided. */
  readonly rule?: string;
  readonly correlationId: string;
  readonly traceparent?: string;
  readonly request?: AuditedRequest;
  /** SHA-256 of what was written or approved, so that the entry proves the content without holding it. */
  readonly contentHash?: string;
  readonly before?: Readonly<Record<string, unknown>>;
  readonly after?: Readonly<Record<string, unknown>>;
  /** Why, in the words of the person who decided. */
  readonly reason?: string;
  /** What a signature stands for (21 CFR 11.50), such as `approved as author's reviewer`. */
  readonly meaning?: string;
  readonly personal?: PersonalValues;
}
