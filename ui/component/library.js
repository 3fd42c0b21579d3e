// The calls held: open one in the reader, or remove it after asking back.
export default function (component) {
  const { data, parentElement: root, setTriggerValue } = component;
  fill(root, el("ul", { "aria-label": "Calls in the library" }, data.calls.map((call) => rowOf(call))));

  function rowOf(call) {
    const remove = el("button", { class: "plain", type: "button", "aria-label": `Remove ${call.name}`, onclick: ask }, "Remove");
    const row = el("li", {},
      el("button", { class: "name verbatim", type: "button", title: "Open in the reader", onclick: () => setTriggerValue("open", call.id) },
        call.name),
      data.writable && remove,
      el("span", { class: "facts" }, el("span", {}, call.facts), call.sample && el("span", { class: "badge" }, "sample")));
    return row;

    function ask() {
      remove.hidden = true;
      const keep = el("button", { type: "button", onclick: () => { confirm.remove(); remove.hidden = false; remove.focus(); } }, "Keep");
      const confirm = el("div", { class: "confirm", role: "group", "aria-label": `Remove ${call.name}?` }, "Remove this call?",
        el("button", { class: "yes", type: "button", onclick: () => setTriggerValue("remove", call.id) }, "Remove"), keep);
      row.append(confirm);
      keep.focus();
    }
  }
}
