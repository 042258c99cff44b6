import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

import ts from "typescript";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const FOLDERS = ["chat/static", "helpdesk/static", "tenants/static"];

/** @returns {string[]} every module and script that is sent to browsers */
function sent() {
  return FOLDERS.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true }).map((name) => join(folder, String(name))),
  ).filter((name) => name.endsWith(".js"));
}

function* templatesInTemplates(node, depth = 0) {
  const isTemplate = ts.isTemplateExpression(node) || ts.isNoSubstitutionTemplateLiteral(node);
  if (isTemplate && depth) yield node.getText();
  const inside = [];
  ts.forEachChild(node, (child) => void inside.push(child));
  for (const child of inside) yield* templatesInTemplates(child, depth + Number(isTemplate));
}

test("no text stands in a text: what shortens our files would take its spaces for code", () => {
  const files = sent();
  assert.ok(files.length > 60);
  for (const name of files) {
    const source = ts.createSourceFile(name, readFileSync(join(ROOT, name), "utf8"), ts.ScriptTarget.Latest, true);
    assert.deepEqual([...templatesInTemplates(source)], [], name);
  }
});
