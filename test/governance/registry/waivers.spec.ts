import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { systemClock } from "../../../src/kernel/clock.js";
import { type Answer, type Person, type RegistryStage, startRegistryStage, submissionOf } from "./registry-stage.js";
import { standInEvidence } from "./stand-in-evidence.js";

const TIMELINE = "/orders/{plantCode}/{orderNumber}/timeline";
const WAIVERS = "/platform/v1/waivers";
const DAY_MS = 86_400_000;

interface ShownFinding {
  readonly code: string;
  readonly fingerprint?: string;
  readonly waiver?: { readonly id: string };
  readonly impact?: { readonly verdict: string; readonly statement: string };
}

let stage: RegistryStage;

const send = async (target: string, as: Person, body?: unknown): Promise<Answer> => await stage.send(target, as, body);

async function succeed(target: string, as: Person, body?: unknown): Promise<Answer["body"]> {
  const answer = await send(target, as, body);
  assert.equal(answer.status, 200, `${target}: ${JSON.stringify(answer.body)}`);
  return answer.body;
}

const inDays = (days: number): string =>
  new Date(systemClock.now().getTime() + days * DAY_MS).toISOString().slice(0, 10);

const codesOf = (body: Answer["body"]): readonly string[] =>
  (body["reasons"] as readonly { readonly code: string }[]).map(({ code }) => code);

const findingsOf = (body: Answer["body"]): readonly ShownFinding[] =>
  (body["evaluation"] as { items: { findings: ShownFinding[] }[] }).items.flatMap(({ findings }) => findings);

async function submitted(
  submission: ReturnType<typeof submissionOf>,
): Promise<{ digest: string; status: Answer["body"] }> {
  const registered: unknown = await succeed("POST /platform/v1/contracts", "architect", submission);
  const { version } = registered as { version: { digest: string } };
  const status = await succeed(`POST /platform/v1/contracts/${version.digest}:submit`, "architect", {});
  return { digest: version.digest, status };
}

async function requested(digest: string, fingerprint: string | undefined): Promise<Answer["body"]> {
  const body = { digest, fingerprint, owner: "team-orders", reason: "consumers have moved", endsOn: inDays(30) };
  return await succeed(`POST ${WAIVERS}`, "architect", body);
}

const approve = async (waiver: Answer["body"], as: Person): Promise<Answer> =>
  await send(`POST ${WAIVERS}/${String(waiver["id"])}:approve`, as, {
    contentHash: waiver["contentHash"],
    reason: "read and accepted",
  });

const named = (version: string, title = "Production orders") =>
  submissionOf("v1", (document) => {
    document["info"] = { ...document["info"], version, title };
  });

describe("waivers", () => {
  before(async () => {
    stage = await startRegistryStage({ evidence: standInEvidence() });
  });
  after(() => stage.close());

  let digest: string;
  let fingerprint: string | undefined;
  let waiver: Answer["body"];

  it("names who uses what a break touches, or says that it is unknown", async () => {
    const breaking = submissionOf("v1", (document) => {
      delete document["paths"]?.[TIMELINE];
      document["info"] = { ...document["info"], version: "1.1.0" };
    });
    const { digest: made, status } = await submitted(breaking);
    const [finding] = findingsOf(status);
    digest = made;
    fingerprint = finding?.fingerprint;
    assert.ok(["unknown", "unused"].includes(finding?.impact?.verdict ?? ""), JSON.stringify(finding));
    const reasons = status["reasons"] as readonly { readonly code: string; readonly message: string }[];
    const told = reasons.find(({ code }) => code === "path.removed")?.message ?? "";
    assert.ok(told.includes(finding?.impact?.statement ?? "never"), told);
  });

  it("refuses a term that never ends soon, an unknown finding and a body that lacks members", async () => {
    const good = { digest, fingerprint, owner: "team-orders", reason: "consumers have moved" };
    for (const endsOn of [inDays(-1), inDays(400), "2027-02-30"]) {
      const answer = await send(`POST ${WAIVERS}`, "architect", { ...good, endsOn });
      assert.deepEqual([answer.status, answer.body["code"]], [422, "WAIVER_TERM_INVALID"], endsOn);
    }
    const other = { ...good, fingerprint: "0".repeat(64), endsOn: inDays(30) };
    const unknown = await send(`POST ${WAIVERS}`, "architect", other);
    assert.deepEqual([unknown.status, unknown.body["code"]], [422, "WAIVER_FINDING_UNKNOWN"]);
    const empty = await send(`POST ${WAIVERS}`, "architect", { digest });
    assert.deepEqual([empty.status, empty.body["code"]], [422, "CONTRACT_REQUEST_INVALID"]);
    const missing = await send(`GET ${WAIVERS}/01KAR7Q2M0X3V9C4T8E6H5J2WD`, "lead");
    assert.deepEqual([missing.status, missing.body["code"]], [404, "WAIVER_NOT_FOUND"]);
  });

  it("asks two people other than the requester for a break that is proven", async () => {
    waiver = await requested(digest, fingerprint);
    assert.deepEqual([waiver["state"], waiver["approversNeeded"], waiver["isProvenBreaking"]], ["REQUESTED", 2, true]);
    const own = await approve(waiver, "architect");
    assert.equal(own.status, 403);
    const blind = await approve({ ...waiver, contentHash: "0".repeat(64) }, "lead");
    assert.deepEqual([blind.status, blind.body["code"]], [409, "APPROVAL_CONTENT_CHANGED"]);
    assert.equal((await approve(waiver, "lead")).body["state"], "REQUESTED");
    assert.deepEqual(codesOf(await succeed(`POST /platform/v1/contracts/${digest}:submit`, "architect", {})), [
      "CONTRACT_STATE_CONFLICT",
      "EVIDENCE_FAILED",
      "path.removed",
    ]);
    const again = await approve(waiver, "lead");
    assert.deepEqual([again.status, again.body["code"]], [403, "FOUR_EYES_REQUIRED"]);
    assert.equal((await approve(waiver, "second-lead")).body["state"], "IN_FORCE");
  });

  it("lets the version pass the gate as the break it is, by two approvers", async () => {
    const status = await succeed(`POST /platform/v1/contracts/${digest}:submit`, "architect", {});
    assert.equal(findingsOf(status)[0]?.waiver?.id, waiver["id"]);
    assert.deepEqual(codesOf(status), ["CONTRACT_STATE_CONFLICT", "APPROVAL_MISSING"]);
    const { evidenceHash, risk } = status["evaluation"] as { evidenceHash: string; risk: string };
    assert.equal(risk, "BREAKING");
    for (const as of ["owner", "second-owner"] as const) {
      await succeed(`POST /platform/v1/contracts/${digest}:approve`, as, {
        evidenceHash,
        reason: "consumers have moved",
      });
    }
    await succeed(`POST /platform/v1/contracts/${digest}:promote`, "owner", { reason: "release 1.1" });
    const listed: unknown = await succeed(`GET ${WAIVERS}?state=IN_FORCE`, "lead");
    const { items } = listed as { items: readonly { inForceBy: readonly { digest: string }[] }[] };
    assert.deepEqual(
      items.map(({ inForceBy }) => inForceBy.map((version) => version.digest)),
      [[digest]],
    );
  });

  it("holds back what follows a version in force whose waiver was revoked, until it is waived anew", async () => {
    const revoked = await succeed(`POST ${WAIVERS}/${String(waiver["id"])}:revoke`, "lead", { reason: "too early" });
    assert.equal(revoked["state"], "REVOKED");
    const twice = await send(`POST ${WAIVERS}/${String(waiver["id"])}:revoke`, "lead", { reason: "too early" });
    assert.deepEqual([twice.status, twice.body["code"]], [409, "WAIVER_ENDED"]);
    const inForce = await succeed(`GET /platform/v1/contracts/${digest}`, "owner");
    assert.ok(codesOf(inForce).includes("WAIVER_ENDED"), codesOf(inForce).join(", "));
    const { digest: next, status } = await submitted(
      submissionOf("v1", (document) => {
        delete document["paths"]?.[TIMELINE];
        document["info"] = { ...document["info"], version: "1.1.1" };
      }),
    );
    assert.deepEqual(codesOf(status), ["CONTRACT_STATE_CONFLICT", "WAIVER_ENDED", "APPROVAL_MISSING"]);
    const renewed = await requested(digest, fingerprint);
    await approve(renewed, "lead");
    await approve(renewed, "second-lead");
    assert.deepEqual(codesOf(await succeed(`GET /platform/v1/contracts/${next}`, "owner")), [
      "CONTRACT_STATE_CONFLICT",
      "APPROVAL_MISSING",
    ]);
  });

  it("covers a finding of the rules with one approval, and blocks again when it is revoked before the promotion", async () => {
    const { digest: dull, status } = await submitted(named("1.2.0", "lint me"));
    const asked = await requested(dull, findingsOf(status).find(({ code }) => code === "ilk-info-title")?.fingerprint);
    assert.equal(asked["approversNeeded"], 1);
    assert.equal((await approve(asked, "lead")).body["state"], "IN_FORCE");
    const passed = await succeed(`POST /platform/v1/contracts/${dull}:submit`, "architect", {});
    assert.ok(!codesOf(passed).includes("EVIDENCE_FAILED"), codesOf(passed).join(", "));
    await succeed(`POST ${WAIVERS}/${String(asked["id"])}:revoke`, "lead", { reason: "mend it" });
    assert.ok(codesOf(await succeed(`GET /platform/v1/contracts/${dull}`, "owner")).includes("WAIVER_ENDED"));
  });

  it("ends by itself after its last day, and the database changes nothing else about it", async () => {
    const read = async (statement: string): Promise<{ state: string }[]> =>
      await stage.database.unitOfWork.read<{ state: string }>(statement);
    const [late] = await read(
      "SELECT il.waiver_state(w, w.ends_on + 1) AS state FROM il.waiver w WHERE il.waiver_state(w, w.ends_on) = 'IN_FORCE'",
    );
    assert.equal(late?.state, "EXPIRED");
    await assert.rejects(read("UPDATE il.waiver SET ends_on = ends_on + 1"), { code: "IL002" });
    await assert.rejects(read("UPDATE il.waiver SET revoke_reason = 'x' WHERE revoked_at IS NOT NULL"), {
      code: "IL002",
    });
    await assert.rejects(read("DELETE FROM il.waiver"), { code: "IL002" });
  });

  it("is audited with who asked, who approved and who ended it", async () => {
    const rows = await stage.database.unitOfWork.read<{ action: string; actor: string }>(
      "SELECT action, actor FROM il.audit_entry WHERE resource_type = 'waiver' ORDER BY id",
    );
    assert.deepEqual(
      rows.slice(0, 2).map(({ action, actor }) => [action, actor]),
      [
        ["waiver:request", "architect"],
        ["waiver:revoke", "lead"],
      ],
    );
  });
});
