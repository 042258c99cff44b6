// Resolves the bare names of the browser modules as the pages' import maps do.
import { registerHooks } from "node:module";

const FOLDERS = /^(shared|widget|later|console)\/(.+\.js)$/;

registerHooks({
  resolve(specifier, context, next) {
    const found = FOLDERS.exec(specifier);
    if (!found) return next(specifier, context);
    const url = new URL(`../../chat/static/chat/${found[1]}/${found[2]}`, import.meta.url).href;
    return { url, format: "module", shortCircuit: true };
  },
});
