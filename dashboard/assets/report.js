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
})();
