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
