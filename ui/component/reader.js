// The transcript reader: turns with headings; the opened sentence is marked and scrolled into view.
export default function (component) {
  const { data, parentElement: root, setTriggerValue } = component;
  const state = root.reader || (root.reader = { visit: null, opener: null, translated: true, drawn: null });
  const drawn = JSON.stringify({ ...data, visit: 0 });
  if (state.drawn !== drawn) {
    fill(root, draw());
    state.drawn = drawn;
  }
  if (state.visit !== data.visit) {
    state.visit = data.visit;
    state.opener = activeElement();
    requestAnimationFrame(goToMark);
  }

  function close() {
    setTriggerValue("close", true);
    if (state.opener && state.opener.isConnected) state.opener.focus({ preventScroll: true });
  }

  function goToMark() {
    const pane = root.querySelector(".turns"), mark = root.querySelector("mark");
    if (!mark) { pane.scrollTop = 0; return; }
    pane.scrollTop += mark.getBoundingClientRect().top - pane.getBoundingClientRect().top - pane.clientHeight * 0.3;
    mark.focus({ preventScroll: true });
  }

  function draw() {
    const turns = el("div", { class: "turns", tabindex: "0", role: "group", "aria-label": "Turns" });
    const sections = [];
    if (data.message) turns.append(el("p", { class: "message verbatim" }, data.message));
    if (data.quoted) turns.append(el("p", { class: "quoted verbatim" }, data.quoted));
    let section = null;
    for (const turn of data.turns) {
      if (turn.section !== section) {
        section = turn.section;
        const heading = el("p", { class: "section" }, section);
        sections.push([section, heading]);
        turns.append(heading);
      }
      turns.append(turnOf(turn));
    }
    const view = el("aside", { class: "reader", "aria-label": `Transcript: ${data.title}`, onkeydown: (event) => {
      if (event.key === "Escape") { event.stopPropagation(); close(); }
    } },
      el("header", {},
        el("div", {}, el("h2", { class: "verbatim" }, data.title), el("p", { class: "facts" }, data.facts),
          el("div", { class: "tools" },
            sections.map(([name, heading]) => el("button", { type: "button", onclick: () => {
              turns.scrollTop += heading.getBoundingClientRect().top - turns.getBoundingClientRect().top;
            } }, name[0].toUpperCase() + name.slice(1))),
            data.bilingual && translationSwitch())),
        el("button", { class: "close", type: "button", onclick: close }, "Close")),
      turns);
    view.classList.toggle("untranslated", !state.translated);
    return view;

    function translationSwitch() {
      const box = el("input", { type: "checkbox", checked: state.translated, onchange: () => {
        state.translated = box.checked;
        view.classList.toggle("untranslated", !box.checked);
      } });
      return el("label", {}, box, data.translationLabel);
    }
  }
}

function turnOf(turn) {
  const marked = turn.paragraphs.some((paragraph) => paragraph.parts.some((part) => part[1]));
  return el("section", { class: marked ? "turn here" : "turn", "aria-label": `Turn ${turn.n}, ${turn.who}` },
    el("h3", {}, el("span", { class: "n" }, String(turn.n)),
      el("span", { class: "verbatim" }, turn.who, el("span", { class: "person" }, `, ${turn.person}`),
        turn.interpreted && el("span", { class: "person" }, `, ${turn.interpreted}`),
        turn.doubt && el("span", { class: "doubt" }, ` (${turn.doubt})`))),
    el("div", { class: "body" }, turn.paragraphs.map((paragraph) => [
      el("p", { class: "verbatim", lang: paragraph.lang },
        paragraph.parts.map(([text, hit]) => hit ? el("mark", { tabindex: "-1" }, text) : text)),
      paragraph.translation && el("p", { class: "translation verbatim", lang: paragraph.translationLang }, paragraph.translation)])));
}

function activeElement() {
  let node = document.activeElement;
  while (node && node.shadowRoot && node.shadowRoot.activeElement) node = node.shadowRoot.activeElement;
  return node;
}
