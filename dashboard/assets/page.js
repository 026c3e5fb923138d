/* From page to page without leaving the document. The address, the filters and the figures change together, when the
   answer is there; until then the old content is dimmed, and where none comes all three stay as they were. */
(() => {
  if (!window.site?.say) return; // base.js did not come: links and filters work by themselves
  const PATIENCE = 10000;
  const MINUTE = 60000;
  const MOST_REMEMBERED = 60;
  const root = document.documentElement;
  const content = () => document.getElementById("content");
  const asCame = new WeakMap(); // exhibit -> its markup in the answer, before a chart was drawn or a table opened
  const remembered = new Map(); // address -> answer; an answer about a release never changes
  const places = new Map(); // address -> how far it was scrolled
  let here = location.pathname + location.search;
  let coming = null; // what is being waited for

  class Trouble extends Error {
    constructor(kind, status) {
      super(kind);
      this.kind = kind;
      this.status = status;
    }
  }

  function remember(address, text) {
    remembered.set(address, text);
    if (remembered.size > MOST_REMEMBERED) remembered.delete(remembered.keys().next().value);
  }

  /* The document at an address, about the release that this page is about. */
  async function answer(address, signal) {
    if (remembered.has(address)) return remembered.get(address);
    const about = root.dataset.pinned === undefined ? { "X-Release": root.dataset.release } : {};
    const response = await fetch(address, { headers: { Accept: "text/html", ...about }, signal });
    if (response.status === 401 || (response.redirected && new URL(response.url).pathname === "/sign-in")) throw new Trouble("ended");
    if (response.status >= 500) throw new Trouble("failed", response.status);
    const text = await response.text();
    if (response.ok && response.headers.has("X-Release")) remember(address, text);
    notice(response.headers.get("X-Current-Release"));
    return text;
  }

  async function go(address, { push = true, stays = false, place = "" } = {}) {
    coming?.abort();
    const mine = (coming = new AbortController());
    const timer = setTimeout(() => mine.abort(new Trouble("slow")), PATIENCE);
    content().setAttribute("aria-busy", "true");
    try {
      const text = await answer(address, mine.signal);
      if (mine !== coming) return;
      const next = new DOMParser().parseFromString(text, "text/html");
      if (root.dataset.who && next.documentElement.dataset.who !== root.dataset.who) throw new Trouble("ended");
      if (!fits(next)) {
        location.assign(address + place);
        return; // dimmed until the other document comes
      }
      window.site.hush("failed", "slow", "offline", "ended");
      show(next, address, { push, stays, place });
    } catch (error) {
      if (mine !== coming) return;
      stay();
      const trouble = mine.signal.aborted ? mine.signal.reason : error;
      window.site.say(trouble.kind || "offline", { status: trouble.status, again: () => go(address, { push, stays, place }) });
    }
    clearTimeout(timer);
    coming = null;
    content().setAttribute("aria-busy", "false");
  }

  /* Filters and address go back to what the figures are about. */
  function stay() {
    document.querySelectorAll("form.filters").forEach((form) => form.reset());
    if (location.pathname + location.search !== here) history.replaceState(null, "", here);
  }

  /* Whether a document can stand in the frame of this one: the same release, and no script of its own. */
  function fits(next) {
    const theirs = next.documentElement.dataset;
    return Boolean(next.getElementById("content")) && theirs.release === root.dataset.release && theirs.alive === undefined && root.dataset.alive === undefined;
  }

  function show(next, address, { push, stays, place }) {
    places.set(here, window.scrollY);
    const anchor = stays ? [...document.querySelectorAll(".exhibit[id]")].find((one) => one.getBoundingClientRect().bottom > 80) : null;
    const from = anchor?.getBoundingClientRect().top;
    const control = document.activeElement?.closest?.("form.filters, .looks") ? document.activeElement.id : "";
    if (push) history.pushState(null, "", address + place);
    here = address;
    document.title = next.title;
    frame(next);
    swap(next.getElementById("content"));
    const again = control && document.getElementById(control);
    if (again) (again.checkVisibility?.() === false ? document.querySelector(".sheet summary") : again).focus({ preventScroll: true });
    else focusOn(content().querySelector("h1"));
    const same = anchor && document.getElementById(anchor.id);
    const look = lookWith(place.slice(1));
    if (look) {
      history.replaceState(null, "", addressOf(look) + place);
      setTimeout(() => go(addressOf(look), { push: false, place }));
    } else if (same) window.scrollBy(0, same.getBoundingClientRect().top - from);
    else if (place && document.getElementById(place.slice(1))) {
      history.replaceState(null, "", address);
      location.replace(place); // as if it had been loaded there: the figure is marked
    }
    else if (!stays) window.scrollTo(0, push ? 0 : places.get(address) || 0);
    window.site.tell(document.title);
  }

  /* The way to the look that holds a figure which this page does not show. */
  function lookWith(name) {
    const ways = name && !document.getElementById(name) ? [...document.querySelectorAll(".looks a")] : [];
    return ways.find((link) => link.dataset.holds.split(" ").includes(name));
  }

  function focusOn(heading) {
    heading?.setAttribute("tabindex", "-1");
    heading?.focus({ preventScroll: true });
  }

  function frame(next) {
    document.querySelector(".watermark")?.replaceWith(next.querySelector(".watermark")); // with its own time
    if (next.documentElement.dataset.pinned === undefined) delete root.dataset.pinned;
    else root.dataset.pinned = next.documentElement.dataset.pinned;
    const theirs = next.querySelectorAll(".top a");
    document.querySelectorAll(".top a").forEach((link, index) => {
      for (const name of ["class", "href", "aria-current"]) {
        const value = theirs[index]?.getAttribute(name);
        if (value == null) link.removeAttribute(name);
        else link.setAttribute(name, value);
      }
    });
  }

  /* What is the same stays where it is, with its drawn charts and opened tables. */
  function swap(fresh) {
    const old = new Map([...content().querySelectorAll(".exhibit[id]")].map((one) => [one.id, one]));
    fresh.querySelectorAll(".exhibit[id]").forEach((section) => {
      const known = old.get(section.id);
      if (known && asCame.get(known) === section.outerHTML) section.replaceWith(known);
      else asCame.set(section, section.outerHTML);
    });
    content().replaceChildren(...fresh.childNodes);
  }

  function filtered(form) {
    const search = new URLSearchParams(location.search);
    let changed = false;
    for (const control of form.elements) {
      const stood = control.options ? [...control.options].find((one) => one.defaultSelected)?.value ?? "" : control.defaultValue;
      if (!control.name || control.type === "hidden" || control.value === stood) continue;
      changed = true;
      if (control.value) search.set(control.name, control.value);
      else search.delete(control.name);
    }
    search.delete("more"); // of another list
    if (changed) go(location.pathname + (search.size ? `?${search}` : ""), { stays: true });
  }

  /* The page that is shown goes by another address from now on: more of a list was opened. */
  function rename(href) {
    history.replaceState(null, "", href);
    here = location.pathname + location.search;
  }

  const pageOf = (event) => {
    const link = event.target.closest?.("a[data-page]");
    return link && !link.target && link.origin === location.origin && root.dataset.alive === undefined ? link : null;
  };
  const addressOf = (link) => link.pathname + (link.search === "?" ? "" : link.search);

  document.addEventListener("click", (event) => {
    const link = pageOf(event);
    if (!link || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    if (link.hash && addressOf(link) === here) return; // a place on this page
    event.preventDefault();
    go(addressOf(link), { place: link.hash, stays: Boolean(link.closest("form.filters, .looks")) });
  });
  document.addEventListener("change", (event) => {
    if (event.target.form?.matches("form.filters")) filtered(event.target.form);
  });
  document.addEventListener("submit", (event) => {
    if (!event.target.matches("form.filters")) return;
    event.preventDefault();
    filtered(event.target);
  });
  window.addEventListener("popstate", () => {
    if (location.pathname + location.search !== here) go(location.pathname + location.search, { push: false, place: location.hash });
  });

  /* The filters of a phone are a sheet: a tap beside it and Escape close it. */
  const sheet = () => document.querySelector(".sheet[open]");
  document.addEventListener("click", (event) => {
    if (sheet() && !event.target.closest(".sheet, form.filters")) sheet().open = false;
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !sheet()) return;
    sheet().querySelector("summary").focus();
    sheet().open = false;
  });

  /* What will probably be asked for next is fetched when nothing else is to be done. */
  function expect(event) {
    const link = pageOf(event);
    if (!link || navigator.connection?.saveData || coming || remembered.has(addressOf(link))) return;
    (window.requestIdleCallback || setTimeout)(() => {
      if (!coming && link.matches(":hover, :focus") && !remembered.has(addressOf(link))) answer(addressOf(link)).catch(() => {});
    });
  }
  document.addEventListener("pointerover", expect);
  document.addEventListener("focusin", expect);

  function notice(current) {
    if (current && root.dataset.pinned === undefined && Number(current) > Number(root.dataset.release)) {
      window.site.say("published", { again: () => location.reload() });
    }
  }

  /* The number of what waits for who signed in, in the menu. */
  function count({ waiting, waiting_words: words }) {
    const badge = document.querySelector(".menu-link .count");
    if (badge && waiting !== undefined) Object.assign(badge, { textContent: waiting || "", title: words });
  }

  /* Whether a newer release is out, and whether who signed in still is. */
  async function look() {
    if (document.hidden || document.querySelector("main.door")) return; // who is before a door is not in
    try {
      const response = await fetch("/_release");
      const { release, who, ...work } = response.ok ? await response.json() : {};
      if (response.status === 401 || (root.dataset.who && response.ok && who !== root.dataset.who)) window.site.say("ended");
      else if (response.ok) {
        window.site.hush("ended");
        notice(release);
        count(work);
      }
    } catch {
      // it is asked again
    }
  }
  window.site.look = look;
  setInterval(look, MINUTE);
  window.addEventListener("focus", look);
  document.addEventListener("visibilitychange", look);

  /* A page that Dash draws anew: what came first stands until Dash's is there, and its links lead to whole documents. */
  const living = document.getElementById("dash");
  if (living) {
    new MutationObserver((_, observer) => {
      if (!living.querySelector("main")) return;
      observer.disconnect();
      content().querySelector(":scope > main").remove();
      living.hidden = false;
    }).observe(living, { childList: true, subtree: true });
    document.addEventListener("click", (event) => event.target.closest?.("#dash a[href]") && event.stopPropagation(), true);
  }

  window.site = { ...window.site, rename };
  root.classList.add("scripted");
  const old = lookWith(location.hash.slice(1));
  if (old) location.replace(old.href + location.hash); // an old link to what is now one look of several
  document.querySelectorAll(".exhibit[id]").forEach((section) => asCame.set(section, section.outerHTML));
  document.querySelectorAll("form.filters").forEach((form) => form.reset()); // what a browser filled in after a reload
  /* The foot of each printed sheet: release, day and method, and the address of the same figures for good. */
  window.addEventListener("beforeprint", () => {
    const foot = document.querySelector(".page-foot");
    const address = location.origin + (foot?.dataset.address || location.pathname + location.search);
    const lines = [foot?.firstChild?.textContent, address].filter(Boolean).map((line) => JSON.stringify(line));
    root.style.setProperty("--foot", lines.join(' "\\a" '));
  });
})();
