/* Parts of pages: those that the server wrote as HTML, and the links in them, which lead on without a new start. */
window.innovation = {
  Html: ({ tag, attributes, html }) =>
    window.React.createElement(tag, { ...attributes, dangerouslySetInnerHTML: { __html: html } }),
};
document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[data-page]");
  const elsewhere = event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey;
  if (!link || elsewhere || event.defaultPrevented || !document.getElementById("_pages_content")) return;
  event.preventDefault();
  window.history.pushState({}, "", link.href);
  window.dispatchEvent(new CustomEvent("_dashprivate_pushstate"));
  window.scrollTo(0, 0);
});
