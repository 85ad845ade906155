import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { readConfiguration } from "../../config/configuration.js";
import { systemClock } from "../../kernel/clock.js";
import { sha256Hex } from "../../kernel/hash.js";
import { InterlockError } from "../../kernel/problem.js";
import { UlidFactory } from "../../kernel/ulid.js";
import { createTestDatabase } from "../../../test/support/test-database.js";
import { AuditLog } from "../audit/audit-log.js";
import { type Database, openDatabase } from "../persistence/open-database.js";
import type { ProposalRequest } from "./approval.js";
import { Approvals } from "./approvals.js";

const ROUNDS = 100;
/** Votes of each round, all at once. */
const VOTERS = [
  "ann",
  "ann.service",
  "ann.private",
  "bob",
  "bob",
  "bob.second",
  "nora",
  "carl",
  "gina",
  "gina",
] as const;
const CONTENT = sha256Hex("content");
const OTHER = sha256Hex("other content");

const ids = new UlidFactory(systemClock);
const approvals = new Approvals(new AuditLog(systemClock), ids);
const actor = { actor: "ann", correlationId: "C" };

let database: Database;
let drop: () => Promise<void>;

before(async () => {
  const testDatabase = await createTestDatabase();
  drop = () => testDatabase.drop();
  const configuration = readConfiguration({ INTERLOCK_DATABASE_URL: testDatabase.url });
  database = await openDatabase({ ...configuration, databaseConnections: 10 }, () => undefined);
});
after(async () => {
  await database.close();
  await drop();
});

describe("Approvals under races", () => {
  it("lets none of 1,000 racing approvals past the rules", async () => {
    let votes = 0;
    let accepted = 0;
    let passed = 0;
    for (let round = 0; round < ROUNDS; round++) {
      const outcome = await raceOnce(round);
      votes += outcome.votes;
      accepted += outcome.accepted;
      passed += outcome.passed;
    }
    assert.equal(votes, 1000);
    // The races must have been real: some votes get in, some contents get approved, and most votes do not count.
    assert.ok(accepted > ROUNDS && accepted < votes / 2, `${accepted} votes were accepted`);
    assert.ok(passed > 0, "no content was approved in any round");
  });
});

/** Names of one round, so that its links touch no other round. */
const named = (round: number, name: string): string => `${name}.${round}`;

async function raceOnce(round: number): Promise<{ votes: number; accepted: number; passed: number }> {
  await link(round, "ann.service", "ann", "OWNED_BY");
  await link(round, "ann.private", "ann", "ALIAS");
  await link(round, "bob.second", "bob", "ALIAS");
  const subject = { type: "contract-version", id: String(round) };
  const request: ProposalRequest = {
    subject,
    contentHash: CONTENT,
    author: named(round, "ann"),
    permission: "contract:approve",
    riskClass: "CRITICAL",
    barred: [named(round, "gina")],
    reason: "a change",
  };
  const { id } = await database.unitOfWork.run((tx) => approvals.propose(tx, request, actor));
  const voting = VOTERS.map((name) => vote(id, named(round, name)));
  // While they vote, it comes out that nora is ann; in every third round the content changes as well.
  const linking = link(round, "nora", "ann", "ALIAS");
  const changing = round % 3 === 0 ? repropose({ ...request, contentHash: OTHER }) : undefined;
  const requiring = [CONTENT, OTHER].map((hash) => isApproved(subject, hash));
  const results = await Promise.all(voting);
  await Promise.all([linking, changing, ...requiring]);
  assert.equal(await isApproved(subject, OTHER), false, "nobody has approved the other content");
  const isPassed = await isApproved(subject, CONTENT);
  if (isPassed) await assertTwoPersons(id, round);
  return { votes: results.length, accepted: results.filter(Boolean).length, passed: isPassed ? 1 : 0 };
}

async function vote(proposalId: string, approver: string): Promise<boolean> {
  const request = { proposalId, approver, contentHash: CONTENT, reason: "looked at it" };
  return await isDone(() =>
    database.unitOfWork.run((tx) => approvals.approve(tx, request, { ...actor, actor: approver })),
  );
}

async function repropose(request: ProposalRequest): Promise<void> {
  await database.unitOfWork.run((tx) => approvals.propose(tx, request, actor));
}

async function isApproved(subject: ProposalRequest["subject"], hash: string): Promise<boolean> {
  return await isDone(() => database.unitOfWork.run((tx) => approvals.requireApproved(tx, subject, hash)));
}

async function isDone(work: () => Promise<unknown>): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    assert.ok(error instanceof InterlockError, String(error));
    return false;
  }
}

async function link(round: number, principal: string, other: string, kind: string): Promise<void> {
  const values = [ids.next(), named(round, principal), named(round, other), kind];
  const statement = `INSERT INTO il.principal_link (id, principal, other, kind, declared_by, reason) VALUES ($1, $2, $3, $4, 'admin', 'known')`;
  await database.unitOfWork.run((tx) => tx.query(statement, values));
}

/** Who is who in the end, written down here once more and not asked of the database. */
const PERSONS: Readonly<Record<string, string>> = {
  ann: "ann",
  "ann.service": "ann",
  "ann.private": "ann",
  nora: "ann",
  bob: "bob",
  "bob.second": "bob",
  carl: "carl",
  gina: "gina",
};

async function assertTwoPersons(proposalId: string, round: number): Promise<void> {
  const rows = await database.unitOfWork.read<{ approver: string }>(
    "SELECT approver FROM il.approval_vote WHERE proposal_id = $1 AND verdict = 'APPROVE'",
    [proposalId],
  );
  const persons = new Set(rows.map(({ approver }) => PERSONS[approver.slice(0, -`.${round}`.length)]));
  persons.delete("ann");
  assert.ok(!persons.has("gina"), "who gains by it has approved");
  assert.ok(persons.size >= 2, `approved by ${[...persons].join(", ")} only`);
}
