import { join } from "node:path";
import { Controller, Get, Module, NotFoundException, Post, Req } from "@nestjs/common";
import type { FastifyRequest } from "fastify";
import { pino } from "pino";
import type { ResponseValidation } from "../../src/config/configuration.js";
import { projectRoot } from "../../src/config/project-root.js";
import {
  type ContractSet,
  GatewayModule,
  JsonText,
  type OperationReply,
  type OperationRequest,
  type ServedApis,
  type ServedSet,
  installGatewayHooks,
  loadContractSet,
} from "../../src/gateway/public.js";
import { systemClock } from "../../src/kernel/clock.js";
import { InterlockError, defineProblems } from "../../src/kernel/problem.js";
import { UlidFactory } from "../../src/kernel/ulid.js";
import { type GatewayApplication, createGatewayApplication } from "../../src/platform/http/public.js";
import {
  type Authenticator,
  type Authorizer,
  type IdentifiableRequest,
  type Principal,
  securityProblems,
} from "../../src/platform/security/public.js";

export const soundContracts: string = join(projectRoot, "test/gateway/fixtures/sound");

type AnyRequest = OperationRequest<Readonly<Record<string, unknown>>, Readonly<Record<string, unknown>>, unknown>;

/** Tells the test what arrived and answers what the test wants. */
export class ThingHandlers {
  static last: AnyRequest | undefined;
  static reply: () => OperationReply | Promise<OperationReply> = () => ({ status: 204 });

  createThing(request: AnyRequest): Promise<OperationReply> {
    return this.#answer(request);
  }
  bulkThings(request: AnyRequest): Promise<OperationReply> {
    return this.#answer(request);
  }
  importThings(request: AnyRequest): Promise<OperationReply> {
    return this.#answer(request);
  }
  getSummary(request: AnyRequest): Promise<OperationReply> {
    return this.#answer(request);
  }
  getThing(request: AnyRequest): Promise<OperationReply> {
    return this.#answer(request);
  }
  touchThing(request: AnyRequest): Promise<OperationReply> {
    return this.#answer(request);
  }
  patchThing(request: AnyRequest): Promise<OperationReply> {
    return this.#answer(request);
  }
  reverseThing(request: AnyRequest): Promise<OperationReply> {
    return this.#answer(request);
  }
  listThings(request: AnyRequest): Promise<OperationReply> {
    ThingHandlers.last = request;
    return Promise.resolve({
      status: 200,
      body: new JsonText(JSON.stringify({ query: request.query, headers: request.headers })),
    });
  }

  async #answer(request: AnyRequest): Promise<OperationReply> {
    ThingHandlers.last = request;
    return await ThingHandlers.reply();
  }
}

const managementProblems = defineProblems({
  TEAPOT: { class: "BUSINESS", status: 409, retryable: false, title: "A management route refuses." },
});

@Controller("management")
class ManagementController {
  @Get("echo")
  echo(@Req() request: FastifyRequest): unknown {
    return { query: request.query, correlationId: request.exchange?.correlationId };
  }
  @Post("body")
  body(@Req() request: FastifyRequest): unknown {
    return request.body;
  }
  @Get("refusal")
  refusal(): never {
    throw new InterlockError(managementProblems.TEAPOT);
  }
  @Get("missing")
  missing(): never {
    throw new NotFoundException("no such setting");
  }
}

@Module({ providers: [ThingHandlers], exports: [ThingHandlers] })
class ThingModule {}

/** Tokens are `<client>@<plant>,<plant>` or `<client>@*`; the permission thing:write is held by clients named writer. */
export const authenticator: Authenticator = {
  authenticate({ headers }: IdentifiableRequest): Promise<Principal> {
    const match = /^Bearer ([a-z]+)@([A-Z,*]*)$/.exec(headers.authorization ?? "");
    if (match === null) {
      return Promise.reject(
        new InterlockError(securityProblems.UNAUTHENTICATED, { headers: { "www-authenticate": "Bearer" } }),
      );
    }
    const plants = match[2] === "*" ? "*" : (match[2] ?? "").split(",").filter((plant) => plant !== "");
    return Promise.resolve({ clientId: match[1] ?? "", kind: "SERVICE", grants: [{ role: match[1] ?? "", plants }] });
  },
};

export const authorizer: Authorizer = {
  plantScope({ grants }, permission) {
    return grants[0]?.role === "writer" || permission === "thing:read" ? (grants[0]?.plants ?? []) : [];
  },
  isAllowed(principal, permission, plantCode) {
    const scope = this.plantScope(principal, permission);
    return scope === "*" || (plantCode !== undefined && scope.includes(plantCode));
  },
  holds(principal, permission) {
    return this.plantScope(principal, permission).length > 0;
  },
  decide(principal, permission, { plantCode }) {
    return this.isAllowed(principal, permission, typeof plantCode === "string" ? plantCode : undefined);
  },
  predicate: () => ({ sql: "true", values: [] }),
  hasFieldLists: ({ clientId }) => clientId === "masked",
  permittedFields: ({ clientId }) => (clientId === "masked" ? new Set(["id"]) : undefined),
};

export interface RunningGateway {
  readonly application: GatewayApplication;
  /** Replaces what is served. */
  readonly apis: ServedApis;
  readonly url: string;
  readonly port: number;
  /** Parsed log lines. */
  readonly log: readonly Record<string, unknown>[];
  close(): Promise<void>;
}

/** Everything the files say, as one set. */
export function servedByFiles({ contracts }: ContractSet): ServedSet {
  const compiled = contracts.flatMap((contract) => contract.compiled ?? []);
  return {
    versions: compiled.map((version) => ({ compiled: version, lifecycle: { promotionId: "files" } })),
    retired: [],
  };
}

/** A real server on a free port with the sample contract. */
export async function startGateway(responseValidation: ResponseValidation): Promise<RunningGateway> {
  const log: Record<string, unknown>[] = [];
  const logger = pino(
    { level: "info" },
    { write: (line: string) => void log.push(JSON.parse(line) as Record<string, unknown>) },
  );
  const contracts = loadContractSet(soundContracts);
  @Module({
    imports: [GatewayModule.forApis(contracts, [{ api: "thing", handlers: ThingHandlers, module: ThingModule }])],
    controllers: [ManagementController],
  })
  class TestModule {}
  const options = { clock: systemClock, ids: new UlidFactory(systemClock), logger, bodyLimitBytes: 2048, bodyDepth: 6 };
  const application = await createGatewayApplication(TestModule, options);
  const dependencies = { authenticator, authorizer, logger, clock: systemClock, responseValidation };
  const apis = installGatewayHooks(application, dependencies);
  apis.serve(servedByFiles(contracts));
  await application.app.listen(0, "127.0.0.1");
  const url = await application.app.getUrl();
  return { application, apis, url, port: Number(new URL(url).port), log, close: () => application.app.close() };
}
