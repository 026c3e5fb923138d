/* How staff send forms and files: with the token of the page, the progress shown, and the answer shown in place. */
(() => {
  const token = () => (document.cookie.match(/(?:^|; )csrf_token=([^;]+)/) || [])[1] || "";
  const tell = (place, words, good) => {
    place.textContent = words;
    place.classList.toggle("good", Boolean(good));
  };

  /* Post a form; `progress` gets the share that was sent. The answer is {to}, {message} or {error}. */
  function send(action, data, progress = () => {}) {
    return new Promise((resolve) => {
      const request = new XMLHttpRequest();
      request.open("POST", action);
      request.setRequestHeader("X-CSRFToken", decodeURIComponent(token()));
      request.setRequestHeader("Accept", "application/json");
      request.upload.onprogress = (event) => event.lengthComputable && progress(event.loaded / event.total);
      request.onerror = () => resolve({ error: window.site.words("unsent") });
      request.onload = () => {
        const target = new URL(action, window.location.href).href;
        if (request.responseURL && request.responseURL !== target && request.status < 400) {
          window.location.assign(request.responseURL); // it led elsewhere, as a sign-out does
          return;
        }
        try {
          resolve(JSON.parse(request.responseText));
        } catch {
          resolve({ error: window.site.words("unread", { status: request.status }) });
        }
        if (request.status === 401) {
          window.site.say("ended"); // in place, so that nothing typed is lost
        } else if (request.status === 400) {
          window.site.look(); // the token went with the session, if that is over
        }
      };
      request.send(data);
    });
  }

  /* As long as a file waits to be read, say how many are before it. The ticket went with it. */
  async function wait(ticket, place, isOver) {
    while (!isOver()) {
      await new Promise((resolve) => setTimeout(resolve, 1000));
      if (isOver()) return;
      const found = await fetch(`/data/uploads/waiting/${ticket}`).then((answer) => answer.json()).catch(() => ({}));
      if (isOver() || !Number.isInteger(found.before)) continue;
      const said = window.site.words(found.before ? "before" : "reading", { count: found.before });
      if (place.textContent !== said) tell(place, said, true);
    }
  }

  /* Post what has a file read. */
  async function read(action, data, place, progress) {
    const ticket = Array.from(crypto.getRandomValues(new Uint8Array(12)), (one) => one.toString(16).padStart(2, "0")).join("");
    let over = false;
    wait(ticket, place, () => over);
    const answer = await send(`${action}?ticket=${ticket}`, data, progress);
    over = true;
    return answer;
  }

  function answered(answer, place) {
    if (answer.to) window.location.assign(answer.to);
    else tell(place, answer.message || answer.error, answer.message);
  }

  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (!form.matches("form.act")) return;
    event.preventDefault();
    const button = form.querySelector("button");
    const place = form.querySelector(".answer");
    button.disabled = true;
    tell(place, "");
    const [action, data] = [form.getAttribute("action"), new FormData(form)];
    answered(/\/(again|answer)$/.test(action) ? await read(action, data, place) : await send(action, data), place);
    button.disabled = false;
  });

  async function upload(zone, file) {
    const place = zone.querySelector(".answer");
    const bar = zone.querySelector("progress");
    const data = new FormData();
    data.append("file", file);
    zone.classList.add("busy");
    tell(place, window.site.words("uploading", { name: file.name }), true);
    zone.parentElement.querySelector(".again")?.remove();
    const answer = await read(zone.dataset.action, data, place, (share) => {
      bar.value = Math.round(share * 100);
      if (share === 1) tell(place, window.site.words("uploaded", { name: file.name }), true);
    });
    zone.classList.remove("busy");
    bar.value = 0;
    answered(answer, place);
    if (answer.error) zone.after(another(zone, file));
  }

  /* Where a file did not come through, it is still at hand: one button sends it again, after signing in too. */
  function another(zone, file) {
    const button = Object.assign(document.createElement("button"), { type: "button", className: "again quiet" });
    button.textContent = `${window.site.words("again")}${document.documentElement.lang.startsWith("zh") ? "：" : ": "}${file.name}`;
    button.addEventListener("click", () => upload(zone, file));
    return button;
  }

  function choose(zone) {
    const input = document.createElement("input");
    input.type = "file";
    input.accept = ".xlsx,.csv,.tsv,.txt";
    input.addEventListener("change", () => input.files.length && upload(zone, input.files[0]));
    input.click();
  }

  const zoneOf = (event) => event.target.closest?.(".drop");
  document.addEventListener("click", (event) => zoneOf(event) && choose(zoneOf(event)));
  document.addEventListener("keydown", (event) => {
    if (zoneOf(event) && (event.key === "Enter" || event.key === " ")) {
      event.preventDefault();
      choose(zoneOf(event));
    }
  });
  document.addEventListener("dragover", (event) => {
    event.preventDefault();
    zoneOf(event)?.classList.add("over");
  });
  document.addEventListener("dragleave", (event) => zoneOf(event)?.classList.remove("over"));
  document.addEventListener("drop", (event) => {
    event.preventDefault(); // a file dropped beside the zone must not replace the page
    const zone = zoneOf(event);
    zone?.classList.remove("over");
    if (zone && event.dataTransfer.files.length) upload(zone, event.dataTransfer.files[0]);
  });
})();
