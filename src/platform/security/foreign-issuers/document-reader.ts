/** A JSON document an issuer publishes. */
export interface PublishedDocument {
  readonly content: unknown;
  /** How long it may be used without asking again, by its Cache-Control; undefined when it does not say. */
  readonly maxAgeSeconds: number | undefined;
}

/** Fetches JSON from an address of the configuration or of an issuer's metadata. @throws Error with the reason */
export interface DocumentReader {
  read(url: string): Promise<PublishedDocument>;
}

const TIMEOUT_MS = 5000;
const BYTES_MAX = 65_536;
const REDIRECTS_MAX = 3;
const LOOPBACK = /^(localhost|127(\.[0-9]{1,3}){3}|\[::1\])$/;

/** Over HTTP, within limits: an issuer that is slow, huge or redirected elsewhere must not harm the gateway. */
export class HttpDocumentReader implements DocumentReader {
  constructor(private readonly timeoutMs = TIMEOUT_MS) {}

  async read(url: string): Promise<PublishedDocument> {
    const response = await follow(new URL(url), AbortSignal.timeout(this.timeoutMs));
    if (!response.ok) {
      await response.body?.cancel();
      throw new Error(`${url} answered ${response.status}`);
    }
    const content: unknown = JSON.parse(await readBounded(response));
    return { content, maxAgeSeconds: maxAgeOf(response.headers.get("cache-control")) };
  }
}

/** https, or http to this very machine. @throws TypeError naming the rule */
export function requireSafeAddress(url: URL): void {
  const isSafe = url.protocol === "https:" || (url.protocol === "http:" && LOOPBACK.test(url.hostname));
  if (!isSafe) throw new TypeError(`${url.origin} is not https; plain http is allowed to this machine only`);
  if (url.username !== "" || url.password !== "") throw new TypeError("the address must not carry a password");
}

/** A redirect may move a document inside its host; another host was never configured. */
async function follow(url: URL, signal: AbortSignal): Promise<Response> {
  let address = url;
  for (let redirects = 0; redirects <= REDIRECTS_MAX; redirects++) {
    requireSafeAddress(address);
    const response = await fetch(address, { signal, redirect: "manual", headers: { accept: "application/json" } });
    const location = response.headers.get("location");
    if (response.status < 300 || response.status > 399 || location === null) return response;
    await response.body?.cancel();
    const next = new URL(location, address);
    if (next.origin !== url.origin) throw new Error(`${url.href} redirects to ${next.host}, another host`);
    address = next;
  }
  throw new Error(`${url.href} redirects more than ${REDIRECTS_MAX} times`);
}

/** Stops reading at the limit, whatever length the answer claims. */
async function readBounded(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of bytesOf(response)) {
    length += chunk.byteLength;
    if (length > BYTES_MAX) throw new Error(`${response.url} is larger than ${BYTES_MAX} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

/** Types of the standard library do not say what a body is made of; fetch makes it of bytes. */
async function* bytesOf({ body }: Response): AsyncGenerator<Uint8Array> {
  if (body !== null) yield* body as AsyncIterable<Uint8Array>;
}

function maxAgeOf(cacheControl: string | null): number | undefined {
  const seconds = /(?:^|[\s,])max-age=([0-9]{1,9})(?:$|[\s,])/i.exec(cacheControl ?? "")?.[1];
  return seconds === undefined ? undefined : Number(seconds);
}
