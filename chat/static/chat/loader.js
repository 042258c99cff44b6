/**
 * The script a company puts into its pages: <script src="https://HOST/widget.js?site=KEY" data-site="KEY" async>.
 * It shows a button; everything else is loaded when somebody presses it. No dependency, one global:
 * the function `helpdesk`, see docs/page-api.md. With data-start="manual" there is that alone.
 */
(function () {
  "use strict";

  const script = /** @type {HTMLScriptElement | null} */ (
    document.currentScript || document.querySelector('script[src*="/widget.js"][data-site]')
  );
  const page = /** @type {any} */ (window);
  const queue = page.helpdesk ? page.helpdesk.q || [] : [];
  if ((page.helpdesk && page.helpdesk.host) || !script) return; // included twice: once is enough

  const given = null; // where the address names the site, its configuration: chat/loader.py
  const host = new URL(script.src).origin;
  const site = (script.dataset.site || "").trim();
  const LANGUAGE = `helpdesk:language:${site}`;
  const LIVE = `helpdesk:live:${site}`;
  const RESET = `helpdesk:reset:${site}`;
  const TURN_MS = 1000;
  const READY_MS = 10000;
  const STALE_MS = 60000;
  const MOON = "M20 14.5A8.5 8.5 0 0 1 9.5 4a8.5 8.5 0 1 0 10.5 10.5z";
  const BUBBLE = "M12 3.5c-5 0-9 3.4-9 7.7 0 2.4 1.3 4.5 3.3 5.9L5.6 20.5l4-2c.8.2 1.6.3 2.4.3 5 0 9-3.4 9-7.6s-4-7.7-9-7.7z";
  const CROSS = "M6 9l6 6 6-6";
  const STYLE = `
    :host { all: initial; color-scheme: light dark; }
    @media print { :host { display: none; } }
    button { position: fixed; z-index: 2147483000; inset-block-end: calc(20px + env(safe-area-inset-bottom));
      inset-inline-end: 20px; inline-size: 56px; block-size: 56px; padding: 0; border: 0; border-radius: 50%;
      background: var(--accent); color: #fff; cursor: pointer; display: grid; place-items: center;
      box-shadow: 0 4px 16px rgb(0 0 0 / .24); font: 700 12px/20px system-ui, sans-serif;
      transition: transform .12s, box-shadow .12s; -webkit-tap-highlight-color: transparent; }
    button:hover { transform: translateY(-1px); box-shadow: 0 6px 20px rgb(0 0 0 / .3); }
    button:focus-visible { outline: 3px solid var(--accent); outline-offset: 3px;
      box-shadow: 0 0 0 3px #fff, 0 4px 16px rgb(0 0 0 / .24); }
    button.away { background: #4b5261; }
    button > i { display: none; font: 600 13px/20px system-ui, sans-serif; white-space: nowrap; }
    button.away[aria-expanded=false] { inline-size: auto; border-radius: 28px; padding-inline: 15px 20px; grid-auto-flow: column; gap: 9px; }
    button.away[aria-expanded=false] > i { display: block; }
    svg { inline-size: 26px; block-size: 26px; fill: currentColor; stroke: none; }
    button[aria-expanded=true] svg { fill: none; stroke: currentColor; stroke-width: 2.5;
      stroke-linecap: round; stroke-linejoin: round; }
    b { position: absolute; inset-block-start: -4px; inset-inline-end: -4px; box-sizing: border-box;
      min-inline-size: 22px; block-size: 22px; padding-inline: 5px; border: 1px solid #fff; border-radius: 11px;
      background: #c3221f; color: #fff; text-align: center; }
    b:empty { display: none; }
    section { position: fixed; z-index: 2147483001; inset-block-end: calc(88px + env(safe-area-inset-bottom));
      inset-inline-end: 20px; inline-size: 380px; block-size: min(600px, 100dvh - 108px); border-radius: 16px;
      overflow: hidden; background: linear-gradient(var(--accent) 68px, Canvas 0); color: CanvasText; box-shadow: 0 12px 40px rgb(0 0 0 / .28);
      visibility: hidden; opacity: 0; transform: translateY(8px); font: 14px/1.5 system-ui, sans-serif;
      transition: opacity .16s, transform .16s, visibility 0s .16s; }
    section.open { visibility: visible; opacity: 1; transform: none; transition-delay: 0s; }
    iframe { position: absolute; inset: 0; inline-size: 100%; block-size: 100%; border: 0; }
    p { margin: 108px 32px; text-align: center; }
    p:empty { display: none; }
    @media (max-width: 479px) {
      section { inset: 0; inline-size: auto; block-size: auto; border-radius: 0; }
      section.open + button { z-index: 2147483002; }
      section.open.ready + button { display: none; } /* the frame brings its own */
    }
    @media (prefers-reduced-motion: reduce) { button, section { transition: none; } }`;

  /** @type {any} the button, once it is there */
  let chat;
  let isStarted = false;
  let isWanted = false;
  let isOver = false;
  let isLate = false;
  let wished = "";
  /** @type {Record<string, any>} what the page has said, told to each frame that loads */
  let said = {};
  /** @type {Record<string, ((detail: any) => void)[]>} */
  const listeners = {};

  /** @type {Record<string, any>} */
  const COMMANDS = {
    start: begin,
    open: () => want(true),
    close: () => want(false),
    identify: (/** @type {unknown} */ who) => say("identify", who),
    setAttributes: (/** @type {object} */ more) => say("attributes", { ...said.attributes, ...more }),
    /** @param {unknown} code */
    setLanguage(code) {
      wished = String(code);
      if (chat) chat.speak();
      else isLate = isStarted;
    },
    reset() {
      said = said.listen ? { listen: true } : {};
      isOver = true;
      if (isStarted) forget();
    },
    /** @param {string} name @param {(detail: any) => void} listener */
    on(name, listener) {
      (listeners[name] = listeners[name] || []).push(listener);
      if (name === "ready" && chat) tellPage(name, { state: chat.state() });
      if (name === "message" || name === "rating") say("listen", true);
    },
    /** @param {string} name @param {unknown} listener */
    off(name, listener) {
      listeners[name] = (listeners[name] || []).filter((one) => one !== listener);
    },
  };

  /** @param {string} name @param {any[]} args */
  page.helpdesk = (name, ...args) => (Object.hasOwn(COMMANDS, name) ? COMMANDS[name](...args) : explain(`there is no command "${name}".`));
  page.helpdesk.host = host;
  if (!site) return explain("the script tag has no data-site. Copy the snippet again from Settings > Install.");
  for (const args of queue) page.helpdesk(...args);
  if (script.dataset.start !== "manual") begin();

  function begin() {
    if (isStarted) return;
    isStarted = true;
    if (isOver) forget();
    if (given && !spokenHere()) return configured(given);
    ask("default").then(configured, () => explain(`no answer from ${host}. Is the address in the script tag right, and does this page's Content-Security-Policy allow it under connect-src?`));
  }

  /** @param {boolean} on */
  function want(on) {
    isWanted = on;
    if (on) begin();
    if (chat) chat[on ? "open" : "close"]();
  }

  /** @param {string} name @param {any} value */
  function say(name, value) {
    said[name] = value;
    if (chat) chat.call(name);
  }

  /** Nothing of this visitor stays here; the frame forgets its own part before it shows anything. */
  function forget() {
    isOver = false;
    for (const key of Object.keys(kept())) if (key !== LANGUAGE) keep(key, null);
    keep(RESET, "1");
    if (chat) chat.renew();
  }

  /** An error of the page's own is the page's own. @param {string} name @param {any} [detail] */
  function tellPage(name, detail) {
    for (const listener of listeners[name] || []) setTimeout(() => listener(detail));
  }

  /** @param {RequestCache} cache @returns {Promise<any>} see chat/widget.py */
  function ask(cache) {
    return fetch(spoken(`${host}/widget/${encodeURIComponent(site)}/config/`), { credentials: "omit", cache }).then((response) => response.json());
  }

  /** The language chosen in the chat. */
  function spokenHere() {
    return kept()[LANGUAGE] || wished;
  }

  /** @param {string} address in that language */
  function spoken(address) {
    const chosen = spokenHere();
    return chosen ? `${address}?lang=${encodeURIComponent(chosen)}` : address;
  }

  /** @param {any} config */
  function configured(config) {
    if (config.error) refused(config.error);
    else whenReady(() => start(config));
  }

  /** @param {string} code */
  function refused(code) {
    if (code === "origin_not_listed") {
      return explain(`this address (${location.origin}) is not on the list of sites of this company. Add it under Settings > Sites.`);
    }
    explain(`there is no active company with the site key "${site}". Copy the snippet again from Settings > Install.`);
  }

  /** @param {string} why */
  function explain(why) {
    console.error(`helpdesk: ${why}`);
  }

  /** @param {() => void} then */
  function whenReady(then) {
    if (document.body) then();
    else document.addEventListener("DOMContentLoaded", then, { once: true });
  }

  /** @param {() => void} then */
  function whenQuiet(then) {
    if (document.readyState === "complete") then();
    else window.addEventListener("load", then, { once: true });
  }

  /** Where the visitor is; what comes behind a question mark is nobody's business. */
  function place() {
    return location.origin + location.pathname;
  }

  function here() {
    return { url: place(), title: document.title };
  }

  /** @param {any} config see chat/widget.py */
  function start(config) {
    const frameUrl = new URL(config.frame, host);
    const root = document.createElement("helpdesk-widget");
    const shadow = root.attachShadow({ mode: "open" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
    shadow.adoptedStyleSheets = [sheet];
    root.style.setProperty("--accent", config.accent);

    const panel = document.createElement("section");
    const trouble = document.createElement("p");
    const button = document.createElement("button");
    const badge = document.createElement("b");
    const path = icon(button);
    panel.append(trouble);
    trouble.setAttribute("role", "alert");
    button.type = "button";
    const words = document.createElement("i");
    words.setAttribute("aria-hidden", "true");
    button.append(words, badge);
    badge.setAttribute("aria-hidden", "true");
    shadow.append(panel, button);

    /** @type {HTMLIFrameElement | null} */
    let frame = null;
    let isOpen = false;
    let isReady = false;
    let unread = 0;
    let asked = Date.now();
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    let change;
    let focused = document.hasFocus();
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    let patience;
    /** @type {(() => void) | undefined} */
    let release;
    let at = "";
    let told = "";

    button.addEventListener("click", () => (isOpen ? close() : open()));
    shadow.addEventListener("keydown", (event) => {
      if (/** @type {KeyboardEvent} */ (event).key === "Escape" && isOpen) close();
    });
    window.addEventListener("message", hear);
    window.addEventListener("storage", ({ key, newValue }) => {
      if (isKept(key)) tell({ type: "kept", key, value: newValue });
    });
    // Focus that moves into the frame blurs this window; the frame then knows by itself.
    window.addEventListener("focus", () => focus(true));
    window.addEventListener("blur", () => focus(false));
    paint();
    awaitChange();
    document.body.append(root);
    chat = { open, close, speak, renew, state: () => config.state, call: (/** @type {string} */ name) => tell({ type: "call", name, value: said[name] }) };
    tellPage("ready", { state: config.state });
    if (isLate) speak();
    if (isWanted) open();
    // A chat that goes on is there on the next page, too: its answers are counted on the button.
    if (kept()[LIVE]) whenQuiet(load);

    function open() {
      if (isOpen) return;
      isOpen = true;
      load();
      paint();
      attend();
      if (frame) frame.focus();
      tellPage("open");
    }

    function close() {
      if (!isOpen) return;
      isOpen = false;
      paint();
      attend();
      button.focus();
      tellPage("close");
    }

    function load() {
      if (frame) return;
      trouble.textContent = "";
      frame = document.createElement("iframe");
      frame.title = config.label;
      frame.src = spoken(frameUrl.href);
      frame.addEventListener("load", () => {
        at = told = place();
        tell({ type: "hello", ...here(), kept: kept() });
        attend();
      });
      panel.append(frame);
      patience = setTimeout(failed, READY_MS);
    }

    /** In another language than before. */
    function speak() {
      askAgain();
      const address = spoken(frameUrl.href);
      if (frame && frame.src !== address) frame.src = address;
    }

    /** The visitor is a new one. */
    function renew() {
      unread = 0;
      paint();
      tell({ type: "call", name: "reset" });
    }

    function failed() {
      if (frame) frame.remove();
      frame = null;
      trouble.textContent = config.failed;
      panel.classList.remove("ready");
      explain(`the chat's page did not load from ${host}. Does this page's Content-Security-Policy allow it under frame-src?`);
    }

    /** @param {MessageEvent} event */
    function hear(event) {
      const { data } = event;
      if (!frame || event.source !== frame.contentWindow || event.origin !== frameUrl.origin) return;
      if (!data || data.helpdesk !== 1) return;
      if (data.type === "ready") ready();
      if (data.type === "close") close();
      if (data.type === "availability") know(data);
      if (data.type === "keep" && isKept(data.key)) {
        keep(data.key, data.value);
        if (data.key === LANGUAGE) askAgain(); // the words of the button
      }
      if (data.type === "lock") lock();
      if (data.type === "unlock" && release) release();
      if (data.type === "told") tellPage(data.name, data.detail);
      if (data.type === "problem") explain(`${data.name} was refused: ${data.code} (${data.field || "-"}).`);
      if (data.type === "unread" && Number.isInteger(data.count)) {
        unread = data.count;
        paint();
      }
    }

    /** Sites that turn pages without loading one; the title follows the address. */
    function turn() {
      const now = place();
      if (now === at && now !== told) {
        told = now;
        tell({ type: "page", ...here() });
      }
      at = now;
    }

    function ready() {
      if (!isReady) setInterval(turn, TURN_MS);
      isReady = true;
      clearTimeout(patience);
      panel.classList.add("ready");
      for (const name of Object.keys(said)) chat.call(name);
      attend();
    }

    /** One tab at a time becomes a visitor. */
    function lock() {
      const locked = () => tell({ type: "locked", kept: kept() });
      const wait = new AbortController();
      release = () => wait.abort();
      const hold = () => new Promise((free) => {
        release = () => free(undefined);
        locked();
      });
      if (navigator.locks) navigator.locks.request(`helpdesk:${site}`, { signal: wait.signal }, hold).catch(locked);
      else locked();
    }

    /** @param {boolean} on */
    function focus(on) {
      focused = on;
      attend();
      if (on && Date.now() - asked > STALE_MS) askAgain();
    }

    /** The clock opens and closes; not every page asks in the same second. */
    function awaitChange() {
      clearTimeout(change);
      if (config.changes_in) change = setTimeout(askAgain, (config.changes_in + Math.random() * 20) * 1000);
    }

    function askAgain() {
      asked = Date.now();
      ask("no-cache").then((now) => {
        if (now.error) return;
        know(now);
        if (frame) frame.title = config.label;
        awaitChange();
      }, () => {});
    }

    /** @param {any} now whether somebody answers */
    function know(now) {
      Object.assign(config, now);
      paint();
    }

    function attend() {
      tell({ type: "attention", shown: isOpen, focused });
    }

    /** @param {object} message */
    function tell(message) {
      if (!frame || !frame.contentWindow) return;
      // Before it is ready the frame may still be an empty page of our own origin.
      if (isReady || /** @type {any} */ (message).type === "hello") {
        frame.contentWindow.postMessage({ helpdesk: 1, ...message }, frameUrl.origin);
      }
    }

    function paint() {
      const count = isOpen ? 0 : unread;
      const away = config.state === "masked";
      const hint = away ? back(config) : "";
      const label = isOpen ? config.close : away ? config.leave : config.label;
      const told = [label, isOpen ? "" : hint, count ? config.unread.replace("{n}", count) : ""];
      words.textContent = hint || config.nobody;
      button.classList.toggle("away", away);
      button.setAttribute("aria-label", told.filter(Boolean).join(", "));
      button.setAttribute("aria-expanded", String(isOpen));
      button.title = isOpen ? config.close : told.slice(0, 2).filter(Boolean).join(". ");
      badge.textContent = count ? (count > 9 ? "9+" : String(count)) : "";
      path.setAttribute("d", isOpen ? CROSS : away ? MOON : BUBBLE);
      panel.classList.toggle("open", isOpen);
    }
  }

  /**
   * "Back at 9:00 (Mon)", in this browser's own time; "" where nothing can be said.
   * @param {any} config
   */
  function back({ reason, opens, language, back, back_on }) {
    if (reason !== "closed" || !opens) return "";
    const at = new Date(opens);
    const locale = navigator.languages.find((one) => one.split("-")[0] === language.split("-")[0]) || language;
    /** @param {Intl.DateTimeFormatOptions} how */
    const say = (how) => new Intl.DateTimeFormat(locale, how).format(at);
    const isSoon = at.getTime() - Date.now() < 6 * 864e5;
    const day = say(isSoon ? { weekday: "short" } : { day: "numeric", month: "short" });
    const isToday = at.toDateString() === new Date().toDateString();
    return (isToday ? back : back_on).replace("{time}", say({ hour: "numeric", minute: "2-digit" })).replace("{day}", day);
  }

  // Some browsers refuse storage to frames of other sites; then the frame asks this page to keep it.

  /** @param {unknown} key "helpdesk:visitor:<site>" and such */
  function isKept(key) {
    const [product, , of] = String(key).split(":");
    return product === "helpdesk" && of === site;
  }

  /** @returns {Record<string, string>} */
  function kept() {
    try {
      return Object.fromEntries(Object.entries(localStorage).filter(([key]) => isKept(key)));
    } catch {
      return {};
    }
  }

  /** @param {string} key @param {unknown} value null: forget it */
  function keep(key, value) {
    try {
      if (typeof value === "string") localStorage.setItem(key, value);
      else localStorage.removeItem(key);
    } catch {
      // Refused here as well: the frame still has it in memory.
    }
  }

  /** @param {HTMLElement} button @returns {SVGPathElement} */
  function icon(button) {
    const space = "http://www.w3.org/2000/svg";
    const svg = document.createElementNS(space, "svg");
    const path = /** @type {SVGPathElement} */ (document.createElementNS(space, "path"));
    svg.setAttribute("viewBox", "0 0 24 24");
    svg.setAttribute("aria-hidden", "true");
    svg.append(path);
    button.append(svg);
    return path;
  }
})();
