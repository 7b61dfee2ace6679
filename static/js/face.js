/* Improves pages that work without it: the light or dark switch, the menu, the error summary, copying, printing. */

const root = document.documentElement;

function schemeNow() {
  return root.dataset.scheme || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
}

for (const button of document.querySelectorAll("[data-scheme-switch]")) {
  const show = () => button.setAttribute("aria-pressed", String(schemeNow() === "dark"));
  button.hidden = false;
  show();
  button.addEventListener("click", () => {
    root.dataset.scheme = schemeNow() === "dark" ? "light" : "dark";
    // The server writes the choice into the page, so that no page flashes in the other colours first.
    document.cookie = `scheme=${root.dataset.scheme};path=/;max-age=31536000;samesite=lax`;
    show();
  });
}

for (const menu of document.querySelectorAll("details[data-menu]")) {
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && menu.open) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });
}

document.querySelector("[data-error-summary]")?.focus();

for (const button of document.querySelectorAll("button[data-copy]")) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.querySelector(button.dataset.copy).textContent.trim());
    button.querySelector("[data-copied]")?.removeAttribute("hidden");
  });
}

for (const button of document.querySelectorAll("button[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
