import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { assertProblem } from "../gateway/assert-problem.js";
import type { Call } from "../gateway/gateway-client.js";
import { storesNothing } from "../gateway/stored-rows.js";
import { type OperationId, type Sample, type StagedSample, sampleOf, sendSample } from "./samples.js";

/** What a request is changed to, and how it must be refused. */
export interface WrongRequest {
  readonly code: string;
  readonly pointers?: readonly string[];
  /** What has happened before. */
  readonly before?: (sample: StagedSample) => Promise<unknown>;
  readonly change: (sample: StagedSample) => Call;
  /** Undoes what came before, for the other specs of the process. */
  readonly after?: (sample: StagedSample) => Promise<unknown>;
}

/** One test per wrong request: the problem is the right one, and nothing is stored. */
export function refuses(operationId: OperationId, status: number, wrong: Readonly<Record<string, WrongRequest>>): void {
  describe(`${operationId} answers ${status}`, () => {
    for (const [name, { code, pointers, before, change, after }] of Object.entries(wrong)) {
      it(name, async () => {
        const sample = await sampleOf(operationId);
        await before?.(sample);
        const answer = await storesNothing(sample.gateway, () => sendSample(sample, change(sample)));
        await after?.(sample);
        assertProblem(answer, { status, code, ...(pointers === undefined ? {} : { pointers }) });
      });
    }
  });
}

/** Like {@link refuses} for a request to another address. */
export function refusesAddress(
  operationId: OperationId,
  status: number,
  wrong: Readonly<Record<string, Omit<WrongRequest, "change"> & { readonly target: (sample: Sample) => string }>>,
): void {
  describe(`${operationId} answers ${status}`, () => {
    for (const [name, { code, pointers, target }] of Object.entries(wrong)) {
      it(name, async () => {
        const sample = await sampleOf(operationId);
        const moved = { ...sample, target: target(sample) };
        const answer = await storesNothing(sample.gateway, () => sendSample(moved));
        assertProblem(answer, { status, code, ...(pointers === undefined ? {} : { pointers }) });
      });
    }
  });
}

export function refusesStrangers(operationId: OperationId): void {
  const sendAs = (authorization: string | undefined) => () => ({ headers: { authorization } });
  const code = "UNAUTHENTICATED";
  refuses(operationId, 401, {
    "to a request without a token": { code, change: sendAs(undefined) },
    "to a token of nobody": { code, change: sendAs("Bearer not.a.token") },
    "to another scheme": { code, change: sendAs("Basic bWVzOm1lcw==") },
  });
}

export function refusesTheUnentitled(operationId: OperationId, isAskedForAPlant = true): void {
  refuses(operationId, 403, {
    "to a client without the permission": { code: "FORBIDDEN_ACTION", change: () => ({ as: "nobody" }) },
  });
  if (!isAskedForAPlant) return;
  refuses(operationId, 403, {
    "to a client that holds it in another plant": {
      code: "FORBIDDEN_PLANT",
      change: ({ foreigner }) => {
        assert.ok(foreigner !== undefined, "the sample names nobody of another plant");
        return { as: foreigner };
      },
    },
  });
}

/** The address is that of the operation, the method is none of the contract's. */
export function refusesOtherMethods(operationId: OperationId): void {
  describe(`${operationId} answers 405`, () => {
    it("to a method that its address does not know, and says which it knows", async () => {
      const sample = await sampleOf(operationId);
      const [method = "", path = ""] = sample.target.split(" ");
      const { client } = sample.gateway;
      const answer = await storesNothing(sample.gateway, () => client.send(`DELETE ${path}`, { as: sample.as }));
      assertProblem(answer, { status: 405, code: "METHOD_NOT_ALLOWED" });
      assert.ok(answer.headers.get("allow")?.split(", ").includes(method), answer.headers.get("allow") ?? "no Allow");
    });
  });
}

export function refusesOtherAnswers(operationId: OperationId): void {
  const code = "NOT_ACCEPTABLE";
  refuses(operationId, 406, {
    "to a client that takes HTML only": { code, change: () => ({ headers: { accept: "text/html" } }) },
    "to a client that takes everything but JSON": {
      code,
      change: () => ({ headers: { accept: "*/*, application/json;q=0" } }),
    },
  });
}

/** For operations with a body. */
export function refusesLargeBodies(operationId: OperationId): void {
  const large = ({ body }: Sample): Call => ({
    body: { ...body, extensions: { filler: { text: "x".repeat(1_048_577) } } },
  });
  refuses(operationId, 413, { "to a body above the limit": { code: "BODY_TOO_LARGE", change: large } });
}

/** For operations with a body. */
export function refusesOtherBodies(operationId: OperationId): void {
  const code = "UNSUPPORTED_MEDIA_TYPE";
  refuses(operationId, 415, {
    "to a body of another media type": { code, change: () => ({ headers: { "content-type": "application/xml" } }) },
    "to a body in another character set": {
      code,
      change: () => ({ headers: { "content-type": "application/json; charset=iso-8859-1" } }),
    },
    "to a compressed body": { code, change: () => ({ headers: { "content-encoding": "gzip" } }) },
  });
}

/** For operations without a body: there is none whose encoding could be said. */
export function refusesEncodings(operationId: OperationId): void {
  refuses(operationId, 415, {
    "to a request that names a content encoding": {
      code: "UNSUPPORTED_MEDIA_TYPE",
      change: () => ({ headers: { "content-encoding": "gzip" } }),
    },
  });
}

/** The gateway's way to its database is cut for the time of one request. */
export function answersOutages(operationId: OperationId): void {
  describe(`${operationId} answers 503`, () => {
    it("while the database is away, with the time to try again, and works again afterwards", async () => {
      const sample = await sampleOf(operationId);
      const { link } = sample.gateway;
      // The token is verified once before, so that it is the operation itself that misses its database.
      await sample.gateway.client.send("GET /production-order/v1/orders?limit=1", { as: sample.as });
      const answer = await storesNothing(sample.gateway, async () => {
        await link.cut();
        try {
          return await sendSample(sample);
        } finally {
          await link.mend();
        }
      });
      assertProblem(answer, { status: 503, code: "DATABASE_UNAVAILABLE" });
      assert.equal(answer.headers.get("retry-after"), "2");
      assert.equal(answer.body["retryable"], true);
      assert.ok((await sendSample(sample)).status < 300);
    });
  });
}
