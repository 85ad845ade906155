import type { GoodsMovementContract } from "./goods-movement-contract.js";

/** One change of the contract, and the consumers it breaks. */
export interface ComparisonCase {
  readonly name: string;
  readonly change: (contract: GoodsMovementContract) => void;
  /** In the order of the alphabet; empty where the change breaks nobody. */
  readonly broken: readonly string[];
}

const MES = "mes-discrete";
const ERP = "erp-core";
const WAREHOUSE = "warehouse";

/** Twenty-five changes a provider may think of, each alone. */
export const comparisonCases: readonly ComparisonCase[] = [
  {
    name: "a response field that is read is removed",
    change: (contract) => remove(contract, "Order", "state"),
    broken: [MES],
  },
  {
    name: "a response field that nobody reads is removed",
    change: (contract) => remove(contract, "Order", "remark"),
    broken: [],
  },
  {
    name: "a response field that two consumers read is removed",
    change: (contract) => remove(contract, "Document", "year"),
    broken: [MES, WAREHOUSE],
  },
  {
    name: "a response field that is read changes its type",
    change: (contract) => set(contract, "Document", "year", { type: "integer" }),
    broken: [MES, WAREHOUSE],
  },
  {
    name: "a response field that is read becomes optional",
    change: (contract) => makeOptional(contract, "Order", "state"),
    broken: [MES],
  },
  {
    name: "a nested response field that is read becomes optional",
    change: (contract) => makeOptional(contract, "Quantity", "unit"),
    broken: [MES],
  },
  {
    name: "a response field that is read may become null",
    change: (contract) => set(contract, "Document", "documentNumber", { type: ["string", "null"], maxLength: 10 }),
    broken: [MES, WAREHOUSE],
  },
  {
    name: "a response field that nobody reads becomes optional and may become null",
    change: (contract) => {
      makeOptional(contract, "Order", "plannedStart");
      set(contract, "Order", "plannedStart", { type: ["string", "null"], maxLength: 30 });
    },
    broken: [],
  },
  {
    name: "a response field is added",
    change: (contract) => set(contract, "Order", "batch", { type: "string", maxLength: 10 }),
    broken: [],
  },
  {
    name: "a value that a consumer sends leaves an enumeration",
    change: (contract) => set(contract, "GoodsMovement", "movementType", { type: "string", enum: ["101", "531"] }),
    broken: [MES],
  },
  {
    name: "a value that no consumer sends leaves an enumeration",
    change: (contract) => set(contract, "GoodsMovement", "movementType", { type: "string", enum: ["101", "261"] }),
    broken: [],
  },
  {
    name: "a request field is added and required",
    change: (contract) => {
      set(contract, "GoodsMovement", "storageLocationCode", { type: "string", maxLength: 4 });
      contract.components.schemas.GoodsMovement.required = [
        ...contract.components.schemas.GoodsMovement.required,
        "storageLocationCode",
      ];
    },
    broken: [MES],
  },
  {
    name: "a request field is added and optional",
    change: (contract) => set(contract, "GoodsMovement", "storageLocationCode", { type: "string", maxLength: 4 }),
    broken: [],
  },
  {
    name: "a request header is added and required",
    change: ({ paths }) => {
      const header = { name: "X-Plant", in: "header", required: true, schema: { type: "string" } };
      paths["/orders"].post.parameters = [...paths["/orders"].post.parameters, header];
    },
    broken: [ERP],
  },
  {
    name: "a query parameter is added and required",
    change: ({ paths }) => {
      const query = { name: "plantCode", in: "query", required: true, schema: { type: "string" } };
      paths["/goods-movements"].get.parameters = [...paths["/goods-movements"].get.parameters, query];
    },
    broken: [WAREHOUSE],
  },
  {
    name: "an operation that is used is removed",
    change: ({ paths }) => void Reflect.deleteProperty(paths["/goods-movements"], "post"),
    broken: [MES],
  },
  {
    name: "an operation that nobody uses is removed",
    change: ({ paths }) => void Reflect.deleteProperty(paths["/orders/{orderNumber}"], "delete"),
    broken: [],
  },
  {
    name: "the status of a success changes",
    change: ({ paths }) => {
      const { responses } = paths["/orders"].post;
      Reflect.set(responses, "201", responses["202"]);
      Reflect.deleteProperty(responses, "202");
    },
    broken: [ERP],
  },
  {
    name: "the media type of a request changes",
    change: ({ paths }) => rename(paths["/orders"].post.requestBody.content, "application/json", "application/xml"),
    broken: [ERP],
  },
  {
    name: "the media type of a response changes",
    change: ({ paths }) => {
      const { responses } = paths["/goods-movements"].get;
      rename(responses["200"].content, "application/json", "application/vnd.movements+json");
    },
    broken: [WAREHOUSE],
  },
  {
    name: "a credential becomes necessary",
    change: ({ paths }) => void Reflect.set(paths["/orders"].post, "security", [{ bearer: [] }]),
    broken: [ERP],
  },
  {
    name: "a range no longer holds a value that is sent",
    change: (contract) => set(contract, "OrderRelease", "priority", { type: "integer", minimum: 0, maximum: 9 }),
    broken: [ERP],
  },
  {
    name: "a field of which a consumer may send any text becomes shorter",
    change: (contract) => set(contract, "GoodsMovement", "materialNumber", { type: "string", maxLength: 18 }),
    broken: [MES],
  },
  {
    name: "a path parameter no longer admits the value that is sent",
    change: ({ paths }) => {
      const [orderNumber] = paths["/orders/{orderNumber}"].get.parameters;
      if (orderNumber !== undefined) orderNumber.schema = { type: "string", pattern: "^PO-[0-9]{1,9}$" };
    },
    broken: [MES],
  },
  {
    name: "a path parameter gets another name",
    change: ({ paths }) => {
      for (const operation of Object.values(paths["/orders/{orderNumber}"]))
        for (const parameter of operation.parameters) parameter.name = "number";
      rename(paths, "/orders/{orderNumber}", "/orders/{number}");
    },
    broken: [],
  },
];

type SchemaName = keyof GoodsMovementContract["components"]["schemas"];

function set(contract: GoodsMovementContract, schema: SchemaName, name: string, value: unknown): void {
  Reflect.set(contract.components.schemas[schema].properties, name, value);
}

function makeOptional({ components }: GoodsMovementContract, schema: SchemaName, name: string): void {
  const { required } = components.schemas[schema];
  components.schemas[schema].required = required.filter((other) => other !== name);
}

function remove(contract: GoodsMovementContract, schema: SchemaName, name: string): void {
  makeOptional(contract, schema, name);
  Reflect.deleteProperty(contract.components.schemas[schema].properties, name);
}

function rename(holder: object, from: string, to: string): void {
  Reflect.set(holder, to, Reflect.get(holder, from));
  Reflect.deleteProperty(holder, from);
}
