/* Improves pages that work without it: the light or dark switch, the menu, the error summary, copying, printing. */

const dark = document.querySelector("link[data-dark]");

for (const button of document.querySelectorAll("[data-scheme-switch]")) {
  const isDark = () => matchMedia(dark.media).matches;
  const show = () => button.setAttribute("aria-pressed", String(isDark()));
  button.hidden = false;
  show();
  button.addEventListener("click", () => {
    const scheme = isDark() ? "light" : "dark";
    dark.media = scheme === "dark" ? "all" : "not all";
    // The server writes the choice into the next page, so that none flashes in the other colours first.
    document.cookie = `scheme=${scheme};path=/;max-age=31536000;samesite=lax`;
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

for (const button of document.querySelectorAll("button[data-copy]")) button.hidden = false;

document.addEventListener("click", async (event) => {
  const button = event.target.closest?.("[data-copy]");
  if (!button || !navigator.clipboard) return;
  event.preventDefault(); // where it is a link to the same words
  await navigator.clipboard.writeText(document.querySelector(button.dataset.copy).textContent.trim());
  button.querySelector("[data-copied]")?.removeAttribute("hidden");
});

for (const button of document.querySelectorAll("button[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

/* Suggestions, loaded on first use. */
document.addEventListener("focusin", async ({ target }) => {
  if (target.dataset.suggest) (await import(target.dataset.suggestScript)).default(target);
});
