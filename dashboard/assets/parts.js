/* Parts of pages that come when they are opened: tables, method cards, the rest of a list. */
(() => {
  /* The HTML of a part. A sentence of the server's says why there is none. */
  async function fetched(address) {
    const answer = await fetch(address, { headers: { Accept: "text/html" } });
    if (answer.status === 401) window.site.say("ended");
    const text = await answer.text();
    if (answer.ok) return text;
    throw new Error(answer.headers.get("Content-Type")?.startsWith("text/plain") ? text : "");
  }

  /* What came, as elements. The server escapes every text in it. */
  function elements(html) {
    const template = document.createElement("template");
    template.innerHTML = html;
    return template.content;
  }

  /* Ask for what a link leads to; the link says that it waits, and why nothing came. Nothing where it waits already. */
  async function brought(link, address) {
    if (link.getAttribute("aria-busy") === "true") return null;
    link.dataset.words ??= link.textContent;
    link.setAttribute("aria-busy", "true");
    link.setAttribute("role", "status");
    link.textContent = window.site.words("waiting");
    try {
      return elements(await fetched(address));
    } catch (error) {
      link.textContent = [error.message, window.site.words("lost")].filter(Boolean).join(" · ");
      link.setAttribute("role", "alert");
      return null;
    } finally {
      link.removeAttribute("aria-busy");
    }
  }

  /* What is behind a summary takes the place of the link that led to it. */
  async function open(link) {
    const content = await brought(link, link.href);
    if (content && link.isConnected) link.replaceWith(content);
  }

  /* The next members of a list join it; the link to those after them takes the place of this one. */
  async function extend(link) {
    const list = link.parentElement.querySelector("[data-list]");
    const content = await brought(link, link.dataset.part);
    if (!content || !link.isConnected) return;
    const members = [...content.querySelector("[data-list]").children];
    const next = content.querySelector("a.more");
    list.append(...members);
    if (!link.closest("details")) window.site.rename?.(link.href);
    if (next) link.replaceWith(next);
    else link.remove();
    const place = members[0].querySelector("a, summary, [tabindex]") || members[0];
    if (place === members[0]) place.tabIndex = -1;
    place.focus({ preventScroll: true });
  }

  /* The rows in another order take the place of the rows; where none come, they stay as they were. */
  async function sort(link) {
    const rows = link.closest(".scroll");
    const [place, isOpened] = [rows.parentElement, link.closest("details")];
    if (place.getAttribute("aria-busy") === "true") return;
    place.setAttribute("aria-busy", "true");
    try {
      const content = elements(await fetched(link.dataset.sort));
      if (!link.isConnected) return;
      place.querySelector(":scope > a.more")?.remove();
      rows.replaceWith(content);
      if (!isOpened) window.site.rename?.(link.href);
      window.site.hush("undone");
      const head = document.getElementById(link.id);
      head.focus({ preventScroll: true });
      window.site.tell(head.title);
    } catch {
      window.site.say("undone", { again: () => sort(link) });
    } finally {
      place.removeAttribute("aria-busy");
    }
  }

  /* A table that fits stands open, so that its head stays below the bar of the page; a wider one has a frame of its own. */
  const fitting = new ResizeObserver((entries) => {
    for (const { target } of entries) {
      const fits = target.scrollWidth <= target.clientWidth;
      target.classList.toggle("fits", fits);
      target.classList.toggle("wide", !fits);
    }
  });
  const watch = () => document.querySelectorAll(".scroll").forEach((rows) => fitting.observe(rows));
  new MutationObserver(watch).observe(document.body, { childList: true, subtree: true });
  watch();

  const WAYS = [
    ["a[data-sort]", sort],
    ["a.part", open],
    ["a.more[data-part]", extend],
  ];
  document.addEventListener("click", (event) => {
    const elsewhere = event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey;
    if (elsewhere || event.defaultPrevented) return;
    for (const [selector, go] of WAYS) {
      const link = event.target.closest?.(selector);
      if (link) {
        event.preventDefault();
        go(link);
        return;
      }
    }
  });

  /* What is opened, or shown while the pointer or the focus is on it, comes. Once it failed it waits for a click. */
  function peek(event) {
    const details = event.target.closest?.("details");
    const link = details?.querySelector(":scope > a.part");
    const wanted = link && (event.type === "toggle" ? details.open : details.matches(".lit"));
    if (wanted && link.getAttribute("role") !== "alert") open(link);
  }
  document.addEventListener("toggle", peek, true);
  document.addEventListener("mouseover", peek);
  document.addEventListener("focusin", peek);
})();
