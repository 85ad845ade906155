import { type DynamicModule, Module, type Type } from "@nestjs/common";
import { checkBindings } from "./check-bindings.js";
import type { ContractSet } from "./contract-set.js";
import type { ApiBinding } from "./operation.js";

/** Injection token of the list of ApiBinding: every API and the object that handles it. */
export const GATEWAY_BINDINGS = "GatewayBindings";

/** An API and the class that handles it. */
export interface ApiRegistration {
  /** Folder below contracts/openapi: `production-order`. */
  readonly api: string;
  /** Class whose public methods are named by operationId; provided and exported by `module`. */
  readonly handlers: Type<object>;
  readonly module: Type<object> | DynamicModule;
}

/** The handlers of all APIs. Their addresses are made by `installGatewayHooks`, from what is promoted. */
@Module({})
export class GatewayModule {
  /** @param contracts those the product brings @throws ContractBindingError listing everything that does not match. */
  static forApis(contracts: ContractSet, apis: readonly ApiRegistration[]): DynamicModule {
    checkBindings(
      contracts,
      apis.map(({ api, handlers }) => ({ api, handlers: handlers.prototype as object })),
    );
    const bindings = {
      provide: GATEWAY_BINDINGS,
      inject: apis.map(({ handlers }) => handlers),
      useFactory: (...handlers: object[]): readonly ApiBinding[] =>
        apis.map(({ api }, index) => ({ api, handlers: handlers[index] ?? {} })),
    };
    return {
      module: GatewayModule,
      global: true,
      imports: apis.map(({ module }) => module),
      providers: [bindings],
      exports: [GATEWAY_BINDINGS],
    };
  }
}
