import type { IncomingMessage } from "node:http";
import { InterlockError } from "../../kernel/problem.js";
import { httpProblems } from "./problems.js";

/**
 * Refuses more header lines than the limit. Node itself would leave the rest out without a word, so that it and a proxy
 * in front could see different requests; its own limit is therefore off.
 * @throws InterlockError HEADERS_TOO_LARGE
 */
export function checkHeaderCount(message: IncomingMessage, headerCountMax: number): void {
  if (message.rawHeaders.length <= headerCountMax * 2) return;
  throw new InterlockError(httpProblems.HEADERS_TOO_LARGE, {
    detail: `A request may have at most ${headerCountMax} header lines; send fewer.`,
    headers: { connection: "close" },
  });
}

/**
 * Refuses what Node's parser accepts although two readers of the message could understand it differently (request
 * smuggling, RFC 9112 §11.2). The server joins repeated headers, so a second Host shows as a comma.
 * @throws InterlockError BAD_FRAMING
 */
export function checkFraming(message: IncomingMessage): void {
  if (message.httpVersionMajor < 1) refuse("HTTP/0.9 has no headers");
  const { host, "transfer-encoding": transferEncoding } = message.headers;
  const isOld = isBeforeHttp11(message);
  if (host === undefined ? !isOld : host === "" || host.includes(",")) refuse("exactly one Host header is required");
  if (isOld && transferEncoding !== undefined) refuse("HTTP/1.0 knows no Transfer-Encoding");
  const target = message.url ?? "/";
  if (!target.startsWith("/") && !namesHost(target, host ?? ""))
    refuse("the request target names another authority than Host");
}

const isBeforeHttp11 = (message: IncomingMessage): boolean =>
  message.httpVersionMajor === 1 && message.httpVersionMinor < 1;

/** The asterisk form (`OPTIONS *`) names no authority. */
function namesHost(target: string, host: string): boolean {
  if (target === "*") return true;
  return URL.parse(target)?.host === URL.parse(`http://${host}`)?.host;
}

/** The connection is closed, because where the next message starts is just what is unclear. */
function refuse(reason: string): never {
  throw new InterlockError(httpProblems.BAD_FRAMING, {
    detail: `Refused: ${reason}.`,
    headers: { connection: "close" },
  });
}
