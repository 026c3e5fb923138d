/* A wall: exhibits one after the other, by itself, by arrow keys, and anew when a release is out. Space pauses it.
   Where the reader wants no motion it turns by keys only. */
(() => {
  const MINUTE = 60000;
  const root = document.documentElement;
  const wall = document.getElementById("wall");
  const still = window.matchMedia("(prefers-reduced-motion: reduce)");
  const slides = () => [...wall.querySelectorAll(".slide")];
  let at = 0;
  let turned = Date.now();
  let isPaused = false;

  /* As large as the screen lets it be. */
  function fit(slide) {
    const exhibit = slide.firstElementChild;
    const isHeld = window.innerWidth < 800; // in a hand: laid out for its width, and read by scrolling
    const scale = isHeld ? 1 : Math.min(wall.clientWidth / exhibit.offsetWidth, wall.clientHeight / exhibit.offsetHeight);
    exhibit.style.transform = `scale(${scale})`;
    exhibit.style.marginLeft = `${Math.max(0, (wall.clientWidth - exhibit.offsetWidth * scale) / 2)}px`;
  }

  function show(index) {
    const all = slides();
    at = (index + all.length) % all.length;
    turned = Date.now();
    all.forEach((slide, number) => {
      slide.classList.toggle("here", number === at);
      slide.setAttribute("aria-hidden", String(number !== at));
    });
    fit(all[at]);
    wall.dataset.at = at;
    document.querySelector(".count").textContent = `${at + 1}/${all.length}${isPaused ? " ⏸" : ""}`;
  }

  function tick() {
    document.querySelector(".clock").textContent = new Date().toLocaleTimeString("zh-CN", { hour: "2-digit", minute: "2-digit" });
    if (!isPaused && !still.matches && Date.now() - turned >= Number(wall.dataset.every) * 1000) show(at + 1);
  }

  /* A new release takes the place of the old one: exhibits, and the name in the corner, together. */
  async function look() {
    try {
      const { release } = await (await fetch("/_release")).json();
      if (Number(release) === Number(root.dataset.release) || new URLSearchParams(location.search).has("release")) return;
      const response = await fetch(location.href);
      if (!response.ok) return;
      const next = new DOMParser().parseFromString(await response.text(), "text/html");
      root.dataset.release = next.documentElement.dataset.release;
      wall.replaceChildren(...next.getElementById("wall").childNodes);
      document.querySelector(".release-name").textContent = next.querySelector(".release-name").textContent;
      show(Math.min(at, slides().length - 1));
    } catch {
      // it is asked again
    }
  }

  const KEYS = {
    ArrowRight: () => show(at + 1),
    ArrowLeft: () => show(at - 1),
    " ": () => {
      isPaused = !isPaused;
      show(at);
    },
  };
  document.addEventListener("keydown", (event) => {
    if (!KEYS[event.key]) return;
    event.preventDefault();
    KEYS[event.key]();
  });
  window.addEventListener("resize", () => show(at));
  setInterval(tick, 1000);
  setInterval(look, MINUTE);
  show(0);
  tick();
})();
