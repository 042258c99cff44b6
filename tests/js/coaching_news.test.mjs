import assert from "node:assert/strict";
import { test } from "node:test";

import { placeOf } from "feedback-console/coaching.js";

test("news leads to what it is about", () => {
  assert.equal(placeOf({ what: "praise", id: 7 }), "");
  assert.equal(placeOf({ what: "task", id: 7 }), "tasks/7/");
  assert.equal(placeOf({ what: "confirmed", id: 7 }), "tasks/7/");
  assert.equal(placeOf({ what: "exemplar", id: 7 }), "library/7/");
  assert.equal(placeOf({ what: "unheard of", id: 7 }), "");
});
