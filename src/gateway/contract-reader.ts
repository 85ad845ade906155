import { pointerToken } from "../kernel/finding.js";
import type { ContractDocuments, Located } from "./contract-documents.js";
import type { ContractFindings } from "./contract-fault.js";
import {
  type ContractOperation,
  type ContractResponse,
  type DraftOperation,
  type HttpMethod,
  placeOf,
} from "./contract-operation.js";
import { checkSunset, sunsetOf } from "./contract-sunset.js";
import { type JsonObject, asList, asObject } from "./json-value.js";
import { readOperationExtension } from "./operation-extension.js";
import { readParameter } from "./parameter-reader.js";
import { readRequestBody } from "./request-body-reader.js";
import { readResponse } from "./response-reader.js";

const METHODS: Readonly<Record<string, HttpMethod>> = {
  get: "GET",
  post: "POST",
  put: "PUT",
  patch: "PATCH",
  delete: "DELETE",
};

/** Members of a path item that are no methods. */
const PATH_MEMBERS = new Set(["parameters", "summary", "description", "servers"]);

type VersionHeader = Pick<ContractOperation, "api" | "version" | "basePath">;
type OperationHeader = VersionHeader & Pick<ContractOperation, "method" | "path">;
type Attempt = <T>(step: () => T) => T | undefined;

/** One served version of an API. */
export interface ContractVersion {
  readonly api: string;
  readonly version: string;
  readonly basePath: string;
  /** x-interlock.lifecycle of the contract, such as `promoted`. */
  readonly lifecycle: string;
  /** Day on which a deprecated version ends. */
  readonly sunset: string | undefined;
  readonly operations: readonly DraftOperation[];
}

/** Reads one OpenAPI 3.1 file; what is wrong with it goes into the findings. */
export class ContractReader {
  constructor(
    private readonly documents: ContractDocuments,
    private readonly findings: ContractFindings,
  ) {}

  read(api: string, version: string): ContractVersion | undefined {
    const file = `openapi/${api}/${version}.yaml`;
    const place = `${api}/${version}`;
    const document = this.findings.attempt("ilk-contract-unreadable", place, "", () => this.documents.read(file));
    if (document === undefined) return undefined;
    const basePath = `/${api}/${version}`;
    this.#checkRoot(document, place, basePath);
    const lifecycle = String(asObject(document["x-interlock"])["lifecycle"]);
    const header = { api, version, basePath };
    const operations = Object.entries(asObject(document["paths"])).flatMap(([path, item]) =>
      this.#readPath(header, path, { value: item, file, pointer: `/paths/${pointerToken(path)}` }),
    );
    const sunset = sunsetOf(document);
    checkSunset(lifecycle, sunset, place, this.findings);
    return { ...header, lifecycle, sunset, operations };
  }

  #checkRoot(document: JsonObject, place: string, basePath: string): void {
    if (!String(document["openapi"]).startsWith("3.1."))
      this.findings.add("ilk-openapi-version", place, "openapi must be 3.1.x", "/openapi");
    const server = asObject(asList(document["servers"])[0]);
    if (server["url"] !== basePath) {
      this.findings.add(
        "ilk-server-url",
        place,
        `servers[0].url must be ${basePath}, the address the gateway serves it at`,
        "/servers/0/url",
      );
    }
    if (typeof asObject(document["x-interlock"])["lifecycle"] !== "string") {
      this.findings.add("ilk-contract-lifecycle", place, "x-interlock.lifecycle is missing", "/x-interlock/lifecycle");
    }
  }

  #readPath(header: VersionHeader, path: string, located: Located): DraftOperation[] {
    const place = `${header.api}/${header.version} ${path}`;
    const found = this.findings.attempt("ilk-contract-invalid", place, located.pointer, () =>
      this.documents.dereference(located),
    );
    if (found === undefined) return [];
    const item = asObject(found.value);
    const shared = readListAt(item["parameters"], found.file, `${found.pointer}/parameters`);
    return Object.keys(item).flatMap((key) => {
      const method = METHODS[key];
      if (method === undefined) {
        this.#checkPathMember(key, place, found.pointer);
        return [];
      }
      const definition = { value: item[key], file: found.file, pointer: `${found.pointer}/${key}` };
      return [this.#readOperation({ ...header, method, path }, definition, shared)];
    });
  }

  /** A method that is not served must not be promised by a contract. */
  #checkPathMember(key: string, place: string, pointer: string): void {
    if (PATH_MEMBERS.has(key) || key.startsWith("x-")) return;
    this.findings.add(
      "ilk-method-unsupported",
      place,
      `${key} is not served; use ${Object.keys(METHODS).join(", ")}`,
      `${pointer}/${key}`,
    );
  }

  #readOperation(header: OperationHeader, located: Located, shared: readonly Located[]): DraftOperation {
    const definition = asObject(located.value);
    const { file, pointer } = located;
    const operationId = this.#readOperationId(definition, header, pointer);
    const place = placeOf({ ...header, operationId });
    const attempt: Attempt = (step) => this.findings.attempt("ilk-contract-invalid", place, pointer, step);
    const own = readListAt(definition["parameters"], file, `${pointer}/parameters`);
    const body = { value: definition["requestBody"], file, pointer: `${pointer}/requestBody` };
    return {
      ...header,
      operationId,
      extension: readOperationExtension(definition["x-interlock"], place, pointer, this.findings),
      parameters: [...shared, ...own].flatMap((entry) => attempt(() => readParameter(this.documents, entry)) ?? []),
      body: attempt(() => readRequestBody(this.documents, body)),
      responses: this.#readResponses(definition["responses"], file, `${pointer}/responses`, attempt),
    };
  }

  #readResponses(value: unknown, file: string, pointer: string, attempt: Attempt): DraftOperation["responses"] {
    const responses = new Map<string, ContractResponse>();
    for (const [status, response] of Object.entries(asObject(value))) {
      const read = attempt(() =>
        readResponse(this.documents, { value: response, file, pointer: `${pointer}/${status}` }),
      );
      if (read !== undefined) responses.set(status, read);
    }
    return responses;
  }

  /** Without an id the operation goes by its method and path, so that its other faults are found too. */
  #readOperationId(definition: JsonObject, header: OperationHeader, pointer: string): string {
    const operationId = definition["operationId"];
    if (typeof operationId === "string" && /^[a-z][A-Za-z0-9]*$/.test(operationId)) return operationId;
    const label = `${header.method} ${header.path}`;
    this.findings.add(
      "ilk-operation-id",
      placeOf({ ...header, operationId: label }),
      "operationId must be a name in camelCase",
      pointer,
    );
    return label;
  }
}

function readListAt(value: unknown, file: string, pointer: string): readonly Located[] {
  return asList(value).map((entry, index) => ({ value: entry, file, pointer: `${pointer}/${index}` }));
}
