// Resolves the bare names of the browser modules as the pages' import maps do.
import { registerHooks } from "node:module";

const FOLDERS = /^(shared|widget|later|console|feedback-later|feedback-console)\/(.+\.js)$/;

registerHooks({
  resolve(specifier, context, next) {
    const found = FOLDERS.exec(specifier);
    if (!found) return next(specifier, context);
    const [, prefix, name] = found;
    const app = prefix.startsWith("feedback-") ? "feedback" : "chat";
    const folder = prefix.replace("feedback-", "");
    const url = new URL(`../../${app}/static/${app}/${folder}/${name}`, import.meta.url).href;
    return { url, format: "module", shortCircuit: true };
  },
});
