const SOCKET_CODES = new Set(["ECONNREFUSED", "ECONNRESET", "EPIPE", "ETIMEDOUT", "ENOENT", "EHOSTUNREACH"]);

/** True when the database was lost or refused us as a whole (SQLSTATE classes 08, 53 and 57P, or the socket). */
export function isConnectionLoss(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  return (
    SOCKET_CODES.has(code) ||
    /^(08|53|57P)/.test(code) ||
    /Driver not Connected|Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error/.test(
      error.message,
    )
  );
}
