import { CommandError, EXIT_CODE } from "./exit-code.js";

const TIMEOUT_MS = 30_000;

/** One HTTP request with a timeout. @throws CommandError (exit code 3) when no gateway answers. */
export async function sendRequest(gatewayUrl: string, path: string, request: RequestInit): Promise<Response> {
  try {
    return await fetch(new URL(path, `${gatewayUrl}/`), {
      signal: AbortSignal.timeout(TIMEOUT_MS),
      redirect: "error",
      ...request,
    });
  } catch (error) {
    throw new CommandError(
      `No gateway answers at ${gatewayUrl} (${reasonOf(error)}); start it with npm start, or correct INTERLOCK_PUBLIC_URL.`,
      EXIT_CODE.environment,
      { cause: error },
    );
  }
}

/** fetch hides the reason of a failed connection in its cause. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.cause instanceof Error && "code" in error.cause) return String(error.cause.code);
  return error.message;
}
