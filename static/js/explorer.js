/* Shows a new choice at once, without leaving the page; the form works by itself where this does not run. */

const root = document.querySelector("[data-explorer]");
const status = document.querySelector("[data-explorer-status]");
let pending = null;

const address = (form) => {
  const given = [...new FormData(form)].filter(([, value]) => value);
  return `${form.action}?${new URLSearchParams(given)}`;
};

/* What was open stays open, and the reader stays where they were. */
const state = () => {
  const { id, name, value } = document.activeElement ?? {};
  return { open: [...root.querySelectorAll("details[open][id]")].map((one) => one.id), id, name, value };
};

const restore = ({ open, id, name, value }) => {
  for (const key of open) document.getElementById(key)?.setAttribute("open", "");
  const same = [...root.querySelectorAll("input, select, summary, a, button")];
  const found = (id && document.getElementById(id)) || (name && same.find((one) => one.name === name && one.value === value));
  found?.focus({ preventScroll: true });
};

const show = async (url, remember) => {
  pending?.abort();
  pending = new AbortController();
  root.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(url, { signal: pending.signal, headers: { Accept: "text/html" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.querySelector("[data-explorer]");
    if (!fresh) throw new Error("no view");
    const kept = state();
    root.replaceChildren(...fresh.childNodes);
    restore(kept);
    for (const button of root.querySelectorAll("button[data-copy]")) button.hidden = false;
    document.title = page.title;
    for (const link of document.querySelectorAll("a[hreflang]")) {
      link.href = page.querySelector(`a[hreflang="${link.hreflang}"]`)?.href ?? link.href;
    }
    status.textContent = root.querySelector("h1").textContent;
    if (remember) history.pushState(null, "", page.querySelector("link[rel=canonical]").href);
    root.removeAttribute("aria-busy");
  } catch (error) {
    if (error.name !== "AbortError") location.assign(url);
  }
};

root.addEventListener("change", (event) => {
  const form = event.target.closest("[data-explorer-form]");
  if (form) show(address(form), true);
});

root.addEventListener("submit", (event) => {
  event.preventDefault();
  show(address(event.target), true);
});

addEventListener("popstate", () => show(location.href, false));

document.addEventListener("keydown", (event) => {
  const open = event.key === "Escape" && root.querySelector(".picker[open]");
  if (open) {
    open.open = false;
    open.querySelector("summary").focus();
  }
});

document.addEventListener("click", (event) => {
  const open = root.querySelector(".picker[open]");
  if (open && event.isTrusted && event.target.isConnected && !open.contains(event.target)) open.open = false;
});

/* The shortest address of a view is the one worth copying from the address bar. */
if (location.search) history.replaceState(null, "", document.querySelector("link[rel=canonical]").href);
