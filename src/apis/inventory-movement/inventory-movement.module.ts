import { Module } from "@nestjs/common";
import { BulkOnce } from "../../gateway/public.js";
import { UlidFactory } from "../../kernel/ulid.js";
import {
  AcceptMovements,
  DryRunMovement,
  MovementsModule,
  ReadMovements,
  ReadStockBalances,
} from "../../movements/public.js";
import { OperationWaiter } from "../../platform/operations/operation-waiter.js";
import { UnitOfWork } from "../../platform/persistence/unit-of-work.js";
import { OrdersModule } from "../../orders/public.js";
import { PlantDirectory, PlantsModule } from "../../plants/public.js";
import { InventoryMovementHandlers } from "./handlers.js";
import { MovementAuthority } from "./movement-authority.js";

@Module({
  // Orders register themselves with the movements, which ask them.
  imports: [PlantsModule, MovementsModule, OrdersModule],
  providers: [
    {
      provide: MovementAuthority,
      inject: [PlantDirectory],
      useFactory: (plants: PlantDirectory) => new MovementAuthority(plants),
    },
    {
      provide: BulkOnce,
      inject: [UnitOfWork],
      useFactory: (unitOfWork: UnitOfWork) => new BulkOnce(unitOfWork),
    },
    {
      provide: InventoryMovementHandlers,
      inject: [
        AcceptMovements,
        ReadMovements,
        ReadStockBalances,
        DryRunMovement,
        MovementAuthority,
        OperationWaiter,
        BulkOnce,
        UlidFactory,
      ],
      useFactory: (
        accept: AcceptMovements,
        movements: ReadMovements,
        stock: ReadStockBalances,
        dryRun: DryRunMovement,
        authority: MovementAuthority,
        waiter: OperationWaiter,
        bulk: BulkOnce,
        ids: UlidFactory,
      ) => new InventoryMovementHandlers(accept, { movements, stock, dryRun }, authority, { waiter, bulk }, ids),
    },
  ],
  exports: [InventoryMovementHandlers],
})
export class InventoryMovementModule {}
