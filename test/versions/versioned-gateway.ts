import { join } from "node:path";
import { Module } from "@nestjs/common";
import { pino } from "pino";
import { projectRoot } from "../../src/config/project-root.js";
import {
  GatewayModule,
  type OperationReply,
  type OperationRequest,
  installGatewayHooks,
  loadContractSet,
} from "../../src/gateway/public.js";
import { systemClock } from "../../src/kernel/clock.js";
import { UlidFactory } from "../../src/kernel/ulid.js";
import { createGatewayApplication } from "../../src/platform/http/public.js";
import type { ObservedCall } from "../../src/usage/public.js";
import { type RunningGateway, authenticator, authorizer, servedByFiles } from "../gateway/gateway-fixture.js";
import { v1ToV2, v2ToV3 } from "./note-changes.js";

export const noteContracts: string = join(projectRoot, "test/versions/fixtures");

type AnyRequest = OperationRequest<Readonly<Record<string, unknown>>, Readonly<Record<string, unknown>>, unknown>;

/** Handlers that speak v3; they tell the test what arrived and answer what it wants. */
export class NoteHandlers {
  static last: AnyRequest | undefined;
  static reply: () => OperationReply = () => ({ status: 204 });

  createNote(request: AnyRequest): Promise<OperationReply> {
    return this.#answer(request);
  }
  getNote(request: AnyRequest): Promise<OperationReply> {
    return this.#answer(request);
  }
  listNotes(request: AnyRequest): Promise<OperationReply> {
    return this.#answer(request);
  }
  getDigest(request: AnyRequest): Promise<OperationReply> {
    return this.#answer(request);
  }

  async #answer(request: AnyRequest): Promise<OperationReply> {
    NoteHandlers.last = request;
    return await Promise.resolve().then(() => NoteHandlers.reply());
  }
}

@Module({ providers: [NoteHandlers], exports: [NoteHandlers] })
class NoteModule {}

/** A real server that serves v1, v2 and v3 of the notes by handlers of v3. */
export async function startVersionedGateway(): Promise<RunningGateway & { readonly usage: readonly ObservedCall[] }> {
  const log: Record<string, unknown>[] = [];
  const usage: ObservedCall[] = [];
  const stream = { write: (line: string) => void log.push(JSON.parse(line) as Record<string, unknown>) };
  const logger = pino({ level: "info" }, stream);
  const contracts = loadContractSet(noteContracts);
  const registration = { api: "note", handlers: NoteHandlers, module: NoteModule, versionChanges: [v1ToV2, v2ToV3] };
  @Module({ imports: [GatewayModule.forApis(contracts, [registration])] })
  class TestModule {}
  const options = { clock: systemClock, ids: new UlidFactory(systemClock), logger, bodyLimitBytes: 2048, bodyDepth: 6 };
  const application = await createGatewayApplication(TestModule, options);
  const apis = installGatewayHooks(application, {
    authenticator,
    authorizer,
    logger,
    clock: systemClock,
    responseValidation: "enforce",
    usage: { observe: (call) => void usage.push(call) },
  });
  apis.serve(servedByFiles(contracts));
  await application.app.listen(0, "127.0.0.1");
  const url = await application.app.getUrl();
  return { application, apis, url, port: Number(new URL(url).port), log, usage, close: () => application.app.close() };
}
