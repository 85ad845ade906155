import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { OAuthError } from "./oauth-error.js";
import { readTokenRequest, type TokenHttpRequest } from "./token-request.js";

const request: TokenHttpRequest = {
  contentType: "application/x-www-form-urlencoded",
  authorization: undefined,
  body: "grant_type=client_credentials&client_id=mes-1&client_secret=s3cret",
  remoteAddress: "10.0.0.1",
};

const basic = (text: string): string => `Basic ${Buffer.from(text).toString("base64")}`;

function errorOf(changes: Partial<TokenHttpRequest>): string {
  try {
    readTokenRequest({ ...request, ...changes });
  } catch (error) {
    assert.ok(error instanceof OAuthError, String(error));
    return `${error.status} ${error.error}`;
  }
  return "accepted";
}

describe("readTokenRequest", () => {
  const expected = {
    clientId: "mes-1",
    proof: { kind: "secret", clientSecret: "s3cret" },
    remoteAddress: "10.0.0.1",
  };

  it("reads credentials from the form, as text or already parsed", () => {
    assert.deepEqual(readTokenRequest(request), expected);
    assert.deepEqual(readTokenRequest({ ...request, body: Buffer.from(String(request.body)) }), expected);
    const body: object = Object.assign(Object.create(null) as object, {
      grant_type: "client_credentials",
      client_id: "mes-1",
      client_secret: "s3cret",
      scope: "all",
    });
    assert.deepEqual(
      readTokenRequest({ ...request, body, contentType: "application/x-www-form-urlencoded; charset=UTF-8" }),
      expected,
    );
  });

  it("reads credentials from HTTP Basic, form-encoded as OAuth wants them", () => {
    const body = "grant_type=client_credentials";
    assert.deepEqual(readTokenRequest({ ...request, body, authorization: basic("mes-1:s3cret") }), expected);
    const encoded = readTokenRequest({ ...request, body, authorization: basic("mes%2D1:a+b%3A%25") });
    assert.deepEqual([encoded.clientId, encoded.proof], ["mes-1", { kind: "secret", clientSecret: "a b:%" }]);
  });

  it("answers invalid_request for what is no form, comes twice or is too long", () => {
    const form = String(request.body);
    const faults: Partial<TokenHttpRequest>[] = [
      { contentType: undefined },
      { contentType: "application/json" },
      { contentType: "application/x-www-form-urlencoded2" },
      { body: "" },
      { body: undefined },
      { body: null },
      { body: 7 },
      { body: "grant_type=" },
      { body: `${form}&client_id=mes-1` },
      { body: { grant_type: ["client_credentials", "client_credentials"] } },
      { body: `${form}${"x".repeat(300)}` },
      { authorization: basic("mes-1:s3cret") },
      { authorization: basic("erp-1:s3cret"), body: "grant_type=client_credentials&client_id=mes-1" },
    ];
    for (const fault of faults) assert.equal(errorOf(fault), "400 invalid_request", JSON.stringify(fault));
  });

  it("answers unsupported_grant_type for every other grant", () => {
    for (const grant of ["password", "authorization_code", "refresh_token", "CLIENT_CREDENTIALS"]) {
      assert.equal(
        errorOf({ body: `grant_type=${grant}&client_id=mes-1&client_secret=s3cret` }),
        "400 unsupported_grant_type",
      );
    }
  });

  it("answers invalid_client for missing or unreadable credentials", () => {
    const body = "grant_type=client_credentials";
    const faults: Partial<TokenHttpRequest>[] = [
      { body },
      { body: `${body}&client_id=mes-1` },
      { body: `${body}&client_id=mes-1&client_secret=` },
      { body, authorization: "Basic" },
      { body, authorization: "Basic !!!" },
      { body, authorization: basic("mes-1") },
      { body, authorization: basic(":s3cret") },
      { body, authorization: basic("mes-1:%zz") },
      { body, authorization: "Bearer abc" },
    ];
    for (const fault of faults) assert.equal(errorOf(fault), "401 invalid_client", JSON.stringify(fault));
  });
});
