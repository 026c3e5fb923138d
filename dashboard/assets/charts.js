/* Charts are drawn last, into places that are kept for them: the cards and bars of a page are on screen before. */
(() => {
  const idle = (act) => (window.requestIdleCallback || setTimeout)(act, { timeout: 1000 });
  const waiting = () => [...document.querySelectorAll(".plot[data-figure]:not([data-begun])")];
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
    library ||= ["plotly", "locale"].reduce((before, name) => before.then(() => script(document.documentElement.dataset[name])), Promise.resolve());
    return library.then(
      () => window.Plotly,
      (error) => {
        library = null;
        throw error;
      },
    );
  }

  const distance = (place) => Math.abs(place.getBoundingClientRect().top - window.innerHeight / 2);

  /* One after the other, what is nearest to the reader first. */
  async function draw() {
    if (drawing) return;
    drawing = true;
    for (let places = waiting(); places.length; places = waiting()) {
      const place = places.sort((one, other) => distance(one) - distance(other))[0];
      place.dataset.begun = "yes";
      try {
        const { data, layout, config } = JSON.parse(place.dataset.figure);
        await (await plotly()).react(place, data, layout, config);
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

  const begin = () => idle(draw);
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
