import "reflect-metadata";
import { createHash, randomUUID } from "node:crypto";
import { Body, Controller, Headers, HttpCode, Inject, Module, Post, UseGuards, ValidationPipe } from "@nestjs/common";
import { NestFactory } from "@nestjs/core";
import { AuthGuard, PassportModule, PassportStrategy } from "@nestjs/passport";
import { Type } from "class-transformer";
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsBoolean,
  IsDateString,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Matches,
  Max,
  Min,
  ValidateNested,
} from "class-validator";
import { ExtractJwt, Strategy } from "passport-jwt";
import { Column, DataSource, Entity, PrimaryColumn, PrimaryGeneratedColumn } from "typeorm";

/**
 * The usual stack: NestJS on Express, passport-jwt (RS256), class-validator DTOs, TypeORM entities, with the same rows
 * in one transaction as Interlock writes: idempotency, order, operation, outbox, audit, command.
 * Arguments: database URL, port, public key in PEM (base64).
 */
const [databaseUrl = "", port = "0", publicKey = ""] = process.argv.slice(2);

class QuantityDto {
  @Matches(/^[0-9]{1,12}(\.[0-9]{1,6})?$/) value!: string;
  @Matches(/^[A-Z0-9]{2,3}$/) unit!: string;
}
class MaterialDto {
  @IsString() number!: string;
}
class ReferenceDto {
  @IsString() id!: string;
  @IsString() version!: string;
}
class OperationDto {
  @Matches(/^[0-9]{1,6}$/) operationNumber!: string;
  @IsInt() @Min(1) sequence!: number;
  @IsOptional() @IsString() name?: string;
  @IsString() workCenterCode!: string;
  @IsOptional() @IsBoolean() confirmationRequired?: boolean;
}
class ComponentDto {
  @IsString() componentLine!: string;
  @Matches(/^[0-9]{1,6}$/) operationNumber!: string;
  @IsString() materialNumber!: string;
  @ValidateNested() @Type(() => QuantityDto) quantity!: QuantityDto;
  @IsOptional() @IsString() storageLocationCode?: string;
  @IsOptional() @IsBoolean() lotRequired?: boolean;
}
class OrderDto {
  @IsString() orderNumber!: string;
  @IsString() plantCode!: string;
  @IsInt() @Min(1) revision!: number;
  @IsString() erpSystem!: string;
  @IsIn(["DISCRETE", "PROCESS", "REPETITIVE", "REWORK"]) orderType!: string;
  @ValidateNested() @Type(() => MaterialDto) material!: MaterialDto;
  @ValidateNested() @Type(() => QuantityDto) quantity!: QuantityDto;
  @IsOptional() @Min(0) @Max(100) underTolerancePct?: number;
  @IsOptional() @Min(0) @Max(100) overTolerancePct?: number;
  @IsOptional() @IsInt() priority?: number;
  @IsDateString() plannedStart!: string;
  @IsDateString() plannedEnd!: string;
  @ValidateNested() @Type(() => ReferenceDto) routing!: ReferenceDto;
  @ValidateNested() @Type(() => ReferenceDto) bom!: ReferenceDto;
  @ValidateNested({ each: true })
  @Type(() => OperationDto)
  @ArrayMinSize(1)
  @ArrayMaxSize(200)
  operations!: OperationDto[];
  @ValidateNested({ each: true }) @Type(() => ComponentDto) @ArrayMaxSize(2000) components!: ComponentDto[];
}

@Entity("peer_order")
class OrderEntity {
  @PrimaryColumn("text") plant!: string;
  @PrimaryColumn("text") number!: string;
  @Column("int") revision!: number;
  @Column("json") document!: unknown;
}
@Entity("peer_idempotency")
class IdempotencyEntity {
  @PrimaryColumn("text") key!: string;
  @Column("text") hash!: string;
  @Column("text") response!: string;
}
@Entity("peer_operation")
class OperationEntity {
  @PrimaryColumn("text") id!: string;
  @Column("text") state!: string;
}
@Entity("peer_outbox")
class OutboxEntity {
  @PrimaryGeneratedColumn() id!: number;
  @Column("json") event!: unknown;
}
@Entity("peer_audit")
class AuditEntity {
  @PrimaryGeneratedColumn() id!: number;
  @Column("json") entry!: unknown;
}
@Entity("peer_command")
class CommandEntity {
  @PrimaryGeneratedColumn() id!: number;
  @Column("json") input!: unknown;
}

const entities = [OrderEntity, IdempotencyEntity, OperationEntity, OutboxEntity, AuditEntity, CommandEntity];
/** Benchmark peer only; a product never lets an ORM change its schema. */
const dataSource = new DataSource({
  type: "postgres",
  url: databaseUrl,
  entities,
  synchronize: true,
  installExtensions: false,
  poolSize: 16,
});

class JwtStrategy extends PassportStrategy(Strategy) {
  constructor() {
    super({
      jwtFromRequest: ExtractJwt.fromAuthHeaderAsBearerToken(),
      secretOrKey: Buffer.from(publicKey, "base64").toString(),
      algorithms: ["RS256"],
    });
  }
  validate(payload: { sub: string }): { clientId: string } {
    return { clientId: payload.sub };
  }
}

@Controller("orders")
class OrdersController {
  constructor(@Inject(DataSource) private readonly source: DataSource) {}

  @Post()
  @HttpCode(202)
  @UseGuards(AuthGuard("jwt"))
  async release(@Body() body: OrderDto, @Headers("idempotency-key") key: string): Promise<unknown> {
    return this.source.transaction(async (manager) => {
      const stored = await manager.findOneBy(IdempotencyEntity, { key });
      if (stored !== null) return JSON.parse(stored.response) as unknown;
      const answer = { id: randomUUID(), state: "RUNNING" };
      const hash = createHash("sha256").update(JSON.stringify(body)).digest("hex");
      await manager.save(
        manager.create(OrderEntity, {
          plant: body.plantCode,
          number: body.orderNumber,
          revision: body.revision,
          document: body,
        }),
      );
      await manager.save(manager.create(OperationEntity, answer));
      await manager.save(manager.create(OutboxEntity, { event: { type: "order.released", data: body } }));
      await manager.save(manager.create(AuditEntity, { entry: { action: "order:release", hash } }));
      await manager.save(manager.create(CommandEntity, { input: { order: body.orderNumber } }));
      await manager.save(manager.create(IdempotencyEntity, { key, hash, response: JSON.stringify(answer) }));
      return answer;
    });
  }
}

@Module({
  imports: [PassportModule],
  controllers: [OrdersController],
  providers: [JwtStrategy, { provide: DataSource, useFactory: () => dataSource.initialize() }],
})
class PeerModule {}

const app = await NestFactory.create(PeerModule, { logger: false });
app.useGlobalPipes(new ValidationPipe({ whitelist: true, forbidNonWhitelisted: true, transform: true }));
await app.listen(Number(port), "127.0.0.1");
process.send?.("listening");
