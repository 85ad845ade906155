import assert from "node:assert/strict";
import { join } from "node:path";
import { describe, it } from "node:test";
import { projectRoot } from "../config/project-root.js";
import { ContractBindingError, checkBindings } from "./check-bindings.js";
import { loadContractSet } from "./contract-set.js";

const broken = join(projectRoot, "test/gateway/fixtures/broken");

class BrokenHandlers {
  withoutExtension(): void {}
  withBadExtension(): void {}
  withoutIdempotencyHeader(): void {}
  withPathMismatch(): void {}
  withBadSchemas(): void {}
  leftOver(): void {}
}

/** Every fault of the broken contract, as code and a part of its message. */
const expected: readonly (readonly [string, RegExp])[] = [
  ["ilk-server-url", /servers\[0\].url must be \/broken\/v1/],
  ...["owner", "authority", "permission", "class", "sla", "emits", "dataClass", "idempotency", "plant"].map(
    (member) => ["ilk-operation-extension", new RegExp(`withoutExtension: x-interlock.${member} is missing`)] as const,
  ),
  ...["authority", "permission", "class", "sla", "emits", "plant"].map(
    (member) =>
      ["ilk-operation-extension", new RegExp(`withBadExtension: x-interlock.${member} is not valid`)] as const,
  ),
  ["ilk-operation-extension", /withBadExtension: x-interlock.idempotency is missing/],
  ["ilk-problem-answers", /withoutExtension: the answer 400 has no application\/problem\+json/],
  ["ilk-idempotency", /withoutIdempotencyHeader: .*no required header parameter Idempotency-Key/],
  ["ilk-plant-location", /withoutIdempotencyHeader: .*no body is required/],
  ["ilk-path-parameters", /withPathMismatch: the path names \{id\}, which is no parameter/],
  ["ilk-path-parameters", /withPathMismatch: the path parameter other is not in the path/],
  ["ilk-plant-location", /withPathMismatch: .*path parameter plantCode, which does not exist/],
  ["ilk-duplicate", /the operationId withPathMismatch is used more than once/],
  ["ilk-duplicate", /the route GET \/d\/\{\} is used more than once/],
  ["ilk-schema-invalid", /withBadSchemas: schema is invalid/],
  ["ilk-contract-invalid", /withBadSchemas: parameter b stands in cookie/],
  ["ilk-contract-invalid", /withBadSchemas: .*missing.yaml does not exist/],
  ["ilk-schema-invalid", /withBadSchemas: \$ref #\/components\/schemas\/Missing .*leads nowhere/],
  ["ilk-schema-invalid", /withBadSchemas: .*outside.yaml/],
  ["ilk-schema-invalid", /withBadSchemas: x-interlock.problem is NO_SUCH_CODE/],
  ["ilk-schema-invalid", /withBadSchemas: \$ref https:\/\/example.invalid\/a.yaml is not a relative file reference/],
  ["ilk-method-unsupported", /v1 \/h: trace is not served/],
  ["ilk-operation-id", /GET \/f: operationId must be a name/],
  ["ilk-handler-missing", /GET \/f: no handler method/],
  ["ilk-handler-missing", /withoutHandler: no handler method/],
  ["ilk-handler-unknown", /the handler method leftOver belongs to no operation/],
  ["ilk-binding-api", /unbound: no handlers are bound to it/],
  ["ilk-binding-api", /nowhere: handlers are bound to it, but there is no contract/],
  ["ilk-handler-unknown", /nowhere: the handler method stray belongs to no operation/],
];

function findings(): ContractBindingError {
  const bindings = [
    { api: "broken", handlers: BrokenHandlers.prototype },
    { api: "nowhere", handlers: { stray: () => undefined } },
  ];
  try {
    checkBindings(loadContractSet(broken), bindings);
  } catch (error) {
    assert.ok(error instanceof ContractBindingError);
    return error;
  }
  assert.fail("the broken contract was accepted");
}

describe("checkBindings", () => {
  it("lists every fault of a broken contract in one message, and nothing else", () => {
    const error = findings();
    for (const [code, message] of expected) {
      const found = error.findings.filter((finding) => finding.code === code && message.test(finding.message));
      assert.equal(found.length, 1, `${code} ${message}\n${error.message}`);
      assert.match(error.message, message);
    }
    assert.equal(error.findings.length, expected.length, error.message);
  });

  it("accepts the contracts that are shipped when every operation has a method", () => {
    const contracts = loadContractSet(join(projectRoot, "contracts"));
    const byApi = [...Map.groupBy(contracts.versions, ({ api }) => api)];
    // Versions that are converted to another one are the subject of test/versions.
    const single = byApi.filter(([, versions]) => versions.length === 1);
    assert.notEqual(single.length, 0);
    const bindings = single.map(([api, versions]) => {
      const ids = versions.flatMap(({ operations }) => operations.map(({ operationId }) => operationId));
      return { api, handlers: Object.fromEntries(ids.map((id) => [id, (): void => {}])) };
    });
    checkBindings({ ...contracts, versions: single.flatMap(([, versions]) => versions) }, bindings);
  });
});
