import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { PlantProfile } from "../plant-profile.js";
import { insecureSystemUrls } from "./insecure-system-urls.js";

function systems(erpUrl: string, mesUrl: string): PlantProfile["systems"] {
  const common = { name: "S", adapter: "simulator", timeoutMs: 1000 };
  return {
    erp: { ...common, url: erpUrl, maxParallel: 1, quantityScale: 3, errorMap: {} },
    mes: { ...common, url: mesUrl, ackTimeoutSeconds: 10, dispatchAttemptsMax: 1 },
  };
}

describe("addresses of ERP and MES", () => {
  it("are secure with https, and with http to this machine", () => {
    for (const url of [
      "https://erp.example",
      "http://127.0.0.1:8081",
      "http://localhost",
      "http://[::1]/",
      "HTTPS://E",
    ]) {
      assert.deepEqual(insecureSystemUrls({ systems: systems(url, url) }), [], url);
    }
  });

  it("are secure with TLS in other protocols, and with a folder", () => {
    const secure = ["mqtts://broker.example", "file:///b2mml/P100", "postgres://erp.example/erp?sslmode=verify-full"];
    for (const url of secure) assert.deepEqual(insecureSystemUrls({ systems: systems(url, url) }), [], url);
    const insecure = [
      "mqtt://broker.example",
      "postgres://erp.example/erp",
      "postgres://erp.example/erp?sslmode=require",
    ];
    assert.deepEqual(
      insecure.map((url) =>
        insecureSystemUrls({ systems: systems(url, "https://mes.example") }).map(({ origin }) => origin),
      ),
      [["mqtt://broker.example"], ["postgres://erp.example"], ["postgres://erp.example"]],
    );
  });

  it("are insecure with http to any other host, and told without path, query and password", () => {
    assert.deepEqual(
      insecureSystemUrls({ systems: systems("http://user:secret@erp.example:8000/sap?key=secret", "HTTP://10.1.2.3") }),
      [
        { pointer: "/systems/erp/url", origin: "http://erp.example:8000" },
        { pointer: "/systems/mes/url", origin: "http://10.1.2.3" },
      ],
    );
    for (const host of ["localhost.example", "127.0.0.1.example", "[::2]", "0.0.0.0"]) {
      assert.equal(insecureSystemUrls({ systems: systems(`http://${host}`, "https://mes.example") }).length, 1, host);
    }
  });
});
