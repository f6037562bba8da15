// Runs before anything is painted, so that no page flashes in the wrong colours.
// src/state/theme.svelte.ts goes on from here.
(function () {
  var choice = null;
  try {
    choice = localStorage.getItem('theme');
  } catch {
    // No storage: as the system has it.
  }
  var dark = choice === 'dark' || (choice !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.dataset.theme = dark ? 'dark' : 'light';
})();
