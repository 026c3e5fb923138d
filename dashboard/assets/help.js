/* The help on a page: ? or its button opens it, Escape closes it, and the focus goes back to where it was. */
(() => {
  const dialog = () => document.getElementById("helping");
  const isTyped = (target) => target.matches?.("input, textarea, select, [contenteditable=true]");

  function open(event) {
    if (!dialog() || document.querySelector("dialog[open]")) return;
    event.preventDefault();
    dialog().showModal();
  }

  document.addEventListener("keydown", (event) => {
    const isAsked = ["?", "？"].includes(event.key) && !event.ctrlKey && !event.metaKey && !event.altKey;
    if (isAsked && !isTyped(event.target)) open(event);
  });
  document.addEventListener("click", (event) => {
    if (event.target.closest?.(".help-opener")) open(event);
    else if (event.target.closest?.("#helping .close, #helping a") || event.target.id === "helping") dialog()?.close();
  });
})();
