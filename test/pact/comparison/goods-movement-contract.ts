/** The contract all cases start from: orders and goods movements, small enough to see every change at a glance. */
export function goodsMovementContract() {
  const quantity = {
    type: "object",
    required: ["value", "unit"],
    properties: { value: { type: "string", maxLength: 20 }, unit: { type: "string", maxLength: 3 } },
  };
  return {
    openapi: "3.1.0",
    info: { title: "Goods movement", version: "1.0.0" },
    servers: [{ url: "/goods-movement/v1" }],
    paths: {
      "/orders": {
        post: {
          operationId: "releaseOrder",
          parameters: [parameter("Idempotency-Key", "header", { type: "string", maxLength: 80 })],
          requestBody: json({ $ref: "#/components/schemas/OrderRelease" }),
          responses: { "202": { description: "Stored.", ...json({ $ref: "#/components/schemas/Operation" }) } },
        },
      },
      "/orders/{orderNumber}": {
        get: {
          operationId: "getOrder",
          parameters: [parameter("orderNumber", "path", { type: "string", pattern: "^[0-9]{1,12}$" })],
          responses: { "200": { description: "The order.", ...json({ $ref: "#/components/schemas/Order" }) } },
        },
        delete: {
          operationId: "cancelOrder",
          parameters: [parameter("orderNumber", "path", { type: "string", pattern: "^[0-9]{1,12}$" })],
          responses: { "204": { description: "Cancelled." } },
        },
      },
      "/goods-movements": {
        get: {
          operationId: "listGoodsMovements",
          parameters: [
            { ...parameter("materialNumber", "query", { type: "string", maxLength: 40 }), required: false },
            { ...parameter("limit", "query", { type: "integer", minimum: 1, maximum: 500 }), required: false },
          ],
          responses: { "200": { description: "A page.", ...json({ $ref: "#/components/schemas/MovementPage" }) } },
        },
        post: {
          operationId: "postGoodsMovement",
          requestBody: json({ $ref: "#/components/schemas/GoodsMovement" }),
          responses: { "201": { description: "Posted.", ...json({ $ref: "#/components/schemas/Document" }) } },
        },
      },
    },
    components: {
      securitySchemes: { bearer: { type: "http", scheme: "bearer" } },
      schemas: {
        Quantity: quantity,
        OrderRelease: object({ orderNumber: text(12), priority: { type: "integer", minimum: 0, maximum: 99 } }, [
          "orderNumber",
        ]),
        Operation: object({ id: text(26), state: text(20) }, ["id", "state"]),
        Order: object(
          {
            orderNumber: text(12),
            state: { type: "string", enum: ["READY", "RUNNING", "COMPLETED"] },
            quantity: { $ref: "#/components/schemas/Quantity" },
            plannedStart: text(30),
            remark: text(200),
          },
          ["orderNumber", "state", "quantity", "plannedStart", "remark"],
        ),
        GoodsMovement: object(
          {
            movementType: { type: "string", enum: ["101", "261", "531"] },
            materialNumber: text(40),
            quantity: { $ref: "#/components/schemas/Quantity" },
            lotNumber: text(10),
          },
          ["movementType", "materialNumber", "quantity"],
        ),
        MovementPage: object({ items: { type: "array", items: { $ref: "#/components/schemas/Document" } } }, ["items"]),
        Document: object({ documentNumber: text(10), year: text(4), postedBy: text(40) }, [
          "documentNumber",
          "year",
          "postedBy",
        ]),
      },
    },
  };
}

export type GoodsMovementContract = ReturnType<typeof goodsMovementContract>;

function parameter(name: string, location: string, schema: Readonly<Record<string, unknown>>) {
  return { name, in: location, required: true, schema };
}

function json(schema: Readonly<Record<string, unknown>>) {
  return { content: { "application/json": { schema } } };
}

function object(properties: Readonly<Record<string, unknown>>, required: readonly string[]) {
  return { type: "object", properties, required };
}

function text(maxLength: number) {
  return { type: "string", maxLength };
}
