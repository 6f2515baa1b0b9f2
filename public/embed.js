// @ts-check
// Defines <pomona-portal>, the whole portal as one element. A page needs only this file, from the server's base path:
//
//   <script type="module" src="/it/apple/embed.js"></script>
//   <pomona-portal base-path="/it/apple"></pomona-portal>
//
// Attributes
//   base-path  where the app and its server live on this origin; default: the folder that this file came from
//   theme      "light" or "dark"; default: what the system asks for
//   lang, dir  as on any element
//
// Events (they bubble, and cross shadow roots)
//   pomona-title     detail.title: what the app would like the page to be called
//   pomona-navigate  detail.path: where the person is now
//   pomona-failed    detail.error: the app could not be loaded, or stopped working; the element says so by itself
//
// Everything the app shows, dialogs and announcements too, stays inside the element's open shadow root.

/**
 * @typedef {object} Options What the app is told when it is mounted.
 * @property {string} basePath
 * @property {string} lang
 * @property {string} luggage what came along from another part of the portal
 *
 * @typedef {object} Mounted An app that is being shown.
 * @property {() => void} unmount
 *
 * @typedef {object} App What the compiled app exports.
 * @property {(start: { module_or_path: WebAssembly.Module }) => Promise<unknown>} default
 * @property {(root: HTMLElement, options: Options) => Mounted} mount
 */

/**
 * The files of this build, which lie beside this one. The build writes their names here: no second round trip.
 * Each part of the portal is a program of its own; the first screen needs one of them.
 */
const files = {
  list: { script: "%list.js%", wasm: "%list.wasm%" },
  profile: { script: "%profile.js%", wasm: "%profile.wasm%" },
  insight: { script: "%insight.js%", wasm: "%insight.wasm%" },
  management: { script: "%management.js%", wasm: "%management.wasm%" },
  style: "%style%",
};

/** @typedef {"list" | "profile" | "insight" | "management"} Part */

/** The app's own catalog of sentences comes with the file whose absence these have to explain. */
const words = {
  notLoaded: "The portal could not be loaded. Check your connection, then reload the page.",
  stopped: "The portal stopped because of a mistake of ours. Reload the page to go on.",
  reload: "Reload",
};

/** Style of the message for when there is no app, and so perhaps no style sheet either. */
const failureStyle = `
  :host { display: block; }
  [role="alert"] {
    max-inline-size: 40em; margin: 3em auto; padding: 1.5em; box-sizing: border-box;
    border: 1px solid light-dark(#c5cad1, #4a5058); border-radius: 14px;
    background: light-dark(#fff, #1b1f24); color: light-dark(#1d2228, #e9ecef);
    font: var(--pomona-base, 16px)/1.5 system-ui, sans-serif;
  }
  p { margin: 0 0 1em; }
  button {
    min-block-size: 2.5em; padding-inline: 1.25em; border: 1px solid transparent; border-radius: 8px;
    background: light-dark(#19764e, #5fc796); color: light-dark(#fff, #10201a); font: inherit; font-weight: 600; cursor: pointer;
  }
  button:focus-visible { outline: 2px solid; outline-offset: 2px; }
  :host([theme="light"]) { color-scheme: light; }
  :host([theme="dark"]) { color-scheme: dark; }
`;

/**
 * The parts of the app that were asked for, each loaded once for all elements of the page.
 * @type {Map<Part, Promise<App>>}
 */
const loading = new Map();

/** @type {Promise<CSSStyleSheet> | undefined} */
let loadingStyle;

/** Set by the first panic: the one wasm instance of this page cannot be used again. */
let stopped = false;

/** @param {string} file */
const addressOf = (file) => new URL(file, import.meta.url).href;

/** @param {string} file */
async function fetchFile(file) {
  const response = await fetch(addressOf(file));
  if (!response.ok) throw new Error(`${response.status} for ${response.url}`);
  return response;
}

/**
 * The part that the path below the base most likely belongs to. The app itself knows, and asks for the other one.
 * @param {string} path
 * @returns {Part}
 */
function partAt(path) {
  if (/^\/(who-gets-what|audit-log|history|enrollment-types\/[^/]+\/history)/.test(path)) return "insight";
  if (!path.startsWith("/enrollment-types")) return "management";
  return path.startsWith("/enrollment-types/") ? "profile" : "list";
}

/** @param {string} text */
function styleSheet(text) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  return sheet;
}

/** @param {Part} part */
async function load(part) {
  const [app, module] = await Promise.all([
    /** @type {Promise<App>} */ (import(addressOf(files[part].script))),
    WebAssembly.compileStreaming(fetchFile(files[part].wasm)),
  ]);
  await app.default({ module_or_path: module });
  return app;
}

/**
 * A failed try is forgotten, so that the next element tries again.
 * @param {Part} part
 */
function partOf(part) {
  const known = loading.get(part);
  if (known) return known;
  const loaded = load(part);
  loading.set(part, loaded);
  loaded.catch(() => loading.delete(part));
  return loaded;
}

async function loadStyle() {
  return styleSheet(await (await fetchFile(files.style)).text());
}

/** Has the browser keep the other parts, once it has nothing better to do. @param {Part} part */
function fetchAhead(part) {
  const fetchOthers = () => {
    for (const other of /** @type {Part[]} */ (["list", "profile", "insight", "management"]).filter((other) => other !== part)) {
      if (loading.has(other)) continue;
      for (const file of [files[other].script, files[other].wasm]) fetch(addressOf(file), { priority: "low" }).catch(() => {});
    }
  };
  if ("requestIdleCallback" in window) requestIdleCallback(fetchOthers, { timeout: 5000 });
  else setTimeout(fetchOthers, 2000);
}

class PomonaPortal extends HTMLElement {
  static observedAttributes = ["base-path", "lang", "theme"];

  #shadow = this.attachShadow({ mode: "open" });
  /** @type {HTMLElement | undefined} */
  #root;
  /** @type {Mounted | undefined} */
  #mounted;

  connectedCallback() {
    if (!this.#root) this.#start();
  }

  disconnectedCallback() {
    // Moving an element takes it out of the page and puts it back at once. That must not cost the person their place.
    queueMicrotask(() => {
      if (!this.isConnected) this.#end();
    });
  }

  /**
   * @param {string} name
   * @param {string | null} before
   * @param {string | null} now
   */
  attributeChangedCallback(name, before, now) {
    if (!this.#root || before === now) return;
    if (name === "theme") {
      this.#applyTheme(this.#root);
    } else {
      this.#end();
      this.#start();
    }
  }

  /**
   * @param {Part} [part] the part that another one has asked for
   * @param {string} [luggage] what goes along
   */
  async #start(part, luggage = "") {
    window.addEventListener("pomona-stopped", this.#stop);
    if (stopped) return this.#fail(words.stopped, new Error("stopped before"));

    const root = document.createElement("div");
    this.#root = root;
    this.#applyTheme(root);
    this.addEventListener("pomona-part", this.#handOver);
    try {
      const basePath = this.#basePath();
      const wanted = part ?? partAt(location.pathname.slice(basePath.length));
      const [app, style] = await Promise.all([partOf(wanted), (loadingStyle ??= loadStyle())]);
      if (root !== this.#root) return;
      this.#shadow.adoptedStyleSheets = [style];
      this.#shadow.replaceChildren(root);
      this.#mounted = app.mount(root, { basePath, lang: this.#language(), luggage });
      fetchAhead(wanted);
    } catch (error) {
      // A panic while mounting has already said what there is to say.
      if (root === this.#root && !stopped) this.#fail(words.notLoaded, error);
    }
  }

  /** The address belongs to another part. What is on show stays until that one is there. @param {Event} event */
  #handOver = (event) => {
    event.stopPropagation();
    const { part, luggage } = /** @type {CustomEvent<{ part: Part, luggage: string }>} */ (event).detail;
    partOf(part)
      .catch(() => {})
      .then(() => {
        if (!this.#root) return;
        this.#end();
        this.#start(part, luggage);
      });
  };

  #end() {
    window.removeEventListener("pomona-stopped", this.#stop);
    this.removeEventListener("pomona-part", this.#handOver);
    if (!stopped) this.#mounted?.unmount();
    this.#mounted = undefined;
    this.#root = undefined;
    this.#shadow.replaceChildren();
  }

  #stop = () => {
    stopped = true;
    this.#fail(words.stopped, new Error("panic"));
  };

  /**
   * Takes the place of the app, dialogs included, without running any more of it.
   * @param {string} sentence
   * @param {unknown} error
   */
  #fail(sentence, error) {
    const text = document.createElement("p");
    text.textContent = sentence;
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = words.reload;
    button.addEventListener("click", () => location.reload());
    const message = document.createElement("div");
    message.setAttribute("role", "alert");
    message.append(text, button);

    this.#shadow.adoptedStyleSheets = [styleSheet(failureStyle)];
    this.#shadow.replaceChildren(message);
    this.dispatchEvent(new CustomEvent("pomona-failed", { bubbles: true, composed: true, detail: { error } }));
  }

  /** @param {HTMLElement} root */
  #applyTheme(root) {
    const theme = this.getAttribute("theme");
    if (theme === "light" || theme === "dark") root.dataset.theme = theme;
    else delete root.dataset.theme;
  }

  #language() {
    const closest = this.closest("[lang]");
    return closest instanceof HTMLElement ? closest.lang : "";
  }

  #basePath() {
    const path = this.getAttribute("base-path") ?? new URL(".", import.meta.url).pathname;
    return path.replace(/\/+$/, "");
  }
}

if (!customElements.get("pomona-portal")) customElements.define("pomona-portal", PomonaPortal);
