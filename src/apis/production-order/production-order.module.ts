import { Module } from "@nestjs/common";
import { UlidFactory } from "../../kernel/ulid.js";
import {
  AcceptOrders,
  DryRunRelease,
  OrdersModule,
  ReadConfirmations,
  ReadOrders,
  ReadTimeline,
} from "../../orders/public.js";
import { OperationWaiter } from "../../platform/operations/operation-waiter.js";
import { ProductionOrderHandlers } from "./handlers.js";

@Module({
  imports: [OrdersModule],
  providers: [
    {
      provide: ProductionOrderHandlers,
      inject: [AcceptOrders, ReadOrders, ReadConfirmations, ReadTimeline, DryRunRelease, OperationWaiter, UlidFactory],
      useFactory: (
        accept: AcceptOrders,
        orders: ReadOrders,
        confirmations: ReadConfirmations,
        timeline: ReadTimeline,
        dryRun: DryRunRelease,
        waiter: OperationWaiter,
        ids: UlidFactory,
      ) => new ProductionOrderHandlers(accept, { orders, confirmations, timeline }, dryRun, waiter, ids),
    },
  ],
  exports: [ProductionOrderHandlers],
})
export class ProductionOrderModule {}
