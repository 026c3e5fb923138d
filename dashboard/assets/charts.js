/* Charts are drawn last, into places that are kept for them: the cards and bars of a page are on screen before. */
(() => {
  const idle = (act) => (window.requestIdleCallback || setTimeout)(act, { timeout: 1000 });
  const waiting = () => [...document.querySelectorAll(".plot[data-figure]:not([data-begun])")];
  /* The colours of figures where the reader's screen is dark: the same roles as in the stylesheet. */
  const DARK = Object.entries({
    "#1b2733": "#e6ebf1", "#5a6673": "#a8b3bf", "#8b96a3": "#8592a0", "#e3e8ee": "#2c3743", "#ffffff": "#1a222b",
    "#1f5fa8": "#78aee6", "#c9dcf1": "#2a4a6d", "#b5460f": "#f0a070", "#0a4c28": "#45b07a", "#9f6100": "#f7c76e",
    "#b3261e": "#f78a82", "#6b7682": "#a8b3bf", "#7a5195": "#c79fe0", "#2f8f83": "#63c7ba", "#c08a1e": "#e3b654",
    "#3b6fb6": "#8fb8ef", "#8a3b12": "#e59a72",
  });
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  const inScheme = (figure) => (dark.matches ? DARK.reduce((text, [light, own]) => text.replaceAll(light, own), figure) : figure);
  let library = null;
  let drawing = false;

  function script(address) {
    return new Promise((resolve, reject) => {
      const made = document.createElement("script");
      made.src = address;
      made.onload = resolve;
      made.onerror = () => {
        made.remove();
        reject(new Error(window.site.words("undrawn")));
      };
      document.head.append(made);
    });
  }

  /* The library, fetched when it is first needed; after a failure it is asked for again. */
  function plotly() {
    library ||= ["plotly", "locale"].filter((name) => document.documentElement.dataset[name]).reduce((before, name) => before.then(() => script(document.documentElement.dataset[name])), Promise.resolve());
    return library.then(
      () => window.Plotly,
      (error) => {
        library = null;
        throw error;
      },
    );
  }

  const distance = (place) => Math.abs(place.getBoundingClientRect().top - window.innerHeight / 2);

  /* What the library draws: the labels of a figure stand where the width of its place lets them be. */
  function laidOut(figure, place) {
    const { data, layout, config } = JSON.parse(figure);
    if (place.clientWidth < layout.meta?.below) {
      Object.assign(layout, layout.meta.layout);
      for (const { trace, ...own } of layout.meta.narrow) Object.assign(data[trace], own);
    }
    return [data, layout, config];
  }

  /* One after the other, what is nearest to the reader first. */
  async function draw() {
    if (drawing) return;
    drawing = true;
    for (let places = waiting(); places.length; places = waiting()) {
      const place = places.sort((one, other) => distance(one) - distance(other))[0];
      place.dataset.begun = "yes";
      try {
        await (await plotly()).react(place, ...laidOut(inScheme(place.dataset.figure), place));
      } catch (error) {
        failed(place, error);
      }
      await new Promise(idle);
    }
    drawing = false;
  }

  function failed(place, error) {
    const [words, button] = [document.createElement("p"), document.createElement("button")];
    words.textContent = error.message;
    button.type = "button";
    button.className = "quiet";
    button.textContent = window.site.words("again");
    button.addEventListener("click", () => {
      place.replaceChildren();
      delete place.dataset.begun;
      draw();
    });
    place.replaceChildren(words, button);
  }

  /* The first figures are on the screen before the library is asked for: a page can be loaded and not yet painted. */
  const painted = new Promise((resolve) => {
    if (document.hidden || !window.PerformanceObserver?.supportedEntryTypes?.includes("paint")) return resolve();
    return new PerformanceObserver((paints, observer) => {
      if (!paints.getEntriesByName("first-contentful-paint").length) return;
      observer.disconnect();
      resolve();
    }).observe({ type: "paint", buffered: true });
  });
  const begin = () => painted.then(() => idle(draw));
  const anew = () => {
    document.querySelectorAll(".plot[data-begun]").forEach((place) => delete place.dataset.begun);
    begin();
  };
  /* On paper charts are as wide as the sheet and light, whatever the screen is: drawn at once, those too that the screen
     still waits for, since what stands is printed. Where the library is not there yet, the sheet says that one is missing. */
  const drawn = () => (window.Plotly ? document.querySelectorAll(".plot.js-plotly-plot") : []);
  const bare = () => document.querySelectorAll(".plot[data-figure]:not(.js-plotly-plot):empty");
  function toPaper() {
    document.documentElement.classList.add("paper");
    for (const place of window.Plotly ? new Set([...drawn(), ...waiting(), ...bare()]) : []) {
      place.dataset.begun = "yes";
      const [data, layout, config] = laidOut(place.dataset.figure, place);
      window.Plotly.react(place, data, { ...layout, width: place.clientWidth, height: place.clientHeight }, config);
    }
    bare().forEach((place) => (place.dataset.undrawn = window.site.words("unprinted")));
  }
  window.addEventListener("beforeprint", toPaper);
  /* Who prints by key before the library has come waits for it, and prints all. */
  document.addEventListener("keydown", async (event) => {
    const isPrint = (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey && event.key.toLowerCase() === "p";
    if (!isPrint || window.Plotly || !bare().length) return;
    event.preventDefault();
    await plotly().catch(() => null); // the sheet says which charts are missing
    window.print();
  });
  window.addEventListener("afterprint", () => {
    document.documentElement.classList.remove("paper");
    bare().forEach((place) => delete place.dataset.undrawn);
    for (const place of drawn()) {
      window.Plotly.react(place, ...laidOut(inScheme(place.dataset.figure), place)).then(() => window.Plotly.Plots.resize(place));
    }
  });
  dark.addEventListener("change", anew);
  window.matchMedia("(max-width: 660px)").addEventListener("change", anew);
  new MutationObserver((changes) => {
    for (const graph of changes.flatMap((change) => [...change.removedNodes]).filter((node) => node.querySelectorAll)) {
      graph.querySelectorAll(".js-plotly-plot").forEach((one) => one.isConnected || window.Plotly?.purge(one));
    }
    if (document.readyState === "complete" && waiting().length) begin();
  }).observe(document.documentElement, { childList: true, subtree: true });
  if (document.readyState === "complete") begin();
  else window.addEventListener("load", begin);

  window.site = { ...window.site, plotly };
})();
