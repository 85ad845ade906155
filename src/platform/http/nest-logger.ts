import type { LoggerService } from "@nestjs/common";
import type { Logger } from "pino";

/** Nest's own messages as log lines; its start-up chatter counts as debug. */
export class NestLogger implements LoggerService {
  constructor(private readonly logger: Logger) {}

  log(message: unknown, ...context: unknown[]): void {
    this.logger.debug(describe(message, context));
  }

  error(message: unknown, ...context: unknown[]): void {
    this.logger.error(describe(message, context));
  }

  warn(message: unknown, ...context: unknown[]): void {
    this.logger.warn(describe(message, context));
  }
}

/** Nest passes the name of the speaking class last, and for errors a stack before it. */
function describe(message: unknown, context: readonly unknown[]): object {
  const source = context.at(-1);
  const stack = context.length > 1 ? context[0] : undefined;
  return { event: "nest", source, message: message instanceof Error ? message.message : String(message), stack };
}
