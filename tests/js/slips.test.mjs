import assert from "node:assert/strict";
import { test } from "node:test";

import { meantAddress } from "feedback-later/slips.js";

const KNOWN = ["gmail.com", "hotmail.com", "mail.com", "outlook.fr", "yahoo.com", "ymail.com"];
const meant = (domain) => meantAddress(`Mia.M@${domain}`, KNOWN).replace("Mia.M@", "");

test("one letter wrong, missing, too many, or two in the wrong order", () => {
  for (const slip of ["gmial.com", "gmail.con", "gmail.co", "gmaill.com", "gamil.com", "gnail.com", "Gmal.com"]) {
    assert.equal(meant(slip), "gmail.com", slip);
  }
  assert.equal(meant("hotmial.com"), "hotmail.com");
  assert.equal(meant("outlok.fr"), "outlook.fr");
  assert.equal(meant("gmail"), "gmail.com");
});

test("what is right, or far from all we know, is left alone", () => {
  for (const right of ["gmail.com", "GMAIL.com", "mail.com", "ymail.com", "customer.example", "gmx.de", "hotel.com", ""]) {
    assert.equal(meant(right), "", right);
  }
  assert.equal(meantAddress("no address", KNOWN), "");
});

test("the part before the @ stays as it was typed", () => {
  assert.equal(meantAddress("a@b@gmial.com", KNOWN), "a@b@gmail.com");
});
