/** The files of a drop or of the clipboard. */
export interface DroppedFiles {
  readonly files: readonly File[];
  /** Whether a folder was among them, which cannot be sent. */
  readonly hasFolder: boolean;
}

/** What was dropped or pasted; folders are left out. */
export function filesOf({ items, files }: DataTransfer): DroppedFiles {
  const given = [...items].filter(({ kind }) => kind === 'file');
  const isFolder = (item: DataTransferItem): boolean => item.webkitGetAsEntry()?.isDirectory === true;
  // Items say what is a folder; where they are missing, reading the file does.
  const read = given.filter((item) => !isFolder(item)).map((item) => item.getAsFile());
  return {
    files: given.length > 0 ? read.filter((file) => file !== null) : [...files],
    hasFolder: given.some(isFolder),
  };
}

/** What a `FileDrop` calls. */
export interface DropHandlers {
  isWanted: () => boolean;
  /** Files are over the target, or no longer. */
  handleOver: (isOver: boolean) => void;
  handleDrop: (dropped: DroppedFiles) => void;
}

/** Takes files that are dropped on `target`; those beside it are the room's business. Returns a function that undoes it. */
export function takeDrops(target: HTMLElement, handlers: DropHandlers): () => void {
  const undo = new AbortController();
  const { signal } = undo;
  // Whatever becomes of them, and whether they are still wanted: nothing is over the target any more.
  for (const type of ['dragleave', 'drop']) {
    target.addEventListener(
      type,
      () => {
        handlers.handleOver(false);
      },
      { signal },
    );
  }
  const hear = (type: 'dragover' | 'drop', handle: (event: DragEvent) => void) => {
    target.addEventListener(
      type,
      (event) => {
        if (event.dataTransfer?.types.includes('Files') && !event.defaultPrevented && handlers.isWanted())
          handle(event);
      },
      { signal },
    );
  };
  hear('dragover', (event) => {
    event.preventDefault();
    if (event.dataTransfer !== null) event.dataTransfer.dropEffect = 'copy';
    handlers.handleOver(true);
  });
  hear('drop', (event) => {
    event.preventDefault();
    if (event.dataTransfer !== null) handlers.handleDrop(filesOf(event.dataTransfer));
  });
  return () => {
    undo.abort();
  };
}
