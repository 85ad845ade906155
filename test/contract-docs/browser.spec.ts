import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, before, describe, it } from "node:test";
import type { AxeResults } from "axe-core";
import { type Browser, type Page, chromium } from "playwright-core";
import { type TestGateway, startTestGateway } from "../support/gateway/test-gateway.js";

const PLACES = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
const executablePath = PLACES.find((place) => existsSync(place));
const skip = executablePath === undefined ? `no browser at ${PLACES.join(", ")}` : false;
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** A page with what the browser did and said while it was read. */
interface OpenedPage {
  readonly page: Page;
  readonly requests: readonly string[];
  readonly complaints: readonly string[];
}

describe("the reference pages in a browser", { skip }, () => {
  let gateway: TestGateway;
  let browser: Browser;

  before(async () => {
    gateway = await startTestGateway({ role: "gateway" });
    // The sandbox of the browser needs rights that test machines do not give; it opens only pages of this product.
    browser = await chromium.launch({ executablePath: executablePath ?? "", args: ["--no-sandbox"] });
  });
  after(async () => {
    await browser.close();
    await gateway.close();
  });

  async function open(path: string): Promise<OpenedPage> {
    const page = await browser.newPage();
    const requests: string[] = [];
    const complaints: string[] = [];
    page.on("request", (request) => requests.push(request.url()));
    page.on("console", (message) => {
      if (["error", "warning"].includes(message.type())) complaints.push(message.text());
    });
    page.on("pageerror", (error) => complaints.push(error.message));
    await page.goto(`${gateway.url}/platform/v1/docs${path}`, { waitUntil: "networkidle" });
    return { page, requests, complaints };
  }

  function assertSelfContained({ requests, complaints }: OpenedPage): void {
    const elsewhere = requests.filter((url) => !url.startsWith("data:") && new URL(url).origin !== gateway.url);
    assert.deepEqual(elsewhere, []);
    assert.deepEqual(complaints, []);
  }

  /** Rules of WCAG 2 A and AA that the page breaks, each with its elements. @param excluded not looked at */
  async function barriersOf(page: Page, excluded: readonly string[] = []): Promise<readonly string[]> {
    await page.evaluate(AXE);
    const options = JSON.stringify({ runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] });
    const context = JSON.stringify({ exclude: excluded.map((selector) => [selector]) });
    const { violations } = await page.evaluate<AxeResults>(`axe.run(${context}, ${options})`);
    return violations.map(({ id, nodes }) => `${id} (${nodes.length}): ${nodes[0]?.target.join(" ")}`);
  }

  it("show every operation of an API, with nothing from elsewhere and nothing for the policy to refuse", async () => {
    const opened = await open("/production-order/v1");
    const { page } = opened;
    await page.waitForSelector(".opblock");
    const document = (await (
      await fetch(`${gateway.url}/platform/v1/docs/production-order/v1/openapi.json`)
    ).json()) as { readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>> };
    const operations = Object.values(document.paths).flatMap((path) =>
      Object.keys(path).filter((member) => ["get", "post", "put", "patch", "delete"].includes(member)),
    );
    assert.equal(await page.locator(".opblock").count(), operations.length);
    await page.locator(".opblock-summary-control").first().click();
    await page.waitForSelector(".opblock-body .response");
    assert.equal(await page.locator(".try-out").count(), 0, "the pages send nothing");
    assert.equal(await page.locator(".authorize, .authorization__btn").count(), 0, "the pages take no token");
    await page.waitForLoadState("networkidle");
    assertSelfContained(opened);
    assert.deepEqual(await page.locator(".errors-wrapper").allTextContents(), []);
    await page.close();
  });

  it("take no document from an address in the query", async () => {
    const opened = await open(
      "/production-order/v1?url=http://127.0.0.2:9/evil.json&configUrl=http://127.0.0.2:9/evil.json",
    );
    await opened.page.waitForSelector(".opblock");
    assertSelfContained(opened);
    await opened.page.close();
  });

  it("send no script of the page anywhere else, for the policy forbids it", async () => {
    const { page } = await open("/production-order/v1");
    const outcome = await page.evaluate<string>(`fetch("http://127.0.0.2:9/").then(() => "sent", () => "refused")`);
    assert.equal(outcome, "refused");
    const inline = `(() => { const s = document.createElement("script"); s.textContent = "window.ran = 1"; document.body.append(s); return String(window.ran); })()`;
    assert.equal(await page.evaluate<string>(inline), "undefined");
    await page.close();
  });

  for (const path of ["", "/production-order/v1/events", "/contract/v1/events"]) {
    it(`are read without a barrier that axe-core finds, and without a request elsewhere: /docs${path}`, async () => {
      const opened = await open(path);
      assert.deepEqual(await barriersOf(opened.page), []);
      assertSelfContained(opened);
      await opened.page.close();
    });
  }

  it("have no barrier around what Swagger UI draws; its own are reported", async (test) => {
    const { page } = await open("/production-order/v1");
    await page.waitForSelector(".opblock");
    assert.deepEqual(await barriersOf(page, ["#reference"]), []);
    for (const barrier of await barriersOf(page)) test.diagnostic(`Swagger UI: ${barrier}`);
    await page.close();
  });
});
