import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { TestAuthority } from "../../../../test/support/security/test-certificates.js";
import { ConfigurationError, readConfiguration } from "../../../config/configuration.js";
import { EnvironmentError } from "../../../config/environment-error.js";
import { readTlsOptions } from "./read-tls-options.js";

describe("the files of a server that speaks TLS", () => {
  const folder = mkdtempSync(join(tmpdir(), "interlock-tls-"));
  after(() => rmSync(folder, { recursive: true }));
  const authority = new TestAuthority("CA");
  const server = authority.issue({ commonName: "interlock", isServer: true });
  const other = authority.issue({ commonName: "other", isServer: true });

  const file = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  const files = {
    certificateFile: file("server.pem", server.cert),
    keyFile: file("server.key", server.key),
    clientCaFile: undefined,
  };

  it("give a server that asks nobody for a certificate", () => {
    assert.equal(readTlsOptions(undefined), undefined);
    const options = readTlsOptions(files);
    assert.deepEqual([options?.minVersion, options?.requestCert], ["TLSv1.2", undefined]);
  });

  it("with client authorities give one that asks, and leaves the refusal to the authenticator", () => {
    const options = readTlsOptions({ ...files, clientCaFile: file("ca.pem", authority.cert) });
    assert.deepEqual([options?.requestCert, options?.rejectUnauthorized], [true, false]);
  });

  const refused: readonly (readonly [string, object, RegExp])[] = [
    ["is missing", { certificateFile: join(folder, "none.pem") }, /INTERLOCK_TLS_CERT cannot be used \(ENOENT/],
    ["is no PEM", { keyFile: file("text.key", "text") }, /INTERLOCK_TLS_KEY cannot be used \(it holds no PEM/],
    ["belongs to another certificate", { keyFile: file("other.key", other.key) }, /do not belong together/],
    ["holds no authority", { clientCaFile: file("broken.pem", "-----BEGIN CERTIFICATE-----\nAA==\n") }, /CLIENT_CA/],
  ];
  for (const [what, change, message] of refused) {
    it(`stop the start when one ${what}, naming its setting`, () => {
      assert.throws(
        () => readTlsOptions({ ...files, ...change }),
        (error) => error instanceof EnvironmentError && message.test(error.message),
      );
    });
  }

  it("come together or not at all", () => {
    for (const name of ["INTERLOCK_TLS_CERT", "INTERLOCK_TLS_KEY", "INTERLOCK_TLS_CLIENT_CA"]) {
      assert.throws(() => readConfiguration({ [name]: "x.pem" }), ConfigurationError, name);
    }
  });
});
