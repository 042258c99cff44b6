import assert from "node:assert/strict";
import { test } from "node:test";

import { lowWords } from "feedback-console/ratings.js";

const low = (more) => ({ step: "low_rating", rating: 1, conversation: null, score: 1, scale: "faces", contact: false, ...more });

test("a low rating is told with what the customer wants to be known, and no more", () => {
  assert.equal(lowWords(low()), "low_score");
  assert.equal(lowWords(low({ scale: "thumbs" })), "low_thumb");
  assert.equal(lowWords(low({ conversation: 7 })), "low_open");
  assert.equal(lowWords(low({ conversation: 7, contact: true, scale: "thumbs" })), "low_contact");
});
