/** What the pages by hand have in common: their form, and finding elements. */

export const find = (id) => document.getElementById(id);

/** Resolves with the room and the name once "Enter" is pressed. */
export function entered() {
  const form = find('enter');
  return new Promise((resolve) => {
    form.addEventListener('submit', (event) => {
      // Not the browser's own submission, which would reload the page.
      event.preventDefault();
      form.hidden = true;
      find('inside').hidden = false;
      resolve({ room: form.elements.room.value, name: form.elements.name.value });
    });
  });
}
