/* The one search: / or Ctrl K opens it, arrows choose, Enter opens. What was opened and what is starred stays here. */
(() => {
  if (!window.site?.say) return;
  const MOST_RECENT = 8;
  const root = document.documentElement;
  const dialog = document.getElementById("finding");
  const field = dialog.querySelector("input");
  const list = document.getElementById("found");
  const status = dialog.querySelector("[role=status]");
  let asked = "";

  const words = (name, values = {}) => Object.entries(values).reduce((text, [key, value]) => text.replace(`{${key}}`, value), dialog.dataset[name]);
  const read = (name) => {
    try {
      return JSON.parse(localStorage.getItem(name)) || [];
    } catch {
      return []; // nothing is kept in this browser
    }
  };
  const write = (name, things) => {
    try {
      localStorage.setItem(name, JSON.stringify(things));
    } catch {
      // nothing is kept in this browser
    }
  };

  const ROLE = { role: "combobox", "aria-controls": "found", "aria-expanded": "false", "aria-autocomplete": "list" };
  Object.entries(ROLE).forEach(([name, value]) => field.setAttribute(name, value));
  const options = () => [...list.querySelectorAll("[role=option]")];
  const chosen = () => list.querySelector("[aria-selected=true]");

  function choose(option) {
    chosen()?.setAttribute("aria-selected", "false");
    option?.setAttribute("aria-selected", "true");
    if (option) field.setAttribute("aria-activedescendant", option.id);
    else field.removeAttribute("aria-activedescendant");
    option?.scrollIntoView({ block: "nearest" });
  }

  function option(thing, index) {
    const link = document.createElement("a");
    const [kind, name, about] = ["small", "b", "span"].map((tag) => document.createElement(tag));
    [kind.textContent, name.textContent, about.textContent] = [thing.kind, thing.name, thing.about];
    link.append(kind, name, about);
    Object.assign(link, { id: `found-${index}`, href: thing.address, tabIndex: -1 });
    link.dataset.page = "";
    link.setAttribute("role", "option");
    link.setAttribute("aria-selected", "false");
    link.addEventListener("click", () => {
      const others = read("recent").filter((one) => one.address !== thing.address);
      write("recent", [thing, ...others].slice(0, MOST_RECENT));
      dialog.close();
    });
    return link;
  }

  function show(things, sentence) {
    list.replaceChildren(...things.map(option));
    status.textContent = sentence;
    list.dataset.words = asked; // what they were found for: while one types, the list of a moment ago still stands
    field.setAttribute("aria-expanded", String(things.length > 0));
    choose(field.value ? options()[0] : null);
  }

  function begin() {
    const known = [["starred", read("starred")], ["recent", read("recent")]];
    const things = known.flatMap(([name, all]) => all.map((one) => ({ ...one, kind: words(name) })));
    show(things, words("begin"));
  }

  async function find() {
    const text = field.value.trim();
    asked = text;
    if (!text) return begin();
    const search = new URLSearchParams({ words: text, release: root.dataset.release });
    if (root.dataset.pinned !== undefined) search.set("pinned", "1");
    try {
      const response = await fetch(`/_find?${search}`);
      if (response.status === 401) window.site.say("ended");
      if (!response.ok) throw new Error(response.status);
      const { found } = await response.json();
      if (asked === text) show(found, found.length ? words("count", { count: found.length }) : words("none", { words: text }));
    } catch {
      if (asked === text) show([], words("lost"));
    }
  }

  function open() {
    if (document.querySelector("dialog[open]")) return;
    field.value = "";
    begin();
    dialog.showModal();
    field.focus();
  }

  function move(by) {
    const all = options();
    const at = all.indexOf(chosen());
    if (all.length) choose(all[(at + by + all.length + (at < 0 && by < 0 ? 1 : 0)) % all.length]);
  }

  const KEYS = {
    ArrowDown: () => move(1),
    ArrowUp: () => move(-1),
    Enter: () => chosen()?.click(),
  };
  field.addEventListener("input", find);
  field.addEventListener("keydown", (event) => {
    if (!KEYS[event.key] || event.isComposing) return; // a word is still being composed
    event.preventDefault();
    KEYS[event.key]();
  });
  dialog.querySelector(".close").addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());

  const isTyped = (target) => target.matches?.("input, textarea, select, [contenteditable=true]");
  document.addEventListener("keydown", (event) => {
    const isSlash = event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey && !isTyped(event.target);
    const isK = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey);
    if (!isSlash && !isK) return;
    event.preventDefault();
    open();
  });
  document.addEventListener("click", (event) => {
    if (!event.target.closest?.(".find-opener")) return;
    event.preventDefault();
    open();
  }, true);

  /* The star of a page: its address without the release, and its title. */
  const address = () => {
    const search = new URLSearchParams(location.search);
    search.delete("release");
    return location.pathname + (search.size ? `?${search}` : "");
  };
  function light() {
    const star = document.querySelector("button.star");
    if (!star) return;
    const isStarred = read("starred").some((one) => one.address === address());
    star.setAttribute("aria-pressed", String(isStarred));
    star.textContent = isStarred ? "★" : "☆";
  }
  document.addEventListener("click", (event) => {
    if (!event.target.closest?.("button.star")) return;
    const others = read("starred").filter((one) => one.address !== address());
    const isStarred = others.length < read("starred").length;
    const heading = document.querySelector("h1").textContent;
    write("starred", isStarred ? others : [{ name: heading, about: document.querySelector(".page-head p")?.textContent || "", address: address() }, ...others]);
    light();
  });
  new MutationObserver(light).observe(document.getElementById("content"), { childList: true });
  light();
})();
