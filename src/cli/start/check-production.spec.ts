import assert from "node:assert/strict";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { readConfiguration } from "../../config/configuration.js";
import { UnsafeProductionError, refuseDemo, requireSafeSettings } from "./check-production.js";

/** Settings that production takes; each test makes one of them unsafe. */
const SAFE = {
  INTERLOCK_ENVIRONMENT: "production",
  INTERLOCK_EMBEDDED_ISSUER: "always",
  INTERLOCK_HOST: "0.0.0.0",
  INTERLOCK_TRUSTED_PROXIES: "10.1.2.3, fd00::1",
  INTERLOCK_PUBLIC_URL: "https://interlock.example",
  INTERLOCK_DATABASE_URL: "postgres://interlock:kT9wQz4-pL2vXr8m@db.example/interlock?sslmode=verify-full",
};

describe("a start in production", () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "interlock-production-"));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  function codesOf(changes: Readonly<Record<string, string>>): string[] {
    try {
      requireSafeSettings(readConfiguration({ ...SAFE, INTERLOCK_DATA_DIR: folder, ...changes }));
      return [];
    } catch (error) {
      assert.ok(error instanceof UnsafeProductionError);
      for (const { name, message, remedy } of error.unsafe) {
        assert.ok(error.message.includes(`${name}: ${message}`) && error.message.includes(remedy), error.message);
      }
      return error.unsafe.map(({ name }) => name);
    }
  }

  it("goes on with safe settings", () => {
    assert.deepEqual(codesOf({}), []);
  });

  it("is not looked at in development", () => {
    assert.deepEqual(codesOf({ INTERLOCK_ENVIRONMENT: "development", INTERLOCK_TRUSTED_PROXIES: "0.0.0.0/0" }), []);
  });

  it("is meant by NODE_ENV too, unless the setting says otherwise", () => {
    assert.equal(readConfiguration({ NODE_ENV: "production" }).environment, "production");
    assert.equal(
      readConfiguration({ NODE_ENV: "production", INTERLOCK_ENVIRONMENT: "development" }).environment,
      "development",
    );
    assert.equal(readConfiguration({ NODE_ENV: "test" }).environment, "development");
  });

  const refusals: readonly (readonly [code: string, name: string, changes: Readonly<Record<string, string>>])[] = [
    ["EMBEDDED_ISSUER_IN_PRODUCTION", "the embedded issuer", { INTERLOCK_EMBEDDED_ISSUER: "" }],
    ["PLAIN_HTTP_EXPOSED", "plain HTTP on every address", { INTERLOCK_TRUSTED_PROXIES: "" }],
    ["PLAIN_HTTP_EXPOSED", "plain HTTP on one address", { INTERLOCK_TRUSTED_PROXIES: "", INTERLOCK_HOST: "192.0.2.7" }],
    ["PLAIN_HTTP_EXPOSED", "plain HTTP on IPv6", { INTERLOCK_TRUSTED_PROXIES: "", INTERLOCK_HOST: "::" }],
    ["PUBLIC_URL_WITHOUT_TLS", "a public address without TLS", { INTERLOCK_PUBLIC_URL: "http://interlock.example" }],
    ["PROXY_TRUST_WIDE_OPEN", "trust in everybody", { INTERLOCK_TRUSTED_PROXIES: "0.0.0.0/0" }],
    ["PROXY_TRUST_WIDE_OPEN", "trust in half of everybody", { INTERLOCK_TRUSTED_PROXIES: "10.0.0.1,128.0.0.0/1" }],
    ["PROXY_TRUST_WIDE_OPEN", "trust in all of IPv6", { INTERLOCK_TRUSTED_PROXIES: "::/0" }],
    ["RESPONSE_VALIDATION_OFF", "unchecked answers", { INTERLOCK_RESPONSE_VALIDATION: "off" }],
    ...["", "?sslmode=disable", "?sslmode=prefer", "?sslmode=no-verify", "?sslmode=require&uselibpqcompat=true"].map(
      (query) =>
        [
          "DATABASE_WITHOUT_TLS",
          `a distant database with "${query}"`,
          { INTERLOCK_DATABASE_URL: `postgres://interlock:kT9wQz4-pL2vXr8m@db.example/interlock${query}` },
        ] as const,
    ),
    ...["secret", "postgres", "my-interlock-password"].map(
      (password) =>
        [
          "DATABASE_PASSWORD_WEAK",
          `the database password "${password}"`,
          { INTERLOCK_DATABASE_URL: `postgres://interlock:${password}@127.0.0.1/interlock` },
        ] as const,
    ),
  ];
  for (const [code, name, changes] of refusals) {
    it(`is refused for ${name}: ${code}`, () => assert.deepEqual(codesOf(changes), [code]));
  }

  it("needs no TLS on the way to a database on this machine, nor on a loopback listener", () => {
    for (const url of ["postgres://db@127.0.0.1/x", "postgres://db@localhost/x", "postgres://db@[::1]/x"]) {
      assert.deepEqual(codesOf({ INTERLOCK_DATABASE_URL: url }), [], url);
    }
    assert.deepEqual(codesOf({ INTERLOCK_DATABASE_URL: "postgres:///x?host=/run/postgresql" }), []);
    assert.deepEqual(codesOf({ INTERLOCK_HOST: "127.0.0.1", INTERLOCK_TRUSTED_PROXIES: "" }), []);
  });

  it("needs no proxy where the gateway speaks TLS itself", () => {
    const key = join(folder, "own-tls.pem");
    writeFileSync(key, "");
    chmodSync(key, 0o600);
    const tls = { INTERLOCK_TLS_CERT: key, INTERLOCK_TLS_KEY: key };
    assert.deepEqual(codesOf({ ...tls, INTERLOCK_TRUSTED_PROXIES: "" }), []);
  });

  it("is refused for keys and credentials that others can read, each by its path: SECRET_FILE_EXPOSED", () => {
    const data = join(folder, "open");
    mkdirSync(join(data, "keys"), { recursive: true, mode: 0o700 });
    const files = [join(data, "credentials.json"), join(data, "keys", "1.json")];
    for (const file of files) {
      writeFileSync(file, "{}");
      chmodSync(file, 0o600);
    }
    const changes = { INTERLOCK_DATA_DIR: data };
    assert.deepEqual(codesOf(changes), []);
    for (const file of files) chmodSync(file, 0o640);
    assert.deepEqual(codesOf(changes), ["SECRET_FILE_EXPOSED", "SECRET_FILE_EXPOSED"]);
    chmodSync(join(data, "keys"), 0o755);
    assert.equal(codesOf(changes).length, 3);
    const key = join(folder, "tls.pem");
    writeFileSync(key, "");
    chmodSync(key, 0o644);
    assert.deepEqual(codesOf({ INTERLOCK_TLS_CERT: key, INTERLOCK_TLS_KEY: key }), ["SECRET_FILE_EXPOSED"]);
  });

  it("tells everything that is unsafe at once", () => {
    const changes = { INTERLOCK_EMBEDDED_ISSUER: "development", INTERLOCK_RESPONSE_VALIDATION: "off" };
    assert.deepEqual(codesOf(changes), ["EMBEDDED_ISSUER_IN_PRODUCTION", "RESPONSE_VALIDATION_OFF"]);
  });

  it("never brings simulators: SIMULATORS_IN_PRODUCTION", () => {
    assert.throws(() => refuseDemo({ environment: "production" }), /SIMULATORS_IN_PRODUCTION/);
    refuseDemo({ environment: "development" });
  });
});
