// What the page does without its server: open a source, copy an answer, keep a question in sight.
(() => {
  const panel = () => document.getElementById("sources");
  let active = null;

  function light() {
    const card = active && document.getElementById(active);
    const group = card?.closest(".group");
    for (const each of document.querySelectorAll("#cards .group"))
      each.classList.toggle("shown", each === group);
    for (const each of document.querySelectorAll("#cards .card"))
      each.classList.toggle("lit", each === card);
    return card;
  }

  function openSource(id) {
    active = id;
    panel().classList.add("open");
    const card = light();
    card?.scrollIntoView({ block: "nearest", behavior: "smooth" });
    card?.focus({ preventScroll: true });
  }

  function closeSources() {
    panel().classList.remove("open");
  }

  async function copyAnswer(link) {
    const bubble = link.closest(".sn");
    const [, number] = bubble.querySelector(".act").hash.match(/#src-(\d+)/) ?? [];
    const cards = number ? document.querySelectorAll(`#sources-${number} .card`) : [];
    const notes = [...cards].map((card) => {
      const part = (name) => card.querySelector(name).innerText;
      return `[${part(".n")}] ${part(".name .title")} — ${part(".address")}`;
    });
    const body = bubble.querySelector(".body").innerText;
    await navigator.clipboard.writeText([body, "", ...notes].join("\n"));
    link.classList.add("done");
    setTimeout(() => link.classList.remove("done"), 1500);
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.('a[href^="#"]');
    if (!link) return;
    event.preventDefault(); // the page's <base> would turn "#…" into another address
    if (link.hash === "#copy") copyAnswer(link);
    else if (link.hash === "#close") closeSources();
    else if (link.hash.startsWith("#src-")) openSource(link.hash.slice(1));
  });

  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest?.("input, textarea");
    if (event.key === "Escape") closeSources();
    if (event.key === "/" && !typing) {
      event.preventDefault();
      document.querySelector("#box textarea")?.focus();
    }
  });

  // an empty question is not worth a trip to the server
  const isEmpty = (box) => box && !box.value.trim();
  document.addEventListener(
    "keydown",
    (event) => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      if (isEmpty(event.target.closest?.("#box textarea"))) {
        event.preventDefault();
        event.stopPropagation();
      }
    },
    true,
  );

  let questions = 0;
  function keepInSight() {
    const asked = document.querySelectorAll("#chat .user-row");
    if (asked.length > questions) {
      asked[asked.length - 1].scrollIntoView({ block: "start", behavior: "smooth" });
      active = null;
    }
    questions = asked.length;
  }

  // Gradio labels each message with its source text, which a screen reader would read as markup
  function letContentSpeak() {
    for (const each of document.querySelectorAll('#chat [aria-label*="message:"]'))
      each.removeAttribute("aria-label");
  }

  let scheduled = false;
  new MutationObserver(() => {
    if (scheduled) return;
    scheduled = true;
    requestAnimationFrame(() => {
      scheduled = false;
      keepInSight();
      letContentSpeak();
      document.documentElement.lang = document.querySelector(".brand")?.lang || "en";
      light();
    });
  }).observe(document.documentElement, { childList: true, subtree: true });
})();
