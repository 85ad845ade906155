import { AccessTokenSource } from "../../../src/cli/access-token.js";
import { systemClock } from "../../../src/kernel/clock.js";
import { sha256Hex } from "../../../src/kernel/hash.js";
import type { Tx } from "../../../src/platform/persistence/unit-of-work.js";
import { createClientStore, type Grant } from "../../../src/platform/security/public.js";
import type { TestGateway } from "../../support/gateway/test-gateway.js";
import { orderDocument } from "../../support/production-order/documents.js";
import { policy } from "./matrix-cells.js";
import type { ReferenceGrant } from "./reference-evaluator.js";

/** P100 and P200 share a site, P300 is elsewhere, P404 has no profile. */
export const PLANTS = ["P100", "P200", "P300", "P404"] as const;
export const STATES = ["RELEASED", "CLOSED", "HELD", "FORECAST", "RUNNING", "COMPLETED"] as const;
/** Where a client's own record puts it when its real grant is in the register only. */
const NOWHERE = "P999";
export const CONTENT = sha256Hex("content");

/** Someone who asks, with the grants as the reference sees them. */
export interface Caller {
  readonly clientId: string;
  readonly grants: readonly ReferenceGrant[];
  token(): Promise<string>;
}

interface Variant {
  readonly name: string;
  readonly record: Grant;
  /** Row of il.role_grant besides the record: kind, values, end. */
  readonly register?: readonly [kind: string, values: readonly string[], validTo: string | null];
  readonly reference: readonly ReferenceGrant[];
}

/** Every way in which a role of its kind can be granted. */
function variantsOf(role: string, scope: "plant" | "enterprise"): Variant[] {
  const own = { role, plants: ["P100"] };
  const both = { role, plants: ["P100", "P200"] };
  const nowhere = { role, plants: [NOWHERE] };
  const expired = systemClock.now();
  expired.setUTCFullYear(expired.getUTCFullYear() - 1);
  const first: Variant = { name: "own", record: own, reference: [own] };
  const local: Variant[] = [
    first,
    { name: "site", record: nowhere, register: ["SITE", ["S1"], null], reference: [nowhere, both] },
    { name: "expired", record: nowhere, register: ["PLANT", ["P100"], expired.toISOString()], reference: [nowhere] },
  ];
  if (scope === "plant") return [...local, { name: "both", record: both, reference: [both] }];
  const everywhere = { role, plants: "*" as const };
  const contract = { role, plants: [], contracts: ["C1"] };
  return [
    first,
    { name: "everywhere", record: everywhere, reference: [everywhere] },
    { name: "contract", record: nowhere, register: ["CONTRACT", ["C1"], null], reference: [nowhere, contract] },
  ];
}

/** Makes a client for every role and way of granting it. */
export async function makeCallers(gateway: TestGateway): Promise<Caller[]> {
  const store = createClientStore(systemClock);
  const wanted = [...policy.roles.values()].flatMap(({ id, scope }) =>
    variantsOf(id, scope).map((variant) => ({ clientId: `${id}.${variant.name}`, ...variant, role: id })),
  );
  return await gateway.database.unitOfWork.run(async (tx) => {
    const callers: Caller[] = [];
    for (const { clientId, record, register, reference, role } of wanted) {
      const credentials = await store.create(tx, { clientId, name: clientId, kind: "SERVICE", grants: [record] });
      if (register !== undefined) await insertGrant(tx, clientId, role, register);
      const source = new AccessTokenSource(gateway.url, credentials, systemClock);
      callers.push({ clientId, grants: reference, token: () => source.token() });
    }
    return callers;
  });
}

async function insertGrant(
  tx: Tx,
  principal: string,
  role: string,
  register: NonNullable<Variant["register"]>,
): Promise<void> {
  const [kind, values, validTo] = register;
  const from = validTo === null ? null : "2020-01-01T00:00:00Z";
  await tx.query(
    `INSERT INTO il.role_grant (id, principal, role, scope_kind, scope_values, valid_from, valid_to, source, granted_by, reason)
     VALUES ($1, $2, $3, $4, $5, $6, $7, 'REGISTER', 'admin', 'matrix')`,
    [`grant-${principal}`, principal, role, kind, values, from, validTo],
  );
}

/** Order numbers are `<state><author>`; the author is part of the row, because some may not touch what is their own. */
export const orderNumberOf = (state: string, author: string): string => `${state}-${sha256Hex(author).slice(0, 6)}`;
export const proposalIdOf = (plant: string, author: string): string => `${plant}-${author}`;
export const OPERATION_IDS: Readonly<Record<string, string>> = {
  P100: "01KAR7Q2M0X3V9C4T8E6H5J2W1",
  P200: "01KAR7Q2M0X3V9C4T8E6H5J2W2",
  P300: "01KAR7Q2M0X3V9C4T8E6H5J2W3",
  P404: "01KAR7Q2M0X3V9C4T8E6H5J2W4",
};

/** Rows in every plant and state, by every author. States are set past their triggers: how they came about is no matter here. */
export async function makeObjects({ database }: TestGateway, authors: readonly string[]): Promise<void> {
  await database.unitOfWork.run(async (tx) => {
    await tx.query("SET LOCAL session_replication_role = replica");
    await tx.query(`
      INSERT INTO il.plant_profile (plant_code, version, profile, checksum, applied_by)
      SELECT code, 100, (profile::jsonb || jsonb_build_object('plant', code, 'site', site))::json, 'c', 'matrix'
      FROM (SELECT profile FROM il.plant_profile WHERE plant_code = 'P100' ORDER BY version DESC LIMIT 1) p,
        (VALUES ('P100', 'S1'), ('P200', 'S1'), ('P300', 'S2')) AS plants(code, site)`);
    await tx.query("UPDATE il.grant_revision SET revision = revision + 1");
    const document = JSON.stringify(orderDocument());
    for (const plant of PLANTS) {
      await insertOrders(tx, plant, authors, document);
      await tx.query(
        `INSERT INTO il.operation_status (id, kind, plant_code, resource, client_id, correlation_id)
         VALUES ($1, 'production-order', $2, '/r', 'erp', 'C')`,
        [OPERATION_IDS[plant], plant],
      );
      for (const author of authors) {
        await tx.query(
          `INSERT INTO il.approval_proposal (id, subject_type, subject_id, content_hash, author, permission, plant_code,
             risk_class, approvers_needed, reason)
           VALUES ($1, 'replay', $1, $2, $3, 'replay:approve', $4, 'CRITICAL', 2, 'matrix')`,
          [proposalIdOf(plant, author), CONTENT, author, plant],
        );
      }
    }
  });
}

async function insertOrders(tx: Tx, plant: string, authors: readonly string[], document: string): Promise<void> {
  const rows = authors.flatMap((author) =>
    STATES.map((state) => {
      const number = orderNumberOf(state, author);
      return { id: ulidLike(`${plant}/${number}`), number, state, author };
    }),
  );
  await tx.query(
    `INSERT INTO il.production_order (id, plant_code, order_number, revision, document, document_hash, material_number,
       quantity, unit, state, sync_state, operation_id, client_id, correlation_id, traceparent)
     SELECT id, $1, number, 1, $2, '', 'FG-4711', 100, 'KGM', state, 'ACKNOWLEDGED', '1', author, 'C', ''
     FROM json_to_recordset($3) AS r(id text, number text, state text, author text)`,
    [plant, document, JSON.stringify(rows)],
  );
}

/** 26 characters that an id may have; hexadecimal digits are among them. */
const ulidLike = (text: string): string => sha256Hex(text).toUpperCase().slice(0, 26);
