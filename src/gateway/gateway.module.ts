import { type DynamicModule, Module, type Type } from "@nestjs/common";
import { type EventStep, EventVersions } from "../platform/messaging/event-versions.js";
import { checkBindings } from "./check-bindings.js";
import type { ContractSet } from "./contract-set.js";
import type { ApiBinding } from "./operation.js";
import { versionsOf } from "./versions/versions-of.js";
import { eventSteps } from "./versions/event-steps.js";
import type { VersionChange } from "./versions/version-change.js";

/** Injection token of the list of ApiBinding: every API and the object that handles it. */
export const GATEWAY_BINDINGS = "GatewayBindings";

/** An API and the class that handles it. */
export interface ApiRegistration {
  /** Folder below contracts/openapi: `production-order`. */
  readonly api: string;
  /** Class whose public methods are named by operationId; provided and exported by `module`. */
  readonly handlers: Type<object>;
  readonly module: Type<object> | DynamicModule;
  /** How versions older than the handlers are converted to them; `versions/index.gen.ts` of the API. */
  readonly versionChanges?: readonly VersionChange[];
}

/** Tells the event feed how older versions word events; a gateway without a feed has nobody to tell. */
const OLDER_EVENTS = {
  provide: "GatewayOlderEvents",
  inject: [GATEWAY_BINDINGS, { token: EventVersions, optional: true }],
  useFactory: (bindings: readonly ApiBinding[], versions: EventVersions | undefined): readonly EventStep[] => {
    const steps = eventSteps(bindings);
    for (const step of steps) versions?.add(step);
    return steps;
  },
};

/** The handlers of all APIs. Their addresses are made by `installGatewayHooks`, from what is promoted. */
@Module({})
export class GatewayModule {
  /** @param contracts those the product brings @throws ContractBindingError listing everything that does not match. */
  static forApis(contracts: ContractSet, apis: readonly ApiRegistration[]): DynamicModule {
    const versions = apis.map(({ api, versionChanges }) => versionsOf(contracts, api, versionChanges ?? []));
    const toBinding = (handlers: object, index: number): ApiBinding => ({
      api: apis[index]?.api ?? "",
      handlers,
      ...versions[index],
    });
    checkBindings(
      contracts,
      apis.map(({ handlers }, index) => toBinding(handlers.prototype as object, index)),
    );
    const bindings = {
      provide: GATEWAY_BINDINGS,
      inject: apis.map(({ handlers }) => handlers),
      useFactory: (...handlers: object[]): readonly ApiBinding[] => handlers.map(toBinding),
    };
    return {
      module: GatewayModule,
      global: true,
      imports: apis.map(({ module }) => module),
      providers: [bindings, OLDER_EVENTS],
      exports: [GATEWAY_BINDINGS],
    };
  }
}
