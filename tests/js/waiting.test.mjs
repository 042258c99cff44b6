import assert from "node:assert/strict";
import { test } from "node:test";

import { placeWords, waitWords } from "widget/waiting.js";

const ENGLISH = {
  placeNext: "You are next.",
  place: "You are {ordinal} in line.",
  "ordinal:one": "{n}st",
  "ordinal:two": "{n}nd",
  "ordinal:few": "{n}rd",
  "ordinal:other": "{n}th",
  waitUsually: "Usually {time}.",
  waitUnder: "Usually less than {time}.",
  waitHour: "Up to an hour or longer.",
  waitHours: "More than an hour.",
  waitUnknown: "We cannot say.",
};

test("places are counted as people count", () => {
  const places = [1, 2, 3, 4, 11, 21, 22].map((place) => placeWords(place, ENGLISH, "en"));
  assert.deepEqual(places, [
    "You are next.",
    "You are 2nd in line.",
    "You are 3rd in line.",
    "You are 4th in line.",
    "You are 11th in line.",
    "You are 21st in line.",
    "You are 22nd in line.",
  ]);
});

test("another language has its own forms, and the missing ones are the usual one", () => {
  const french = { place: "Vous êtes {ordinal}.", "ordinal:one": "{n}er", "ordinal:other": "{n}e" };
  assert.equal(placeWords(2, french, "fr"), "Vous êtes 2e.");
  assert.equal(placeWords(2, { place: "{ordinal}", "ordinal:other": "{n}." }, "en"), "2.");
});

test("a range is told in minutes, and never finer than it is known", () => {
  const told = (low, high) => waitWords([low, high], ENGLISH, "en");
  assert.equal(told(180, 360), "Usually 3–6 minutes.");
  assert.equal(told(180, 210), "Usually 3–4 minutes.");
  assert.equal(told(120, 120), "Usually 2 minutes.");
  assert.equal(told(0, 30), "Usually less than 1 minute.");
  assert.equal(told(30, 150), "Usually less than 3 minutes.");
  assert.equal(told(1800, 4000), "Up to an hour or longer.");
  assert.equal(told(3900, 9000), "More than an hour.");
});

test("without a range no number is made up", () => {
  assert.equal(waitWords(null, ENGLISH, "en"), "We cannot say.");
});

test("digits and units are the reader's", () => {
  assert.match(waitWords([180, 360], { waitUsually: "عادةً {time}." }, "ar-EG"), /[٣3].*[٦6]/);
});
