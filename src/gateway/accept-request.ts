import { sha256Hex } from "../kernel/hash.js";
import type { AcceptRequest } from "../platform/accept/public.js";
import type { OperationRequest } from "./operation.js";

/** What a durable write is about. */
export interface WriteSubject {
  /** operationId of the contract. */
  readonly operation: string;
  readonly resourceType: string;
  readonly plantCode: string;
  /** Path of the resource the work is about. */
  readonly resource: string;
}

/** What the gateway established of a request, as the durable accept takes it; the capability adds what it locks. */
export function toWrite(
  { context, rawBody }: OperationRequest<unknown, unknown, unknown>,
  subject: WriteSubject,
): Omit<AcceptRequest, "lockKey" | "audited"> {
  return {
    clientId: context.principal.clientId,
    permission: context.permission,
    idempotencyKey: context.idempotencyKey ?? "",
    requestHash: context.requestHash,
    documentHash: context.bodyHash,
    correlationId: context.correlationId,
    traceparent: context.traceparent,
    operationsPath: `${context.basePath}/operations`,
    document: rawBody,
    ...subject,
  };
}

/** An item of a list that is stored as a write of its own. */
export interface ItemWrite extends WriteSubject {
  /** Of the item, within the operation: made where it was captured, so that a repeat in another list is recognised. */
  readonly idempotencyKey: string;
  /** The item as it came. */
  readonly text: string;
  /** The part of it that is stored. */
  readonly document: string;
}

/** The same for one item of a list: its own key, its own hashes, its own plant. */
export function toItemWrite(
  request: OperationRequest<unknown, unknown, unknown>,
  { idempotencyKey, text, document, ...subject }: ItemWrite,
): Omit<AcceptRequest, "lockKey" | "audited"> {
  const hashes = { requestHash: sha256Hex(text), documentHash: sha256Hex(document) };
  return { ...toWrite(request, subject), ...hashes, idempotencyKey, document };
}
