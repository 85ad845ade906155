import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { isPublicAddress } from "./public-address.js";

describe("a public address", () => {
  it("is one of the Internet", () => {
    for (const address of ["1.1.1.1", "172.15.255.255", "172.32.0.1", "2606:4700::1111", "2a00:1450::1"]) {
      assert.equal(isPublicAddress(address), true, address);
    }
  });

  it("is none of this machine, of a private network, of a cloud's metadata, and nothing in disguise", () => {
    const inside = ["127.0.0.1", "0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1"];
    const special = ["224.0.0.1", "255.255.255.255", "198.18.0.1", "203.0.113.9"];
    const v6 = [
      "::1",
      "::",
      "fe80::1",
      "fd00::1",
      "::ffff:127.0.0.1",
      "::ffff:7f00:1",
      "64:ff9b::7f00:1",
      "2002:7f00:1::",
    ];
    for (const address of [...inside, ...special, ...v6, "2001:db8::1", "2001::1", "localhost", ""]) {
      assert.equal(isPublicAddress(address), false, address);
    }
  });
});
