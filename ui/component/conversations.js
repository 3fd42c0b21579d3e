// The conversations kept: resume one, rename it in place, or delete it after asking back.
export default function (component) {
  const { data, parentElement: root, setTriggerValue } = component;
  fill(root, el("ul", { "aria-label": "Conversations" }, data.items.map((item) => rowOf(item))));

  function rowOf(item) {
    const name = el("button", { class: "name verbatim", type: "button", "aria-current": item.current && "true",
      title: "Show this conversation", onclick: () => setTriggerValue("open", item.id) }, item.title);
    const acts = el("span", { class: "acts" },
      el("button", { class: "plain", type: "button", "aria-label": `Rename ${item.title}`, onclick: rename }, "Rename"),
      el("button", { class: "plain", type: "button", "aria-label": `Delete ${item.title}`, onclick: ask }, "Delete"));
    const row = el("li", { class: item.current && "current" }, name,
      el("span", { class: "facts" }, el("span", {}, item.facts), data.writable && acts));
    return row;

    function rename() {
      const input = el("input", { type: "text", maxlength: 120, "aria-label": "New title", value: item.title });
      const form = el("form", { class: "edit", onsubmit: (event) => { event.preventDefault(); done(); } }, input,
        el("button", { type: "submit" }, "Save"), el("button", { type: "button", onclick: back }, "Cancel"));
      input.addEventListener("keydown", (event) => { if (event.key === "Escape") back(); event.stopPropagation(); });
      name.replaceWith(form);
      acts.hidden = true;
      input.focus();
      input.select();
      function done() { if (input.value.trim()) setTriggerValue("rename", { id: item.id, title: input.value }); else back(); }
      function back() { form.replaceWith(name); acts.hidden = false; name.focus(); }
    }

    function ask() {
      acts.hidden = true;
      const keep = el("button", { type: "button", onclick: () => { confirm.remove(); acts.hidden = false; name.focus(); } }, "Keep");
      const confirm = el("div", { class: "confirm", role: "group", "aria-label": `Delete ${item.title}?` }, "Delete this conversation?",
        el("button", { class: "yes", type: "button", onclick: () => setTriggerValue("remove", item.id) }, "Delete"), keep);
      row.append(confirm);
      keep.focus();
    }
  }
}
