import { pointerToken } from "../kernel/finding.js";
import type { ContractDocuments, Located } from "./contract-documents.js";
import type { ContractFindings } from "./contract-fault.js";
import { type ContractOperation, type DraftOperation, type HttpMethod, placeOf } from "./contract-operation.js";
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

/** One served version of an API. */
export interface ContractVersion {
  readonly api: string;
  readonly version: string;
  readonly basePath: string;
  /** x-interlock.lifecycle of the contract, such as `promoted`. */
  readonly lifecycle: string;
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
    return { ...header, lifecycle, operations };
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

  #readPath(
    header: Pick<ContractOperation, "api" | "version" | "basePath">,
    path: string,
    located: Located,
  ): DraftOperation[] {
    const item = asObject(located.value);
    const present = Object.entries(METHODS).filter(([key]) => item[key] !== undefined);
    return present.map(([key, method]) => {
      const definition = { value: item[key], file: located.file, pointer: `${located.pointer}/${key}` };
      return this.#readOperation({ ...header, method, path }, definition, asList(item["parameters"]));
    });
  }

  #readOperation(
    header: Pick<ContractOperation, "api" | "version" | "basePath" | "method" | "path">,
    located: Located,
    shared: readonly unknown[],
  ): DraftOperation {
    const definition = asObject(located.value);
    const { file, pointer } = located;
    const operationId = this.#readOperationId(definition, header, pointer);
    const place = placeOf({ ...header, operationId });
    const attempt = <T>(step: () => T): T | undefined =>
      this.findings.attempt("ilk-contract-invalid", place, pointer, step);
    const parameters = [...shared, ...asList(definition["parameters"])].flatMap(
      (value) => attempt(() => readParameter(this.documents, { value, file, pointer: `${pointer}/parameters` })) ?? [],
    );
    const responses = Object.entries(asObject(definition["responses"])).flatMap(([status, value]) => {
      const answer = attempt(() =>
        readResponse(this.documents, { value, file, pointer: `${pointer}/responses/${status}` }),
      );
      return answer === undefined ? [] : [[status, answer] as const];
    });
    return {
      ...header,
      operationId,
      extension: readOperationExtension(definition["x-interlock"], place, pointer, this.findings),
      parameters,
      body: attempt(() =>
        readRequestBody(this.documents, { value: definition["requestBody"], file, pointer: `${pointer}/requestBody` }),
      ),
      responses: new Map(responses),
    };
  }

  /** Without an id the operation goes by its method and path, so that its other faults are found too. */
  #readOperationId(
    definition: JsonObject,
    header: Pick<ContractOperation, "api" | "version" | "method" | "path">,
    pointer: string,
  ): string {
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
