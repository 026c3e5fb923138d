/* One strip that says what happened, with the way on; and a sentence for those who listen. Its words come with the page. */
(() => {
  const strip = () => document.getElementById("strip");
  const words = (kind, values = {}) => strip().dataset[kind].replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);

  /* Say what happened: `again` is what the button does, and without it there is none. */
  function say(kind, { status = "", again } = {}) {
    const [button, door] = [strip().querySelector("button.again"), strip().querySelector("a")];
    strip().dataset.kind = kind;
    strip().querySelector("p").textContent = words(kind, { status });
    button.textContent = words(kind === "published" ? "reload" : "again");
    button.hidden = !again;
    button.onclick = () => {
      hush(kind);
      again();
    };
    door.hidden = kind !== "ended";
    door.href = "/sign-in?next=" + encodeURIComponent(location.pathname + location.search);
    strip().hidden = false;
  }

  function hush(...kinds) {
    if (strip() && kinds.includes(strip().dataset.kind)) strip().hidden = true;
  }

  function tell(text) {
    document.getElementById("spoken").textContent = words("updated", { title: text });
  }

  document.addEventListener("click", (event) => {
    if (event.target.closest?.("#strip .close")) strip().hidden = true;
  });

  /* A script of the page that did not come leaves buttons dead; one that was asked for later is told by who asked. */
  document.addEventListener("error", ({ target }) => target.matches?.("script[src]") && !target.onerror && say("partial", { again: () => location.reload() }), true);

  /* A page of Dash's: a callback that fails reaches no handler of Dash's, so it is seen here. */
  const ask = window.fetch;
  window.fetch = async (...request) => {
    const address = String(request[0]?.url || request[0]);
    if (!address.includes("_dash-")) return ask(...request);
    const whole = address.includes("_dash-update") ? undefined : () => location.reload();
    try {
      const response = await ask(...request);
      if (response.status === 401) say("ended");
      else if (response.status >= 400) say(whole ? "failed" : "undone", { status: response.status, again: whole });
      else hush("failed", "undone");
      return response;
    } catch (error) {
      if (error.name !== "AbortError") say(whole ? "offline" : "undone", { again: whole });
      throw error;
    }
  };

  window.site = { ...window.site, say, hush, tell, words };
})();
