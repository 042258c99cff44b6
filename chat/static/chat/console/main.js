import { App } from "console/app.js";
import { learn } from "console/words.js";
import { readJson } from "shared/page_data.js";
import { safeStorage } from "shared/storage.js";

learn(/** @type {Record<string, string>} */ (readJson("words-table")));
/** Modules beside this one build on it. */
export const app = new App(/** @type {import("console/types.js").Config} */ (readJson("config")), safeStorage());
app.start();
