/* The page of reports: native controls hand what was chosen, or the file that was opened, to the store they name. */
(() => {
  const store = (control, data) => window.dash_clientside.set_props(control, { data });

  document.addEventListener("change", ({ target }) => {
    const name = target.dataset?.store;
    if (!name) return;
    const chosen = [...target.selectedOptions].map((option) => option.value);
    store(name, target.multiple ? chosen : chosen[0]);
  });

  /* A button opens a file. The same file twice is two openings, so the moment goes with it. */
  document.addEventListener("click", ({ target }) => {
    const button = target.closest?.("[data-opens]");
    if (!button) return;
    const field = Object.assign(document.createElement("input"), { type: "file", accept: button.dataset.accept });
    field.addEventListener("change", () => {
      const reader = new FileReader();
      reader.addEventListener("load", () => store(button.dataset.opens, { contents: reader.result, at: Date.now() }));
      reader.readAsDataURL(field.files[0]);
    });
    field.click();
  });

  /* A list that the page begins with is opened as a file would be, as soon as Dash knows the store that it goes into. */
  const SOON = 100;
  function begin(list) {
    try {
      store(list.dataset.into, { contents: `data:text/yaml;base64,${list.dataset.list}`, at: Date.now() });
    } catch {
      setTimeout(() => list.isConnected && begin(list), SOON);
    }
  }
  new MutationObserver(() => {
    const list = document.querySelector("#dash [data-list]:not([data-begun])");
    if (!list) return;
    list.dataset.begun = "yes";
    begin(list);
  }).observe(document.documentElement, { childList: true, subtree: true });

  /* A form that keeps the list sends it along: the words that stand on the page at that moment. */
  document.addEventListener("formdata", (event) => {
    if (event.target.getAttribute("action") === "/report/lists") event.formData.set("text", document.querySelector("#dash #report-text").value);
  });

  /* Rows are put in order by dragging, and by Alt with the arrows; the focus goes with the row. */
  const rowOf = (event) => event.target.closest?.("[data-moved] > li[draggable]");
  const place = (row) => [...row.parentElement.children].indexOf(row);
  const move = (row, to) => store(row.parentElement.dataset.moved, { from: place(row), to, at: Date.now() });
  let dragged = null;
  let following = null; // the place at which the row stands whose focus is kept
  document.addEventListener("dragstart", (event) => {
    dragged = rowOf(event);
    if (dragged) event.dataTransfer.effectAllowed = "move";
  });
  document.addEventListener("dragover", (event) => {
    document.querySelector(".rows .over")?.classList.remove("over");
    if (dragged) rowOf(event)?.classList.add("over");
  });
  document.addEventListener("drop", (event) => {
    const row = rowOf(event);
    row?.classList.remove("over");
    if (dragged && row && row !== dragged) move(dragged, place(row));
  });
  document.addEventListener("dragend", () => (dragged = null));
  document.addEventListener("pointerdown", () => (following = null));
  document.addEventListener("keydown", (event) => {
    following = null;
    const row = rowOf(event);
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    const other = row && event.altKey && step && row.parentElement.children[place(row) + step];
    if (!other) return;
    event.preventDefault();
    following = place(other);
    move(row, following);
  });
  new MutationObserver(() => {
    const row = following === null ? null : document.querySelectorAll("#dash [data-moved] > li")[following];
    if (row && document.activeElement === document.body) row.querySelector("button:enabled").focus(); // the rows were drawn anew
  }).observe(document.documentElement, { childList: true, subtree: true });
})();
