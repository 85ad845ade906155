import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, it } from "node:test";
import { HttpDocumentReader } from "./document-reader.js";

describe("reading documents of issuers", () => {
  const servers: Server[] = [];

  const serve = async (listener: RequestListener): Promise<string> => {
    const server = createServer(listener).listen(0, "127.0.0.1");
    servers.push(server);
    await once(server, "listening");
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  };

  afterEach(() => {
    for (const server of servers.splice(0)) server.close().closeAllConnections();
  });

  it("gives the content and how long it may be used", async () => {
    const url = await serve((_request, response) => {
      response.setHeader("cache-control", "public, max-age=900, must-revalidate").end(`{"keys":[]}`);
    });
    assert.deepEqual(await new HttpDocumentReader().read(url), { content: { keys: [] }, maxAgeSeconds: 900 });
  });

  it("follows a redirect on the same host and none to another", async () => {
    let strangersRequests = 0;
    const stranger = await serve((_request, response) => {
      strangersRequests++;
      response.end("{}");
    });
    const url = await serve((request, response) => {
      const target = request.url === "/away" ? `${stranger}/keys` : request.url === "/here" ? "/keys" : undefined;
      if (target === undefined) response.end(`"kept"`);
      else response.writeHead(302, { location: target }).end();
    });
    const reader = new HttpDocumentReader();
    assert.equal((await reader.read(`${url}/here`)).content, "kept");
    await assert.rejects(reader.read(`${url}/away`), /another host/);
    assert.equal(strangersRequests, 0);
  });

  it("gives up on a redirect that leads to itself", async () => {
    const url = await serve((_request, response) => response.writeHead(307, { location: "/" }).end());
    await assert.rejects(new HttpDocumentReader().read(url), /redirects more than/);
  });

  it("stops reading a document of five megabytes at 64 kilobytes, also without a stated length", async () => {
    const url = await serve((_request, response) => {
      for (let count = 0; count < 80; count++) response.write("x".repeat(65_536));
      response.end();
    });
    await assert.rejects(new HttpDocumentReader().read(url), /larger than 65536 bytes/);
  });

  it("does not wait for an issuer that is silent", async () => {
    const url = await serve(() => undefined);
    await assert.rejects(new HttpDocumentReader(50).read(url), /timeout|aborted/i);
  });

  it("refuses an answer that is an error or no JSON", async () => {
    const url = await serve((request, response) => {
      response.writeHead(request.url === "/html" ? 200 : 500).end("<html>");
    });
    await assert.rejects(new HttpDocumentReader().read(`${url}/html`), SyntaxError);
    await assert.rejects(new HttpDocumentReader().read(url), /answered 500/);
  });

  it("asks nobody by plain http but this machine, and sends no password", async () => {
    const reader = new HttpDocumentReader();
    for (const url of ["http://issuer.example/keys", "http://127.0.0.1.issuer.example/", "ftp://127.0.0.1/"]) {
      await assert.rejects(reader.read(url), /not https/, url);
    }
    await assert.rejects(reader.read("https://name:secret@issuer.example/"), /password/);
  });
});
