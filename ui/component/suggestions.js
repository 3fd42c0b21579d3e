// Questions to start with: one click asks.
export default function (component) {
  const { data, parentElement: root, setTriggerValue } = component;
  fill(root, el("ul", {}, data.questions.map((question, index) => el("li", {},
    el("button", { type: "button", class: "verbatim", lang: question.lang, onclick: () => setTriggerValue("ask", index) }, question.text)))));
}
