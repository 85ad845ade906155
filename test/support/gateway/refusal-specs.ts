import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { assertProblem } from "./assert-problem.js";
import type { Call } from "./gateway-client.js";
import { type Sample, type StagedSample, sendSample } from "./sample.js";
import { storesNothing } from "./stored-rows.js";

/** What a request is changed to, and how it must be refused. */
export interface WrongRequest<Body = unknown> {
  readonly code: string;
  readonly pointers?: readonly string[];
  /** What has happened before. */
  readonly before?: (sample: StagedSample<Body>) => Promise<unknown>;
  readonly change: (sample: StagedSample<Body>) => Call;
  /** Undoes what came before, for the other specs of the process. */
  readonly after?: (sample: StagedSample<Body>) => Promise<unknown>;
}

/** A request to another address. */
interface MovedRequest<Body> extends Pick<WrongRequest<Body>, "code" | "pointers"> {
  readonly target: (sample: Sample<Body>) => string;
}

/** The specs of an API's refusals, by operationId. @typeParam Id its operationIds @typeParam Body of its samples */
export class RefusalSpecs<Id extends string, Body = unknown> {
  constructor(
    /** Makes the resources that the operation needs, then the request. */
    private readonly sampleOf: (operationId: Id) => Promise<StagedSample<Body>>,
    /** A read that every client may do who may do anything: it verifies a token, or uses up a limit. */
    private readonly anyRead: string,
  ) {}

  /** One test per wrong request: the problem is the right one, and nothing is stored. */
  refuses(operationId: Id, status: number, wrong: Readonly<Record<string, WrongRequest<Body>>>): void {
    describe(`${operationId} answers ${status}`, () => {
      for (const [name, { code, pointers, before, change, after }] of Object.entries(wrong)) {
        it(name, async () => {
          const sample = await this.sampleOf(operationId);
          await before?.(sample);
          const answer = await storesNothing(sample.gateway, () => sendSample(sample, change(sample)));
          await after?.(sample);
          assertProblem(answer, { status, code, ...(pointers === undefined ? {} : { pointers }) });
        });
      }
    });
  }

  /** Like {@link refuses} for a request to another address. */
  refusesAddress(operationId: Id, status: number, wrong: Readonly<Record<string, MovedRequest<Body>>>): void {
    describe(`${operationId} answers ${status}`, () => {
      for (const [name, { code, pointers, target }] of Object.entries(wrong)) {
        it(name, async () => {
          const sample = await this.sampleOf(operationId);
          const moved = { ...sample, target: target(sample) };
          const answer = await storesNothing(sample.gateway, () => sendSample(moved));
          assertProblem(answer, { status, code, ...(pointers === undefined ? {} : { pointers }) });
        });
      }
    });
  }

  refusesStrangers(operationId: Id): void {
    const sendAs = (authorization: string | undefined) => () => ({ headers: { authorization } });
    const code = "UNAUTHENTICATED";
    this.refuses(operationId, 401, {
      "to a request without a token": { code, change: sendAs(undefined) },
      "to a token of nobody": { code, change: sendAs("Bearer not.a.token") },
      "to another scheme": { code, change: sendAs("Basic bWVzOm1lcw==") },
    });
  }

  refusesTheUnentitled(operationId: Id, isAskedForAPlant = true): void {
    this.refuses(operationId, 403, {
      "to a client without the permission": { code: "FORBIDDEN_ACTION", change: () => ({ as: "nobody" }) },
    });
    if (!isAskedForAPlant) return;
    this.refuses(operationId, 403, {
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
  refusesOtherMethods(operationId: Id): void {
    describe(`${operationId} answers 405`, () => {
      it("to a method that its address does not know, and says which it knows", async () => {
        const sample = await this.sampleOf(operationId);
        const [method = "", path = ""] = sample.target.split(" ");
        const { client } = sample.gateway;
        const answer = await storesNothing(sample.gateway, () => client.send(`DELETE ${path}`, { as: sample.as }));
        assertProblem(answer, { status: 405, code: "METHOD_NOT_ALLOWED" });
        assert.ok(answer.headers.get("allow")?.split(", ").includes(method), answer.headers.get("allow") ?? "no Allow");
      });
    });
  }

  refusesOtherAnswers(operationId: Id): void {
    const code = "NOT_ACCEPTABLE";
    this.refuses(operationId, 406, {
      "to a client that takes HTML only": { code, change: () => ({ headers: { accept: "text/html" } }) },
      "to a client that takes everything but JSON": {
        code,
        change: () => ({ headers: { accept: "*/*, application/json;q=0" } }),
      },
    });
  }

  /** For operations with a body. @param bytesMax what the operation takes */
  refusesLargeBodies(operationId: Id, bytesMax = 1_048_576): void {
    const change = (): Call => ({ body: JSON.stringify("x".repeat(bytesMax)) });
    this.refuses(operationId, 413, { "to a body above the limit": { code: "BODY_TOO_LARGE", change } });
  }

  /** For operations with a body. */
  refusesOtherBodies(operationId: Id): void {
    const code = "UNSUPPORTED_MEDIA_TYPE";
    this.refuses(operationId, 415, {
      "to a body of another media type": { code, change: () => ({ headers: { "content-type": "application/xml" } }) },
      "to a body in another character set": {
        code,
        change: () => ({ headers: { "content-type": "application/json; charset=iso-8859-1" } }),
      },
      "to a compressed body": { code, change: () => ({ headers: { "content-encoding": "gzip" } }) },
    });
  }

  /** For operations without a body: there is none whose encoding could be said. */
  refusesEncodings(operationId: Id): void {
    this.refuses(operationId, 415, {
      "to a request that names a content encoding": {
        code: "UNSUPPORTED_MEDIA_TYPE",
        change: () => ({ headers: { "content-encoding": "gzip" } }),
      },
    });
  }

  /** The gateway's way to its database is cut for the time of one request. */
  answersOutages(operationId: Id): void {
    describe(`${operationId} answers 503`, () => {
      it("while the database is away, with the time to try again, and works again afterwards", async () => {
        const sample = await this.sampleOf(operationId);
        const { link } = sample.gateway;
        // The token is verified once before, so that it is the operation itself that misses its database.
        await sample.gateway.client.send(`GET ${this.anyRead}`, { as: sample.as });
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

  /** A client that has used up its minute is refused by every operation, and told when to come back. */
  refusesTooManyRequests(operationId: Id): void {
    describe(`${operationId} answers 429`, () => {
      it("to a client that has had all its requests of a minute", async () => {
        const sample: StagedSample<Body> = { ...(await this.sampleOf(operationId)), as: "limited" };
        await this.#useUp(sample);
        const answer = await storesNothing(sample.gateway, () => sendSample(sample));
        assertProblem(answer, { status: 429, code: "RATE_LIMITED" });
        const seconds = Number(answer.headers.get("retry-after"));
        assert.ok(Number.isInteger(seconds) && seconds >= 1 && seconds <= 63, `Retry-After: ${seconds}`);
        assert.equal(answer.headers.get("ratelimit-policy"), '"client-minute";q=1;w=60');
        assert.equal(answer.headers.get("ratelimit"), `"client-minute";r=0;t=${seconds}`);
      });
    });
  }

  /** The limit is one request a minute, so the second finds it used up; a third, should a minute end just then. */
  async #useUp({ gateway, as }: StagedSample): Promise<void> {
    for (let count = 0; count < 3; count++) {
      if ((await gateway.client.send(`GET ${this.anyRead}`, { as })).status === 429) return;
    }
    assert.fail("the client is never refused");
  }
}
