// Everything a component shows is set as text: a transcript, a question or a model's words never become markup.
function el(tag, attrs, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attrs || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : String(value));
  }
  for (const child of children.flat(Infinity)) {
    if (child !== null && child !== undefined && child !== false) node.append(child);
  }
  return node;
}

function fill(root, node) {
  const old = root.querySelector("[data-root]");
  node.setAttribute("data-root", "");
  if (old) old.replaceWith(node);
  else root.append(node);
  return node;
}

// Text with something small behind it that must not stand alone on a line: it stays with the last word.
function withTail(text, ...tail) {
  const cut = text.search(/(\p{Script=Han}|[^\s\p{Script=Han}]{1,24})[^\s\p{Script=Han}]?$/u);
  if (tail.length === 0 || cut < 0) return [text, ...tail];
  return [text.slice(0, cut), el("span", { class: "together" }, text.slice(cut), ...tail)];
}
