import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { Body, Controller, Get, Post, Put, Req } from "@nestjs/common";
import {
  createSecurityApplication,
  type SecurityApplication,
} from "../../../../test/support/security/security-application.js";
import {
  assertEveryRouteHasPermission,
  listManagementRoutes,
  type OtherRoutes,
  UnguardedRouteError,
} from "./management-routes.js";
import type { ManagementContext, ManagementRequest } from "./management-request.js";
import { Public, RequiresPermission } from "./requires-permission.js";

@Controller("platform/v1")
class GuardedController {
  @Get("plants/:plantCode")
  @RequiresPermission("plant:read", { plant: "param:plantCode" })
  getPlant(@Req() request: ManagementRequest): object {
    return request.interlock;
  }

  @Put("master-data")
  @RequiresPermission("master-data:write", { plant: "query:plantCode" })
  putRecord(): object {
    return {};
  }

  @Post("master-data\\:bulk")
  @RequiresPermission("master-data:write", { plant: "body:plantCode" })
  postRecords(@Body() body: object): object {
    return body;
  }

  @Get("plants")
  @RequiresPermission("plant:read", { plant: "filter" })
  listPlants(@Req() request: ManagementRequest): object {
    return { plants: request.interlock.plants };
  }

  @Get("system")
  @RequiresPermission("system:read", { plant: "enterprise" })
  getSystem(): object {
    return {};
  }

  @Get("about")
  @Public("Says nothing that a stranger may not know.")
  getAbout(): object {
    return { name: "interlock" };
  }
}

@Controller("forgotten")
class ForgetfulController {
  @Get(":id")
  forgotten(): object {
    return {};
  }

  @Get("misspelt/one")
  @RequiresPermission("plant:raed", { plant: "enterprise" })
  misspelt(): object {
    return {};
  }

  @Get("torn/one")
  @Public("Open.")
  @RequiresPermission("plant:read", { plant: "enterprise" })
  torn(): object {
    return {};
  }
}

const NONE = { contractRoutes: [], openRoutes: [] };

describe("management routes", () => {
  let security: SecurityApplication;
  let operator: string;
  let mes: string;

  before(async () => {
    security = await createSecurityApplication([GuardedController]);
    operator = await tokenFor("operator", [{ role: "integration-operator", plants: "*" }]);
    mes = await tokenFor("admin-p100", [{ role: "plant-admin", plants: ["P100"] }]);
  });

  after(() => security.close());

  const tokenFor = async (
    clientId: string,
    grants: Parameters<SecurityApplication["createClient"]>[0]["grants"],
  ): Promise<string> =>
    security.tokenOf(clientId, await security.createClient({ clientId, name: clientId, kind: "SERVICE", grants }));

  const call = async (
    token: string | undefined,
    url: string,
    method: "GET" | "PUT" | "POST" = "GET",
    payload?: object,
  ): Promise<string> => {
    const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
    const answer = await security.app.inject({ method, url, headers, ...(payload === undefined ? {} : { payload }) });
    return `${answer.statusCode} ${answer.json<{ code?: string }>().code ?? ""}`.trim();
  };

  it("lists every route with its permission or the reason why it is open", () => {
    const routes = listManagementRoutes(security.app).map(({ method, url, requirement, publicReason }) => {
      return `${method} ${url} ${requirement?.permission ?? (publicReason === undefined ? "UNSTATED" : "public")}`;
    });
    // Routes of the security module itself have their list in test/routes.
    const isOfThisSpec = (route: string): boolean =>
      !/ \/platform\/v1\/(clients|grants|identity-links|policy)/.test(route);
    assert.deepEqual(routes.filter(isOfThisSpec).toSorted(), [
      "GET /.well-known/oauth-authorization-server public",
      "GET /.well-known/openid-configuration public",
      "GET /oauth/jwks public",
      "GET /platform/v1/about public",
      "GET /platform/v1/plants plant:read",
      "GET /platform/v1/plants/:plantCode plant:read",
      "GET /platform/v1/system system:read",
      "POST /oauth/token public",
      "POST /platform/v1/master-data\\:bulk master-data:write",
      "PUT /platform/v1/master-data master-data:write",
    ]);
    assertEveryRouteHasPermission(security.app, NONE);
  });

  it("answers 401 without a token, with the challenge, and serves open routes", async () => {
    assert.equal(await call(undefined, "/platform/v1/plants"), "401 UNAUTHENTICATED");
    assert.equal(await call("abc", "/platform/v1/plants"), "401 UNAUTHENTICATED");
    const answer = await security.app.inject("/platform/v1/plants");
    assert.equal(answer.headers["www-authenticate"], `Bearer realm="interlock"`);
    assert.equal(await call(undefined, "/platform/v1/about"), "200");
  });

  it("answers FORBIDDEN_ACTION to who holds the permission nowhere and FORBIDDEN_PLANT to who holds it elsewhere", async () => {
    assert.equal(await call(mes, "/platform/v1/system"), "403 FORBIDDEN_ACTION");
    assert.equal(await call(mes, "/platform/v1/plants/P100"), "200");
    assert.equal(await call(mes, "/platform/v1/plants/P300"), "403 FORBIDDEN_PLANT");
    assert.equal(await call(operator, "/platform/v1/plants/P300"), "200");
  });

  it("takes an absent plant for the whole enterprise and a list of plants for none", async () => {
    assert.equal(await call(mes, "/platform/v1/master-data?plantCode=P100", "PUT"), "200");
    assert.equal(await call(mes, "/platform/v1/master-data", "PUT"), "403 FORBIDDEN_PLANT");
    assert.equal(await call(mes, "/platform/v1/master-data?plantCode=", "PUT"), "403 FORBIDDEN_PLANT");
    assert.equal(
      await call(mes, "/platform/v1/master-data?plantCode=P300&plantCode=P100", "PUT"),
      "403 FORBIDDEN_PLANT",
    );
    assert.equal(await call(operator, "/platform/v1/master-data", "PUT"), "200");
    assert.equal(await call(mes, "/platform/v1/master-data:bulk", "POST", { plantCode: "P100" }), "201");
    assert.equal(
      await call(mes, "/platform/v1/master-data:bulk", "POST", { plantCode: ["P100"] }),
      "403 FORBIDDEN_PLANT",
    );
    assert.equal(await call(mes, "/platform/v1/master-data:bulk", "POST", {}), "403 FORBIDDEN_PLANT");
  });

  it("tells the handler who asks, in which plants and under which correlation", async () => {
    const headers = { authorization: `Bearer ${mes}`, "x-correlation-id": "order-42" };
    const context = (await security.app.inject({ url: "/platform/v1/plants/P100", headers })).json<ManagementContext>();
    assert.deepEqual(
      [context.principal.clientId, context.plants, context.correlationId],
      ["admin-p100", ["P100"], "order-42"],
    );
    assert.match(context.traceparent, /^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/);
    const filtered = await security.app.inject({ url: "/platform/v1/plants", headers });
    assert.deepEqual(filtered.json(), { plants: ["P100"] });
  });

  it("refuses the boot for routes without a permission, with two minds or with an unknown one", async () => {
    const careless = await createSecurityApplication([ForgetfulController]);
    assert.deepEqual(faultsOf(careless, NONE), [
      "GET /forgotten/:id has neither @RequiresPermission nor @Public",
      "GET /forgotten/misspelt/one needs plant:raed, which is not in permissions.yaml",
      "GET /forgotten/torn/one has both @RequiresPermission and @Public",
    ]);
    await careless.close();
  });

  it("refuses the boot for routes that somebody registered past Nest, unless they are open on purpose", async () => {
    const sneaky = await createSecurityApplication([], (server) => {
      server.get("/debug", () => ({}));
      server.get("/docs/*", () => ({}));
    });
    const debug = "GET /debug is served past Nest and the contracts, without a permission";
    const docs = "GET /docs/* is served past Nest and the contracts, without a permission";
    assert.deepEqual(faultsOf(sneaky, NONE), [debug, docs]);
    const openRoutes = [{ url: "/docs/*", reason: "Reference pages." }];
    assert.deepEqual(faultsOf(sneaky, { ...NONE, openRoutes }), [debug]);
    await sneaky.close();
  });

  it("takes the gateway's word for the permission of contract routes, but knows the permission", async () => {
    const contracts = await createSecurityApplication([ForgetfulController]);
    const contractRoutes = [
      { method: "GET", url: "/forgotten/{anything}", permission: "order:read" },
      { method: "get", url: "/forgotten/misspelt/one", permission: "order:read" },
      { method: "GET", url: "/forgotten/torn/one", permission: "order:peek" },
    ];
    assert.deepEqual(faultsOf(contracts, { ...NONE, contractRoutes }), [
      "GET /forgotten/torn/one needs order:peek, which is not in permissions.yaml",
    ]);
    await contracts.close();
  });
});

function faultsOf({ app }: SecurityApplication, others: OtherRoutes): readonly string[] {
  try {
    assertEveryRouteHasPermission(app, others);
  } catch (error) {
    assert.ok(error instanceof UnguardedRouteError, String(error));
    return error.faults;
  }
  return [];
}
