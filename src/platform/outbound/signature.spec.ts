import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { isSigningSecret, makeSigningSecret, signatureHeaders } from "./signature.js";

describe("the signature of a webhook", () => {
  it("is the one of Standard Webhooks for its published example", () => {
    const headers = signatureHeaders(
      "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
      "msg_p5jXN8AQM9LWM0D4loKWxJek",
      new Date(1_614_265_330_000),
      '{"test": 2432232314}',
    );
    assert.deepEqual(headers, {
      "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
      "webhook-timestamp": "1614265330",
      "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
    });
  });

  it("takes secrets of 24 to 64 bytes only", () => {
    assert.equal(isSigningSecret(makeSigningSecret()), true);
    for (const secret of [
      "whsec_",
      "secret",
      "whsec_c2hvcnQ=",
      `whsec_${"A".repeat(100)}`,
      "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaL\n",
    ]) {
      assert.equal(isSigningSecret(secret), false, secret);
    }
  });
});
