import assert from "node:assert/strict";
import { after, before, beforeEach, describe, it } from "node:test";
import { readConfiguration } from "../../config/configuration.js";
import { systemClock } from "../../kernel/clock.js";
import { sha256Hex } from "../../kernel/hash.js";
import { InterlockError } from "../../kernel/problem.js";
import { UlidFactory } from "../../kernel/ulid.js";
import { createTestDatabase } from "../../../test/support/test-database.js";
import { AuditLog } from "../audit/audit-log.js";
import { type Database, openDatabase } from "../persistence/open-database.js";
import type { Tx } from "../persistence/unit-of-work.js";
import type { Proposal, ProposalRequest } from "./approval.js";
import { Approvals } from "./approvals.js";

const ids = new UlidFactory(systemClock);
const approvals = new Approvals(new AuditLog(systemClock), ids);
const CONTENT = sha256Hex("content");
const OTHER = sha256Hex("other content");

let database: Database;
let drop: () => Promise<void>;

before(async () => {
  const testDatabase = await createTestDatabase();
  drop = () => testDatabase.drop();
  const configuration = readConfiguration({ INTERLOCK_DATABASE_URL: testDatabase.url });
  database = await openDatabase({ ...configuration, databaseConnections: 8 }, () => undefined);
  await link("ann.service", "ann", "OWNED_BY");
  await link("ann.private", "ann", "ALIAS");
  await link("ann", "architects", "MEMBER_OF");
  await link("dora", "architects", "MEMBER_OF");
});
after(async () => {
  await database.close();
  await drop();
});

const run = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => database.unitOfWork.run(work);
const actor = (name: string) => ({ actor: name, correlationId: "C" });

async function link(principal: string, other: string, kind: string): Promise<string> {
  const id = ids.next();
  const statement = `INSERT INTO il.principal_link (id, principal, other, kind, declared_by, reason) VALUES ($1, $2, $3, $4, 'admin', 'known')`;
  await run((tx) => tx.query(statement, [id, principal, other, kind]));
  return id;
}

let subject = { type: "contract-version", id: "" };
beforeEach(() => {
  subject = { type: "contract-version", id: ids.next() };
});

function propose(change: Partial<ProposalRequest> = {}): Promise<Proposal> {
  const request: ProposalRequest = {
    subject,
    contentHash: CONTENT,
    author: "ann",
    permission: "contract:approve",
    riskClass: "STANDARD",
    reason: "a new field",
    ...change,
  };
  return run((tx) => approvals.propose(tx, request, actor("ann")));
}

function approve({ id }: Proposal, approver: string, contentHash = CONTENT): Promise<Proposal> {
  const vote = { proposalId: id, approver, contentHash, reason: "looked at it" };
  return run((tx) => approvals.approve(tx, vote, actor(approver)));
}

const required = (contentHash = CONTENT, notApprovedBy: string[] = []): Promise<Proposal> =>
  run((tx) => approvals.requireApproved(tx, subject, contentHash, notApprovedBy));

async function refused(work: Promise<unknown>): Promise<string> {
  const error: unknown = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof InterlockError, String(error));
  return error.code;
}

describe("Approvals", () => {
  it("lets through what another person has approved, and nothing before", async () => {
    const proposal = await propose();
    assert.equal(await refused(required()), "APPROVAL_REQUIRED");
    assert.equal((await approve(proposal, "bob")).state, "APPROVED");
    assert.equal((await required()).id, proposal.id);
  });

  it("lets no author approve: neither himself, nor his alias, nor a service he owns", async () => {
    const proposal = await propose();
    for (const account of ["ann", "ann.private", "ann.service"]) {
      assert.equal(await refused(approve(proposal, account)), "FOUR_EYES_REQUIRED", account);
    }
    const byService = await propose({ author: "ann.service", contentHash: OTHER });
    assert.equal(await refused(approve(byService, "ann.private", OTHER)), "FOUR_EYES_REQUIRED");
  });

  it("lets no member approve what his group has made, but a colleague what a colleague has made", async () => {
    assert.equal(await refused(approve(await propose({ author: "architects" }), "dora")), "FOUR_EYES_REQUIRED");
    assert.equal((await approve(await propose({ contentHash: OTHER }), "dora", OTHER)).state, "APPROVED");
  });

  it("binds an approval to the content: another hash is refused, and a changed one voids what was approved", async () => {
    const proposal = await propose();
    assert.equal(await refused(approve(proposal, "bob", OTHER)), "APPROVAL_CONTENT_CHANGED");
    await approve(proposal, "bob");
    assert.equal(await refused(required(OTHER)), "APPROVAL_REQUIRED");
    await propose({ contentHash: OTHER });
    assert.equal(await refused(required()), "APPROVAL_REQUIRED");
    assert.equal(await refused(required(OTHER)), "APPROVAL_REQUIRED");
    assert.equal(await refused(approve(proposal, "carl")), "APPROVAL_SETTLED");
  });

  it("counts persons, not accounts", async () => {
    await link("bob.second", "bob", "ALIAS");
    const proposal = await propose({ riskClass: "CRITICAL" });
    assert.equal((await approve(proposal, "bob")).state, "OPEN");
    assert.equal(await refused(approve(proposal, "bob.second")), "FOUR_EYES_REQUIRED");
    assert.equal(await refused(approve(proposal, "bob")), "FOUR_EYES_REQUIRED");
    assert.equal((await approve(proposal, "carl")).state, "APPROVED");
  });

  it("wants two approvals of a breaking change, one of them for its consumers", async () => {
    assert.equal(await refused(propose({ riskClass: "BREAKING" })), "APPROVAL_INVALID");
    const proposal = await propose({ riskClass: "BREAKING", consumerOwners: ["plant-owners"] });
    await link("erna", "plant-owners", "MEMBER_OF");
    await approve(proposal, "bob");
    assert.equal((await approve(proposal, "carl")).state, "OPEN");
    assert.equal((await approve(proposal, "erna")).state, "APPROVED");
  });

  it("bars whoever gains by it: the author of the contract that passes thanks to the rule", async () => {
    const proposal = await propose({ subject, author: "lead", barred: ["ann"] });
    assert.equal(await refused(approve(proposal, "ann.private")), "FOUR_EYES_REQUIRED");
    await approve(proposal, "bob");
    assert.equal(await refused(required(CONTENT, ["bob"])), "APPROVAL_REQUIRED");
    assert.equal((await required(CONTENT, ["ann"])).state, "APPROVED");
  });

  it("does not count an approver who has turned out to be the author", async () => {
    await approve(await propose(), "nora");
    await required();
    await link("nora", "ann", "ALIAS");
    assert.equal(await refused(required()), "APPROVAL_REQUIRED");
  });

  it("needs nobody below the threshold, and only where things are counted", async () => {
    const replay = { type: "replay", id: ids.next() };
    assert.equal((await propose({ subject: replay, riskClass: "BELOW_THRESHOLD" })).state, "APPROVED");
    await assert.rejects(propose({ riskClass: "BELOW_THRESHOLD" }), /approval_proposal_check/);
  });

  it("ends with one rejection", async () => {
    const proposal = await propose();
    const vote = { proposalId: proposal.id, approver: "bob", contentHash: CONTENT, reason: "too early" };
    assert.equal((await run((tx) => approvals.reject(tx, vote, actor("bob")))).state, "REJECTED");
    assert.equal(await refused(approve(proposal, "carl")), "APPROVAL_SETTLED");
    assert.equal(await refused(required()), "APPROVAL_REQUIRED");
  });

  it("leaves an audit entry with the hash for every step, in the transaction of the step", async () => {
    const proposal = await propose();
    await refused(approve(proposal, "ann"));
    await approve(proposal, "bob");
    const rows = await database.unitOfWork.read<{ actor: string; action: string; entry: { contentHash?: string } }>(
      "SELECT actor, action, entry FROM il.audit_entry WHERE resource_id = $1 ORDER BY id",
      [proposal.id],
    );
    assert.deepEqual(
      rows.map(({ actor: who, action }) => `${who} ${action}`),
      ["ann approval:propose", "bob approval:approve"],
    );
    assert.match(JSON.stringify(rows[1]?.entry), new RegExp(CONTENT));
  });

  it("does not trust the code: rows cannot be changed, removed or made approved by hand", async () => {
    const { id } = await propose();
    const attempts = [
      `UPDATE il.approval_proposal SET state = 'APPROVED' WHERE id = '${id}'`,
      `UPDATE il.approval_proposal SET author = 'zoe' WHERE id = '${id}'`,
      `UPDATE il.approval_proposal SET content_hash = '${OTHER}' WHERE id = '${id}'`,
      `UPDATE il.approval_proposal SET approvers_needed = 0 WHERE id = '${id}'`,
      `DELETE FROM il.approval_proposal WHERE id = '${id}'`,
      "TRUNCATE il.approval_proposal CASCADE",
      "UPDATE il.approval_risk_class SET approvers_min = 0, consumer_side_min = 0",
      `INSERT INTO il.approval_vote VALUES ('${id}', 'ann', 'APPROVE', '${CONTENT}', 'mine', true)`,
    ];
    for (const statement of attempts)
      await assert.rejects(
        run((tx) => tx.query(statement)),
        /IL|append-only|missing|change|author/,
      );
    const repeatable = run(async (tx) => {
      await tx.query("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
      await approvals.approve(
        tx,
        { proposalId: id, approver: "bob", contentHash: CONTENT, reason: "seen" },
        actor("bob"),
      );
    });
    await assert.rejects(repeatable, /read committed/);
  });
});
