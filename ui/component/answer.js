// One answer: claims with citation chips. A chip shows its card on hover or focus, and opens the transcript on click.
export default function (component) {
  const { data, parentElement: root, setTriggerValue } = component;
  const cards = root.cards || (root.cards = { drawn: null, unfolded: false, opened: null });
  const drawn = JSON.stringify(data);
  // Drawn once: a run of the page that changes nothing here leaves lists unfolded, focus and cards as they are.
  if (cards.drawn === drawn) return;
  cards.drawn = drawn;
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
      // The reader gives the focus back to the chip that opened it: that is no wish to see its card.
      onfocus: () => { if (cards.opened !== chip && chip.matches(":focus-visible")) show(chip, source); cards.opened = null; },
      onblur: hide,
      onkeydown: (event) => {
        if (event.key === "Escape" && shown) { hide(); event.stopPropagation(); }
        if (shown === chip && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
          card.scrollBy({ top: event.key === "ArrowDown" ? 60 : -60 });
          event.preventDefault();
        }
      },
      onclick: () => { hide(); cards.opened = chip; keepPlace(chip); setTriggerValue("open", index); },
    }, String(source.n));
    return chip;
  }

  function itemOf(item, compact) {
    if (!("quote" in item)) return el("div", {}, el("p", { class: "claim verbatim" }, withTail(item.text, ...item.marks.map(chipOf))), doubtOf(item.doubt));
    const source = data.sources[item.quote];
    return el("figure", { class: source.analyst ? "quote analyst" : "quote" },
      el("blockquote", { class: "verbatim", lang: source.quoteLang }, withTail(source.quote, chipOf(item.quote))),
      !(compact && item.foreign) && translationOf(source),
      captionOf(item, source),
      doubtOf(item.doubt));
  }

  function groupOf(group, compact) {
    return el("div", { class: "group", role: group.lead && "group", "aria-label": group.lead && `${group.before || ""}${group.lead}` },
      group.lead && el("p", { class: "above verbatim" }, group.before && el("span", { class: "soft" }, group.before), group.lead, group.aside && [" ", el("span", { class: "soft" }, `\u00b7 ${group.aside}`)]),
      el("div", { class: "items" }, group.items.map((item) => itemOf(item, compact))));
  }

  // A list shows its first items; the rest is drawn when it is asked for.
  function blockOf(block) {
    const section = el("section", { class: block.compact ? `${block.kind} compact` : block.kind, "aria-label": block.title },
      block.title && el("p", { class: "title" }, block.title));
    if (cards.unfolded || !block.more) {
      section.append(...block.groups.map((group) => groupOf(group, block.compact)));
      return section;
    }
    let left = block.first;
    for (const group of block.groups) {
      if (left > 0) section.append(groupOf({ ...group, items: group.items.slice(0, left) }, block.compact));
      left -= group.items.length;
    }
    section.append(el("button", { class: "more", type: "button", onclick: () => {
      cards.unfolded = true;
      const whole = blockOf(block);
      section.replaceWith(whole);
      whole.querySelectorAll(".chip")[block.first]?.focus({ preventScroll: true });
    } }, block.more));
    return section;
  }

  function again(trigger, index) {
    return (event) => { toNewest(event.currentTarget); setTriggerValue(trigger, index); };
  }

  const read = data.read || { parts: [] };
  const view = el("div", { class: "answer", lang: data.language },
    data.status && el("div", { class: "head" },
      el("span", { class: `status ${data.status.kind}` }, data.status.label),
      data.lead && el("span", { class: "lead verbatim" }, data.lead)),
    read.as && el("p", { class: "as verbatim" }, read.as),
    (read.parts.length > 0 || read.put) && el("div", { class: "scope", role: "group", "aria-label": read.title },
      read.parts.length > 0 && el("span", { class: "soft" }, read.title),
      read.parts.map((part, index) => el("span", { class: "part" }, el("span", { class: "verbatim" }, part),
        el("button", { type: "button", "aria-label": `${read.remove} ${part}`, title: `${read.remove} ${part}`, onclick: again("without", index) }, "\u00d7"))),
      read.put && el("span", { class: "soft verbatim" }, read.put)),
    data.notice && el("p", { class: "notice verbatim" }, data.notice),
    data.blocks.map(blockOf),
    data.computed && el("section", { class: "computed", "aria-label": data.computed.title }, el("p", { class: "title" }, data.computed.title),
      data.computed.lines.map((line) => el("p", { class: "verbatim" }, line.map((piece) => typeof piece === "number" ? chipOf(piece) : piece)))),
    (data.missing || []).map((line) => el("p", { class: "missing verbatim" }, line)),
    (data.doubts || []).map((doubt) => el("p", { class: "doubt verbatim" }, `[${doubt.n}] ${doubt.label} ${doubt.text}`)),
    data.withheld && el("details", {}, el("summary", {}, data.withheld.label),
      el("ul", {}, data.withheld.items.map((item) => el("li", {},
        el("p", { class: "verbatim" }, item.text), item.reasons.map((reason) => el("p", { class: "verbatim" }, reason)))))),
    data.notes && data.notes.length > 0 && el("ul", { class: "notes", "aria-label": data.labels.notes }, data.notes.map((note) => el("li", { class: "verbatim" }, note))),
    data.others && el("div", { class: "others", role: "group", "aria-label": data.others.title }, el("span", { class: "soft" }, data.others.title),
      data.others.items.map((other, index) => el("button", { type: "button", class: "verbatim", onclick: again("instead", index) }, other))),
    data.foot && el("div", { class: "foot" }, data.tally && el("strong", {}, data.tally), data.foot.map((part) => el("span", { class: "verbatim" }, part))),
    card);
  fill(root, view);
}

function byline(source, full = true) {
  return [el("strong", {}, source.who), full && el("span", { class: "soft" }, `, ${source.person}`),
    source.interpreted && el("span", {}, `, ${source.interpreted}`),
    source.since && el("span", { class: "since" }, ` (${source.since})`)];
}

function translationOf(source) {
  return source.translation && el("p", { class: "translation verbatim", lang: source.translationLang },
    el("span", { class: "label" }, source.translationLabel), source.translation);
}

// What the line above the group leaves unsaid of who and where.
function captionOf(item, source) {
  const since = !item.by && source.since && el("span", { class: "since" }, source.since);
  if (!item.by && !item.at && !since) return null;
  return el("figcaption", {}, item.by && byline(source, item.by === "full"),
    item.at && el("span", { class: "soft" }, `${item.by ? " \u00b7 " : ""}${item.at}`), since && (item.at ? [" ", since] : since));
}

// Beside the quote, never in it: the stored words stay as they are.
function doubtOf(doubt) {
  if (!doubt) return null;
  return el("div", { class: "doubt", role: "note" }, el("p", { class: "title" }, doubt.label),
    doubt.said.map((one) => el("p", { class: "verbatim" }, one.n ? `[${one.n}] ${one.text}` : one.text)));
}

function cardOf(source) {
  return [el("p", { class: "by" }, byline(source)),
    el("p", { class: "words verbatim", lang: source.quoteLang }, source.quote),
    translationOf(source),
    el("p", { class: "at" }, `${source.where} · ${source.call}`)].filter(Boolean);
}

function paneOf(node) {
  let pane = node.getRootNode().host;
  while (pane && !/auto|scroll/.test(getComputedStyle(pane).overflowY)) pane = pane.parentElement;
  return pane;
}

// What is asked again is answered at the end of the chat.
function toNewest(button) {
  const pane = paneOf(button);
  if (pane) pane.scrollTop = pane.scrollHeight;
}

// The reader takes room from the chat: while the text reflows, the clicked chip stays where it was on the screen. On a
// slow machine that takes seconds; whoever scrolls meanwhile is let go.
function keepPlace(chip) {
  const top = chip.getBoundingClientRect().top;
  const pane = paneOf(chip);
  if (!pane) return;
  const observer = new ResizeObserver(() => { pane.scrollTop += chip.getBoundingClientRect().top - top; });
  // Answers above it reflow by themselves, before or after its own: the whole column is watched.
  for (const node of [chip.getRootNode().host, pane, ...pane.children]) observer.observe(node);
  const stop = () => observer.disconnect();
  for (const kind of ["wheel", "touchmove", "keydown"]) pane.addEventListener(kind, stop, { once: true, passive: true });
  setTimeout(stop, 10000);
}
