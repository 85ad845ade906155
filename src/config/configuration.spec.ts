import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, it } from "node:test";
import { ConfigurationError, gatewayUrl, readConfiguration } from "./configuration.js";
import { projectRoot } from "./project-root.js";
import { SETTINGS } from "./settings.js";

describe("readConfiguration", () => {
  it("gives every setting its default", () => {
    const configuration = readConfiguration({});
    assert.equal(configuration.role, "all");
    assert.equal(configuration.port, 8080);
    assert.equal(configuration.databaseUrl, undefined);
    assert.equal(configuration.logFile, undefined);
    assert.equal(configuration.dataDir, resolve(".interlock"));
    assert.equal(configuration.credentialsFile, resolve(".interlock/credentials.json"));
  });

  it("takes an empty value for an absent one", () => {
    assert.equal(readConfiguration({ INTERLOCK_PORT: "", INTERLOCK_DATABASE_URL: "" }).port, 8080);
  });

  it("keeps metrics to those with a permission in production, unless they are opened on purpose", () => {
    const isOpen = (environment: Record<string, string>): boolean => readConfiguration(environment).isMonitoringOpen;
    const production = { INTERLOCK_ENVIRONMENT: "production" };
    assert.deepEqual([isOpen({}), isOpen(production)], [true, false]);
    assert.equal(isOpen({ ...production, INTERLOCK_MONITORING: "open" }), true);
    assert.equal(isOpen({ INTERLOCK_MONITORING: "permission" }), false);
  });

  it("takes hosts for webhooks, and refuses what is none", () => {
    const hosts = (list: string): readonly string[] =>
      readConfiguration({ INTERLOCK_WEBHOOK_HOSTS: list }).webhookHosts;
    assert.deepEqual(
      [hosts(""), hosts(" CI.corp.example, *.plants.example,10.0.0.7,[::1] ")],
      [[], ["ci.corp.example", "*.plants.example", "10.0.0.7", "[::1]"]],
    );
    for (const list of ["https://ci.example", "ci.example:8080", "*", "*example", "a b"]) {
      assert.throws(() => hosts(list), ConfigurationError, list);
    }
  });

  it("has no reference pages in production, unless they are opened on purpose", () => {
    const areOpen = (environment: Record<string, string>): boolean =>
      readConfiguration(environment).areContractDocsOpen;
    const production = { INTERLOCK_ENVIRONMENT: "production" };
    assert.deepEqual([areOpen({}), areOpen(production), areOpen({ NODE_ENV: "production" })], [true, false, false]);
    assert.equal(areOpen({ ...production, INTERLOCK_CONTRACT_DOCS: "open" }), true);
    assert.equal(areOpen({ INTERLOCK_CONTRACT_DOCS: "off" }), false);
  });

  it("leaves the rest of the environment alone", () => {
    assert.equal(readConfiguration({ PATH: "/bin", INTERLOCKING: "yes" }).role, "all");
  });

  const refused: readonly (readonly [Record<string, string>, RegExp])[] = [
    [{ INTERLOCK_PROT: "1" }, /^INTERLOCK_PROT is not a setting/],
    [{ INTERLOCK_ROLE: "broker" }, /^INTERLOCK_ROLE is "broker"; it must be one of all, gateway, worker\.$/],
    [{ INTERLOCK_PORT: "65536" }, /^INTERLOCK_PORT is "65536"; it must be a whole number from 0 to 65535\.$/],
    [{ INTERLOCK_PORT: "80.5" }, /^INTERLOCK_PORT/],
    [{ INTERLOCK_PORT: "0x50" }, /^INTERLOCK_PORT/],
    [{ INTERLOCK_PORT: "-1" }, /^INTERLOCK_PORT/],
    [{ INTERLOCK_DATABASE_CONNECTIONS: "5" }, /from 6 to 200/],
  ];
  for (const [environment, message] of refused) {
    it(`refuses ${JSON.stringify(environment)} in one sentence`, () => {
      assert.throws(
        () => readConfiguration(environment),
        (error) => error instanceof ConfigurationError && message.test(error.message) && !error.message.includes("\n"),
      );
    });
  }
});

describe("gatewayUrl", () => {
  const url = (environment: Record<string, string>): string => gatewayUrl(readConfiguration(environment));

  it("is the public one without its trailing slash, else that of host and port", () => {
    assert.equal(url({ INTERLOCK_PUBLIC_URL: "https://api.example/" }), "https://api.example");
    assert.equal(url({ INTERLOCK_PORT: "9080" }), "http://127.0.0.1:9080");
    assert.equal(url({ INTERLOCK_HOST: "::1" }), "http://[::1]:8080");
  });

  it("is the loopback one when the gateway listens on every address", () => {
    assert.equal(url({ INTERLOCK_HOST: "0.0.0.0" }), "http://127.0.0.1:8080");
    assert.equal(url({ INTERLOCK_HOST: "::" }), "http://127.0.0.1:8080");
  });
});

describe("docs/configuration.md", () => {
  it("describes every setting", () => {
    const page = readFileSync(join(projectRoot, "docs", "configuration.md"), "utf8");
    for (const [name, { description }] of Object.entries(SETTINGS)) {
      assert.ok(page.includes(`| \`${name}\` |`), name);
      assert.ok(page.includes(description), description);
    }
  });
});
