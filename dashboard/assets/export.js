/* Taking an exhibit away: its picture is drawn here, in the reader's browser, from the figure that the server composed. */
(() => {
  const METRE_IN_INCHES = 39.3701;
  const dialog = () => document.getElementById("handing-out");
  const part = (selector) => dialog().querySelector(selector);
  let place; // address of the exhibit, without suffix: {path, search}
  let exhibit; // what the server says of it
  const KEPT = "export-looks"; // chosen once, kept for next time
  const IN_DOCUMENTS = { size: "print", caption: "none", foot: "without" }; // which have captions and feet of their own
  const onPaper = () => (chosen().width.endsWith("mm") ? { width: chosen().width } : {}); // pixels are of screens
  let language = "zh";

  const token = () => decodeURIComponent((document.cookie.match(/(?:^|; )csrf_token=([^;]+)/) || [])[1] || "");
  const address = (suffix, more = {}) => {
    const search = new URLSearchParams(place.search);
    Object.entries(more).forEach(([name, value]) => search.set(name, value));
    return `${place.path}.${suffix}?${search}`;
  };
  const say = (words, good) => {
    part(".answer").textContent = words;
    part(".answer").classList.toggle("good", Boolean(good));
  };

  const reach = (...request) =>
    fetch(...request).catch(() => {
      throw new Error(window.site.words("unreached"));
    });

  async function answer(response) {
    if (response.status === 401) window.site.say("ended");
    if (response.ok) return response;
    const { error } = await response.json().catch(() => ({})); // what stands between may answer in its own way
    throw new Error(error || window.site.words("failed", { status: response.status }));
  }

  const ways = () => [...dialog().querySelectorAll("[data-do]:not([data-do=close])")];
  const choices = () => [...dialog().querySelectorAll("[data-choice]")];
  const chosen = () => Object.fromEntries(choices().map((list) => [list.dataset.choice, list.value]));

  function keep() {
    try {
      localStorage.setItem(KEPT, JSON.stringify(chosen()));
    } catch {
      // nothing is kept in this browser
    }
  }

  /* Choose as the last time; what is no longer offered is as at first. */
  function chooseAgain() {
    let last;
    try {
      last = JSON.parse(localStorage.getItem(KEPT)) || {};
    } catch {
      last = chosen(); // nothing is kept in this browser
    }
    choices().forEach((list) => {
      list.value = last[list.dataset.choice] ?? "";
      if (list.selectedIndex < 0) list.selectedIndex = 0;
    });
  }

  /* It opens at once, with what the page knows; what the server says of the exhibit comes into it. */
  async function open(opener) {
    const url = new URL(opener.getAttribute("href"), window.location.href);
    place = { path: url.pathname.replace(/\.xlsx$/, ""), search: url.search };
    chooseAgain();
    say(window.site.words("waiting"), true);
    language = document.documentElement.lang.startsWith("zh") ? "zh" : "en";
    part(".title").textContent = opener.closest(".exhibit").querySelector("h2").textContent;
    dialog().classList.add("empty"); // of the exhibit before nothing stands here, and nothing is taken away
    ways().forEach((way) => (way.disabled = true));
    dialog().showModal();
    const asked = place;
    await attempt(async () => {
      const found = await (await answer(await reach(address("json")))).json();
      if (asked !== place) return; // another one was opened since
      exhibit = found;
      fill();
      say("");
      dialog().classList.remove("empty");
    });
  }

  function fill() {
    part("p.citation").textContent = exhibit.citation;
    part("p.link").textContent = exhibit.link;
    part("p.words").textContent = exhibit.words[language].join(language === "zh" ? "" : " ");
    part("p.words").lang = language;
    ways().forEach((way) => (way.disabled = false));
    part(".of-words").hidden = exhibit.words.zh.length === 0;
    part("[data-do='copy-table']").disabled = part("[data-do='file:csv']").disabled = exhibit.rows.length === 0;
    part("[data-do='file:zip']").disabled = !exhibit.has_figures;
    const method = part(".method");
    method.replaceChildren(...exhibit.method.flatMap((card) => [line("h3", card.name), ...card.lines.map((one) => line("p", one)), line("p", card.citation)]));
    method.parentElement.hidden = exhibit.method.length === 0;
  }

  function line(tag, words) {
    const made = document.createElement(tag);
    made.textContent = words;
    return made;
  }

  /* How pictures look: as chosen. A purpose other than the screen has a width of its own. */
  function looks(size) {
    const { caption, foot, ground, width } = chosen();
    return { caption, foot, ground, ...(size === "screen" && width ? { width } : { size }) };
  }

  const composed = async (wanted) => (await answer(await reach(address("json", wanted)))).json();
  const drawn = async (format, wanted) => painted(format, (await composed(wanted)).picture);

  async function pictureFile(format, wanted, name) {
    const { picture, too_tall } = await composed(wanted);
    save(await painted(format, picture), name, too_tall.figure);
  }

  async function painted(format, { figure, width, height, scale, dpi }) {
    const library = await window.site.plotly();
    const options = { format, width, height, scale: format === "svg" ? 1 : scale };
    const data = await library.toImage({ ...figure, config: { staticPlot: true, plotlyServerURL: "" } }, options);
    if (format === "svg") return new Blob([described(settled(decodeURIComponent(data.slice(data.indexOf(",") + 1))))], { type: "image/svg+xml" });
    return new Blob([dense(bytes(data), dpi)], { type: "image/png" });
  }

  /* Plotly names its clips anew each time; one name makes the same figure the same file, byte for byte. */
  function settled(svg) {
    const name = (svg.match(/id="defs-([0-9a-z]+)"/) || [])[1];
    return name ? svg.replaceAll(name, "figure") : svg;
  }

  /* Who cannot see a picture is told its title and what it finds. */
  function described(svg) {
    const written = (tag, words) => new XMLSerializer().serializeToString(line(tag, words)).replace(/ xmlns="[^"]*"/, "");
    return svg.replace(/<svg[^>]*>/, (root) => root + written("title", exhibit.title) + written("desc", exhibit.alt));
  }

  const bytes = (data) => Uint8Array.from(atob(data.slice(data.indexOf(",") + 1)), (letter) => letter.charCodeAt(0));

  /* Let a PNG tell its dots per inch, so that a document sets it at its width on paper. */
  function dense(png, dpi) {
    const chunk = new DataView(new ArrayBuffer(21));
    chunk.setUint32(0, 9);
    [112, 72, 89, 115].forEach((letter, index) => chunk.setUint8(4 + index, letter)); // pHYs
    chunk.setUint32(8, Math.round(dpi * METRE_IN_INCHES));
    chunk.setUint32(12, Math.round(dpi * METRE_IN_INCHES));
    chunk.setUint8(16, 1);
    chunk.setUint32(17, crc(new Uint8Array(chunk.buffer, 4, 13)));
    const head = 33; // signature and IHDR
    const whole = new Uint8Array(png.length + 21);
    whole.set(png.subarray(0, head));
    whole.set(new Uint8Array(chunk.buffer), head);
    whole.set(png.subarray(head), head + 21);
    return whole;
  }

  function crc(part) {
    let value = 0xffffffff;
    for (const byte of part) {
      value ^= byte;
      for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
    }
    return (value ^ 0xffffffff) >>> 0;
  }

  function save(blob, name, remark = "") {
    const way = document.createElement("a");
    way.href = URL.createObjectURL(blob);
    way.download = name;
    way.click();
    setTimeout(() => URL.revokeObjectURL(way.href), 60000);
    say([window.site.words("made", { name }), remark].filter(Boolean).join("\n"), true);
  }

  async function copied(items, words, around = dialog(), tell = say) {
    if (!navigator.clipboard || !window.ClipboardItem) return copiedAsSelected(items, words, around, tell);
    await navigator.clipboard.write([new ClipboardItem(items)]);
    return tell(words, true);
  }

  /* A site on plain http has no such clipboard: what is selected is copied; where that is refused, it stays selected. */
  async function copiedAsSelected(items, words, around, tell) {
    around.querySelector(".to-copy")?.remove();
    const place = Object.assign(document.createElement("div"), { className: "to-copy", contentEditable: "true" });
    place.append(await asNode(items));
    around.append(place);
    place.focus();
    window.getSelection().selectAllChildren(place);
    if (!document.execCommand("copy")) return tell(window.site.words("selected"), true);
    place.remove();
    return tell(words, true);
  }

  async function asNode(items) {
    if (items["image/png"]) {
      const reader = new FileReader();
      const read = new Promise((done) => reader.addEventListener("load", done));
      reader.readAsDataURL(await items["image/png"]);
      await read;
      const image = Object.assign(document.createElement("img"), { src: reader.result, alt: exhibit.title });
      await image.decode();
      return image;
    }
    const text = await (items["text/html"] || items["text/plain"]).text();
    if (!items["text/html"]) return document.createTextNode(text);
    return document.importNode(new DOMParser().parseFromString(text, "text/html").body, true);
  }

  const plain = (text) => text.replace(/[\t\r\n]+/g, " ").replace(/^([=+\-@])(?![\d.,]+%?$)/, "'$1");

  const RULES = { thick: "1.5pt solid black", thin: "0.75pt solid black" };

  /* As text for a spreadsheet and as a real table for a document: three rules, said on the cells, as Word and WPS read them. */
  function copyTable() {
    const [head, ...rows] = exhibit.rows;
    const table = document.createElement("table");
    table.setAttribute("style", "border-collapse:collapse;font-size:10.5pt");
    const row = (cells, tag, rules) => {
      const made = document.createElement("tr");
      made.append(
        ...cells.map((cell, column) => {
          const set = line(tag, cell);
          set.setAttribute("style", `padding:1pt 5pt;text-align:${exhibit.numeric.includes(column) ? "right" : "left"};${rules}`);
          return set;
        }),
      );
      return made;
    };
    const last = rows.length - 1;
    table.append(
      line("caption", exhibit.title),
      row(head, "th", `border-top:${RULES.thick};border-bottom:${RULES.thin}`),
      ...rows.map((cells, index) => row(cells, "td", index === last ? `border-bottom:${RULES.thick}` : "")),
    );
    const foot = exhibit.foot.map((words) => line("p", words).outerHTML).join("");
    const text = [head, ...rows].map((cells) => cells.map(plain).join("\t")).join("\n");
    const kinds = { "text/html": table.outerHTML + foot, "text/plain": text };
    return copied(Object.fromEntries(Object.entries(kinds).map(([kind, words]) => [kind, new Blob([words], { type: kind })])), window.site.words("copiedTable"));
  }

  const copyWords = (words) => copied({ "text/plain": new Blob([words], { type: "text/plain" }) }, window.site.words("copied"));

  /* A text that stands on the page to be copied: its button says that it was. */
  function copyProse(button) {
    const words = [...button.parentElement.querySelectorAll("p")].map((paragraph) => paragraph.textContent).join("\n");
    const tell = (said) => (button.textContent = said);
    copied({ "text/plain": new Blob([words], { type: "text/plain" }) }, window.site.words("copied"), button.parentElement, tell).catch((error) => tell(error.message));
  }

  async function file(suffix, body, remark) {
    const request = body ? { method: "POST", body, headers: { "X-CSRFToken": token(), "Content-Type": "image/png" } } : {};
    save(await (await answer(await reach(address(suffix, { form: chosen().form, ...onPaper() }), request))).blob(), `${exhibit.name}.${suffix}`, remark);
  }

  const ACTS = {
    close: () => dialog().close(),
    "copy-picture": () => copied({ "image/png": drawn("png", looks("screen")) }, window.site.words("copiedPicture")),
    png: (size) => pictureFile("png", looks(size), `${exhibit.name}-${looks(size).width || size}.png`),
    svg: (size) => pictureFile("svg", looks(size), `${exhibit.name}.svg`),
    "copy-table": copyTable,
    file: (suffix) => file(suffix),
    docx: async () => {
      const { picture, pictured, too_tall } = await composed({ ...IN_DOCUMENTS, ...onPaper() });
      return file("docx", pictured.includes(chosen().form) ? await painted("png", picture) : null, too_tall[chosen().form]);
    },
    "copy-citation": () => copyWords(exhibit.citation),
    "copy-link": () => copyWords(exhibit.link),
    "copy-words": () => copyWords(exhibit.words[language].join("\n")),
    otherLanguage: () => {
      language = language === "zh" ? "en" : "zh";
      fill();
    },
  };

  /* Pictures of a preview: drawn one after the other, when they come into the page. */
  let drawing = Promise.resolve();
  async function fillIn(place) {
    const { picture: composed } = await (await answer(await reach(place.dataset.figure))).json();
    const library = await window.site.plotly();
    const image = document.createElement("img");
    image.alt = place.nextElementSibling.textContent;
    image.src = await library.toImage(composed.figure, { format: "svg", width: composed.width, height: composed.height });
    place.replaceChildren(image);
  }
  new MutationObserver(() => {
    document.querySelectorAll(".to-draw:not([data-begun])").forEach((place) => {
      place.dataset.begun = "yes";
      drawing = drawing.then(() => fillIn(place)).catch((error) => place.replaceChildren(error.message));
    });
  }).observe(document.documentElement, { childList: true, subtree: true });

  async function attempt(act) {
    dialog().classList.add("busy");
    try {
      await act();
    } catch (error) {
      say(error.message || String(error));
    }
    dialog().classList.remove("busy");
  }

  document.addEventListener("change", (event) => {
    if (event.target.closest("#handing-out [data-choice]")) keep();
  });
  document.addEventListener("keydown", (event) => {
    const button = event.key === " " && event.target.closest?.("a[role=button]");
    if (!button) return;
    event.preventDefault(); // what says that it is a button is pressed as one
    button.click();
  });
  document.addEventListener("click", (event) => {
    const opener = event.target.closest("a.hand-out");
    if (opener && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      open(opener);
      return;
    }
    const prose = event.target.closest(".prose > .copy");
    if (prose) copyProse(prose);
    const button = event.target.closest("#handing-out [data-do]");
    if (button) {
      const [name, argument] = button.dataset.do.split(":");
      say("");
      attempt(() => ACTS[name](argument));
    } else if (event.target.id === "handing-out") {
      dialog().close(); // beside the dialog
    }
  });
})();
