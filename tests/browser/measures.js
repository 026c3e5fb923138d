/* What is measured of a page as it is drawn: each measure gives what is wrong, in words; nothing where all is well. */
window.measures = {

  /* WCAG 2.2, 2.5.8: 24 by 24 pixels, or a circle of 24 around it that meets no other; not what stands within a sentence. */
  smallTargets: () => {
    const WAYS = "a[href], button, input:not([type=hidden]), select, textarea, summary, [role=button], [role=tab]";
    const inSentence = (way) => getComputedStyle(way).display === "inline" && [...way.parentElement.childNodes].some(
      (beside) => beside.nodeType === Node.TEXT_NODE && /[\p{L}\p{N}]/u.test(beside.data));
    const box = (way) => (["checkbox", "radio"].includes(way.type) && way.closest("label") || way).getBoundingClientRect();
    const targets = [...document.querySelectorAll(WAYS)]
      .filter((way) => way.checkVisibility({ visibilityProperty: true }) && !way.closest("[inert], .unseen, .skip"))
      .map((way) => ({ way, box: box(way) })).filter(({ box }) => box.width && box.height);
    const isSmall = ({ box }) => box.width < 23.5 || box.height < 23.5;
    const middle = ({ box }) => [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
    const away = ([x, y], { box }) => Math.hypot(Math.max(box.left - x, 0, x - box.right), Math.max(box.top - y, 0, y - box.bottom));
    const isCrowded = (one) => targets.some((other) => other.way !== one.way && !other.way.contains(one.way)
      && !one.way.contains(other.way) && (away(middle(one), other) < 11.5
        || isSmall(other) && Math.hypot(middle(one)[0] - middle(other)[0], middle(one)[1] - middle(other)[1]) < 23.5));
    return targets.filter((one) => isSmall(one) && !inSentence(one.way) && isCrowded(one))
      .map(({ way, box }) => `${Math.round(box.width)}x${Math.round(box.height)} ${way.outerHTML.slice(0, 110)}`);
  },

  /* A date, a span of years, a number with its marks and with what it counts, a unit, the unit in the head of a column: in one line. */
  parted: () => {
    const WHOLE = [
      /(?<![\w./:#@-])[+−-]?\d[\d,.]*(?:[-–/]\d+)*\s?[%‰]?(?![\w/@-])/g, /[万亿]?(?:元|千瓦时|平方米)/g, /个?百分点/g,
      /\d[\d,.]* (?:trillion|billion|million|thousand)/g,
    ];
    const isRow = (one) => /flex|grid/.test(getComputedStyle(one).display);
    const COUNTED = /(?<![\w.])\d[\d,.]*\s?(?:[万亿]?[项家户件人名条位处期倍次篇天]|[万亿]|(?<=\d{3}\s?)个)/g;
    const NOUNS = /\d[\d,.]* (?:goals?|indicators?|figures?|sources?|districts?|firms?|people|rows?|places?|years?|files?|more|of)\b/g;
    const IN_HEADS = /[（(][^（()）]{1,6}[)）]/g, parted = [], range = document.createRange();
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let text = texts.nextNode(); text; text = texts.nextNode()) {
      const around = text.parentElement;
      if (around.closest("script, style, svg, textarea, option, code, pre, .unseen, .digest")) continue;
      const inHead = around.closest("thead, .scope") ? [...text.data.matchAll(IN_HEADS)] : [];
      for (const found of [...[...WHOLE, COUNTED, NOUNS].flatMap((one) => [...text.data.matchAll(one)]), ...inHead]) {
        if (found[0].length < 2) continue;
        range.setStart(text, found.index);
        range.setEnd(text, found.index + found[0].length);
        if (new Set([...range.getClientRects()].map((box) => Math.round(box.top))).size > 1)
          parted.push(`${found[0]} in ${text.data.trim().slice(0, 60)}`);
      }
    }
    const apart = [...document.querySelectorAll(".piece")].filter((piece) => isRow(piece.parentElement)
      && [...piece.parentElement.childNodes].some((beside) => beside.nodeType === Node.TEXT_NODE && beside.data.trim()));
    return [...parted, ...apart.map((piece) => `no space around ${piece.textContent} in ${piece.parentElement.textContent}`)];
  },

  /* A button stands beside the field and not beside its label; a line at the foot begins where all begin; what takes an
     exhibit away stands beside its title. */
  crooked: () => {
    const box = (one) => one.getBoundingClientRect(), seen = (one) => one.checkVisibility();
    const buttons = innerWidth < 641 ? [] : [...document.querySelectorAll("main .form > .submit > button")].filter(seen);
    const high = buttons.filter((button) => [...button.closest(".form").querySelectorAll(".field")].filter(seen).some((field) => {
      const control = field.querySelector("input, select, textarea");
      return control && box(field).top < box(button).bottom && box(button).top < box(field).bottom && box(button).top < box(control).top - 4;
    })).map((button) => `beside a label: ${button.textContent}`);
    const parts = [...document.querySelectorAll("main .page-foot > *")].filter(seen);
    const indented = parts.filter((one, place) => place && box(one).top > box(parts[place - 1]).bottom - 2
      && Math.abs(box(one).left - box(parts[0]).left) > 2).map((one) => `indented: ${one.textContent}`);
    const lonely = [...document.querySelectorAll(".exhibit > header .links > .hand-out:only-child")].filter(seen)
      .filter((way) => box(way).top > box(way.closest("header").querySelector("h2")).bottom).map((way) => `below: ${way.href}`);
    const words = (cell) => {
      const range = document.createRange();
      range.selectNodeContents(cell);
      return range.getBoundingClientRect();
    };
    const tables = [...document.querySelectorAll("main table.plain")].filter(seen);
    const askew = tables.flatMap((table) => [...table.tHead.rows[0].cells].flatMap((head, at) => {
      const cells = [...table.tBodies].flatMap((body) => [...body.rows]).map((row) => row.cells[at])
        .filter((cell) => cell?.textContent.trim() && cell.colSpan === 1 && !cell.querySelector("button, svg, details, .light"));
      const off = cells.filter((cell) => words(cell).height < 26 && ["left", "right"].every((side) => Math.abs(words(cell)[side] - words(head)[side]) > 14));
      const away = at ? [] : [head, ...cells].filter((cell) => words(cell).left - Math.max(box(table).left, box(table.parentElement).left) > 14);
      return [...off, ...away].slice(0, 1).map((cell) => `askew below ${head.textContent}: ${cell.textContent.slice(0, 40)}`);
    }));
    return [...high, ...indented, ...lonely, ...askew];
  },

  /* A table says what it is about; each column has a head, and each row begins with its own. */
  namelessTables: () => [...document.querySelectorAll("main table, dialog table")].flatMap((table) => {
    const about = table.caption?.textContent || table.getAttribute("aria-label")
      || document.getElementById(table.getAttribute("aria-labelledby"))?.textContent;
    const where = table.closest("[id]").id;
    return [
      ...(about?.trim() ? [] : [`${where}: no caption`]),
      ...(table.querySelector("thead th") ? [] : [`${where}: no heads of columns`]),
      ...[...table.querySelectorAll("tbody tr")].filter((row) => row.cells.length > 1 && !row.querySelector("th")).slice(0, 1)
        .map((row) => `${where}: no head of the row ${row.textContent.slice(0, 40)}`),
    ];
  }),

  /* One head of the page, and no level left out on the way down. */
  headings: () => {
    const heads = [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")].filter((one) => one.checkVisibility());
    const levels = heads.map((one) => Number(one.tagName[1]));
    return [
      ...(levels.filter((level) => level === 1).length === 1 ? [] : ["not one h1"]),
      ...heads.filter((one, place) => levels[place] > (levels[place - 1] ?? 0) + 1).map((one) => `${one.tagName} ${one.textContent}`),
    ];
  },

  /* The first answer of a page begins within three screens of its top. */
  buried: () => [...document.querySelectorAll("main .exhibit")].slice(0, 1)
    .filter((first) => first.getBoundingClientRect().top + window.scrollY > 3 * innerHeight).map((first) => first.id),

  /* Whatever is drawn is told in words too: a sentence with its numbers. */
  silentCharts: () => [...document.querySelectorAll("main .plot, main svg[role=img], main img:not(.look)")].flatMap((chart) => {
    const of = chart.matches("[aria-label], [alt]") ? chart : chart.closest("[aria-label]");
    const words = of?.getAttribute("alt") ?? of?.getAttribute("aria-label") ?? "";
    return (/\d/.test(words) && words.length > 12) || chart.getAttribute("alt") === "" ? []
      : [`${chart.closest("[id]").id}: ${words}`];
  }),

  /* Words of another language than the page's say so, and are read out in it. */
  foreign: () => {
    const isEnglish = document.documentElement.lang.startsWith("en");
    const foreign = isEnglish ? /[\u4e00-\u9fff]/ : /[A-Za-z]{3,}(?:[ ,;]+[A-Za-z]{2,}){3,}/;
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), found = [];
    for (let text = texts.nextNode(); text; text = texts.nextNode()) {
      if (text.parentElement.closest("script, style, code, pre")) continue;
      const spoken = text.parentElement.closest("[lang]").lang;
      if (foreign.test(text.data) && spoken.startsWith("en") === isEnglish) found.push(text.data.trim().slice(0, 70));
    }
    return found;
  },
  moving: () => [...document.querySelectorAll("*")].filter((one) => {
    const style = getComputedStyle(one);
    return [...style.transitionDuration.split(","), ...style.animationDuration.split(",")].some((time) => parseFloat(time) > 0)
      || style.scrollBehavior === "smooth";
  }).map((one) => one.outerHTML.slice(0, 90)),

  /* To be asked after a key was pressed: what has the focus by script is drawn as after that key. */
  unseenFocus: () => [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']")]
    .filter((way) => way.checkVisibility({ visibilityProperty: true }) && !way.disabled && way.type !== "hidden")
    .flatMap((way) => {
      way.focus();
      if (document.activeElement !== way) return [];
      const style = getComputedStyle(way), around = way.closest(".drop, label") ?? way;
      const isDrawn = [style, getComputedStyle(around)].some((one) => one.outlineStyle !== "none" && parseFloat(one.outlineWidth) >= 2);
      const box = around.getBoundingClientRect(), x = (box.left + box.right) / 2, y = (box.top + box.bottom) / 2;
      const at = document.elementFromPoint(Math.min(Math.max(x, 1), innerWidth - 1), Math.min(Math.max(y, 1), innerHeight - 1));
      const isCovered = !at || !(around.contains(at) || at.contains(around) || at.closest("label")?.contains(way));
      return [...(isDrawn ? [] : ["not drawn"]), ...(isCovered ? [`under ${at?.outerHTML.slice(0, 60)}`] : [])]
        .map((fault) => `${fault}: ${way.outerHTML.slice(0, 110)}`);
    }),
};
