import type { Located } from "./contract-documents.js";
import type { OperationExtension } from "./operation-extension.js";

export type ParameterPlace = "path" | "query" | "header";
export type HttpMethod = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/** A parameter as the contract declares it (OpenAPI 3.1 §4.8.12). */
export interface ContractParameter {
  /** As written in the contract; header names keep their case. */
  readonly name: string;
  readonly in: ParameterPlace;
  readonly isRequired: boolean;
  readonly style: "simple" | "form" | "deepObject";
  readonly explode: boolean;
  readonly schema: Located;
  /** Example of the parameter, for the remedy of a finding. */
  readonly example: string | undefined;
}

export interface ContractResponse {
  /** Schema by media type; empty for an answer without a body. */
  readonly content: ReadonlyMap<string, Located>;
  readonly headers: readonly { readonly name: string; readonly isRequired: boolean; readonly schema: Located }[];
}

export interface ContractBody {
  readonly isRequired: boolean;
  readonly schema: Located;
  /** Set when the body is a list whose items stand or fall alone; it may then come as application/x-ndjson too. */
  readonly list: { readonly whole: Located; readonly item: Located } | undefined;
}

/** One operation of one contract version, references followed, schemas not yet compiled. */
export interface ContractOperation {
  readonly api: string;
  /** `v1`. */
  readonly version: string;
  /** `/production-order/v1`. */
  readonly basePath: string;
  readonly method: HttpMethod;
  /** As written in the contract: `/orders/{plantCode}`. */
  readonly path: string;
  readonly operationId: string;
  readonly extension: OperationExtension;
  readonly parameters: readonly ContractParameter[];
  /** JSON body; undefined when the operation takes none. */
  readonly body: ContractBody | undefined;
  /** By status as written: `202`, `4XX` or `default`. */
  readonly responses: ReadonlyMap<string, ContractResponse>;
}

/** An operation as far as it could be read; what is missing is in the findings. */
export type DraftOperation = Omit<ContractOperation, "extension"> & { readonly extension: Partial<OperationExtension> };

/** Names an operation in findings. */
export function placeOf(operation: Pick<ContractOperation, "api" | "version" | "operationId">): string {
  return `${operation.api}/${operation.version} ${operation.operationId}`;
}
