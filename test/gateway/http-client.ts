import { connect } from "node:net";
import type { RunningGateway } from "./gateway-fixture.js";

/** An answer with its body read as JSON where it is some. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Sends a request as `writer` of plants A and B; a header set to "" is left out. */
export async function call(gateway: RunningGateway, target: string, init: RequestInit = {}): Promise<Answer> {
  const [method = "GET", path = "/"] = target.split(" ");
  const headers = new Headers({ authorization: "Bearer writer@A,B", ...(init.headers as Record<string, string>) });
  if (headers.get("authorization") === "") headers.delete("authorization");
  if (init.body !== undefined && init.body !== null && !headers.has("content-type"))
    headers.set("content-type", "application/json");
  const response = await fetch(gateway.url + path, { ...init, method, headers });
  const text = await response.text();
  const body = text === "" ? {} : (JSON.parse(text) as Answer["body"]);
  return { status: response.status, headers: response.headers, body };
}

/** Writes bytes to the port and reads until the server closes or has answered once. */
export function exchangeRaw(port: number, message: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, "127.0.0.1", () => socket.write(message));
    let answer = "";
    socket.setEncoding("utf8");
    socket.on("data", (chunk) => {
      answer += chunk;
      if (answer.includes("\r\n\r\n") && answer.trimEnd().endsWith("}")) socket.end();
    });
    socket.on("close", () => resolve(answer));
    socket.on("error", reject);
  });
}
