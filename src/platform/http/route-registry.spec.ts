import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { toRouterPath } from "./interlock-fastify-adapter.js";
import { RouteRegistry } from "./route-registry.js";

describe("RouteRegistry", () => {
  const routes = new RouteRegistry();
  routes.add({ method: "POST", url: toRouterPath("/a/:id\\:release") });
  routes.add({ method: ["GET", "HEAD"], url: toRouterPath("/a/:id") });
  routes.add({ method: "POST", url: toRouterPath("/a\\:bulk") });
  routes.add({ method: "GET", url: "/files/*" });
  routes.add({ method: "GET", url: "/v1.0/x" });

  it("tells the methods of an address", () => {
    assert.deepEqual(routes.methodsOf("/a/1?x=/"), ["GET", "HEAD"]);
    assert.deepEqual(routes.methodsOf("/a/1:release"), ["GET", "HEAD", "POST"]);
    assert.deepEqual(routes.methodsOf("/a:bulk"), ["POST"]);
    assert.deepEqual(routes.methodsOf("/files/a/b"), ["GET"]);
  });

  it("knows nothing of other addresses", () => {
    for (const url of ["/a", "/a/", "/a/1/2", "/A/1", "/a:bulks", "/v1x0/x"])
      assert.deepEqual(routes.methodsOf(url), [], url);
  });
});
