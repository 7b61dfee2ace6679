/* Suggestions under a search field: an ARIA combobox. */

const set = (element, attributes, ...children) => {
  for (const name in attributes) element.setAttribute(name, attributes[name]);
  element.append(...children);
  return element;
};

const make = (name, ...rest) => set(document.createElement(name), ...rest);

export default (input) => {
  if (input.role) return;
  const { suggest, suggestLabel: label } = input.dataset;
  const id = `${input.id}-list`;
  const list = make("ul", { id, role: "listbox", class: "suggestions", "aria-label": label });
  const status = make("span", { role: "status", class: "visually-hidden" });
  let pending, place;
  let found = [];

  const mark = (number) => {
    place = found[number] ? number : -1;
    [...list.children].forEach((option, each) => (option.ariaSelected = each === place));
    set(input, { "aria-activedescendant": place < 0 ? "" : `${id}-${place}` });
  };

  const show = (suggestions) => {
    found = suggestions;
    list.replaceChildren(
      ...found.map((one, number) =>
        make("li", { id: `${id}-${number}`, role: "option" }, make("bdi", { lang: one.language }, one.text), make("small", {}, one.label)),
      ),
    );
    list.hidden = !found.length;
    set(input, { "aria-expanded": !list.hidden });
    status.textContent = found.length ? `${label}: ${found.length}` : "";
    mark(-1);
  };

  const close = () => {
    pending?.abort();
    show([]);
  };

  const ask = async () => {
    pending?.abort();
    const { signal } = (pending = new AbortController());
    await new Promise((done) => setTimeout(done, 150));
    const answer = await fetch(`${suggest}?q=${encodeURIComponent(input.value)}`, { signal })
      .then((got) => got.json())
      .catch(() => ({}));
    if (!signal.aborted) show(answer.suggestions ?? []);
  };

  input.after(list, status);
  set(input, { role: "combobox", "aria-autocomplete": "list", "aria-controls": id });
  show([]);
  input.addEventListener("blur", close);
  input.addEventListener("input", ask);
  input.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && !found.length) ask();
    else if (step) mark(place < 0 && step < 0 ? found.length - 1 : place + step);
    else if (event.key === "Enter" && place >= 0) location = found[place].url;
    else if (event.key === "Escape" && found.length) close();
    else return;
    event.preventDefault();
  });
  // A press keeps the focus in the field.
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("click", ({ target }) => {
    location = found[[...list.children].indexOf(target.closest("li"))].url;
  });
};
