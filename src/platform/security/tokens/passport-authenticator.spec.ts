import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { InterlockError } from "../../../kernel/problem.js";
import type { IdentifiableRequest } from "../principal.js";
import { TokenForge } from "../../../../test/support/security/forged-tokens.js";
import { CLIENT, createIssuerFixture, type IssuerFixture } from "../../../../test/support/security/issuer-fixture.js";

const INVALID_TOKEN = `Bearer realm="interlock", error="invalid_token"`;

function bearer(token: string): IdentifiableRequest {
  return { headers: { authorization: `Bearer ${token}` } };
}

async function refusalOf(fixture: IssuerFixture, authorization: string | undefined): Promise<InterlockError> {
  const answer = await fixture.authenticator
    .authenticate({ headers: { authorization } })
    .catch((error: unknown) => error);
  assert.ok(answer instanceof InterlockError, `was accepted: ${authorization?.slice(0, 60)}`);
  return answer;
}

describe("PassportAuthenticator", () => {
  let fixture: IssuerFixture;
  let forge: TokenForge;

  before(async () => {
    fixture = await createIssuerFixture();
    forge = new TokenForge(fixture);
  });

  after(() => fixture.remove());

  it("accepts a token of the embedded issuer and tells who sent it", async () => {
    const { accessToken } = await fixture.issuer.issue(CLIENT);
    const principal = await fixture.authenticator.authenticate(bearer(accessToken));
    assert.deepEqual(principal, {
      clientId: "mes-1",
      kind: "SERVICE",
      grants: CLIENT.grants,
      authenticatedBy: "TOKEN",
    });
    assert.ok(Object.isFrozen(principal) && Object.isFrozen(principal.grants), "the principal is shared by requests");
  });

  it("accepts the unspoiled token that the forgeries are made from, so that each fails for its own fault", async () => {
    const principal = await fixture.authenticator.authenticate({
      headers: { authorization: `bearer  ${forge.make()}` },
    });
    assert.equal(principal.clientId, "mes-1");
  });

  it("refuses every forged token with one and the same answer", async () => {
    const forgeries = forge.forgeries();
    assert.ok(forgeries.length >= 60, `only ${forgeries.length} kinds`);
    assert.equal(new Set(forgeries.map(({ what }) => what)).size, forgeries.length);
    for (const { what, token, reason } of forgeries) {
      fixture.reasons.length = 0;
      const { definition, details } = await refusalOf(fixture, `Bearer ${token}`);
      assert.deepEqual(
        [definition.code, definition.status, details.headers],
        ["UNAUTHENTICATED", 401, { "WWW-Authenticate": INVALID_TOKEN }],
        what,
      );
      assert.equal(
        details.detail,
        "Send a valid access token as Authorization: Bearer <token>; POST /oauth/token issues one.",
        what,
      );
      assert.deepEqual([details.errors, details.cause], [undefined, undefined], what);
      assert.match(fixture.reasons[0] ?? "nothing logged", reason, what);
    }
  });

  it("never asks the client table about a token whose signature is not good", async () => {
    fixture.lookups.length = 0;
    const [header, , signature] = forge.make().split(".");
    await refusalOf(
      fixture,
      `Bearer ${header}.${forge.make({}, { sub: "x", client_id: "x" }).split(".")[1]}.${signature}`,
    );
    assert.deepEqual(fixture.lookups, []);
  });

  it("asks for a token without naming an error when none was sent", async () => {
    for (const authorization of [
      undefined,
      "",
      "Basic bWVzLTE6c2VjcmV0",
      "Bearer",
      "Bearer ",
      "Bearer a b",
      "Token abc",
    ]) {
      const { definition, details } = await refusalOf(fixture, authorization);
      assert.equal(definition.code, "UNAUTHENTICATED");
      assert.deepEqual(details.headers, { "WWW-Authenticate": `Bearer realm="interlock"` });
    }
  });

  it("passes on that it could not decide instead of calling a good token bad", async () => {
    const outage = new Error("connection lost");
    const failing = await createIssuerFixture();
    failing.clients.get = () => {
      throw outage;
    };
    const { accessToken } = await failing.issuer.issue(CLIENT);
    await assert.rejects(failing.authenticator.authenticate(bearer(accessToken)), outage);
    await failing.remove();
  });
});
