import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { mediaTypeCounterpart } from "./media-type.js";

describe("mediaTypeCounterpart", () => {
  it("ignores case, blanks and the usual character set", () => {
    assert.equal(
      mediaTypeCounterpart("application/json", ["text/plain", "Application/JSON; charset=UTF-8"]),
      "Application/JSON; charset=UTF-8",
    );
  });

  it("prefers the same type, then the narrowest range", () => {
    assert.equal(mediaTypeCounterpart("image/png", ["*/*", "image/*", "image/png"]), "image/png");
    assert.equal(mediaTypeCounterpart("image/png", ["*/*", "image/*"]), "image/*");
  });

  it("does not take a type for a range around it", () => {
    assert.equal(mediaTypeCounterpart("image/*", ["image/png"]), undefined);
  });

  it("tells types apart by their parameters", () => {
    assert.equal(mediaTypeCounterpart("application/json", ["application/json; version=2"]), undefined);
    assert.equal(mediaTypeCounterpart("application/json; version=2", ["application/json"]), "application/json");
  });
});
