import { type DynamicModule, Module, type Type } from "@nestjs/common";
import { checkBindings } from "./check-bindings.js";
import type { ContractSet } from "./contract-set.js";
import { createOperationController } from "./operation-controller.js";

/** An API and the class that handles it. */
export interface ApiRegistration {
  /** Folder below contracts/openapi: `production-order`. */
  readonly api: string;
  /** Class whose public methods are named by operationId; provided and exported by `module`. */
  readonly handlers: Type<object>;
  readonly module: Type<object> | DynamicModule;
}

/** The routes of all contracts. They answer only when `installGatewayHooks` was called before `app.init()`. */
@Module({})
export class GatewayModule {
  /** @throws ContractBindingError listing everything that does not match. */
  static forApis(contracts: ContractSet, apis: readonly ApiRegistration[]): DynamicModule {
    checkBindings(
      contracts,
      apis.map(({ api, handlers }) => ({ api, handlers: handlers.prototype as object })),
    );
    const served = Map.groupBy(
      contracts.operations.map(({ operation }) => operation),
      ({ basePath }) => basePath,
    );
    const controllers = [...served.values()].flatMap((operations) => {
      const registration = apis.find(({ api }) => api === operations[0]?.api);
      return registration === undefined ? [] : [createOperationController(operations, registration.handlers)];
    });
    return { module: GatewayModule, imports: apis.map(({ module }) => module), controllers };
  }
}
