import type { Finding } from "../../kernel/finding.js";
import type { BulkItem } from "../bulk-items.js";
import type { CompiledOperation } from "../operation-compiler.js";

/** A converted request; the checks add the defaults of the newer contract to its parameters. */
export interface HandledRequest {
  readonly path: Record<string, unknown>;
  readonly query: Record<string, unknown>;
  readonly headers: Record<string, unknown>;
  readonly body: unknown;
}

/** Where a converted request breaks the contract of the version that is handled. */
export function checkHandledRequest(
  { path, query, header, body: bodyCheck, item }: CompiledOperation,
  request: HandledRequest,
): readonly Finding[] {
  const { body } = request;
  const parameters = [...path.check(request.path), ...query.check(request.query), ...header.check(request.headers)];
  if (body === undefined) return parameters;
  if (item === undefined) return [...parameters, ...(bodyCheck?.check(body) ?? [])];
  const items = body as readonly BulkItem<unknown>[];
  const values = items.map((entry) => (entry.refusal === undefined ? entry.value : null));
  const sound = items.flatMap((entry) => (entry.refusal === undefined ? [entry.value] : []));
  return [...parameters, ...(bodyCheck?.check(values) ?? []), ...sound.flatMap((value) => item.check(value))];
}
