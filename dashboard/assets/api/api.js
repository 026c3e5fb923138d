/* The page on which the interface is tried: resources and filters are read out of its own description. */
(async () => {
  const place = document.getElementById("trying");
  const MOST = 20000; // letters of an answer that are shown
  const SUFFIXES = { JSON: "", CSV: ".csv" };
  const words = (name) => place.dataset[name];

  const made = (tag, properties = {}, ...inside) => {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...inside);
    return element;
  };
  const said = (text) => text.split(" / ").at(document.documentElement.lang === "en" ? -1 : 0); // the description is in both
  const field = (label, control, hint = "") => made("label", { className: "field" }, label, control, made("small", {}, hint));

  let description;
  try {
    description = await (await fetch(place.dataset.description)).json();
  } catch {
    place.replaceChildren(made("p", { role: "alert" }, words("lost")));
    return;
  }
  const resources = Object.entries(description.paths).filter(([path]) => !/[{.]/.test(path));
  const resource = made("select", { name: "resource" }, ...resources.map(([path, { get }]) => made("option", { value: path }, [...new Set([path.slice(1), said(get.summary)])].join(" · "))));
  const kind = made("select", { name: "kind" }, ...Object.keys(SUFFIXES).map((name) => made("option", {}, name)));
  const filters = made("div", { className: "form" });
  const [address, pandas, r] = ["address", "pandas", "r"].map((name) => made("pre", { id: `api-${name}`, tabIndex: 0 }));
  const answer = made("pre", { id: "api-answer", tabIndex: 0 });
  const status = made("p", { className: "scope", role: "status" });

  const search = () => {
    const pairs = [...filters.querySelectorAll("input")].filter((one) => one.value).map((one) => [one.name, one.value]);
    return pairs.length ? `?${new URLSearchParams(pairs)}` : "";
  };
  const url = (suffix) => description.servers[0].url + resource.value + suffix + search();

  function write() {
    address.textContent = url(SUFFIXES[kind.value]);
    pandas.textContent = `import pandas as pd\n\nrows = pd.read_csv("${url(".csv")}")`;
    r.textContent = `rows <- read.csv("${url(".csv")}", fileEncoding = "UTF-8-BOM")`;
    answer.textContent = status.textContent = ""; // of another question
  }

  function choose() {
    const { parameters } = description.paths[resource.value].get;
    const asked = parameters.filter((one) => one.in === "query");
    filters.replaceChildren(...asked.map((one) => field(one.name, made("input", { name: one.name, autocomplete: "off" }), said(one.description))));
    write();
  }

  async function attempt(event) {
    event.preventDefault();
    write();
    const asked = address.textContent;
    try {
      const response = await fetch(new URL(asked).pathname + new URL(asked).search);
      const text = await response.text();
      if (address.textContent !== asked) return;
      status.textContent = `${response.status} · ${response.headers.get("Content-Type")}`;
      answer.textContent = text.length > MOST ? text.slice(0, MOST) + words("more").replace("{count}", text.length) : text;
    } catch {
      if (address.textContent === asked) status.textContent = words("lost");
    }
  }

  const form = made("form", {}, made("div", { className: "form" }, field(words("resource"), resource), field(words("kind"), kind)), filters, made("button", { type: "submit" }, words("try")));
  form.addEventListener("input", (event) => (event.target === resource ? choose() : write()));
  form.addEventListener("submit", attempt);
  const parts = [["address", address], ["answer", status, answer], ["pandas", pandas], ["r", r]];
  place.append(form, ...parts.flatMap(([name, ...inside]) => [made("h2", {}, words(name)), ...inside]));
  choose();
})();
