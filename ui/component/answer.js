// One answer: claims with citation chips. A chip shows its card on hover or focus, and opens the transcript on click.
export default function (component) {
  const { data, parentElement: root, setTriggerValue } = component;
  const cards = root.cards || (root.cards = {});
  clearTimeout(cards.timer);
  const card = el("div", { class: "card", id: "card", role: "tooltip", popover: "manual" });
  card.addEventListener("mouseenter", () => clearTimeout(cards.timer));
  card.addEventListener("mouseleave", hideSoon);
  let shown = null;

  function hide() {
    clearTimeout(cards.timer);
    if (shown) shown.setAttribute("aria-expanded", "false");
    shown = null;
    if (card.matches(":popover-open")) card.hidePopover();
  }
  function hideSoon() {
    clearTimeout(cards.timer);
    cards.timer = setTimeout(hide, 180);
  }
  function show(chip, source) {
    clearTimeout(cards.timer);
    if (shown === chip) return;
    hide();
    card.replaceChildren(...cardOf(source));
    card.scrollTop = 0;
    card.showPopover();
    shown = chip;
    chip.setAttribute("aria-expanded", "true");
    const at = chip.getBoundingClientRect(), box = card.getBoundingClientRect();
    const edge = Math.min(innerWidth - 12, Math.max(root.host.getBoundingClientRect().right, box.width + 12));
    const left = Math.max(12, Math.min(at.left - 16, edge - box.width));
    const below = at.bottom + 6 + box.height <= innerHeight - 8;
    card.style.left = `${left}px`;
    card.style.top = `${below ? at.bottom + 6 : Math.max(8, at.top - box.height - 6)}px`;
  }

  function chipOf(index) {
    const source = data.sources[index];
    const chip = el("button", {
      class: "chip", type: "button", "aria-expanded": "false", "aria-describedby": "card",
      "aria-label": `[${source.n}] ${source.who}, ${source.where}. ${data.labels.open}`,
      onmouseenter: () => { clearTimeout(cards.timer); cards.timer = setTimeout(() => show(chip, source), 90); },
      onmouseleave: hideSoon,
      onfocus: () => { if (chip.matches(":focus-visible")) show(chip, source); },
      onblur: hide,
      onkeydown: (event) => {
        if (event.key === "Escape" && shown) { hide(); event.stopPropagation(); }
        if (shown === chip && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
          card.scrollBy({ top: event.key === "ArrowDown" ? 60 : -60 });
          event.preventDefault();
        }
      },
      onclick: () => { hide(); keepPlace(chip); setTriggerValue("open", index); },
    }, String(source.n));
    return chip;
  }

  const view = el("div", { class: "answer", lang: data.language },
    data.status && el("div", { class: "head" },
      el("span", { class: `status ${data.status.kind}` }, data.status.label),
      data.lead && el("span", { class: "lead verbatim" }, data.lead)),
    data.notice && el("p", { class: "notice verbatim" }, data.notice),
    data.blocks.map((block) => el("section", { class: block.kind, "aria-label": block.title },
      block.title && el("p", { class: "title" }, block.title),
      el("div", { class: "items" }, block.items.map((item) => "quote" in item
        ? quoteOf(data.sources[item.quote], chipOf(item.quote))
        : el("p", { class: "claim verbatim" }, withTail(item.text, ...item.marks.map(chipOf))))))),
    (data.doubts || []).map((doubt) => el("p", { class: "doubt verbatim" }, `[${doubt.n}] ${doubt.label}: ${doubt.text}`)),
    data.withheld && el("details", {}, el("summary", {}, data.withheld.label),
      el("ul", {}, data.withheld.items.map((item) => el("li", {},
        el("p", { class: "verbatim" }, item.text), item.reasons.map((reason) => el("p", { class: "verbatim" }, reason)))))),
    data.foot && el("div", { class: "foot" }, data.tally && el("strong", {}, data.tally), data.foot.map((part) => el("span", { class: "verbatim" }, part))),
    card);
  fill(root, view);
  return () => clearTimeout(cards.timer);
}

function byline(source) {
  return [el("strong", {}, source.who), el("span", { class: "soft" }, `, ${source.person}`),
    source.interpreted && el("span", {}, `, ${source.interpreted}`),
    source.since && el("span", { class: "since" }, ` (${source.since})`)];
}

function translationOf(source) {
  return source.translation && el("p", { class: "translation verbatim", lang: source.translationLang },
    el("span", { class: "label" }, source.translationLabel), source.translation);
}

function quoteOf(source, chip) {
  return el("figure", { class: source.analyst ? "quote analyst" : "quote" },
    el("blockquote", { class: "verbatim", lang: source.quoteLang }, withTail(source.quote, chip)),
    translationOf(source),
    el("figcaption", {}, byline(source), el("span", { class: "soft" }, ` · ${source.where} · ${source.call}`)));
}

function cardOf(source) {
  return [el("p", { class: "by" }, byline(source)),
    el("p", { class: "words verbatim", lang: source.quoteLang }, source.quote),
    translationOf(source),
    el("p", { class: "at" }, `${source.where} · ${source.call}`)].filter(Boolean);
}

// The reader takes room from the chat: while the text reflows, the clicked chip stays where it was on the screen.
function keepPlace(chip) {
  const top = chip.getBoundingClientRect().top;
  let pane = chip.getRootNode().host;
  while (pane && !/auto|scroll/.test(getComputedStyle(pane).overflowY)) pane = pane.parentElement;
  if (!pane) return;
  const observer = new ResizeObserver(() => { pane.scrollTop += chip.getBoundingClientRect().top - top; });
  observer.observe(chip.getRootNode().host);
  setTimeout(() => observer.disconnect(), 2500);
}
