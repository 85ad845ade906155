import { Module } from "@nestjs/common";
import { BulkOnce } from "../../gateway/public.js";
import { UlidFactory } from "../../kernel/ulid.js";
import { ConsumptionVariances, MovementsModule } from "../../movements/public.js";
import {
  AcceptCommands,
  AcceptOrders,
  AcceptReversals,
  DryRunRelease,
  OfflineBuffer,
  OrdersModule,
  ReadConfirmations,
  ReadOrders,
  ReadTimeline,
} from "../../orders/public.js";
import { PlantDirectory, PlantsModule } from "../../plants/public.js";
import { OperationWaiter } from "../../platform/operations/operation-waiter.js";
import { UnitOfWork } from "../../platform/persistence/unit-of-work.js";
import { CommandOrder } from "./command-order.js";
import { CreateConfirmations } from "./create-confirmations.js";
import { FieldOwners } from "./field-owners.js";
import { ProductionOrderHandlers } from "./handlers.js";
import { ReverseConfirmation } from "./reverse-confirmation.js";

const WRITES = [
  {
    provide: FieldOwners,
    inject: [PlantDirectory],
    useFactory: (plants: PlantDirectory) => new FieldOwners(plants),
  },
  {
    provide: CommandOrder,
    inject: [AcceptCommands, ReadOrders, FieldOwners, OperationWaiter],
    useFactory: (accept: AcceptCommands, orders: ReadOrders, owners: FieldOwners, waiter: OperationWaiter) =>
      new CommandOrder(accept, orders, owners, waiter),
  },
  {
    provide: ReverseConfirmation,
    inject: [AcceptReversals, ReadConfirmations, FieldOwners, OperationWaiter, UlidFactory],
    useFactory: (
      accept: AcceptReversals,
      confirmations: ReadConfirmations,
      owners: FieldOwners,
      waiter: OperationWaiter,
      ids: UlidFactory,
    ) => new ReverseConfirmation(accept, confirmations, owners, waiter, ids),
  },
  {
    provide: CreateConfirmations,
    inject: [AcceptOrders, FieldOwners, UlidFactory, UnitOfWork],
    useFactory: (accept: AcceptOrders, owners: FieldOwners, ids: UlidFactory, unitOfWork: UnitOfWork) =>
      new CreateConfirmations(accept, owners, ids, new BulkOnce(unitOfWork)),
  },
];

@Module({
  imports: [OrdersModule, MovementsModule, PlantsModule],
  providers: [
    ...WRITES,
    {
      provide: ProductionOrderHandlers,
      inject: [
        AcceptOrders,
        CommandOrder,
        ReverseConfirmation,
        CreateConfirmations,
        FieldOwners,
        OfflineBuffer,
        ReadOrders,
        ReadConfirmations,
        ReadTimeline,
        ConsumptionVariances,
        DryRunRelease,
        OperationWaiter,
        UlidFactory,
      ],
      useFactory: (
        accept: AcceptOrders,
        commands: CommandOrder,
        reversal: ReverseConfirmation,
        lists: CreateConfirmations,
        owners: FieldOwners,
        buffer: OfflineBuffer,
        orders: ReadOrders,
        confirmations: ReadConfirmations,
        timeline: ReadTimeline,
        variances: ConsumptionVariances,
        dryRun: DryRunRelease,
        waiter: OperationWaiter,
        ids: UlidFactory,
      ) =>
        new ProductionOrderHandlers(
          { orders: accept, commands, reversal, lists, owners, buffer },
          { orders, confirmations, timeline, variances },
          dryRun,
          waiter,
          ids,
        ),
    },
  ],
  exports: [ProductionOrderHandlers],
})
export class ProductionOrderModule {}
