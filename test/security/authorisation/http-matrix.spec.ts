import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { startTestGateway, type TestGateway } from "../../support/gateway/test-gateway.js";
import { BASE, orderDocument, reportDocument } from "../../support/production-order/documents.js";
import {
  type Caller,
  CONTENT,
  makeCallers,
  makeObjects,
  OPERATION_IDS,
  orderNumberOf,
  PLANTS,
  proposalIdOf,
  STATES,
} from "./http-matrix-stage.js";
import { policyFolder } from "./matrix-cells.js";
import { isAllowedByTables, readTables, type ReferenceObject } from "./reference-evaluator.js";

const tables = readTables(policyFolder);
const CONCURRENCY = 6;
const OTHER = "somebody-else";

/** One request with the answer it must get. */
interface MatrixRequest {
  readonly caller: Caller;
  readonly name: string;
  readonly target: string;
  readonly body?: unknown;
  /** Whether the status is the right one. */
  readonly isRight: (status: number) => boolean;
  readonly expected: string;
}

const allows = (caller: Caller, permission: string, object: ReferenceObject): boolean =>
  isAllowedByTables(tables, caller.clientId, caller.grants, permission, object);

/** Whether the caller holds the permission for any object at all. */
const holds = (caller: Caller, permission: string): boolean =>
  [...PLANTS, "P999", undefined].some((plantCode) =>
    [undefined, "C1"].some((contract) =>
      allows(caller, permission, { plantCode, contract, state: "RUNNING", author: OTHER }),
    ),
  );

const exactly = (status: number) => ({ isRight: (actual: number) => actual === status, expected: String(status) });
const passed = { isRight: (status: number) => ![401, 403, 500].includes(status), expected: "passes" };

/** Requests about a plant: refused exactly where the plant is not the caller's. */
function plantRequests(caller: Caller, plant: string): MatrixRequest[] {
  const decide = (permission: string) => (allows(caller, permission, { plantCode: plant }) ? passed : exactly(403));
  const order = orderNumberOf("RUNNING", OTHER);
  const acknowledgement = {
    dispatchId: "01KAR7Q2M0X3V9C4T8E6H5J2WD",
    result: "ACK",
    occurredAt: "2026-11-23T08:00:00Z",
  };
  const requests = [
    { permission: "order:validate", target: `POST ${BASE}/validations`, body: orderDocument({ plantCode: plant }) },
    { permission: "order:release", target: `POST ${BASE}/orders`, body: orderDocument({ plantCode: plant }) },
    {
      permission: "order:acknowledge",
      target: `POST ${BASE}/orders/${plant}/${order}/acknowledgements`,
      body: acknowledgement,
    },
    {
      permission: "confirmation:create",
      target: `POST ${BASE}/orders/${plant}/${order}/confirmations`,
      body: reportDocument(),
    },
    { permission: "confirmation:read", target: `GET ${BASE}/orders/${plant}/${order}/confirmations` },
    { permission: "plant:read", target: `GET /platform/v1/plants/${plant}` },
    { permission: "plant:apply", target: `PUT /platform/v1/plants/${plant}`, body: { plant } },
    {
      permission: "master-data:write",
      target: `PUT /platform/v1/master-data/material/M-1?plantCode=${plant}`,
      body: { number: "M-1", baseUnit: "KGM" },
    },
  ];
  return requests.map(({ permission, ...request }) => ({
    caller,
    name: permission,
    ...request,
    ...decide(permission),
  }));
}

/** Lists and the like: refused to those who hold the permission nowhere; rows of other places do not exist for others. */
function rowRequests(caller: Caller, plant: string): MatrixRequest[] {
  const row = (permission: string, object: ReferenceObject) =>
    exactly(!holds(caller, permission) ? 403 : allows(caller, permission, object) ? 200 : 404);
  return [
    {
      caller,
      name: "operation:read",
      target: `GET ${BASE}/operations/${OPERATION_IDS[plant]}`,
      ...row("operation:read", { plantCode: plant }),
    },
    ...[caller.clientId, OTHER].flatMap((author): MatrixRequest[] => {
      const id = proposalIdOf(plant, author);
      const isVisible = allows(caller, "approval:read", { plantCode: plant });
      const isApprover = allows(caller, "replay:approve", { plantCode: plant, author });
      const vote = exactly(!holds(caller, "approval:read") ? 403 : !isVisible ? 404 : isApprover ? 409 : 403);
      const body = {
        verdict: "APPROVE",
        contentHash: CONTENT.replace(/^./, (first) => (first === "0" ? "1" : "0")),
        reason: "matrix",
      };
      return [
        {
          caller,
          name: "approval:read",
          target: `GET /platform/v1/approvals/${id}`,
          ...row("approval:read", { plantCode: plant }),
        },
        { caller, name: "replay:approve", target: `POST /platform/v1/approvals/${id}/votes`, body, ...vote },
      ];
    }),
  ];
}

/** An order: refused where the plant is not the caller's, not found where its state is not for him. */
function orderRequests(caller: Caller, plant: string): MatrixRequest[] {
  const isAtTheDoor = STATES.some((state) => allows(caller, "order:read", { plantCode: plant, state }));
  return STATES.flatMap((state) =>
    [caller.clientId, OTHER].map((author): MatrixRequest => {
      const isVisible = allows(caller, "order:read", { plantCode: plant, state, author });
      const target = `GET ${BASE}/orders/${plant}/${orderNumberOf(state, author)}`;
      return { caller, name: "order:read", target, ...exactly(!isAtTheDoor ? 403 : isVisible ? 200 : 404) };
    }),
  );
}

function enterpriseRequests(caller: Caller): MatrixRequest[] {
  const whole = (permission: string) => exactly(allows(caller, permission, {}) ? 200 : 403);
  const anywhere = (permission: string) => exactly(holds(caller, permission) ? 200 : 403);
  return [
    { caller, name: "policy:read", target: "GET /platform/v1/policy/matrix", ...whole("policy:read") },
    { caller, name: "identity:link", target: "GET /platform/v1/identity-links", ...whole("identity:link") },
    { caller, name: "grant:read", target: "GET /platform/v1/grants", ...anywhere("grant:read") },
    { caller, name: "event:read", target: "GET /platform/v1/events?limit=1", ...anywhere("event:read") },
    { caller, name: "plant:read", target: "GET /platform/v1/plants", ...anywhere("plant:read") },
    { caller, name: "order:read", target: `GET ${BASE}/orders?limit=1`, ...anywhere("order:read") },
  ];
}

describe("authorisation matrix over HTTP", () => {
  let gateway: TestGateway;
  let callers: Caller[] = [];
  before(async () => {
    gateway = await startTestGateway({ role: "gateway" });
    callers = await makeCallers(gateway);
    await makeObjects(gateway, [OTHER, ...callers.map(({ clientId }) => clientId)]);
  });
  after(() => gateway.close());

  it("answers as the reference decides, for every caller, route, plant, state and author", async (context) => {
    const requests = callers.flatMap((caller) => [
      ...enterpriseRequests(caller),
      ...PLANTS.flatMap((plant) => [
        ...plantRequests(caller, plant),
        ...rowRequests(caller, plant),
        ...orderRequests(caller, plant),
      ]),
    ]);
    const disagreements: string[] = [];
    const byStatus = new Map<number, number>();
    const queue = requests[Symbol.iterator]();
    const work = async (): Promise<void> => {
      for (const { caller, name, target, body, isRight, expected } of queue) {
        const status = await statusOf(gateway.url, caller, target, body);
        byStatus.set(status, (byStatus.get(status) ?? 0) + 1);
        if (!isRight(status))
          disagreements.push(`${caller.clientId} ${name} ${target}: ${status}, expected ${expected}`);
      }
    };
    await Promise.all(Array.from({ length: CONCURRENCY }, work));
    const counts = [...byStatus].toSorted(([a], [b]) => a - b).map(([status, count]) => `${count} × ${status}`);
    context.diagnostic(`${requests.length} requests (${counts.join(", ")}), ${disagreements.length} disagreements`);
    assert.deepEqual(disagreements.slice(0, 20), []);
    assert.ok(requests.length >= 3000, `${requests.length} requests`);
  });

  it("lists exactly the orders that each caller may see", async () => {
    for (const caller of callers.filter((one) => holds(one, "order:read"))) {
      const expected = PLANTS.flatMap((plantCode) =>
        STATES.filter((state) => allows(caller, "order:read", { plantCode, state, author: OTHER })),
      ).length;
      // Every author has the same orders, and the matrix above has released some that are nobody's here.
      const authors = callers.length + 1;
      const total = await countOrders(gateway.url, caller);
      assert.equal(total, expected * authors, caller.clientId);
    }
  });
});

let sent = 0;

async function statusOf(url: string, caller: Caller, target: string, body: unknown): Promise<number> {
  const [method = "", path = ""] = target.split(" ");
  const headers: Record<string, string> = { authorization: `Bearer ${await caller.token()}` };
  if (body !== undefined) headers["content-type"] = "application/json";
  if (method === "POST") headers["idempotency-key"] = `matrix-${sent++}`;
  const response = await fetch(url + path, {
    method,
    headers,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  await response.arrayBuffer();
  return response.status;
}

/** Orders of the matrix only: they were made by hand and are ACKNOWLEDGED. */
async function countOrders(url: string, caller: Caller): Promise<number> {
  let count = 0;
  let cursor = "";
  do {
    const query = `limit=200&syncState=ACKNOWLEDGED${cursor === "" ? "" : `&cursor=${encodeURIComponent(cursor)}`}`;
    const response = await fetch(`${url}${BASE}/orders?${query}`, {
      headers: { authorization: `Bearer ${await caller.token()}` },
    });
    const page = (await response.json()) as { items: unknown[]; nextCursor: string | null };
    assert.equal(response.status, 200, JSON.stringify(page));
    count += page.items.length;
    cursor = page.nextCursor ?? "";
  } while (cursor !== "");
  return count;
}
