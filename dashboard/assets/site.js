/* What happens in the browser: filters write the URL, the menu shows where the reader is. */
window.dash_clientside = Object.assign({}, window.dash_clientside, {
  site: {
    filtered(values, ids, shown, search) {
      const told = new URLSearchParams(search || "");
      let changed = false;
      ids.forEach((id, index) => {
        const value = values[index] ?? null;
        if (shown && id.name in shown && value !== shown[id.name]) {
          changed = true;
          if (value === null) told.delete(id.name);
          else told.set(id.name, value);
        }
      });
      if (!changed) return window.dash_clientside.no_update;
      const text = told.toString();
      return text ? "?" + text : "";
    },
    located(pathname, search, ids) {
      const release = new URLSearchParams(search || "").get("release");
      const pinned = release ? "?" + new URLSearchParams({ release }) : "";
      const here = (path) => (path === "/" ? pathname === "/" : (pathname || "").startsWith(path));
      return [
        ids.map(({ path }) => (here(path) ? "menu-link here" : "menu-link")),
        ids.map(({ path }) => path + pinned),
      ];
    },
  },
});
window.addEventListener("beforeprint", () => {
  document.querySelectorAll(".js-plotly-plot").forEach((graph) => window.Plotly?.Plots.resize(graph));
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") document.querySelectorAll("details.lit[open]").forEach((card) => (card.open = false));
});
document.addEventListener("click", (event) => {
  document.querySelectorAll("details.lit[open]").forEach((card) => {
    if (!card.contains(event.target)) card.open = false;
  });
});
