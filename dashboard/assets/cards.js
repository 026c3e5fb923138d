/* Method cards lie above everything else, whole wherever their light is: by pointer, tap and key; Escape closes them. */
(() => {
  const GAP = 4;
  const MARGIN = 8;
  const PATIENCE = 250; // on the way from the light to its card
  const opened = () => document.querySelector("details.lit[open]");
  let leaving = 0;

  /* Below its light where there is room, else above it, else as high as the window. */
  function place(card, light) {
    const [width, height] = [window.innerWidth, window.innerHeight];
    const from = light.getBoundingClientRect();
    card.style.maxHeight = `${height - 2 * MARGIN}px`;
    const { width: wide, height: tall } = card.getBoundingClientRect();
    const below = from.bottom + GAP;
    const top = below + tall <= height - MARGIN ? below : from.top - GAP - tall;
    card.style.left = `${Math.max(MARGIN, Math.min(from.right - wide, width - MARGIN - wide))}px`;
    card.style.top = `${Math.max(MARGIN, Math.min(top, height - MARGIN - tall))}px`;
  }

  function show(details) {
    const card = details.querySelector(":scope > .method-card");
    if (!card || !details.open || !card.showPopover) return;
    card.popover = "manual";
    if (!card.matches(":popover-open")) card.showPopover();
    place(card, details.querySelector("summary"));
  }

  function close(details, { focus = false } = {}) {
    details.open = false;
    delete details.dataset.peeked;
    if (focus) details.querySelector("summary").focus();
  }

  document.addEventListener(
    "toggle",
    (event) => {
      if (!event.target.matches?.("details.lit") || !event.target.open) return;
      document.querySelectorAll("details.lit[open]").forEach((other) => other !== event.target && close(other));
      show(event.target);
      new MutationObserver((_, observer) => {
        if (!event.target.open) observer.disconnect();
        show(event.target); // the card has come
      }).observe(event.target, { childList: true });
    },
    true,
  );
  document.addEventListener("pointerover", (event) => {
    const details = event.pointerType === "mouse" && event.target.closest?.("details.lit");
    clearTimeout(leaving);
    if (details && !details.open && event.target.closest("summary")) {
      details.dataset.peeked = "yes";
      details.open = true;
    }
    const peeked = document.querySelector("details.lit[data-peeked]");
    if (peeked && peeked !== details) leaving = setTimeout(() => close(peeked), PATIENCE);
  });
  document.addEventListener("click", (event) => {
    const details = opened();
    if (!details) return;
    if (!details.contains(event.target)) close(details);
    else if (details.dataset.peeked && event.target.closest("summary")) {
      event.preventDefault(); // a click on what only peeks out keeps it open
      delete details.dataset.peeked;
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && opened()) close(opened(), { focus: opened().contains(document.activeElement) });
  });
  const again = () => opened() && show(opened());
  window.addEventListener("scroll", again, { capture: true, passive: true });
  window.addEventListener("resize", again);
})();
